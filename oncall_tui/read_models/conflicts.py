"""Conflicting edits of a field, and the versions behind them (S2)."""

from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.timeline.questions.conflict_questions import combine_texts
from oncall_tui.replication.encoding import Tables, decode_record
from oncall_tui.replication.versions import Context, context_of


@dataclass(frozen=True, slots=True)
class ConflictingValue:
    """One of the values: who wrote it, and when (a hybrid clock's text)."""

    value: Any
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several values, the shown one first. `context` is what its settling replaces."""

    table: str
    id: str
    field: str
    versions: tuple[ConflictingValue, ...]
    about: str
    context: Context

    @property
    def both(self) -> str | None:
        """All texts one after the other, where the values are texts."""
        return combine_texts(self.field, [version.value for version in self.versions])


def versions_of(
    tables: Tables, table: str, id: str, field: str
) -> tuple[tuple[ConflictingValue, ...], Context]:
    """Return the differing values of a field, the shown one first, and what somebody who is shown them has seen."""
    heads = decode_record(tables[table][id])[field]
    versions: list[ConflictingValue] = []
    for head in heads:
        if all(head.value != version.value for version in versions):
            versions.append(ConflictingValue(head.value, head.by, head.at))
    return tuple(versions), context_of(heads)
