"""The links of a record in both directions: what they are called, and where a new one is stored. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from oncall_tui.domain.analysis.analysis import DERIVED, RAISED
from oncall_tui.domain.analysis.records import ANYTHING, EVENTS, KIND_IN, RECOMMENDATIONS, Record, kind_of
from oncall_tui.screens.analysis.data import AnalysisData

# A link read forwards, and backwards, in the words of the screen.
WORDS = {
    "losses": "Loss",
    "hazards": "Hazard",
    "constraints": "Must hold",
    "control": "Control",
    "controls": "Control",
    "findings": "How it held",
    "missing_controls": "Missing",
    "systemic_problems": "Systemic",
    "questions": "Question",
    "insights": "Insight",
    "events": "Row",
    "mended_by": "Changes",
    "about": "About",
}


class Link(NamedTuple):
    """One link. `holder` and `field`: where it is stored; `target`: the id at its other end, `table` its table."""

    label: str
    words: str
    target: str
    table: str
    holder: str
    field: str
    struck: bool = False


class Side(NamedTuple):
    """Storage of a new link: the record and field that hold it; `reverse`: it is stored at the other end."""

    holder: str
    field: str
    reverse: bool = False


def links_shown(sheet: AnalysisData, record: Record) -> Iterator[Link]:
    """Yield those that the record holds, then those that others hold to it."""
    kind = kind_of(record)
    for name, table in (*kind.one.items(), *kind.links.items()):
        value = getattr(record, name)
        for target in value if isinstance(value, tuple) else filter(None, (value,)):
            yield _link(sheet, name, target, table, record.id)
    for name, (table, field) in {**DERIVED.get(kind.table, {}), **RAISED}.items():
        for other in sheet.analysis.linking(table, field, record.id):
            yield Link(WORDS[name], sheet.name(other), other.id, table, other.id, field)


def side_of(sheet: AnalysisData, record: Record, table: str) -> Side | None:
    """Return where a link between the record, or the control on its line, and one of that table is stored."""
    for each in sheet.together(record):
        kind = kind_of(each)
        if (field := _field(each, table)) is not None:
            return Side(each.id, field)
        if table in KIND_IN:
            other = KIND_IN[table]
            names = {**other.one, **other.links}
            back = next((name for name, leads in names.items() if leads in (kind.table, ANYTHING)), None)
            if back is not None:
                return Side(each.id, back, reverse=True)
    return None


def table_of(sheet: AnalysisData, id: str) -> str:
    """Return the table of what an id leads to; "" for what is not here."""
    record = sheet.analysis.find(id)
    if record is not None:
        return kind_of(record).table
    if id in sheet.analysis.recommendations:
        return RECOMMENDATIONS
    return EVENTS if id in sheet.analysis.rows else ""


def _field(record: Record, table: str) -> str | None:
    kind = kind_of(record)
    names = {**kind.links, **kind.one}
    exact = next((name for name, leads in names.items() if leads == table), None)
    return exact or next((name for name, leads in names.items() if leads == ANYTHING), None)


def _link(sheet: AnalysisData, name: str, target: str, table: str, holder: str) -> Link:
    title = sheet.analysis.title(target)
    struck = sheet.analysis.is_left_out(target)
    words = title or f"not here yet ({target[-5:]})"
    return Link(
        WORDS[name],
        f"left out: {words}" if struck else words,
        target,
        table or table_of(sheet, target),
        holder,
        name,
        struck,
    )
