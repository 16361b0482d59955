"""Collect facts about a source as a whole, before any line is read: zone headers, sections, order of day and month."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.patterns.components import WallTime, WrittenDate
from oncall_tui.timestamps.read.dates import consistent_orders
from oncall_tui.timestamps.read.times_of_day import time_of_day

_SECTION = re.compile(
    r"^\s*(?:#{1,6}\s+\S|(?:[-*+]\s+)?\*\*[^*]+\*\*|(?:[-*+]\s+)?__[^_]+__|={3,}|-{3,}\s*$)"
)


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The facts of a whole source."""

    orders: tuple[str, ...]
    """Those of day, month and year in which all of the source's dates exist."""
    day: date | None
    """The source's first full date."""
    days: tuple[date, ...]
    """All full dates that can be read in one way only, each once."""
    backwards: bool
    """The newest line stands first."""
    twelve_hours: bool
    """Some of its times say am or pm, so that a bare 2:07 may be either."""
    also_24_hours: bool
    """Others are of 24 hours, so that a bare 2:07 may be that too."""


def collect_facts(found: Sequence[FoundStamp], day_inside: date | None) -> SourceFacts:
    """Return the facts that the stamps of a source show together, and the full date that one of its lines holds
    inside.
    """
    written = [
        stamp.parts.day for stamp in found if stamp and isinstance(stamp.parts, WallTime) and stamp.parts.day
    ]
    days = tuple(dict.fromkeys(full_dates(written)))
    day = days[0] if days else day_inside
    return SourceFacts(consistent_orders(written), day, days, _runs_backwards(found), *_hours(found))


def _runs_backwards(found: Sequence[FoundStamp]) -> bool:
    """Return whether the bare times of a source fall, from line to line, far more often than they rise."""
    times = list(_minutes_of_day(found))
    steps = [(second - first + 720) % 1440 - 720 for first, second in pairwise(times)]
    falling, rising = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
    return falling >= 3 and falling > 2 * rising


def _hours(found: Iterable[FoundStamp]) -> tuple[bool, bool]:
    """Return whether a source has times of twelve hours, and bare ones of 24."""
    clocks = [stamp.parts.clock for stamp in found if isinstance(stamp.parts, WallTime) and stamp.parts.clock]
    bare = [
        stamp.parts.clock for stamp in found if isinstance(stamp.parts, WallTime) and stamp.parts.day is None
    ]
    return any(clock.half in ("a", "p") for clock in clocks), any(clock and clock.is_of_24 for clock in bare)


def _minutes_of_day(found: Iterable[FoundStamp]) -> Iterator[int]:
    for stamp in found:
        if isinstance(stamp.parts, WallTime) and stamp.parts.clock and stamp.parts.day is None:
            moment = time_of_day(stamp.parts.clock)
            if moment is not None:
                yield moment.time.hour * 60 + moment.time.minute


def full_dates(days: Iterable[WrittenDate]) -> Iterator[date]:
    """Yield those of the dates as written that name one day."""
    for day in days:
        if day.year is not None and 1990 <= day.year <= 2099 and day.month and day.day:
            try:
                yield date(day.year, day.month, day.day)
            except ValueError:
                continue


def opens_section(text: str) -> bool:
    """Return a heading, or a bold label: times below it do not carry on from the times above."""
    return bool(_SECTION.match(text))


def section_depth(text: str) -> int:
    """1 to 6 for a heading of Markdown, 7 for a bold label, 0 for a rule."""
    hashes = len(text.lstrip()) - len(text.lstrip().lstrip("#"))
    return hashes or (7 if "*" in text or "_" in text else 0)
