"""Days: `YYYY-MM-DD` texts, which sort as they stand. Due dates, revisit dates and digests are days, not instants.

A day belongs to a zone only when it is made from an instant; afterwards it is just a date that people agreed on (R8).
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.instants import EPOCH
from oncall_tui.domain.local_time import MONTHS, local_moment
from oncall_tui.domain.local_time import WEEKDAYS as SHORT_WEEKDAYS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AHEAD = re.compile(r"([+-]\d{1,4})(d|w|mo|y)")
UNITS = {"d": "days", "w": "weeks", "mo": "months", "y": "years"}


def day_of(instant: int, zone: tzinfo = UTC) -> str:
    """The date on the wall in `zone` at that instant (UTC microseconds)."""
    return local_moment(instant, zone).date().isoformat()


def start_of(day: str, zone: tzinfo = UTC) -> int:
    """The instant at which that day begins in `zone`."""
    return (datetime.fromisoformat(day).replace(tzinfo=zone) - EPOCH) // timedelta(microseconds=1)


def read_day(text: str, today: str) -> str:
    """A typed day: `2026-12-01`, `+14d`, `+2w`, `+3mo`, `today`, `tomorrow`, or the next such weekday (`fri`).

    Raises Refused for anything else: a date that was misread is worse than one that was asked for twice.
    """
    word = text.strip().lower()
    day = _exact(word) or _relative(word, today) or _weekday(word, today)
    if day is None:
        raise Refused(
            f"{text!r} is not a date. Nothing was changed. Use 2026-12-01, +14d, +2w, +3mo, tomorrow or a weekday."
        )
    return day


def days_between(earlier: str, later: str) -> int:
    """How many days `later` lies after `earlier`; negative when it lies before."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def add_days(day: str, days: int) -> str:
    """Raises Refused where the calendar ends."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        raise Refused(f"{days} days from {day} lies outside the calendar. Nothing was changed.") from None


def is_day(value: object) -> bool:
    """Whether a stored or shared value can be used as a day."""
    return isinstance(value, str) and _exact(value) == value


def short_day(day: str, today: str) -> str:
    """`14 Nov`, with the year only when it is not this one."""
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]}" + ("" if year == today[:4] else f" {year}")


def long_day(day: str) -> str:
    """`Mon 23 Nov 2026`."""
    return f"{SHORT_WEEKDAYS[date.fromisoformat(day).weekday()]} {short_day(day, '')}"


def _exact(word: str) -> str | None:
    try:
        return date.fromisoformat(word).isoformat() if len(word) == 10 else None
    except ValueError:
        return None


def _relative(word: str, today: str) -> str | None:
    """A month after 31 January is the last day of February: pendulum knows, and is loaded where it is asked."""
    word = {"today": "+0d", "tomorrow": "+1d", "yesterday": "-1d"}.get(word, word)
    match = AHEAD.fullmatch(word)
    if match is None:
        return None
    import pendulum

    try:
        return pendulum.Date.fromisoformat(today).add(**{UNITS[match[2]]: int(match[1])}).isoformat()
    except (OverflowError, ValueError):
        raise Refused(f"{word} from {today} lies outside the calendar. Nothing was changed.") from None


def _weekday(word: str, today: str) -> str | None:
    matching = [number for number, name in enumerate(WEEKDAYS) if len(word) >= 3 and name.startswith(word)]
    if len(matching) != 1:
        return None
    import pendulum

    return pendulum.Date.fromisoformat(today).next(pendulum.WeekDay(matching[0])).isoformat()
