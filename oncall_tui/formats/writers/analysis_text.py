"""An analysis for people who listen: a sentence a line, signs in words, the end of the id last (RETROSPECTIVE 10)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.loose_ends import (
    CONSTRAINT_WITHOUT_CONTROL,
    CONTROL_WITHOUT_FEEDBACK,
    CONTROL_WITHOUT_FINDING,
    FINDING_WITHOUT_EVENT,
    FINDING_WITHOUT_MADE_SENSE,
    FINDING_WITHOUT_RECOMMENDATION,
    HAZARD_WITHOUT_CONSTRAINT,
    NO_CONTROL_FOR_DETECTION,
    QUESTION_OPEN,
    RECOMMENDATION_WITHOUT_FINDING,
    SYSTEMIC_PROBLEM_WITH_ONE_LINK,
    LooseEnd,
)
from oncall_tui.domain.analysis.records import (
    HOW,
    NONE,
    Control,
    Finding,
    MissingControl,
    OpenQuestion,
    Record,
    SystemicProblem,
    kind_of,
    title_of,
)
from oncall_tui.domain.handles import endings
from oncall_tui.domain.visible import escape_line

# The command that answers a loose end; `{id}` is the end of the id of what it is about.
ANSWERS = {
    HAZARD_WITHOUT_CONSTRAINT: "oncall analysis add constraint TEXT hazards={id}",
    CONSTRAINT_WITHOUT_CONTROL: "oncall analysis add control TEXT constraints={id}",
    CONTROL_WITHOUT_FINDING: "oncall analysis add finding TEXT control={id} how=WORD",
    CONTROL_WITHOUT_FEEDBACK: "oncall analysis set {id} feedback=TEXT",
    FINDING_WITHOUT_EVENT: "oncall analysis set {id} events=ROW",
    FINDING_WITHOUT_MADE_SENSE: "oncall analysis set {id} made_sense=TEXT",
    NO_CONTROL_FOR_DETECTION: "oncall analysis set FINDING events=ROW",
    SYSTEMIC_PROBLEM_WITH_ONE_LINK: "oncall analysis set {id} findings=ID",
    FINDING_WITHOUT_RECOMMENDATION: "oncall analysis set {id} mended_by=RECOMMENDATION",
    RECOMMENDATION_WITHOUT_FINDING: "oncall rec set {id} mends=ID",
    QUESTION_OPEN: "oncall analysis set {id} answer=TEXT",
}


def analysis_text(analysis: Analysis, ends: Sequence[LooseEnd]) -> str:
    """Return the whole analysis, then its loose ends."""
    lines = [*_surroundings(analysis), *_records(analysis)]
    if not lines:
        return "Nothing is written yet. `oncall analysis ask` asks one question at a time.\n"
    return "\n".join([*lines, loose_ends_text(analysis, ends)])


def loose_ends_text(analysis: Analysis, ends: Sequence[LooseEnd]) -> str:
    """Return a sentence a line, each with the command that answers it; settled ones with their reason."""
    offered = {end.id: record for end in ends if (record := analysis.offered(end.id)) is not None}
    names = endings([*(end.id for end in ends), *(record.id for record in offered.values())])
    lines = [_end(end, names, offered.get(end.id)) for end in ends]
    still = sum(end.settled is None for end in ends)
    return "\n".join([*lines, f"{still} left, {len(ends) - still} settled."]) + "\n"


def record_text(analysis: Analysis, record: Record) -> str:
    """One record: its sentence, then a line for every field and every link."""
    names = endings([each.id for each in analysis.all()])
    lines = [_sentence(analysis, record, names.get(record.id, record.id)), *_fields(analysis, record)]
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _fields(analysis: Analysis, record: Record) -> Iterator[str]:
    kind = kind_of(record)
    for name in kind.texts:
        if (value := getattr(record, name)) and name not in (kind.text, *kind.one):
            yield f"{name.replace('_', ' ')}: {escape_line(value)}"
    links = {name: [getattr(record, name)] for name in kind.one if getattr(record, name)}
    links |= {name: list(getattr(record, name)) for name in kind.links}
    for name, ids in {**links, **analysis.derived(record)}.items():
        yield from (f"{name.replace('_', ' ')}: {_target(analysis, id)}" for id in ids)


def _surroundings(analysis: Analysis) -> Iterator[str]:
    if analysis.boundary:
        yield f"What we can change: {escape_line(analysis.boundary)}"
    if analysis.environment:
        yield f"What we can only watch: {escape_line(analysis.environment)}"


def _records(analysis: Analysis) -> Iterator[str]:
    """Each control with how it held below it, as they are read together."""
    names = endings([record.id for record in analysis.all()])

    def told(records: Iterable[Record]) -> Iterator[str]:
        return (_sentence(analysis, record, names[record.id]) for record in records)

    yield from told((*analysis.losses, *analysis.hazards, *analysis.constraints))
    for control in analysis.controls:
        yield from told((control, *analysis.findings_of(control.id)))
    here = {control.id for control in analysis.controls}
    yield from told(finding for finding in analysis.findings if finding.control not in here)
    yield from told((*analysis.missing_controls, *analysis.systemic_problems))
    yield from told((*analysis.questions, *analysis.insights))


def _sentence(analysis: Analysis, record: Record, ending: str) -> str:
    title = _closed(title_of(record))
    return f"{_beginning(analysis, record)}{title}{_rest(analysis, record)} ({ending})"


def _closed(text: str) -> str:
    """Return the words on one line, with a sign at the end."""
    line = escape_line(text)
    return line if line.endswith((".", "?", "!", "…")) else f"{line}."


def _beginning(analysis: Analysis, record: Record) -> str:
    if isinstance(record, Finding):
        control = escape_line(analysis.title(record.control)) or "a control"
        how = f"{record.how} ({HOW[record.how]})" if record.how in HOW else "not said how"
        return f"Finding, {control}, {how}: "
    if isinstance(record, OpenQuestion):
        return f"Question, {record.state or 'open'}: "
    return f"{kind_of(record).words.capitalize()}: "


def _rest(analysis: Analysis, record: Record) -> str:
    if isinstance(record, Control):
        return _path(record)
    if isinstance(record, OpenQuestion) and record.answer:
        return f" Answer: {_closed(record.answer)}"
    if isinstance(record, Finding | MissingControl | SystemicProblem) and record.mended_by:
        changed = "; ".join(_target(analysis, id) for id in record.mended_by)
        return f"{_sense(record)} Changes: {changed}."
    return _sense(record)


def _sense(record: Record) -> str:
    if isinstance(record, Finding) and record.made_sense:
        return f" It made sense: {_closed(record.made_sense)}"
    if isinstance(record, MissingControl) and record.so_far:
        return f" Relied on instead: {_closed(record.so_far)}"
    return ""


def _path(control: Control) -> str:
    who, what = escape_line(control.exercised_by), escape_line(control.acts_on)
    acts = f" {who or 'Something'} acts on {what or 'something'}." if who or what else ""
    if control.feedback.strip().casefold() == NONE:
        return f"{acts} There is no feedback."
    return f"{acts} Feedback: {_closed(control.feedback)}" if control.feedback else acts


def _target(analysis: Analysis, id: str) -> str:
    """Describe the target of a link on one line; say so if it was left out or is not here."""
    title = escape_line(analysis.title(id)).rstrip(".")
    if analysis.is_left_out(id):
        return f"{title or id} (left out)"
    return title or f"{id} (not here yet)"


def command_of(end_id: str, code: str, names: Mapping[str, str], offered: Record | None) -> str:
    """Return the command that answers a loose end; `offered` is what its own words name."""
    command = ANSWERS[code].format(id=names[end_id])
    if offered is not None and code == RECOMMENDATION_WITHOUT_FINDING:
        return command.replace("mends=ID", f"mends={names[offered.id]}")
    return command


def _end(end: LooseEnd, names: Mapping[str, str], offered: Record | None) -> str:
    ending = names[end.id]
    if end.settled is not None:
        return f"Settled by {end.settled.by}, {escape_line(end.settled.reason)}: {escape_line(end.text)} ({ending})"
    return f"{escape_line(end.text)} {end.code} ({ending}): {command_of(end.id, end.code, names, offered)}"
