"""Learning across incidents, from an index of short facts; documents are read only where one changed (L1-L6)."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from oncall_tui.domain.incident import STAGES
from oncall_tui.domain.learning.facts import LearningFacts, facts_from, facts_json
from oncall_tui.domain.learning.figures import DurationMetric, duration_figures, stage_figures

if TYPE_CHECKING:
    from oncall_tui.domain.analysis.control_classes import ControlClass
    from oncall_tui.domain.learning.similar import Similar
    from oncall_tui.replication.encoding import Tables
    from oncall_tui.services.analysis.controls import Controls
    from oncall_tui.storage.derived_texts import DerivedTexts

VERSION = "oncall learning 2"


def learning_text(id: str, tables: "Tables") -> str:
    """Return what the index keeps of one document: its facts on one line."""
    from oncall_tui.read_models.learning_facts import learning_facts

    return json.dumps(facts_json(learning_facts(id, tables)), separators=(",", ":"))


class Learning:
    """`kept` is the index, `controls` the classes of controls; `file_waiting` files notes that wait in inboxes, so that
    what was just typed counts."""

    def __init__(self, kept: "DerivedTexts", controls: "Controls", file_waiting: Callable[[], None]) -> None:
        self._kept = kept
        self._file_waiting = file_waiting
        self._controls = controls

    def facts(self) -> list[LearningFacts]:
        """Return the facts of every readable incident, oldest first."""
        self._file_waiting()
        return self._facts()

    def fingerprint(self) -> str:
        """Return a cheap value that changes whenever a document does."""
        return self._kept.signature()

    @property
    def damaged(self) -> dict[str, str]:
        """The incidents that could not be read, with why."""
        return self._kept.damaged

    def durations(self, facts: list[LearningFacts]) -> list[DurationMetric]:
        """Return a figure for each duration (L1)."""
        return duration_figures(facts)

    def stages(self, facts: list[LearningFacts]) -> list[DurationMetric]:
        """Return a figure for each stage (L3)."""
        return stage_figures(facts, STAGES)

    def controls(self) -> list["ControlClass"]:
        """Return the controls over all incidents, those that failed in most first."""
        return self._controls.classes()

    def similar(self, incident: str | None, words: str = "") -> "list[Similar]":
        """Return the incidents like one of ours, or like the words of a new title. No waiting note is filed for it:
        none is looked at."""
        from oncall_tui.domain.learning.similar import find_similar

        facts = self._facts()
        wanted = next((each for each in facts if each.id == incident), None) or LearningFacts("", title=words)
        return find_similar(wanted, facts)

    def _facts(self) -> list[LearningFacts]:
        return [facts_from(json.loads(kept.text)) for kept in self._kept.texts().values()]
