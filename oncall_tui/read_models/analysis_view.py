"""Analyses of stored incidents: the records of a document as one value, with the rows that they link to.

Few imports: `oncall analysis show` has six times the start of Python (RETROSPECTIVE 12).
"""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING

from oncall_tui.domain.analysis.analysis import Analysis, LinkedRecommendation, LinkedRow, links_of
from oncall_tui.domain.analysis.loose_ends import Settled, Settlements
from oncall_tui.domain.analysis.records import KINDS, Kind, Record, record_of
from oncall_tui.domain.field_types import drop_invalid_fields
from oncall_tui.domain.local_time import local_text
from oncall_tui.replication.encoding import Tables, decode_record
from oncall_tui.replication.record_view import is_hidden, read_record

if TYPE_CHECKING:
    from oncall_tui.domain.timeline.timeline import Timeline

SILENCES = "silences"


def analysis_of(incident: str, tables: Tables, timeline: "Timeline", zone: tzinfo) -> Analysis:
    """Return the analysis as a document holds it; `zone` is the one that the times of rows are told in."""
    records: dict[str, dict[str, Record]] = {}
    left_out: dict[str, dict[str, Record]] = {}
    for kind in KINDS:
        records[kind.table], left_out[kind.table] = _records(tables, kind)
    values = read_record(tables.get("incident", {}).get(incident, {})).values
    every = [each for table in (records, left_out) for found in table.values() for each in found.values()]
    detected = timeline.milestone_placements.get("detected")
    return Analysis(
        incident,
        str(values.get("boundary") or ""),
        str(values.get("environment") or ""),
        records,
        left_out,
        _rows((id for record in every for id in links_of(record, mended=False)), tables, timeline, zone),
        _recommendations(tables),
        detected.claim.row if detected else None,
    )


def settlements(tables: Tables) -> Settlements:
    """Return the settled loose ends, by record and code; the last one wins."""
    found: dict[tuple[str, str], Settled] = {}
    for _, record in sorted(tables.get(SILENCES, {}).items()):
        values = drop_invalid_fields(read_record(record).values, SILENCES)
        if values.get("target") and values.get("code") and not is_hidden(record):
            head = decode_record(record)["target"][0]
            reason = str(values.get("reason") or "")
            found[values["target"], values["code"]] = Settled(head.by, _instant_text(head.at), reason)
    return found


def _records(tables: Tables, kind: Kind) -> tuple[dict[str, Record], dict[str, Record]]:
    """Return the records of a table in view, and those left out; one whose words have not arrived is neither."""
    visible: dict[str, Record] = {}
    gone: dict[str, Record] = {}
    for id, record in sorted(tables.get(kind.table, {}).items()):
        if any(record.get(name) is not None for name in kind.texts):
            built = record_of(kind, id, drop_invalid_fields(read_record(record).values, kind.table))
            (gone if is_hidden(record) else visible)[id] = built
    return visible, gone


def _recommendations(tables: Tables) -> dict[str, LinkedRecommendation]:
    found = {}
    for id, record in sorted(tables.get("recommendations", {}).items()):
        if "title" in record:
            values = drop_invalid_fields(record)
            found[id] = LinkedRecommendation(
                id,
                str(values.get("title") or ""),
                str(values.get("status") or "idea"),
                is_hidden(record),
                bool(values.get("merged_into")),
                str(values.get("addresses") or ""),
            )
    return found


def _rows(linked: Iterable[str], tables: Tables, timeline: "Timeline", zone: tzinfo) -> dict[str, LinkedRow]:
    """Return the rows among what links lead to; what is no row and never was one is left aside."""
    found = {}
    for id in dict.fromkeys(linked):
        row = row_of(id, timeline)
        if row is not None:
            found[id] = LinkedRow(id, row, row_time(row, timeline, zone), timeline.text(row))
        elif id in tables.get("events", {}) or id in tables.get("notes", {}):
            words = _words(tables, id)
            found[id] = LinkedRow(id, id, "", words, left_out=True)
    return found


def row_of(id: str, timeline: "Timeline") -> str | None:
    """Return the row that an id leads to by now: itself, or the one that it was joined into; None if it is no row."""
    passed: set[str] = set()
    while timeline.place_of(id) is None and id not in passed:
        passed.add(id)
        into = timeline.records.events.get(id, {}).get("merged_into")
        id = into if isinstance(into, str) else id
    return id if timeline.place_of(id) is not None else None


def row_time(row: str, timeline: "Timeline", zone: tzinfo) -> str:
    """Return the row's time as the timeline prints it; "" for one without."""
    at = timeline.instant(row)
    return "" if at is None else local_text(at, zone, timeline.timing(row).get("precision"))


def _words(tables: Tables, id: str) -> str:
    records: Iterable[Mapping[str, object]] = (
        tables.get(table, {}).get(id, {}) for table in ("events", "notes")
    )
    texts = (record.get(name) for record in records for name in ("text", "raw"))
    return next((text for text in texts if isinstance(text, str) and text), "")


def _instant_text(clock_text: str) -> str:
    """Return a hybrid clock's text without its counter."""
    return clock_text.partition("Z")[0] + "Z" if clock_text else ""
