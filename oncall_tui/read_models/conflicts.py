"""Conflicting edits of a field, and the versions behind them (S2)."""

from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.timeline.conflict_looks import both_texts
from oncall_tui.replication.encoding import Tables, decode_record
from oncall_tui.replication.versions import Context, seen


@dataclass(frozen=True, slots=True)
class Version:
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
    versions: tuple[Version, ...]
    about: str
    context: Context

    @property
    def both(self) -> str | None:
        """All texts one after the other, where the values are texts."""
        return both_texts(self.field, [version.value for version in self.versions])


def versions_of(tables: Tables, table: str, id: str, field: str) -> tuple[tuple[Version, ...], Context]:
    """Return the differing values of a field, the shown one first, and what somebody who is shown them has seen."""
    heads = decode_record(tables[table][id])[field]
    versions: list[Version] = []
    for head in heads:
        if all(head.value != version.value for version in versions):
            versions.append(Version(head.value, head.by, head.at))
    return tuple(versions), seen(heads)
