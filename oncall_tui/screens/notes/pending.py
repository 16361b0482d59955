"""The notes on their way to the disk: rows of the stream until they stand there by themselves."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Pending:
    """One of them: `failed` says why it is not there."""

    row_id: str
    text: str
    failed: str | None = None


class PendingNotes(Mapping[str, Pending]):
    """By row, in the order in which they were entered."""

    def __init__(self) -> None:
        self._pending: dict[str, Pending] = {}
        self._saved: dict[str, str] = {}
        self._count = 0

    def __getitem__(self, row_id: str) -> Pending:
        return self._pending[row_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pending)

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def words(self) -> str:
        """Return the header's text while notes are being written; "" when all are on disk."""
        if any(item.failed for item in self._pending.values()):
            return "NOT SAVED"
        return "saving" if self._pending else ""

    def add(self, text: str) -> str:
        """Return the row of a note that was just entered."""
        self._count += 1
        row_id = f"pending:{self._count}"
        self._pending[row_id] = Pending(row_id, text)
        return row_id

    def saved(self, row_id: str, note_id: str) -> None:
        """Record that a note is durable, under its id. What failed before was in the line again, and so needs no
        row.
        """
        self._saved[row_id] = note_id
        self._pending = {id: item for id, item in self._pending.items() if not item.failed}

    def failed(self, row_id: str, why: str) -> None:
        """Mark a note as not saved, with the reason."""
        if row_id in self._pending:
            self._pending[row_id] = replace(self._pending[row_id], failed=why)

    def withdraw(self, row_id: str) -> None:
        """Take back a note that was refused, and is in the line again."""
        self._pending.pop(row_id, None)

    def forget(self, here: Collection[str]) -> None:
        """Drop notes that are in the stream by now: they are no longer pending."""
        for row_id in [row_id for row_id, note_id in self._saved.items() if note_id in here]:
            self._pending.pop(row_id, None)
            del self._saved[row_id]

    def clear(self) -> None:
        """Another incident: what is on its way belongs to the last one."""
        self._pending.clear()
        self._saved.clear()
