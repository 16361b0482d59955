"""An incident as readers see it: the joined document and the waiting notes together.

A pure function of both, the same on every replica. Notes are built when somebody looks at them, so that an
incident of 10,000 opens as fast as one of ten.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, overload

from oncall_tui.domain.incident import SURROUNDINGS, WRITE_UP, Incident
from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.note import Note, note_from_record
from oncall_tui.read_models.zones import is_known_zone
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.replication.record_view import STRUCK, hidden_by_redactions, is_hidden, read_record

# The flag of a note that somebody left out while somebody else amended it.
DISPUTED = "left-out-and-edited"
Json = Any


class LazyNotes(Sequence[Note]):
    """Notes in their order, each built on first sight."""

    def __init__(
        self,
        incident: str,
        ids: Sequence[str],
        records: Mapping[str, EncodedRecord],
        waiting: Mapping[str, EncodedRecord],
    ):
        self._incident = incident
        self._ids = ids
        self._records = records
        self._waiting = waiting
        self._built: dict[str, Note] = {}

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Note: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Note]: ...
    def __getitem__(self, index: int | slice) -> Note | Sequence[Note]:
        if isinstance(index, slice):
            return [self.by_id(id) for id in self._ids[index]]
        return self.by_id(self._ids[index])

    def __iter__(self) -> Iterator[Note]:
        return map(self.by_id, self._ids)

    @property
    def ids(self) -> Sequence[str]:
        """Return the ids of the notes in order."""
        return self._ids

    def by_id(self, id: str) -> Note:
        """Raise KeyError for a note that is not here."""
        if id not in self._built:
            self._built[id] = self._build(id)
        return self._built[id]

    def _build(self, id: str) -> Note:
        if id in self._records:
            record = self._records[id]
            note = note_from_record(id, self._incident, read_record(record).values, struck=is_hidden(record))
            return replace(note, flags=(*note.flags, DISPUTED)) if is_disputed(record) else note
        return note_from_record(id, self._incident, read_record(self._waiting[id]).values, waiting=True)


@dataclass(frozen=True)
class IncidentView:
    """`tables` and `waiting` are shared with the store and must not be changed. `waiting`: records by note id."""

    id: str
    tables: Tables
    waiting: Mapping[str, EncodedRecord]

    @cached_property
    def incident(self) -> Incident:
        return incident_from(self.id, read_record(self.tables.get("incident", {}).get(self.id, {})).values)

    @cached_property
    def notes(self) -> LazyNotes:
        """Every note that has its raw text, left-out ones too, in the order in which things happened."""
        records = {id: record for id, record in self.tables.get("notes", {}).items() if "raw" in record}
        waiting = {id: record for id, record in self.waiting.items() if id not in records}
        return LazyNotes(self.id, order_note_ids({**records, **waiting}), records, waiting)

    @cached_property
    def conflicts(self) -> list[dict[str, Json]]:
        """Return conflicting edits: `{"table", "id", "field", "values"}`."""
        return [
            {"table": table, "id": id, "field": field, "values": values}
            for table, records in sorted(self.tables.items())
            for id, record in sorted(records.items())
            if "_fields" in record and not is_hidden(record)
            for field, values in sorted(read_record(record).conflicts.items())
        ]

    def hidden_words(self, table: str, id: str) -> list[str]:
        """Return a sentence per text of a record that a redaction hides: its author had not seen that."""
        record = self.tables.get(table, {}).get(id, {})
        return [
            f"{by or 'Someone'}’s {field} is not shown: written before the redaction was seen"
            for field, by in hidden_by_redactions(record)
        ]

    def values(self, table: str) -> dict[str, dict[str, Json]]:
        """Return the values of a table's visible records by id."""
        return {
            id: read_record(record).values
            for id, record in sorted(self.tables.get(table, {}).items())
            if not is_hidden(record)
        }


def is_disputed(record: EncodedRecord) -> bool:
    """Return whether somebody left the record out who had not seen all of it."""
    return record.get(STRUCK) is not None and not is_hidden(record)


def incident_from(id: str, values: Mapping[str, Json]) -> Incident:
    """Return the incident that a record's values hold; a record that has not arrived yet shows as its id."""
    zone = str(values.get("zone") or "UTC")
    known = is_known_zone(zone)
    return Incident(
        id=id,
        handle=str(values.get("handle") or id),
        title=str(values.get("title") or ""),
        severity=values.get("severity"),
        type=values.get("type"),
        stage=str(values.get("stage") or "responding"),
        zone=zone if known else "UTC",
        unknown_zone="" if known else zone,
        created_at=parse_instant_or_none(values.get("created_at")) or 0,
        **{name: str(values.get(name) or "") for name in WRITE_UP},
        lead=values.get("lead"),
        comms=values.get("comms"),
        scribe=values.get("scribe"),
        bad_enough=values.get("bad_enough"),
        no_recommendations=str(values.get("no_recommendations") or ""),
        next_update_at=parse_instant_or_none(values.get("next_update_at")),
        links=tuple(values.get("links") or ()),
        tags=tuple(values.get("tags") or ()),
        preparer=values.get("preparer"),
        due_at=parse_instant_or_none(values.get("due_at")),
        **{name: str(values.get(name) or "") for name in SURROUNDINGS},
    )


def order_note_ids(records: Mapping[str, EncodedRecord]) -> list[str]:
    """Ids by when things happened; a line without a stamp stays behind the line before it in its source.

    Texts of instants compare like the instants once the Z is gone, so no record is parsed for this.
    """
    typed = [(_moment(record), 0, "", 0, id) for id, record in records.items() if not record.get("source")]
    sourced = sorted(
        (str(record["source"]), int(record.get("line") or 0), id)
        for id, record in records.items()
        if record.get("source")
    )
    before: dict[str, str] = {}
    placed = []
    for source, line, id in sourced:
        moment = str(records[id].get("occurred_at") or "").removesuffix("Z") or before.get(source, "")
        before[source] = moment
        placed.append((moment, 1, source, line, id))
    return [key[-1] for key in sorted(typed + placed)]


def _moment(record: EncodedRecord) -> str:
    return str(record.get("occurred_at") or record.get("recorded_at") or "").removesuffix("Z")
