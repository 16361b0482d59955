"""The questions about one record of an analysis, answered or not, in the order in which they are asked.

`prompts` holds what is asked next; here an answer can also be read again and written anew.
"""

from collections.abc import Iterator

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.prompts import (
    INCIDENT,
    WORDING,
    InterviewPrompt,
    how_prompt,
    new_prompt,
    short_title,
)
from oncall_tui.domain.analysis.records import (
    Constraint,
    Control,
    Finding,
    Hazard,
    MissingControl,
    OpenQuestion,
    Record,
    kind_of,
    title_of,
)


def incident_prompts(analysis: Analysis) -> list[InterviewPrompt]:
    """List the questions about the whole incident: what we can change, and what we can only watch."""
    return [_ask(analysis.incident, INCIDENT, field) for field in ("boundary", "environment")]


def record_prompts(analysis: Analysis, record: Record) -> list[InterviewPrompt]:
    """Return the questions that fill a record, then those for the records that it still lacks.

    A finding brings those about its control with it: both are one line of the structure.
    """
    return list(_of(analysis, record))


def answer_of(analysis: Analysis, prompt: InterviewPrompt) -> str:
    """Return the present answer; "" for none, and for a question that adds to a list."""
    if prompt.table == INCIDENT:
        return str(getattr(analysis, prompt.field))
    record = analysis.find(prompt.id) if prompt.id else None
    if record is None or prompt.field == "events":
        return ""
    if isinstance(record, Control) and prompt.field == "exercised_by" and record.acts_on:
        return f"{record.exercised_by} → {record.acts_on}"
    return str(getattr(record, prompt.field))


def is_answered(analysis: Analysis, prompt: InterviewPrompt) -> bool:
    """Return whether there is an answer; rows that are linked are one."""
    record = analysis.find(prompt.id) if prompt.id else None
    if prompt.field == "events" and record is not None:
        return bool(analysis.counting(getattr(record, "events", ())))
    return bool(answer_of(analysis, prompt).strip())


def _of(analysis: Analysis, record: Record) -> Iterator[InterviewPrompt]:
    if isinstance(record, Finding):
        yield from _of_finding(analysis, record)
        return
    table, text = kind_of(record).table, kind_of(record).text
    yield _first(analysis, record, table, text)
    if isinstance(record, Hazard):
        if not analysis.linking("constraints", "hazards", record.id):
            yield new_prompt(analysis, "constraint", "constraints", {"hazards": record.id}, record.id)
    elif isinstance(record, Constraint):
        kept = analysis.linking("controls", "constraints", record.id)
        if not kept and not analysis.linking("missing_controls", "constraints", record.id):
            yield new_prompt(analysis, "control", "controls", {"constraints": record.id}, record.id)
    elif isinstance(record, Control):
        yield from _of_control(analysis, record)
    elif isinstance(record, MissingControl):
        yield _ask(record.id, table, "so_far", record.aspect)
    elif isinstance(record, OpenQuestion):
        yield _ask(record.id, table, "answer", record.text)


def _first(analysis: Analysis, record: Record, table: str, field: str) -> InterviewPrompt:
    """Return the question that the record itself answers, asked of what it is linked with."""
    linked: tuple[str, ...] = ()
    if isinstance(record, Constraint | Control):
        linked = record.hazards if isinstance(record, Constraint) else record.constraints
    above = next(iter(analysis.counting(linked)), "")
    asked = new_prompt(analysis, kind_of(record).name, table, about=above)
    return InterviewPrompt(record.id, table, field, asked.question, asked.example)


def _of_control(analysis: Analysis, control: Control) -> Iterator[InterviewPrompt]:
    yield _ask(control.id, "controls", "exercised_by", control.name)
    if control.exercised_by and not control.acts_on:
        yield _ask(control.id, "controls", "acts_on", control.name)
    yield _ask(control.id, "controls", "feedback", control.name)
    if not analysis.findings_of(control.id):
        yield how_prompt(control)


def _of_finding(analysis: Analysis, finding: Finding) -> Iterator[InterviewPrompt]:
    control = analysis.find(finding.control)
    name = title_of(control) if control is not None else "it"
    yield _ask(finding.id, "findings", "how", name)
    words = WORDING["saved" if finding.held else "what"]
    question = words.question.format(title=short_title(name))
    yield InterviewPrompt(finding.id, "findings", "what", question, words.example)
    yield _ask(finding.id, "findings", "events")
    if not finding.held:
        words = WORDING["made_sense"]
        question = words.question.format(moment=analysis.moment_of(finding))
        yield InterviewPrompt(finding.id, "findings", "made_sense", question, words.example)
        yield _ask(finding.id, "findings", "told")
    if isinstance(control, Control):
        yield from _of_control(analysis, control)


def _ask(id: str, table: str, field: str, title: str = "") -> InterviewPrompt:
    words = WORDING[field]
    return InterviewPrompt(id, table, field, words.question.format(title=short_title(title)), words.example)
