"""One incident as a TinyDB, inside a unit of work: read once, changed in memory, handed back (S1).

TinyDB's own JSONStorage writes in place and its CachingMiddleware loses acknowledged writes: both stay out, and
the file is written by `document_file`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from oncall_tui.replication.encoding import Tables


class IdTable(Table):
    """A table whose document ids are our own ids."""

    document_id_class = str  # type: ignore[assignment]


class IncidentDatabase(TinyDB):
    """A TinyDB whose tables use our ids."""

    table_class = IdTable


class MemoryStorage(Storage):
    """Storage of TinyDB inside a transaction; nothing reaches the disk from here."""

    def __init__(self, tables: Tables) -> None:
        self.tables: Any = dict(tables)

    def read(self) -> Any:
        return self.tables

    def write(self, data: Any) -> None:
        self.tables = data


def apply_changes(tables: Tables, changes: Mapping[str, Mapping[str, dict[str, Any]]]) -> Tables:
    """Return the tables with the changed records in them, as TinyDB puts them there; `tables` stays as it was."""
    database = IncidentDatabase(tables, storage=MemoryStorage)
    for name, records in changes.items():
        _put_records(database, name, records)
    return database.storage.tables  # type: ignore[attr-defined,no-any-return]


def _put_records(database: TinyDB, name: str, records: Mapping[str, dict[str, Any]]) -> None:
    table = database.table(name, cache_size=0)
    present: Iterable[str] = (database.storage.read() or {}).get(name, {})
    replaced = [id for id in records if id in present]
    if replaced:
        table.remove(doc_ids=replaced)  # type: ignore[arg-type]
    table.insert_multiple(Document(record, doc_id=id) for id, record in records.items())  # type: ignore[arg-type]
