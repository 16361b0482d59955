"""A second stamp of a line: the same moment written again gives the first one its year, day and zone (DESIGN, time)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from oncall_tui.domain.instants import EPOCH
from oncall_tui.timestamps.find.match_context import NormalisedLine
from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.patterns.components import EpochInstant, WallTime, WrittenDate, WrittenTime

MAY_FOLLOW = re.compile(r"\d[:.h時时点]\d\d").search
"""Whether a text may hold a time at all."""
REACH = 300
"""How far behind the first stamp a second one is looked for."""
_BESIDE = re.compile(r"\s?[(/|=\[]\s?").match
_FARTHEST_ZONES = timedelta(hours=14)


def wants_second(found: FoundStamp, line: NormalisedLine) -> bool:
    """Return whether a second stamp could tell something about this one, or contradict it."""
    parts = found.parts
    if isinstance(parts, EpochInstant):
        return found.rule == "epoch" and bool(MAY_FOLLOW(line.text, found.end, found.end + REACH))
    if not isinstance(parts, WallTime) or parts.clock is None or parts.until or parts.trouble:
        return False
    lacks = not parts.zone or parts.day is None or (parts.day.is_calendar and not _has_year(parts.day))
    if not lacks:
        return False
    if parts.zone and parts.day is None and not _BESIDE(line.text, found.end):
        return False
    return bool(MAY_FOLLOW(line.text, found.end, found.end + REACH))


def with_second(found: FoundStamp, line: NormalisedLine, others: Iterator[FoundStamp]) -> FoundStamp:
    """Return the stamp with what the stamps behind it (`others`) tell of the same moment; one that may contradict
    it is kept beside it. An id of ten digits in front of a full stamp is no epoch.
    """
    for other in others:
        if isinstance(found.parts, EpochInstant) and isinstance(other.parts, WallTime):
            return replace(other, opens=found.opens) if _is_other_moment(found.parts, other.parts) else found
        if (
            not isinstance(found.parts, WallTime)
            or not isinstance(other.parts, WallTime)
            or other.parts.clock is None
        ):
            continue
        merged = _merged(found, found.parts, other.parts)
        contradicts = _may_contradict(found, found.parts, other, line.text)
        if merged is not None and not (contradicts and not merged.joined):
            return merged
        if merged is not None or contradicts:
            return replace(merged or found, second=other)
    return found


def _merged(found: FoundStamp, first: WallTime, other: WallTime) -> FoundStamp | None:
    """Return the first stamp with what the second has of the same moment; None where that is another one or says no
    more.
    """
    same_time = _same_time(first.clock, other.clock)
    if first.day is None:
        if not same_time or other.day is None or not other.day.is_calendar:
            return None
        return replace(found, parts=replace(first, day=other.day, zone=first.zone or other.zone), joined=True)
    day = other.day if other.day is not None and _gives_year(first.day, other.day) else None
    same_day = other.day is None or day is not None or _figures(first.day) == _figures(other.day)
    zone = other.zone if same_time and same_day and not first.zone else ""
    if day is None and not zone:
        return None
    year = replace(first.day, year=_year(day)) if day is not None else first.day
    return replace(found, parts=replace(first, day=year, zone=zone or first.zone), joined=bool(zone))


def _same_time(first: WrittenTime | None, other: WrittenTime | None) -> bool:
    if first is None or other is None or (first.hour, first.minute) != (other.hour, other.minute):
        return False
    return "minute" in (first.precision, other.precision) or first.second == other.second


def _may_contradict(found: FoundStamp, first: WallTime, other: FoundStamp, text: str) -> bool:
    """Return a second stamp of another zone that seems to be the same moment: right beside, or minutes and seconds
    agree.
    """
    second = other.parts
    if not isinstance(second, WallTime) or not second.zone or second.zone == first.zone or second.until:
        return False
    if first.clock is None or second.clock is None:
        return False
    gap = _BESIDE(text, found.end)
    if gap is not None and gap.end() == other.start:
        return True
    same_seconds = "minute" not in (first.clock.precision, second.clock.precision)
    agree = (first.clock.minute - second.clock.minute) % 15 == 0 and first.clock.second == second.clock.second
    return not first.zone and same_seconds and agree and first.clock.hour != second.clock.hour


def _has_year(day: WrittenDate) -> bool:
    return day.year is not None or len(day.numbers) == 3


def _year(day: WrittenDate) -> int | None:
    return day.year if day.year is not None else int(day.numbers[2]) if len(day.numbers) == 3 else None


def _figures(day: WrittenDate) -> tuple[int, ...]:
    """Day and month, smaller first, since some write the one before the other."""
    figures = (day.month, day.day) if day.month is not None else tuple(int(part) for part in day.numbers[:2])
    return tuple(sorted(figure for figure in figures if figure is not None))


def _gives_year(first: WrittenDate, other: WrittenDate) -> bool:
    """Return whether a second date is the same day, or the one beside it, with its year."""
    year = _year(other)
    if _has_year(first) or not first.is_calendar or year is None or not 1990 <= year <= 2099:
        return False
    if _figures(first) == _figures(other):
        return True
    one, two = _date(first, year), _date(other, year)
    return one is not None and two is not None and abs(one - two).days <= 1


def _date(day: WrittenDate, year: int) -> datetime | None:
    try:
        return datetime(year, day.month or 0, day.day or 0, tzinfo=UTC)
    except ValueError:
        return None


def _is_other_moment(epoch: EpochInstant, wall: WallTime) -> bool:
    """Return whether a full stamp can't be the same moment as an epoch in any zone."""
    day, clock = wall.day, wall.clock
    year = _year(day) if day is not None else None
    if day is None or clock is None or year is None or len(str(year)) < 4:
        return False
    figures = _figures(day)
    orders = (figures, figures[::-1]) if len(figures) == 2 else ()
    return not any(_near(epoch, year, first, second, clock) for first, second in orders)


def _near(epoch: EpochInstant, year: int, month: int, day: int, clock: WrittenTime) -> bool:
    try:
        moment = datetime(year, month, day, clock.hour % 24, clock.minute, tzinfo=UTC)
    except ValueError:
        return False
    return abs(moment - EPOCH - timedelta(microseconds=epoch.instant)) <= _FARTHEST_ZONES
