"""A unit of work on one incident: what a person did, as one change with one dot and one history entry (T7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.ids import UlidGenerator
from oncall_tui.domain.instants import format_instant
from oncall_tui.replication.encoding import EncodedRecord, Stamp, Tables, decode_record
from oncall_tui.replication.record_edits import hide_record, needs_new_actor, unhide_record, write_fields
from oncall_tui.replication.record_view import read_record
from oncall_tui.replication.redactions import without_fields
from oncall_tui.replication.versions import Context, covers

if TYPE_CHECKING:
    from oncall_tui.storage.actor_store import ActorStore

Changes = dict[str, dict[str, dict[str, Any]]]
HISTORY = "history"


class Transaction:
    """Collects changes over `base`, the document as it stood at the beginning, which never changes.

    `label` names the effect for history and undo ("left out 03:14 …"), `reason` says why where somebody said it,
    `undoes` is the history entry that this takes back, `beside` the other incident that the same act changes. Values
    are JSON; a set's element is a field `"<set>:<element>"` that is true or false.
    """

    def __init__(
        self,
        incident: str,
        base: Tables,
        actors: ActorStore,
        ids: UlidGenerator,
        clock: Clock,
        author: str,
        label: str = "",
    ) -> None:
        self.incident = incident
        self.base = base
        self.label = label
        self.author = author
        self.new_id = ids.new
        self.undoes: str | None = None
        self.beside: str | None = None
        self.reason = ""
        self._actors = actors
        self._clock = clock
        self._puts: Changes = {}
        self._seen: dict[tuple[str, str], dict[str, Context]] = {}
        self._struck: dict[tuple[str, str], bool] = {}
        self._silent: set[tuple[str, str]] = set()
        self._forgotten: dict[tuple[str, str], set[str]] = {}
        self._confirmed: dict[tuple[str, str], set[str]] = {}
        self._redactions: dict[tuple[str, str], dict[str, Collection[str]]] = {}

    def now(self) -> int:
        """Return the present instant, UTC microseconds."""
        return self._clock()

    def ids(self, table: str) -> list[str]:
        """Return the ids of a table's records, those put in this unit included."""
        return sorted({*self.base.get(table, {}), *self._puts.get(table, {})})

    def values(self, table: str, id: str) -> dict[str, Any]:
        """Return a record's fields as this unit sees them; empty if there is no such record."""
        record = self.base.get(table, {}).get(id)
        stored = dict(read_record(record).values) if record is not None else {}
        return _with_elements(stored, self._puts.get(table, {}).get(id, {}))

    def put(
        self,
        table: str,
        id: str,
        fields: Mapping[str, Any],
        seen: Mapping[str, Context] | None = None,
        *,
        silent: bool = False,
    ) -> None:
        """Set fields of a record, new or not. `seen`: what the editor showed when it opened, field by field.

        `silent` leaves no history: for a source's own rows, and for redaction, whose old values must go.
        """
        self._puts.setdefault(table, {}).setdefault(id, {}).update(fields)
        if seen is not None:
            self._seen.setdefault((table, id), {}).update(seen)
        if silent:
            self._silent.add((table, id))

    def confirm(self, table: str, id: str, field: str, seen: Mapping[str, Context] | None = None) -> None:
        """Write the shown value of a field once more, as seen and found right; undo passes over it."""
        self._confirmed.setdefault((table, id), set()).add(field)
        self.put(table, id, {field: self.base[table][id].get(field)}, seen)

    def redact(
        self, table: str, id: str, fields: Mapping[str, tuple[Any, Context]], redactions: Collection[str]
    ) -> None:
        """Set each field to a value over the heads that a context covers, and leave no history.

        Whoever meets these versions knows by `redactions` (ids of records) that the field was redacted.
        """
        seen = {name: context for name, (_, context) in fields.items()}
        self.put(table, id, {name: value for name, (value, _) in fields.items()}, seen, silent=True)
        self._redactions.setdefault((table, id), {}).update(dict.fromkeys(fields, redactions))

    def leave_out(self, table: str, id: str) -> None:
        """Take a record out of view; nothing is removed (DESIGN, versions)."""
        self._struck[table, id] = True

    def bring_back(self, table: str, id: str) -> None:
        """Bring a record that was left out into view again."""
        self._struck[table, id] = False

    def drop_field(self, table: str, id: str, field: str) -> None:
        """Drop a field from this replica's file: for a redacted text that stands in the field's very name."""
        self._forgotten.setdefault((table, id), set()).add(field)

    def build_changes(self) -> Changes:
        """Return the records to save, history included; empty when nothing changed. Called once: what was put is
        given away as records are made of it, since of an import there is room for few copies.
        """
        self._drop_unchanged()
        put = {(table, id) for table, records in self._puts.items() for id in records}
        touched = put | set(self._struck) | set(self._forgotten)
        if not touched:
            return {}
        entry = self._history_entry(touched)
        if entry is not None:
            touched.add((HISTORY, id := self.new_id()))
            self._puts.setdefault(HISTORY, {})[id] = entry
        stamp = self._stamp()
        changes: Changes = {}
        for table, id in sorted(touched):
            changes.setdefault(table, {})[id] = self._record(table, id, stamp)
        return changes

    def _record(self, table: str, id: str, stamp: Stamp) -> EncodedRecord:
        record = dict(self.base.get(table, {}).get(id, {}))
        fields = self._puts.get(table, {}).pop(id, None)
        if fields:
            redactions = self._redactions.get((table, id))
            record = write_fields(record, fields, stamp, self._seen.get((table, id)), redactions)
        struck = self._struck.get((table, id))
        if struck is not None:
            record = hide_record(record, stamp) if struck else unhide_record(record, stamp)
        return without_fields(record, self._forgotten.get((table, id), ()))

    def _drop_unchanged(self) -> None:
        """Drop fields set to the one value that they have; a contested one set to a head's value is a change."""
        for table, records in self._puts.items():
            for id, fields in list(records.items()):
                stored = self.base.get(table, {}).get(id)
                if stored is None or (table, id) in self._redactions:
                    continue
                contested, confirmed = stored.get("_fields", {}), self._confirmed.get((table, id), ())
                single = [name for name in fields if name not in contested or len(contested[name]) < 2]
                for field in [name for name in single if name not in confirmed]:
                    if field in stored and stored[field] == fields[field]:
                        del fields[field]
                if not fields:
                    del records[id]

    def _history_entry(self, touched: set[tuple[str, str]]) -> dict[str, Any] | None:
        edits, created = [], []
        for table, id in sorted(touched):
            if (table, id) in self._silent:
                continue
            record = self.base.get(table, {}).get(id)
            if record is None:
                created.append([table, id])
            else:
                edits += self._edits(table, id, record)
        if not edits and not ((created or self._confirmed) and self.label):
            return None
        entry: dict[str, Any] = {
            "at": format_instant(self.now()),
            "by": self.author,
            "label": self.label,
            "changes": edits,
        }
        if created:
            entry["created"] = created
        if self.undoes:
            entry["undoes"] = self.undoes
        if self.beside:
            entry["beside"] = self.beside
        if self.reason:
            entry["reason"] = self.reason
        return entry

    def _edits(self, table: str, id: str, record: dict[str, Any]) -> list[dict[str, Any]]:
        place = {"table": table, "id": id}
        fields = self._puts.get(table, {}).get(id, {})
        changed = sorted(fields.keys() - self._confirmed.get((table, id), set()))
        edits = [
            {**place, "field": name, "from": self._replaced(table, id, name), "to": fields[name]}
            for name in changed
        ]
        if (table, id) in self._struck:
            struck = self._struck[table, id]
            edits.append({**place, "field": "struck", "from": not struck, "to": struck})
        return edits

    def _replaced(self, table: str, id: str, field: str) -> Any:
        """Return the value that a write replaces: of several heads the one that the editor showed."""
        record = self.base[table][id]
        shown = self._seen.get((table, id), {}).get(field)
        if shown is not None and len(record.get("_fields", {}).get(field, ())) > 1:
            covered = [head for head in decode_record(record)[field] if covers(shown, head.dot)]
            if covered:
                return covered[0].value
        return record.get(field)

    def _stamp(self) -> Stamp:
        """Return the dot of this transaction; a save that left something of its own actor unseen takes a new actor."""
        return self._actors.next_stamp(self.author, self._is_unseen)

    def _is_unseen(self, actor: str) -> bool:
        return any(
            needs_new_actor(self.base.get(table, {}).get(id), self._puts[table][id], shown, actor)
            for (table, id), shown in self._seen.items()
            if id in self._puts.get(table, {})
        )


def _with_elements(values: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with the pending fields over them, set elements folded as `read_record` folds them."""
    for name, value in fields.items():
        base, colon, element = name.partition(":")
        if not colon:
            values[name] = value
        elif value and element not in (elements := list(values.get(base) or [])):
            values[base] = [*elements, element]
        elif not value:
            values[base] = [item for item in values.get(base) or [] if item != element]
    return values
