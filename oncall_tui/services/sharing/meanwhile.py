"""What others wrote of a field while an editor stood open on it: both texts are kept, and the person is told (S2)."""

from collections.abc import Mapping

from oncall_tui.replication.encoding import decode_record
from oncall_tui.replication.versions import Context, covers
from oncall_tui.storage.transaction import Transaction

Seen = Mapping[str, Context]


def meanwhile_words(unit: Transaction, table: str, id: str, field: str, seen: Seen | None) -> str:
    """`; bo wrote it too meanwhile: ! shows both`, blank if nobody did. `seen`: what the editor showed at first."""
    record = unit.base.get(table, {}).get(id)
    if seen is None or record is None:
        return ""
    shown = seen.get(field, {})
    heads = decode_record(record).get(field, ())
    authors = {
        head.by or "somebody" for head in heads if head.value is not None and not covers(shown, head.dot)
    }
    return f"; {' and '.join(sorted(authors))} wrote it too meanwhile: ! shows both" if authors else ""
