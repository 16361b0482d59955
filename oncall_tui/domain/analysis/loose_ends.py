"""Loose ends of an analysis: what is missing, one code for each kind; none of them blocks anything (W5-W11).

A loose end can be settled with a reason, which counts. All of it follows from the incident's own document.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.records import Record, title_of

HAZARD_WITHOUT_CONSTRAINT = "hazard-without-constraint"
CONSTRAINT_WITHOUT_CONTROL = "constraint-without-control"
CONTROL_WITHOUT_FINDING = "control-without-finding"
FINDING_WITHOUT_EVENT = "finding-without-event"
FINDING_WITHOUT_MADE_SENSE = "finding-without-made-sense"
CONTROL_WITHOUT_FEEDBACK = "control-without-feedback"
NO_CONTROL_FOR_DETECTION = "no-control-for-detection"
SYSTEMIC_PROBLEM_WITH_ONE_LINK = "systemic-problem-with-one-link"
FINDING_WITHOUT_RECOMMENDATION = "finding-without-recommendation"
RECOMMENDATION_WITHOUT_FINDING = "recommendation-without-finding"
QUESTION_OPEN = "question-open"
CODES = (
    HAZARD_WITHOUT_CONSTRAINT,
    CONSTRAINT_WITHOUT_CONTROL,
    CONTROL_WITHOUT_FINDING,
    FINDING_WITHOUT_EVENT,
    FINDING_WITHOUT_MADE_SENSE,
    CONTROL_WITHOUT_FEEDBACK,
    NO_CONTROL_FOR_DETECTION,
    SYSTEMIC_PROBLEM_WITH_ONE_LINK,
    FINDING_WITHOUT_RECOMMENDATION,
    RECOMMENDATION_WITHOUT_FINDING,
    QUESTION_OPEN,
)
LONGEST_TITLE = 60
FEWEST_SHARED = 2


class Settled(NamedTuple):
    """A person's decision to settle a loose end: author, instant (stored text) and reason."""

    by: str
    at: str
    reason: str


class LooseEnd(NamedTuple):
    """One thing that is missing. `id` is the record that it is about, of `no-control-for-detection` the incident."""

    code: str
    id: str
    text: str
    settled: Settled | None = None


# By the id of the record and the code.
Settlements = Mapping[tuple[str, str], Settled]


def loose_ends(analysis: Analysis, settled: Settlements) -> tuple[LooseEnd, ...]:
    """Every loose end in the order of the codes, settled ones too."""
    found = sorted(_found(analysis), key=lambda end: CODES.index(end.code))
    return tuple(end._replace(settled=settled.get((end.id, end.code))) for end in found)


def _found(analysis: Analysis) -> Iterator[LooseEnd]:
    yield from _of_hazards(analysis)
    yield from _of_controls(analysis)
    yield from _of_findings(analysis)
    yield from _of_systemic_problems(analysis)
    yield from _of_recommendations(analysis)
    yield from _of_detection(analysis)
    for question in analysis.questions:
        if question.is_open:
            yield _end(QUESTION_OPEN, question, "is still open")


def _of_hazards(analysis: Analysis) -> Iterator[LooseEnd]:
    for hazard in analysis.hazards:
        if not analysis.linking("constraints", "hazards", hazard.id):
            yield _end(HAZARD_WITHOUT_CONSTRAINT, hazard, "has no constraint: what has to stay true?")
    for constraint in analysis.constraints:
        kept = analysis.linking("controls", "constraints", constraint.id)
        if not kept and not analysis.linking("missing_controls", "constraints", constraint.id):
            yield _end(
                CONSTRAINT_WITHOUT_CONTROL, constraint, "has no control: what was there to keep it true?"
            )


def _of_controls(analysis: Analysis) -> Iterator[LooseEnd]:
    for control in analysis.controls:
        if not analysis.findings_of(control.id):
            yield _end(CONTROL_WITHOUT_FINDING, control, "has no finding: how did it hold?")
        if not control.feedback.strip():
            yield _end(
                CONTROL_WITHOUT_FEEDBACK,
                control,
                "has no feedback: how would one find out that it did not work?",
            )


def _of_findings(analysis: Analysis) -> Iterator[LooseEnd]:
    for finding in analysis.findings:
        if not analysis.counting(finding.events):
            yield _end(FINDING_WITHOUT_EVENT, finding, "is linked with no row")
        if finding.held:
            continue
        if not finding.made_sense.strip():
            yield _end(FINDING_WITHOUT_MADE_SENSE, finding, "does not say what made it the sensible thing")
        if not analysis.counting(finding.mended_by):
            yield _end(FINDING_WITHOUT_RECOMMENDATION, finding, "is changed by no recommendation")


def _of_systemic_problems(analysis: Analysis) -> Iterator[LooseEnd]:
    for problem in analysis.systemic_problems:
        if len(analysis.counting((*problem.findings, *problem.missing_controls))) < FEWEST_SHARED:
            yield _end(
                SYSTEMIC_PROBLEM_WITH_ONE_LINK,
                problem,
                "is linked with fewer than two findings and missing controls",
            )


def _of_recommendations(analysis: Analysis) -> Iterator[LooseEnd]:
    """One that was dropped or merged away promises nothing."""
    for item in analysis.recommendations.values():
        if item.left_out or item.is_merged or item.status == "dropped" or analysis.mending(item.id):
            continue
        yield LooseEnd(
            RECOMMENDATION_WITHOUT_FINDING,
            item.id,
            f"Recommendation “{_short(item.title)}” changes no finding, missing control or systemic problem.",
        )


def _of_detection(analysis: Analysis) -> Iterator[LooseEnd]:
    """Ask for the control that detected the incident, the one most often forgotten."""
    rows = analysis.rows
    linked = {rows[id].row if id in rows else id for finding in analysis.findings for id in finding.events}
    if analysis.detected is None:
        yield LooseEnd(NO_CONTROL_FOR_DETECTION, analysis.incident, "No row of the timeline is ‹detected›.")
    elif analysis.detected not in linked:
        text = "No finding is linked with the row ‹detected›: what brought it up, or should have?"
        yield LooseEnd(NO_CONTROL_FOR_DETECTION, analysis.incident, text)


def _end(code: str, record: Record, what: str) -> LooseEnd:
    name = type(record).__name__
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    closing = "" if what.endswith("?") else "."
    return LooseEnd(code, record.id, f"{words.capitalize()} “{_short(title_of(record))}” {what}{closing}")


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
