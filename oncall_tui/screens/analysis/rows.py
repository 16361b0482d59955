"""The rows of an analysis: the control structure as a tree, or all records by kind. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from oncall_tui.domain.analysis.records import KINDS, Finding, Kind, OpenQuestion, Record
from oncall_tui.domain.visible import escape_line
from oncall_tui.formats.writers.structure_text import ASCII, BOXES, structure_lines
from oncall_tui.screens.analysis.data import INCIDENT, AnalysisData, end_row
from oncall_tui.widgets.rows import Row, Span, justify_row, rule

ABOVE_TREE = ("losses", "hazards", "constraints")
BELOW_TREE = ("systemic_problems", "questions", "insights")
LABELS = {
    "losses": "Lost",
    "hazards": "Hazard",
    "constraints": "Must hold",
    "controls": "Control",
    "findings": "Held",
    "missing_controls": "Missing",
    "systemic_problems": "Systemic",
    "questions": "Question",
    "insights": "Insight",
}
HEADINGS = {
    "losses": "what was lost",
    "hazards": "hazards",
    "constraints": "what has to stay true",
    "controls": "controls",
    "findings": "how they held",
    "missing_controls": "missing controls",
    "systemic_problems": "systemic problems",
    "questions": "questions",
    "insights": "insights",
}
LABEL = 10


class AnalysisLine(NamedTuple):
    """One line of the list. `title`: a rule across the list with these words, and no record."""

    row_id: str
    left: Row = ()
    right: Row = ()
    title: str = ""
    selectable: bool = True


class AnalysisRows:
    """Rows for a `RowList`. A control that has findings is on the row of its first one."""

    def __init__(self, lines: Sequence[AnalysisLine], same: dict[str, str]) -> None:
        """Index the lines. `same`: the row of what has none of its own, by id."""
        self._lines = lines
        self._places = {line.row_id: place for place, line in enumerate(lines)}
        self._places |= {id: self._places[row] for id, row in same.items() if row in self._places}

    def __len__(self) -> int:
        return len(self._lines)

    def row_id(self, index: int) -> str:
        return self._lines[index].row_id

    def index_of(self, row_id: str) -> int | None:
        return self._places.get(row_id)

    def selectable(self, index: int) -> bool:
        return self._lines[index].selectable

    def row(self, index: int, width: int) -> Row:
        line = self._lines[index]
        return rule(line.title, width) if line.title else justify_row(line.left, line.right, width)


def analysis_rows(sheet: AnalysisData, *, by_kind: bool = False, plain: bool = False) -> AnalysisRows:
    """All rows; `plain`: arrows and signs of ASCII alone."""
    lines = list(_by_kind(sheet) if by_kind else _structure(sheet, plain))
    lines += list(_unplaced(sheet))
    same = {sheet.incident: INCIDENT}
    if not by_kind:
        analysis = sheet.analysis
        for control in analysis.controls:
            if found := analysis.findings_of(control.id):
                same[control.id] = found[0].id
    return AnalysisRows(lines, same)


def counts_words(sheet: AnalysisData) -> str:
    """`✗ 3  ✓ 1  ∅ 1  S 1 ── 5 left`: what did not hold, held, is missing, is systemic."""
    analysis = sheet.analysis
    held = sum(finding.held for finding in analysis.findings)
    failed = sum(not finding.held and bool(finding.how) for finding in analysis.findings)
    missing, systemic = len(analysis.missing_controls), len(analysis.systemic_problems)
    counts = f"✗ {failed}  ✓ {held}  ∅ {missing}  S {systemic}"
    conflicts = len(sheet.conflicts)
    told = f"! {conflicts} written twice ── " if conflicts else ""
    return f"{counts} ── {told}{len(sheet.left)} left"


def _structure(sheet: AnalysisData, plain: bool) -> Iterator[AnalysisLine]:
    yield _incident(sheet)
    for table in ABOVE_TREE:
        yield from (_line(sheet, table, each) for each in sheet.analysis.records.get(table, {}).values())
    yield AnalysisLine("rule structure", title="who acts on what, and how it held", selectable=False)
    for number, line in enumerate(structure_lines(sheet.structure, ASCII if plain else BOXES)):
        if not line.text.startswith("outside: "):
            left = Span(f" {line.text}"), Span(line.state, _tone(line.state))
            right = _marks(sheet, line.record) or ((Span(line.right, "muted"),) if line.right else ())
            yield AnalysisLine(line.record or f"line {number}", left, right, selectable=bool(line.record))
    yield from _findings_of_nothing(sheet)
    for table in BELOW_TREE:
        yield from (_line(sheet, table, each) for each in sheet.analysis.records.get(table, {}).values())


def _findings_of_nothing(sheet: AnalysisData) -> Iterator[AnalysisLine]:
    """Yield findings whose control was left out or has not arrived: they are in no tree."""
    controls = sheet.analysis.records.get("controls", {})
    for finding in sheet.analysis.findings:
        if finding.control not in controls:
            yield _line(sheet, "findings", finding)


def _by_kind(sheet: AnalysisData) -> Iterator[AnalysisLine]:
    yield _incident(sheet)
    for kind in KINDS:
        records = sheet.analysis.records.get(kind.table, {})
        yield _heading(kind, len(records))
        yield from (_line(sheet, kind.table, each) for each in records.values())


def _heading(kind: Kind, count: int) -> AnalysisLine:
    return AnalysisLine(f"rule {kind.table}", title=f"{HEADINGS[kind.table]} {count}", selectable=False)


def _incident(sheet: AnalysisData) -> AnalysisLine:
    analysis = sheet.analysis
    words = analysis.boundary or "nobody said yet what we can change here"
    watched = f" · we only watch: {analysis.environment}" if analysis.environment else ""
    shown = Span(escape_line(f"{words}{watched}"), "" if analysis.boundary else "muted")
    left = Span(f" {'We change':<{LABEL}} ", "muted"), shown
    return AnalysisLine(INCIDENT, left, _marks(sheet, sheet.incident, conflicts_only=True))


def _line(sheet: AnalysisData, table: str, record: Record) -> AnalysisLine:
    label = Span(f" {LABELS[table]:<{LABEL}} ", "muted")
    return AnalysisLine(record.id, (label, *_words(sheet, record)), _marks(sheet, record.id))


def _words(sheet: AnalysisData, record: Record) -> Iterator[Span]:
    if isinstance(record, Finding):
        state = f"{'✓' if record.held else '✗'} {record.how or 'not said how':12}"
        yield Span(f"{state} ", _tone(state))
        yield Span(escape_line(f"{sheet.name(record)}: {record.what}" if record.what else sheet.name(record)))
    elif isinstance(record, OpenQuestion):
        answer = f" → {record.answer}" if record.answer else ""
        yield Span(f"{record.state}: ", "warn" if record.is_open else "muted")
        yield Span(escape_line(f"{record.text}{answer}"))
    else:
        yield Span(escape_line(sheet.name(record)))


def _marks(sheet: AnalysisData, id: str, *, conflicts_only: bool = False) -> Row:
    """`!` for what is left, of the record or of the control on its row; `! written twice`."""
    record = sheet.analysis.find(id) if id else None
    ids = {each.id for each in sheet.together(record)} if record is not None else {id}
    if ids & set(sheet.conflicts):
        return (Span("! written twice", "bad"),)
    return (Span("!", "warn"),) if ids & sheet.ids_with_ends and not conflicts_only else ()


def _unplaced(sheet: AnalysisData) -> Iterator[AnalysisLine]:
    if sheet.unplaced_ends:
        yield AnalysisLine("rule left", title="left, and linked with nothing above", selectable=False)
    for end in sheet.unplaced_ends:
        yield AnalysisLine(end_row(end), (Span(f" {escape_line(end.text)}"),), (Span("!", "warn"),))


def _tone(state: str) -> str:
    sign = state[:2].strip()
    return "good" if sign in ("✓", "ok") else "warn" if sign in ("∅", "o") else "bad" if sign else ""
