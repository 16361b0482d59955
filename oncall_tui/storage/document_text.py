"""A document as text: one JSON object, a line for each record, keys in order, so that people can read and diff it.

The same state gives the same bytes.
"""

from oncall_tui.replication.canonical_json import from_bytes, to_bytes
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.replication.validation import check_document


def document_bytes(tables: Tables) -> bytes:
    """Return the text of a document; tables and records in order of their names and ids."""
    parts = [_table_bytes(name, tables[name]) for name in sorted(tables) if tables[name]]
    return b"{\n" + b",\n".join(parts) + b"\n}\n"


def document_from(data: bytes) -> Tables:
    """Return the document in a file's bytes. Raises ValueError if they aren't one, also for a field of a wrong type."""
    return check_document(from_bytes(data))


def _table_bytes(name: str, table: dict[str, EncodedRecord]) -> bytes:
    records = (to_bytes(id) + b": " + to_bytes(table[id]) for id in sorted(table))
    return to_bytes(name) + b": {\n" + b",\n".join(records) + b"\n}"
