"""Rows that somebody left out while somebody else edited them: they stay in sight until a person decides (S2)."""

from collections.abc import Iterator

from oncall_tui.domain.timeline.question import LeaveOutDispute, RecordChange
from oncall_tui.read_models.incident_view import is_disputed
from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record
from oncall_tui.replication.record_view import STRUCK, is_hidden

KEPT = "kept"


def disputes_in(tables: Tables) -> Iterator[LeaveOutDispute]:
    """In the order of their ids. A row is left out by its own record, by its note, or by its note's destination."""
    notes, events = tables.get("notes", {}), tables.get("events", {})
    suspects = {id for id, note in notes.items() if STRUCK in note or (id in events and _is_kept(note))}
    suspects |= {id for id, event in events.items() if STRUCK in event}
    for id in sorted(suspects):
        note, event = notes.get(id, {}), events.get(id, {})
        if dispute := _dispute(id, note, event):
            yield dispute


def _dispute(id: str, note: EncodedRecord, event: EncodedRecord) -> LeaveOutDispute | None:
    edited = bool(event) and not is_hidden(event) and _has_edits(event)
    keep: list[RecordChange] = []
    leavers = []
    for table, record, disputed in (
        ("notes", note, is_disputed(note) or (edited and is_hidden(note))),
        ("events", event, is_disputed(event)),
    ):
        if disputed:
            keep.append((table, id, {STRUCK: False}))
            leavers.append(decode_record(record)[STRUCK][0].by)
    if edited and _is_kept(note):
        keep.append(("notes", id, {"destination": None}))
        leavers.append(decode_record(note)["destination"][0].by)
    return LeaveOutDispute(id, leavers[0], tuple(keep), _leaving(id, note, event)) if keep else None


def _leaving(id: str, note: EncodedRecord, event: EncodedRecord) -> tuple[RecordChange, ...]:
    """Return the changes that leave the row out for good, based on all that is visible of it now."""
    changes: list[RecordChange] = [("notes", id, {"destination": KEPT})] if note else []
    tables = (("notes", note.get(STRUCK) is not None), ("events", bool(event)))
    return (*changes, *((table, id, {STRUCK: True}) for table, stands in tables if stands))


def _is_kept(note: EncodedRecord) -> bool:
    """Return whether a person took the line out of the timeline; what an import kept out has no version of its own."""
    return note.get("destination") == KEPT and "destination" in note.get("_fields", {})


def _has_edits(event: EncodedRecord) -> bool:
    return any(value is not None and name[0] != "_" and name != STRUCK for name, value in event.items())
