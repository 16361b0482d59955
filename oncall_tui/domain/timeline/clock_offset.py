"""Estimate the clock offset between two sources from events that both recorded (DESIGN, time)."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median_low

from oncall_tui.domain.note import Note

# What names one event wherever it is told: a commit, a UUID, the id of a page or of an alert.
NAMES = re.compile(
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    r"|\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b"
    r"|\b(?:Q[0-9A-Z]{13}|P[0-9A-Z]{6})\b"
)


@dataclass(frozen=True, slots=True)
class SharedEvent:
    """One event in both sources: what names it, its two notes, and how much later the other one has it."""

    name: str
    note: str
    other: str
    difference: int


@dataclass(frozen=True, slots=True)
class OffsetEstimate:
    """Microseconds to add to a source's clock so that it agrees with the other, and how far its pairs disagree."""

    offset: int
    spread: int
    shared: tuple[SharedEvent, ...]


def estimate_offset(source: Iterable[Note], other: Iterable[Note]) -> OffsetEstimate | None:
    """Return the middle of all differences; None where no event is named exactly once in both sources."""
    here, there = _named_once(source), _named_once(other)
    shared = tuple(
        SharedEvent(name, note.id, there[name].id, _instant(there[name]) - _instant(note))
        for name, note in here.items()
        if name in there
    )
    if not shared:
        return None
    differences = [event.difference for event in shared]
    return OffsetEstimate(median_low(differences), max(differences) - min(differences), shared)


def _named_once(notes: Iterable[Note]) -> dict[str, Note]:
    """Return the timed notes by the names in them; a name in several lines says nothing about one moment."""
    named = [(name, note) for note in notes if note.occurred_at is not None for name in _names(note)]
    counts = Counter(name for name, _ in named)
    return {name: note for name, note in named if counts[name] == 1}


def _names(note: Note) -> set[str]:
    return {*note.references, *NAMES.findall(note.raw)}


def _instant(note: Note) -> int:
    assert note.occurred_at is not None
    return note.occurred_at
