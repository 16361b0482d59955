"""Taking the answers to an analysis' questions: a text, `?` for not known, `none` for there is none."""

import re
from typing import TYPE_CHECKING, NamedTuple

from oncall_tui.domain.analysis.prompts import INCIDENT, NEW, NONE_OF, InterviewPrompt, prompts
from oncall_tui.domain.analysis.records import KIND_IN, NONE, NOT_KNOWN
from oncall_tui.read_models.analysis_view import settlements
from oncall_tui.read_models.timeline_view import base_versions_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from oncall_tui.read_models.concurrent_edits import BaseVersions
    from oncall_tui.services.analysis.edit_analysis import AnalysisEditor
    from oncall_tui.services.incidents.incidents import Incidents
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits

ARROW = re.compile(r"\s*(?:→|->)\s*")
ROWS = re.compile(r"\d{4}-\d\d-\d\d[ T]\d{1,2}:\d\d(?::\d\d)?|[^\s,;]+")


class Answered(NamedTuple):
    """The id of the record that an answer made, "" for none, and what is to be told of it beside that it is saved."""

    added: str = ""
    told: str = ""


class AnalysisInterview:
    """Asks one question at a time, and saves each answer as one change."""

    def __init__(self, edits: "AnalysisEditor", writeup: "WriteupEdits", incidents: "Incidents") -> None:
        self._edits = edits
        self._writeup = writeup
        self._incidents = incidents

    def open_prompts(self, incident: str) -> "Iterator[InterviewPrompt]":
        """Return the questions without an answer, the next one first."""
        view = self._writeup.view(incident)
        return prompts(view.analysis, settlements(view.view.tables).keys())

    def next_prompt(
        self, incident: str, passed: "Collection[tuple[str, str]]"
    ) -> "tuple[InterviewPrompt, BaseVersions] | None":
        """Return the first question without an answer whose key is not among `passed`, and the versions it shows.

        Both are of one reading, so that an answer replaces nothing that a colleague wrote in between.
        """
        view = self._writeup.view(incident)
        for prompt in prompts(view.analysis, settlements(view.view.tables).keys()):
            if prompt.key not in passed:
                return prompt, base_versions_of(view.view, prompt.id, prompt.table) if prompt.id else {}
        return None

    def base_versions(self, incident: str, prompt: InterviewPrompt) -> "BaseVersions":
        """Return the versions that a question which opens now shows; given back with its answer."""
        if prompt.table == INCIDENT:
            return self._incidents.base_versions(incident)
        return self._edits.base_versions(incident, prompt.id) if prompt.id else {}

    def answer(
        self, incident: str, prompt: InterviewPrompt, text: str, *, base_versions: "BaseVersions"
    ) -> Answered:
        """Save the answer to a question over what was shown, `base_versions`.

        Raises RefusedError or NotFoundError, and nothing is changed then.
        """
        words = text.strip()
        about = prompt.about or prompt.id or incident
        if words == NOT_KNOWN or words.startswith(f"{NOT_KNOWN} "):
            return self._raise_question(incident, prompt, about, words[1:].strip())
        if words.casefold() == NONE and prompt.field in NONE_OF:
            self._edits.settle_none(incident, about, NONE_OF[prompt.field])
            return Answered(told="There is none: that is an answer.")
        if prompt.id is None:
            return self._add(incident, prompt, words)
        if prompt.table == INCIDENT:
            self._incidents.set(incident, {prompt.field: words}, base_versions=base_versions)
            return Answered()
        return self._fill(incident, prompt.id, prompt, words, base_versions)

    def _raise_question(self, incident: str, prompt: InterviewPrompt, about: str, words: str) -> Answered:
        """Raise an open question, so that whoever was not there can go on."""
        links = [] if about == incident else [f"about={about}"]
        question = words or prompt.short
        self._edits.add(incident, "question", question, [f"field={prompt.field}", *links])
        return Answered(told=f"Asked as an open question: {question}")

    def _add(self, incident: str, prompt: InterviewPrompt, words: str) -> Answered:
        links = [f"{name}={value}" for name, value in prompt.links.items()]
        kind = prompt.field if prompt.field in NEW else KIND_IN[prompt.table].name
        if prompt.field == "how":
            return Answered(self._edits.add_finding(incident, words, links))
        return Answered(self._edits.add(incident, kind, words, links))

    def _fill(
        self, incident: str, id: str, prompt: InterviewPrompt, words: str, base: "BaseVersions"
    ) -> Answered:
        assigned = [f"{prompt.field}={words}"]
        if prompt.field == "exercised_by" and len(parts := ARROW.split(words, maxsplit=1)) > 1:
            assigned = [f"exercised_by={parts[0]}", f"acts_on={parts[1]}"]
        elif prompt.field == "events":
            assigned = [f"events={row}" for row in ROWS.findall(words)]
        effect = self._edits.set(incident, id, assigned, base_versions=base)
        return Answered(told=effect if " meanwhile" in effect else "")
