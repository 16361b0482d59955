"""Instants as a person reads them: in one zone, and no finer than they were written (T1, T2).

Precision words, coarse to fine: day minute second millisecond microsecond. None is read as second.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo

from oncall_tui.domain.instants import EPOCH, LAST

DIGITS = {"day": 10, "minute": 16, "second": 19, "millisecond": 23, "microsecond": 26}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local_moment(instant: int, zone: tzinfo) -> datetime:
    """The local time of an instant (UTC microseconds); its `fold` is the pass of a repeated hour.

    On the first and last day of the calendar, where a local time may lie outside of it, that is UTC.
    """
    moment = EPOCH + timedelta(microseconds=instant)
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def local_text(instant: int, zone: tzinfo, precision: str | None = None) -> str:
    """`2023-09-18 14:42`, seconds and fraction only if written; in a repeated hour also the zone."""
    moment = local_moment(instant, zone)
    text = f"{moment:%Y-%m-%d %H:%M:%S.%f}"[: DIGITS.get(precision or "", 19)]
    return f"{text} {moment:%Z}" if precision != "day" and is_repeated(moment) else text


def clock_text(instant: int, zone: tzinfo, precision: str | None = None) -> str:
    """The time of day alone: `14:42` or `14:42:07`; a day without a time is blank."""
    return local_text(instant, zone, precision)[11:]


def is_repeated(moment: datetime) -> bool:
    """Whether the clock showed this local time twice, as in the hour when summer time ends."""
    other = moment.replace(fold=1 - moment.fold)
    if other.utcoffset() == moment.utcoffset():
        return False
    return other.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)


def day_text(instant: int, zone: tzinfo, *, year: bool = True) -> str:
    """`Wed 23 Jul 2025`."""
    moment = local_moment(instant, zone)
    text = f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"
    return f"{text} {moment.year}" if year else text


def offset_text(instant: int, zone: tzinfo) -> str:
    """`BST, UTC+1`: what the zone is called then, and how far it is from UTC."""
    moment = local_moment(instant, zone)
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return moment.strftime("%Z")
    hours, rest = divmod(abs(minutes), 60)
    offset = f"UTC{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}"
    name = moment.strftime("%Z")
    return offset if name[:1] in "+-" or name.startswith("UTC") else f"{name}, {offset}"


def next_day(instant: int, zone: tzinfo) -> int:
    """The instant at which the next local day begins; the last day of the calendar ends with it."""
    day = local_moment(instant, zone).date()
    if day >= date.max - timedelta(days=1):
        return LAST
    day += timedelta(days=1)
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return (start.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)
