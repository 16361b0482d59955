"""Instants as a person reads them: in one zone, and no finer than they were written (T1, T2).

Precision words, coarse to fine: day minute second millisecond microsecond. None is read as second.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from oncall_tui.domain.instants import EPOCH, LAST

DIGITS = {"day": 10, "minute": 16, "second": 19, "millisecond": 23, "microsecond": 26}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")
LAST_MIDNIGHT = 11  # the hour of UTC at which a day begins furthest east; earlier ones began it in the west
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local_datetime(instant: int, zone: tzinfo) -> datetime:
    """Return the local time of an instant (UTC microseconds); its `fold` is the pass of a repeated hour.

    On the first and last day of the calendar, where a local time may lie outside of it, that is UTC.
    """
    moment = EPOCH + timedelta(microseconds=instant)
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def local_text(instant: int, zone: tzinfo, precision: str | None = None) -> str:
    """`2023-09-18 14:42`, seconds and fraction only if written; in a repeated hour also the zone."""
    moment = local_datetime(instant, zone)
    text = f"{moment:%Y-%m-%d %H:%M:%S.%f}"[: DIGITS.get(precision or "", 19)]
    return f"{text} {moment:%Z}" if precision != "day" and is_repeated(moment) else text


def zoned_text(instant: int, zone: tzinfo, precision: str | None = None) -> str:
    """Return the same with the zone all day long where the clocks change on that day.

    Times of one column can be subtracted then: `00:41 PDT` and `02:15 PST` are not an hour and a half apart.
    """
    text, moment = local_text(instant, zone, precision), local_datetime(instant, zone)
    if precision == "day" or is_repeated(moment) or not clocks_change(moment.date(), zone):
        return text
    return f"{text} {moment:%Z}"


def time_of_day_text(instant: int, zone: tzinfo, precision: str | None = None) -> str:
    """Return the time of day alone: `14:42` or `14:42:07`; a day without a time is blank."""
    return local_text(instant, zone, precision)[11:]


@lru_cache(maxsize=1024)
def clocks_change(day: date, zone: tzinfo) -> bool:
    """Return whether the zone's offset from UTC is another one at the end of that local day."""
    start = datetime(day.year, day.month, day.day)
    if day == date.max:
        return False
    return zone.utcoffset(start) != zone.utcoffset(start + timedelta(days=1))


def offset_digits(instant: int, zone: tzinfo) -> str:
    """Return the zone's offset from UTC at that instant: `+01:00`, `-07:00`."""
    minutes = round((local_datetime(instant, zone).utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def written_day(instant: int, zone_name: object) -> str:
    """Return the day that is stored as the instant of its first moment in a zone: `2026-11-20`.

    Without a zone that is known here, the day whose midnight lies there in most zones.
    """
    zone = _zone_named(str(zone_name or ""))
    if zone is None:
        moment = local_datetime(instant, UTC)
        zone = timezone(timedelta(hours=24 - moment.hour if moment.hour >= LAST_MIDNIGHT else 0))
    return local_datetime(instant, zone).date().isoformat()


def _zone_named(name: str) -> tzinfo | None:
    if offset := OFFSET.fullmatch(name):
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(span if offset[1] == "+" else -span) if span < timedelta(days=1) else None
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError):
        return None


def end_text(start: int, end: int, zone: tzinfo, precision: str | None = None) -> str:
    """Return the end of a span as it stands behind its start: `14:50`, with the day where that is another one."""
    text = zoned_text(end, zone, precision)
    return text[11:] if text[:10] == local_text(start, zone)[:10] else text


def is_repeated(moment: datetime) -> bool:
    """Return whether the clock showed this local time twice, as in the hour when summer time ends."""
    other = moment.replace(fold=1 - moment.fold)
    if other.utcoffset() == moment.utcoffset():
        return False
    return other.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)


def day_text(instant: int, zone: tzinfo, *, year: bool = True) -> str:
    """`Wed 23 Jul 2025`."""
    moment = local_datetime(instant, zone)
    text = f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"
    return f"{text} {moment.year}" if year else text


def offset_text(instant: int, zone: tzinfo) -> str:
    """`BST, UTC+1`: what the zone is called then, and how far it is from UTC."""
    moment = local_datetime(instant, zone)
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return moment.strftime("%Z")
    hours, rest = divmod(abs(minutes), 60)
    offset = f"UTC{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}"
    name = moment.strftime("%Z")
    return offset if name[:1] in "+-" or name.startswith("UTC") else f"{name}, {offset}"


def next_day(instant: int, zone: tzinfo) -> int:
    """Return the instant at which the next local day begins; the last day of the calendar ends with it."""
    day = local_datetime(instant, zone).date()
    if day >= date.max - timedelta(days=1):
        return LAST
    day += timedelta(days=1)
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return (start.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)
