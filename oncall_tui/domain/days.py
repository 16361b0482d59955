"""Days: `YYYY-MM-DD` texts, which sort as they stand. Due dates, revisit dates and digests are days, not instants.

A day belongs to a zone only when it is made from an instant; afterwards it is just a date that people agreed on (R8).
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import EPOCH
from oncall_tui.domain.local_time import MONTHS, local_datetime
from oncall_tui.domain.local_time import WEEKDAYS as SHORT_WEEKDAYS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AHEAD = re.compile(r"([+-]\d{1,4})(d|w|mo|y)")
IN = re.compile(r"(?:in\s+)?(\d{1,4}|an?|one|two|three)\s+(day|week|month|year)s?(\s+ago)?")
UNITS = {"d": "days", "w": "weeks", "mo": "months", "y": "years"}
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
LOOSE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NAMED = re.compile(
    r"(?:(?P<weekday>[a-z]{3,9})\.?,?\s+)?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>[a-z]{3,9})\.?"
    r"|(?P<month_first>[a-z]{3,9})\.?\s+(?P<day_last>\d{1,2})(?:st|nd|rd|th)?)"
    r"(?:,?\s+(?P<year>\d{4}))?"
)
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
ENDS = {"w": "week", "m": "month", "q": "quarter", "y": "year"}
END_OF = re.compile(r"eo([wmqy])|(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(week|month|quarter|year)")
FRIDAY = 4
LONGEST_SHOWN = 40


def local_date(instant: int, zone: tzinfo = UTC) -> str:
    """Return the date on the wall in `zone` at that instant (UTC microseconds)."""
    return local_datetime(instant, zone).date().isoformat()


def day_start(day: str, zone: tzinfo = UTC) -> int:
    """Return the instant at which that day begins in `zone`."""
    return (datetime.fromisoformat(day).replace(tzinfo=zone) - EPOCH) // timedelta(microseconds=1)


def parse_day(text: str, today: str) -> str:
    """Read a typed day: `2026-12-01`, `4 Dec`, `Dec 4th 2026`, `Fri 4 Dec`, `+14d`, `in 2 weeks`, `tomorrow`, `eow`
    (this week's Friday; `eom`, `eoq`, `eoy` are last days), or the next such weekday (`fri`, `next friday`).

    A day without a year is the nearest such day. Raises RefusedError for anything else, also for `4/12`: a
    date that was
    misread is worse than one that was asked for twice.
    """
    word = " ".join(text.lower().split())
    readers = (_relative, _spelt, _named, _end_of, _weekday)
    day = _exact(word) or _loose(word) or next((day for read in readers if (day := read(word, today))), None)
    if day is None:
        shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        raise RefusedError(
            f"“{shown}” is not a date. Nothing was changed. Use 2026-12-01, +14d, in 2 weeks, 4 Dec, "
            "eow, tomorrow or a weekday."
        )
    return day


def days_between(earlier: str, later: str) -> int:
    """Return the number of days from `earlier` to `later`; negative when `later` comes first."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def add_days(day: str, days: int) -> str:
    """Raise RefusedError where the calendar ends."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        raise RefusedError(
            f"{days} days from {day} lies outside the calendar. Nothing was changed."
        ) from None


def is_day(value: object) -> bool:
    """Return whether a stored or shared value can be used as a day."""
    return isinstance(value, str) and _exact(value) == value


def short_day(day: str, today: str) -> str:
    """`14 Nov`, with the year only when it is not this one."""
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]}" + ("" if year == today[:4] else f" {year}")


def ago(days: int) -> str:
    """`today`, `yesterday`, `12 days ago`."""
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"


def long_day(day: str) -> str:
    """`Mon 23 Nov 2026`."""
    return f"{SHORT_WEEKDAYS[date.fromisoformat(day).weekday()]} {short_day(day, '')}"


def _exact(word: str) -> str | None:
    try:
        return date.fromisoformat(word).isoformat() if len(word) == 10 else None
    except ValueError:
        return None


def _relative(word: str, today: str) -> str | None:
    """Parse a relative day. A month after 31 January is the last day of February: pendulum knows, and is loaded
    only here.
    """
    word = {"today": "+0d", "tomorrow": "+1d", "yesterday": "-1d"}.get(word, word)
    match = AHEAD.fullmatch(word)
    if match is None:
        return None
    import pendulum

    try:
        return pendulum.Date.fromisoformat(today).add(**{UNITS[match[2]]: int(match[1])}).isoformat()
    except (OverflowError, ValueError):
        raise RefusedError(f"{word} from {today} lies outside the calendar. Nothing was changed.") from None


def _weekday(word: str, today: str) -> str | None:
    """Return the next such weekday after today, however it is put: `fri`, `next fri`, `on Friday`."""
    for before in ("next ", "on ", "this "):
        word = word.removeprefix(before)
    number = _weekday_number(word)
    if number is None:
        return None
    import pendulum

    return pendulum.Date.fromisoformat(today).next(pendulum.WeekDay(number)).isoformat()


def _weekday_number(word: str) -> int | None:
    matching = [number for number, name in enumerate(WEEKDAYS) if len(word) >= 3 and name.startswith(word)]
    return matching[0] if len(matching) == 1 else None


def _loose(word: str) -> str | None:
    """`2026-12-4`."""
    match = LOOSE.fullmatch(word)
    return _day(*map(int, match.groups())) if match else None


def _spelt(word: str, today: str) -> str | None:
    """`in 2 weeks`, `in a month`, `3 days ago`."""
    match = IN.fullmatch(word)
    if match is None:
        return None
    count = COUNTS.get(match[1]) or int(match[1])
    return _relative(
        f"{'-' if match[3] else '+'}{count}{'mo' if match[2] == 'month' else match[2][0]}", today
    )


def _named(word: str, today: str) -> str | None:
    """`4 Dec`, `Dec 4`, `04 Dec 2026`, `Fri 4 Dec`: the nearest one without a year; a weekday must be right."""
    match = NAMED.fullmatch(word)
    if match is None:
        return None
    name = match["month"] or match["month_first"]
    months = [number for number, full in enumerate(MONTH_NAMES, 1) if full.startswith(name)]
    if name == "sept":
        months = [9]
    if len(months) != 1:
        return None
    number = int(match["day"] or match["day_last"])
    this = int(today[:4])
    years = [int(match["year"])] if match["year"] else [this - 1, this, this + 1]
    days = [day for year in years if (day := _day(year, months[0], number))]
    if match["weekday"]:
        wanted = _weekday_number(match["weekday"])
        days = [day for day in days if date.fromisoformat(day).weekday() == wanted]
    return min(days, key=lambda day: abs(days_between(today, day)), default=None)


def _end_of(word: str, today: str) -> str | None:
    """`eow`, `end of month`: a week ends on its Friday, the others on their last day."""
    match = END_OF.fullmatch(word)
    if match is None:
        return None
    import pendulum

    here = pendulum.Date.fromisoformat(today)
    what = ENDS.get(match[1] or "", match[2])
    if what == "week":
        return here.isoformat() if here.weekday() == FRIDAY else here.next(pendulum.FRIDAY).isoformat()
    if what == "quarter":
        return here.set(month=(here.month + 2) // 3 * 3, day=1).end_of("month").isoformat()
    return here.end_of(what).isoformat()


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
