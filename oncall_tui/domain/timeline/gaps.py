"""Find long gaps, rows far from the others, and lines out of order, from the instants alone (T3, T4)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import DAY, HOUR, LAST, MINUTE, format_instant
from oncall_tui.domain.timeline.timeline import Timeline

FAR = 7 * DAY
LONGEST_GAP = 4 * HOUR
SPAN = re.compile(r"(?:(\d{1,4})d)?\s*(?:(\d{1,4})h)?\s*(?:(\d{1,5})m)?")


@dataclass(frozen=True, slots=True)
class Gap:
    """No row with a time between the places `after` and `before`; instants in UTC microseconds."""

    after: int
    before: int
    starts_at: int
    ends_at: int

    @property
    def seconds(self) -> int:
        """Return the length of the gap in seconds."""
        return (self.ends_at - self.starts_at) // 1_000_000


def parse_gap(text: str) -> int | None:
    """`90m`, `2h`, `1d 12h`: how long a silence may be, in microseconds; None (the usual four hours) for nothing.

    Raises RefusedError.
    """
    match = SPAN.fullmatch(text.strip().lower())
    if match is None:
        raise RefusedError(f"“{text}” is not a span of time. Nothing was changed. Use 90m, 2h or 1d.")
    parts = [int(part or 0) for part in match.groups()]
    return sum(part * unit for part, unit in zip(parts, (DAY, HOUR, MINUTE), strict=True)) or None


def gaps(timeline: Timeline, longest: int) -> Iterator[Gap]:
    """Yield every gap longer than `longest` microseconds. Rows known only to the day, and those of sources without
    any time, neither end nor begin one."""
    if timeline.day_rows or timeline.unplaced:
        return _gaps_between(timeline, longest, _placed(timeline))
    return all_gaps(timeline, longest)


def _placed(timeline: Timeline) -> list[int]:
    """Return the places of the rows whose moment is known, and of those that follow one in their source."""
    days = {timeline.keys[timeline.place_of(row) or 0][0] for row in timeline.day_rows}
    aside = timeline.day_rows | timeline.unplaced
    return [
        place
        for place, key in enumerate(timeline.keys)
        if key[4] not in aside and (key[0] not in days or timeline.instant(key[4]) is not None)
    ]


def _gaps_between(timeline: Timeline, longest: int, places: Sequence[int]) -> Iterator[Gap]:
    """Yield the gaps between neighbours among these places."""
    for after, before in pairwise(places):
        start, end = timeline.instant_at(after), timeline.instant_at(before)
        if start is not None and end is not None and end - start > longest:
            yield Gap(after, before, start, end)


def all_gaps(timeline: Timeline, longest: int) -> Iterator[Gap]:
    """Yield every gap between two neighbouring rows, whatever is known of their times.

    Goes on by jumps: of all rows within `longest` of one, only the last can have a gap behind it.
    """
    place, last = 0, len(timeline) - 1
    while place < last:
        here = timeline.instant_at(place)
        if here is None:
            return
        reach = _first_after(timeline, here + longest) - 1
        if reach > place:
            place = min(reach, last)
            continue
        there = timeline.instant_at(place + 1)
        if there is not None and there > here + longest:
            yield Gap(place, place + 1, here, there)
        place += 1


def outlier_rows(timeline: Timeline) -> list[int]:
    """Return places of the few rows that are more than a week away from all the others."""
    places: Sequence[int] = range(len(timeline))
    if timeline.unplaced:
        places = [place for place in places if timeline.id_at(place) not in timeline.unplaced]
        breaks = [bisect_left(places, gap.before) for gap in _gaps_between(timeline, FAR, places)]
    else:
        breaks = [gap.before for gap in all_gaps(timeline, FAR)]
    groups = [places[start:end] for start, end in pairwise([0, *breaks, len(places)])]
    largest = max(groups, key=len)
    few = max(1, len(places) // 10)
    return [place for group in groups if group != largest and len(group) <= few for place in group]


def misplaced_lines(instants: Sequence[int]) -> list[int]:
    """Return positions of the fewest lines that would have to move for the others to increase.

    A source written newest first is in order, too, if that fits clearly better.
    """
    upward = _longest_increase(instants)
    downward = _longest_increase([-instant for instant in instants])
    kept = set(downward if len(downward) > len(upward) + 1 else upward)
    return [position for position in range(len(instants)) if position not in kept]


def _longest_increase(instants: Sequence[int]) -> list[int]:
    """Return positions of a longest subsequence that never decreases."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, instant in enumerate(instants):
        length = bisect_right(tails, instant)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(instant)
            ends.append(position)
        else:
            tails[length], ends[length] = instant, position
    kept: list[int] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        kept.append(position)
        position = before[position]
    return kept


def _first_after(timeline: Timeline, instant: int) -> int:
    """Return the first place whose moment lies after that instant."""
    return bisect_left(timeline.keys, (format_instant(min(instant + 1, LAST))[:-1],))
