"""One question at a time: what an analysis asks next, with an example, and *how* and *what*, never *who* and *why*.

The record may hold more than is asked. One may stop anywhere: a report is whole with three controls (RETROSPECTIVE 4).
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.records import HOW, Control, Finding

INCIDENT = "incident"


class Wording(NamedTuple):
    """A question's wording, with an example of an answer."""

    question: str
    example: str = ""


class InterviewPrompt(NamedTuple):
    """One question. `id` is the record that the answer fills, None where it makes a new one.

    `table`: that of the record, or of the new one; `field`: the field that is filled, of a new record its kind.
    `about`: the record that is asked about; `links`: the fields that a new record has from the start.
    """

    id: str | None
    table: str
    field: str
    question: str
    example: str = ""
    about: str = ""
    links: Mapping[str, str] = {}

    @property
    def key(self) -> tuple[str, str]:
        """Name the question: what it is about, and what it asks for."""
        return (self.id or self.about, self.field)

    @property
    def short(self) -> str:
        """The question without what helps to answer it, as it is raised when nobody knows."""
        first, mark, _ = self.question.partition("? ")
        return first + mark.strip() if mark else self.question


HOW_WORDS = "; ".join(f"{word}: {meaning}" for word, meaning in HOW.items())
WORDING: Mapping[str, Wording] = {
    "boundary": Wording("What here can we change?", "the upgrade runbook, the EKS module, the node groups"),
    "environment": Wording("What can we only watch?", "the module's own defaults, the vendor's prefixes"),
    "loss": Wording("What was lost, and by whom?", "four hours of deployments, by twelve teams"),
    "hazard": Wording(
        "Finish the sentence: this could happen because our system was in the state …",
        "nodes had less disk than the images of their pods need",
    ),
    "constraint": Wording(
        "Turn it round: what has to stay true, so that “{title}” does not come back?",
        "a node takes pods only while it has room for their images",
    ),
    "control": Wording(
        "What was there to keep this true: “{title}”? A check, an alert, a step of a runbook, a limit, a habit.",
        "the upgrade runbook: which steps to compare",
    ),
    "exercised_by": Wording(
        "Who or what acts with “{title}”, and on what?", "Cloud Platform team → EKS module"
    ),
    "acts_on": Wording("On what does “{title}” act?", "EKS module"),
    "feedback": Wording(
        "How would they find out that “{title}” did not work?", "an alert at 80 % of the volume"
    ),
    "how": Wording(f"How did “{{title}}” hold? {HOW_WORDS}.", "late"),
    "what": Wording("What did “{title}” do?", "named the volume at 13:42, but not its size"),
    "saved": Wording("What did “{title}” save us from?", "the nodes stayed up while the disk filled"),
    "events": Wording("At which rows of the timeline? Times as printed, or ends of ids.", "13:42 15:26"),
    "made_sense": Wording(
        "What made this the sensible thing {moment}? Of a machine: what was it built for, and what had changed since?",
        "a default of the module, meant for small nodes; nothing asked for another",
    ),
    "told": Wording(
        "What did they, or it, see afterwards: nothing, too late, too much, something else?",
        "nothing until a user told us at 14:03",
    ),
    "missing-control": Wording(
        "Which of these had nothing at all to keep it true? Not: something that failed.",
        "no test pulls an image of real size on a new group",
    ),
    "answer": Wording("What is the answer? “{title}”"),
    "so_far": Wording("What did we rely on instead of “{title}”?", "that somebody looks at the first node"),
    "systemic-problem": Wording(
        "What do several of these have in common that no single one explains?",
        "defaults of modules change, and nobody's job is to compare them",
    ),
    "question": Wording("What would we ask if the person, the log or the vendor were in the room?"),
    "insight": Wording("What do we know now about how work is really done here?"),
}
# How those are asked that quote what they are linked with, where they are linked with nothing.
UNLINKED = {
    "constraint": "What has to stay true?",
    "control": "What was there: a check, an alert, a step of a runbook, a limit, a habit?",
}
# What `none` settles, of a question for a record that is not there: (what it is about, code).
NONE_OF = {
    "loss": "none-loss",
    "hazard": "none-hazard",
    "missing-control": "none-missing-control",
    "systemic-problem": "none-systemic-problem",
    "question": "none-question",
    "insight": "none-insight",
    "constraint": "hazard-without-constraint",
    "control": "constraint-without-control",
    "how": "control-without-finding",
    "events": "finding-without-event",
}
NEW = (
    "loss",
    "hazard",
    "constraint",
    "control",
    "missing-control",
    "systemic-problem",
    "question",
    "insight",
)


def prompts(analysis: Analysis, settled: Collection[tuple[str, str]]) -> Iterator[InterviewPrompt]:
    """Every question that has no answer yet, in order. `settled`: (about, code) of what was answered with none, or
    settled with a reason."""
    raised = {(about, question.field) for question in analysis.questions for about in question.about}
    raised |= {(analysis.incident, question.field) for question in analysis.questions if not question.about}
    for prompt in _all(analysis):
        about = prompt.about or prompt.id or analysis.incident
        code = NONE_OF.get(prompt.field, "")
        if (about, prompt.field) not in raised and (about, code) not in settled:
            yield prompt


def _all(analysis: Analysis) -> Iterator[InterviewPrompt]:
    for field in ("boundary", "environment"):
        if not getattr(analysis, field).strip():
            yield _ask(analysis.incident, INCIDENT, field)
    yield from _of_hazards(analysis)
    for control in analysis.controls:
        yield from _of_control(analysis, control)
    for finding in analysis.findings:
        yield from _of_finding(analysis, finding)
    yield from _of_the_rest(analysis)


def _of_hazards(analysis: Analysis) -> Iterator[InterviewPrompt]:
    if not analysis.losses:
        yield new_prompt(analysis, "loss", "losses")
    if not analysis.hazards:
        yield new_prompt(analysis, "hazard", "hazards", _only("losses", analysis.losses))
    for hazard in analysis.hazards:
        if not analysis.linking("constraints", "hazards", hazard.id):
            yield new_prompt(analysis, "constraint", "constraints", {"hazards": hazard.id}, hazard.id)
    for constraint in analysis.constraints:
        held_by = analysis.linking("controls", "constraints", constraint.id)
        if not held_by and not analysis.linking("missing_controls", "constraints", constraint.id):
            yield new_prompt(analysis, "control", "controls", {"constraints": constraint.id}, constraint.id)


def _of_control(analysis: Analysis, control: Control) -> Iterator[InterviewPrompt]:
    for field in ("exercised_by", "acts_on", "feedback"):
        # On what it acts is asked with who acts; alone only where that has an answer.
        is_due = field != "acts_on" or control.exercised_by.strip()
        if is_due and not getattr(control, field).strip():
            yield _ask(control.id, "controls", field, control.name)
    if not analysis.findings_of(control.id):
        yield how_prompt(control)


def _of_finding(analysis: Analysis, finding: Finding) -> Iterator[InterviewPrompt]:
    name = analysis.title(finding.control) or "it"
    if not finding.how:
        yield _ask(finding.id, "findings", "how", name)
    if not finding.what.strip():
        words = WORDING["saved" if finding.held else "what"]
        yield InterviewPrompt(
            finding.id, "findings", "what", words.question.format(title=name), words.example
        )
    if not analysis.counting(finding.events):
        yield _ask(finding.id, "findings", "events")
    if finding.held:
        return
    if not finding.made_sense.strip():
        words = WORDING["made_sense"]
        question = words.question.format(moment=analysis.moment_of(finding))
        yield InterviewPrompt(finding.id, "findings", "made_sense", question, words.example)
    if not finding.told.strip():
        yield _ask(finding.id, "findings", "told")


def _of_the_rest(analysis: Analysis) -> Iterator[InterviewPrompt]:
    if not analysis.missing_controls:
        link = _only("constraints", analysis.constraints)
        yield new_prompt(analysis, "missing-control", "missing_controls", link)
    for missing in analysis.missing_controls:
        if not missing.so_far.strip():
            yield _ask(missing.id, "missing_controls", "so_far", missing.aspect)
    if not analysis.systemic_problems:
        yield new_prompt(analysis, "systemic-problem", "systemic_problems")
    if not analysis.questions:
        yield new_prompt(analysis, "question", "questions")
    if not analysis.insights:
        yield new_prompt(analysis, "insight", "insights")


def _only(link: str, records: tuple[NamedTuple, ...]) -> Mapping[str, str]:
    """Pick the link's target when there is only one candidate."""
    return {link: str(records[0][0])} if len(records) == 1 else {}


def _ask(id: str, table: str, field: str, title: str = "") -> InterviewPrompt:
    words = WORDING[field]
    return InterviewPrompt(id, table, field, words.question.format(title=short_title(title)), words.example)


def new_prompt(
    analysis: Analysis, kind: str, table: str, links: Mapping[str, str] | None = None, about: str = ""
) -> InterviewPrompt:
    """Return the question whose answer is a new record of that kind; `links` are made with it."""
    words = WORDING[kind]
    title = short_title(analysis.title(about)) if about else ""
    question = words.question.format(title=title) if title else UNLINKED.get(kind, words.question)
    return InterviewPrompt(
        None, table, kind, question, words.example, about or analysis.incident, links or {}
    )


def how_prompt(control: Control) -> InterviewPrompt:
    """Return the question whose answer is a new finding of the control."""
    words = WORDING["how"]
    question = words.question.format(title=short_title(control.name))
    return InterviewPrompt(
        None, "findings", "how", question, words.example, control.id, {"control": control.id}
    )


def short_title(title: str) -> str:
    """Return a title as questions quote it: one line of at most 60 characters."""
    line = " ".join(title.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
