"""Subsets of a timeline's rows; each kind finds its rows anew in every timeline (T8)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol

from oncall_tui.domain.timeline.filter import filter_places, places_around
from oncall_tui.domain.timeline.timeline import Timeline
from oncall_tui.domain.timeline.walk import Walk
from oncall_tui.screens.timeline.walk import walk_words


class RowSubset(Protocol):
    """Some of the rows, and the words that say which."""

    def places(self, timeline: Timeline, open_rows: Collection[str]) -> Sequence[int]:
        """Return the places of its rows, in order. `open_rows`: those that need a look."""

    def words(self, shown: int, total: int, zone: tzinfo) -> str:
        """Describe the subset: `shown` of `total` rows."""


@dataclass(frozen=True, slots=True)
class FilteredRows:
    """The rows that fit what was typed."""

    typed: str

    def places(self, timeline: Timeline, open_rows: Collection[str]) -> Sequence[int]:
        """Raise RefusedError for a filter that can't be."""
        return filter_places(timeline, self.typed, open_rows)

    def words(self, shown: int, total: int, zone: tzinfo) -> str:
        return f"“{self.typed.strip()}”: {shown} of {total} rows"


@dataclass(frozen=True, slots=True)
class NearbyRows:
    """The rows at most so many minutes from one; none once that row is left out."""

    row: str
    minutes: int

    def places(self, timeline: Timeline, open_rows: Collection[str]) -> Sequence[int]:
        place = timeline.place_of(self.row)
        return () if place is None else places_around(timeline, place, self.minutes)

    def words(self, shown: int, total: int, zone: tzinfo) -> str:
        return f"±{self.minutes}m: {shown} of {total} rows"


@dataclass(frozen=True, slots=True)
class WalkedRows:
    """The rows known at one step of a walk, from 1."""

    walk: Walk
    step: int

    @property
    def row(self) -> str:
        """The row that this step came to know."""
        return self.walk.steps[self.step - 1].row

    def stepped(self, by: int) -> "WalkedRows":
        """Return the walk `by` steps further, within its ends."""
        return WalkedRows(self.walk, min(max(1, self.step + by), len(self.walk.steps)))

    def places(self, timeline: Timeline, open_rows: Collection[str]) -> Sequence[int]:
        places = map(timeline.place_of, self.walk.known(self.step))
        return sorted(place for place in places if place is not None)

    def words(self, shown: int, total: int, zone: tzinfo) -> str:
        return walk_words(self.walk, self.step, zone)
