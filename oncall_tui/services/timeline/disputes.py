"""Rows that somebody left out while somebody else edited them: they stay in sight until a person decides (S2)."""

from collections.abc import Iterator

from oncall_tui.domain.timeline.look import Change, Dispute
from oncall_tui.replication.encoding import Record, Tables, decode_record
from oncall_tui.replication.reading import STRUCK, is_left_out
from oncall_tui.services.incidents.view import is_disputed

KEPT = "kept"


def disputes_in(tables: Tables) -> Iterator[Dispute]:
    """In the order of their ids. A row is left out by its own record, by its note, or by its note's destination."""
    notes, events = tables.get("notes", {}), tables.get("events", {})
    suspects = {id for id, note in notes.items() if STRUCK in note or (id in events and _is_kept(note))}
    suspects |= {id for id, event in events.items() if STRUCK in event}
    for id in sorted(suspects):
        note, event = notes.get(id, {}), events.get(id, {})
        if dispute := _dispute(id, note, event):
            yield dispute


def _dispute(id: str, note: Record, event: Record) -> Dispute | None:
    edited = bool(event) and not is_left_out(event) and _has_edits(event)
    keep: list[Change] = []
    leavers = []
    for table, record, disputed in (
        ("notes", note, is_disputed(note) or (edited and is_left_out(note))),
        ("events", event, is_disputed(event)),
    ):
        if disputed:
            keep.append((table, id, {STRUCK: False}))
            leavers.append(decode_record(record)[STRUCK][0].by)
    if edited and _is_kept(note):
        keep.append(("notes", id, {"destination": None}))
        leavers.append(decode_record(note)["destination"][0].by)
    return Dispute(id, leavers[0], tuple(keep), _leaving(id, note, event)) if keep else None


def _leaving(id: str, note: Record, event: Record) -> tuple[Change, ...]:
    """Return the changes that leave the row out for good, based on all that is visible of it now."""
    changes: list[Change] = [("notes", id, {"destination": KEPT})] if note else []
    tables = (("notes", note.get(STRUCK) is not None), ("events", bool(event)))
    return (*changes, *((table, id, {STRUCK: True}) for table, stands in tables if stands))


def _is_kept(note: Record) -> bool:
    """Return whether a person took the line out of the timeline; what an import kept out has no version of its own."""
    return note.get("destination") == KEPT and "destination" in note.get("_fields", {})


def _has_edits(event: Record) -> bool:
    return any(value is not None and name[0] != "_" and name != STRUCK for name, value in event.items())
