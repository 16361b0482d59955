"""List conflicting edits, and resolve one: mine, theirs or both (S2)."""

from collections.abc import Mapping
from typing import Any

from oncall_tui.domain.analysis.records import KIND_IN
from oncall_tui.domain.errors import RefusedError
from oncall_tui.read_models.conflicts import Conflict, versions_of
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.record_view import conflicts_in, read_record
from oncall_tui.replication.versions import WRITTEN_ONCE
from oncall_tui.storage.store import Store


class Conflicts:
    """The conflicts of the incidents here."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open_conflicts(self, incident: str) -> list[Conflict]:
        """Every open one, in order of table and row. Raises NotFoundError or DamagedFileError."""
        tables = self._store.tables(incident)
        return [_conflict(tables, table, id, field) for table, id, field, _ in conflicts_in(tables)]

    def resolve(self, incident: str, conflict: Conflict, value: Any) -> str:
        """Put one value in the place of those that were shown; the effect in words. Raises RefusedError.

        What a colleague wrote meanwhile was not shown, so it stays, as a conflict again.
        """
        if not any(is_same_field(conflict, other) for other in self.open_conflicts(incident)):
            raise RefusedError("Somebody has settled this already. Nothing was changed.")
        if conflict.field == WRITTEN_ONCE and value != conflict.versions[0].value:
            raise RefusedError(
                "What was noted first is never replaced. Nothing was changed. Take the first version; a row of the "
                "timeline can say it in other words."
            )
        label = f"settled {conflict.field} of {conflict.about}"
        with self._store.transaction(incident, label) as unit:
            unit.put(conflict.table, conflict.id, {conflict.field: value}, {conflict.field: conflict.context})
        return label


def is_same_field(a: Conflict, b: Conflict) -> bool:
    """Return whether both are about one field."""
    return (a.table, a.id, a.field) == (b.table, b.id, b.field)


def _conflict(tables: Tables, table: str, id: str, field: str) -> Conflict:
    versions, context = versions_of(tables, table, id, field)
    return Conflict(table, id, field, versions, _about(tables, table, id), context)


def _about(tables: Tables, table: str, id: str) -> str:
    """Return the record in a few words. An event without a text of its own is its note."""
    values: Mapping[str, Any] = read_record(tables[table][id]).values
    note = tables.get("notes", {}).get(id, {})
    named = (values.get(name) for name in ("title", "name", "aspect", "what", "text", "handle"))
    words = next((word for word in named if word), None) or note.get("raw") or id
    kind = KIND_IN[table].words if table in KIND_IN else table.rstrip("s").replace("_", " ")
    return f"{kind} {str(words).splitlines()[0][:40]!r}"
