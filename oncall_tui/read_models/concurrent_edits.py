"""Describe concurrent edits of a field while an editor was open: both texts are kept, and the person is told (S2)."""

from collections.abc import Mapping

from oncall_tui.replication.encoding import decode_record
from oncall_tui.replication.versions import Context, covers
from oncall_tui.storage.transaction import Transaction

BaseVersions = Mapping[str, Context]
# What an editor showed of each row when it opened, by id; a row that it leaves out had no record of its own yet.
SeenRows = Mapping[str, BaseVersions]


def concurrent_edit_text(
    unit: Transaction, table: str, id: str, field: str, base_versions: BaseVersions | None
) -> str:
    """`; bo wrote it too meanwhile: ! shows both`, blank if nobody did. `base_versions`: what the editor showed."""
    record = unit.base.get(table, {}).get(id)
    if base_versions is None or record is None:
        return ""
    shown = base_versions.get(field, {})
    heads = decode_record(record).get(field, ())
    authors = {
        head.by or "somebody" for head in heads if head.value is not None and not covers(shown, head.dot)
    }
    return f"; {' and '.join(sorted(authors))} wrote it too meanwhile: ! shows both" if authors else ""
