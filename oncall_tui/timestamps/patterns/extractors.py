"""Extract the parts of a stamp from a match: the `how` of the rows in the table of shapes.

Each function answers None when the words or figures that matched are no stamp after all: a month that is no month,
an epoch outside any plausible range.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from oncall_tui.domain.instants import DAY, HOUR, MINUTE, SECOND
from oncall_tui.timestamps.patterns.ages import age_in
from oncall_tui.timestamps.patterns.calendar_words import ALSO_WORDS, month_number
from oncall_tui.timestamps.patterns.components import (
    ElapsedSinceStart,
    EpochInstant,
    Parts,
    WallTime,
    WrittenDate,
    WrittenTime,
    clock_precision,
    fraction_to_micros,
)
from oncall_tui.timestamps.patterns.parts_of_day import in_part_of_day

# A bare number is an epoch only inside these years: below are counters, above are ids.
_EARLIEST = 946_684_800 * SECOND
_LATEST = 2_082_758_400 * SECOND
_EPOCH_UNITS = {10: (SECOND, "second"), 13: (1_000, "millisecond"), 16: (1, "microsecond")}
_TAI_LABEL = 1 << 62
_TAI_OFFSET = 10
# `0001-01-01T00:00:00Z` is how some encoders write "not yet"; 1970 is a zero.
_ZERO_YEARS = ("0000", "0001", "1601", "1900", "1970")
_UNITS = {"d": DAY, "h": HOUR, "m": MINUTE, "s": SECOND}
_END = re.compile(r"(?P<hour>\d{1,2}):\d\d(?::\d\d)?\s?(?P<half>[ap])", re.I)
_AT = re.compile(r"\b(?:at|around|about|by|of|until)\b|@", re.I)
_HALVES = {"午前": "a", "上午": "a", "오전": "a", "午後": "p", "下午": "p", "오후": "p"}
_SPAN = re.compile(r"(\d+)\s*([dhms])", re.I | re.ASCII)


def calendar(match: re.Match[str]) -> Parts | None:
    """Any date, time or both, by the names of the pattern's groups."""
    found = match.groupdict()
    day = _day(found)
    clock = _clock(found)
    if (day is None and (found.get("name") or clock is None)) or found.get("year") in _ZERO_YEARS:
        return None
    if found.get("name") and not found.get("year") and _is_plain_word(match):
        return None
    zone = found.get("zone") or found.get("zone_after") or ""
    trouble = "odd-year" if (found.get("year") or "").startswith("00") else ""
    until = found.get("until") or ""
    wall = WallTime(day, _in_half_of(until, clock), zone, bool(until), trouble)
    return in_part_of_day(wall, found.get("part"))


def unclear(_: re.Match[str]) -> Parts | None:
    """Return figures of a date and a time that could be taken apart in several ways: refused."""
    return WallTime(clock=WrittenTime(0), trouble="date-unknown")


def minutes_missing(match: re.Match[str]) -> Parts | None:
    """`14:??`: an hour that somebody could not tell more of. Refused: no minutes are made up."""
    return WallTime(clock=WrittenTime(int(match["hour"])), trouble="minutes-missing")


def _is_plain_word(match: re.Match[str]) -> bool:
    """Return a month of another language that is a word here: `set 10 at 14:05`, `2 out at 14:05`."""
    name, groups = match["name"], match.groupdict()
    if name.lower() not in ALSO_WORDS or groups.get("second"):
        return False
    if groups.get("hour") is None:
        return name.islower()
    is_first = match.start("name") < match.start("day")
    between = match.string[max(match.end("name"), match.end("day")) : match.start("hour")]
    return bool(_AT.search(between)) or (is_first and name.islower())


def _in_half_of(until: str, clock: WrittenTime | None) -> WrittenTime | None:
    """`2:05-2:20 PM`: the start is in the half of the day in which it comes before the end."""
    end = _END.search(until)
    if clock is None or clock.half or end is None:
        return clock
    half = end["half"].lower()
    if clock.hour % 12 > int(end["hour"]) % 12:
        half = "a" if half == "p" else "p"
    return replace(clock, half=half)


def _day(found: dict[str, str | None]) -> WrittenDate | None:
    name, written = found.get("name"), found.get("month")
    month = month_number(name) if name else int(written) if written else None
    numbers = tuple(text for key in ("first", "middle", "third") if (text := found.get(key)))
    if month is None and not numbers:
        return None
    year, day = found.get("year"), found.get("day")
    separator = found.get("separator") or ""
    return WrittenDate(
        int(year.strip("'")) if year else None, month, int(day) if day else None, numbers, separator
    )


def _clock(found: dict[str, str | None]) -> WrittenTime | None:
    hour, fraction = found.get("hour"), found.get("fraction") or ""
    if hour is None:
        return None
    precision = clock_precision(found.get("second") is not None, len(fraction))
    minute = int(found.get("minute") or found.get("minute_") or 0)
    second = int(found.get("second") or 0)
    half = _HALVES.get(found.get("half") or "") or (found.get("half") or "").lower()
    padded = hour.startswith("0")
    return WrittenTime(int(hour), minute, second, fraction_to_micros(fraction), precision, half, padded)


def ordinal(match: re.Match[str]) -> Parts | None:
    """Year and day of the year: `2024-072`."""
    year, number = int(match["year"]), int(match["ordinal"])
    if not 1 <= number <= 366 or not 1990 <= year <= 2099:
        return None
    day = date(year, 1, 1) + timedelta(days=number - 1)
    trouble = "" if day.year == year else "no-such-date"
    return WallTime(
        WrittenDate(year, day.month, day.day), _clock(match.groupdict()), match["zone"] or "", trouble=trouble
    )


def iso_week(match: re.Match[str]) -> Parts | None:
    """Year, week and weekday: `2024-W11-2`."""
    try:
        day = date.fromisocalendar(int(match["year"]), int(match["week"]), int(match["weekday"]))
    except ValueError:
        return None
    return WallTime(WrittenDate(day.year, day.month, day.day), _clock(match.groupdict()), match["zone"] or "")


def epoch(match: re.Match[str]) -> Parts | None:
    """Seconds (with or without a fraction), milliseconds, microseconds or nanoseconds since 1970, told by length."""
    whole, fraction = match["whole"], match.groupdict().get("fraction") or ""
    if fraction:
        unit, precision = SECOND, clock_precision(True, len(fraction))
        instant = int(whole) * SECOND + fraction_to_micros(fraction)
    elif len(whole) == 19:
        precision, instant = "microsecond", int(whole) // 1_000
    else:
        unit, precision = _EPOCH_UNITS[len(whole)]
        instant = int(whole) * unit
    return EpochInstant(instant, precision) if _EARLIEST <= instant < _LATEST else None


def scientific(match: re.Match[str]) -> Parts | None:
    """Seconds as some encoders print floats: `1.7102523061234567e+09`."""
    digits = match["digits"]
    whole, fraction = "1" + digits[:9], digits[9:]
    instant = int(whole) * SECOND + fraction_to_micros(fraction)
    precision = clock_precision(True, min(len(fraction), 6))
    return EpochInstant(instant, precision) if _EARLIEST <= instant < _LATEST else None


def tai64n(match: re.Match[str]) -> Parts | None:
    """multilog's label: seconds of TAI less the ten that libtai starts with, then nanoseconds.

    Read to the millisecond, as multilog's own readers do: the digits below come from no clock.
    """
    seconds = int(match["label"][:16], 16) - _TAI_LABEL - _TAI_OFFSET
    millis = int(match["label"][16:] or "0", 16) // 1_000_000
    instant = seconds * SECOND + millis * 1_000
    precision = "millisecond" if len(match["label"]) > 16 else "second"
    return EpochInstant(instant, precision) if _EARLIEST <= instant < _LATEST else None


def age(match: re.Match[str]) -> Parts | None:
    """`10 min ago`, `an hour and 20 minutes ago`, `il y a 2 heures`, `5m12s` at the head of `kubectl get events`."""
    return age_in(match["span"], bool(match.groupdict().get("half")))


def elapsed(match: re.Match[str]) -> Parts | None:
    """`T+5`, `T+1h30m`, `T+00:05:12`, `T-10m`."""
    written, sign = match["span"], -1 if match["sign"] == "-" else 1
    if ":" in written:
        hours, minutes, *rest = (int(part) for part in written.split(":"))
        span = hours * HOUR + minutes * MINUTE + sum(rest) * SECOND
        return ElapsedSinceStart(sign * span, "second" if rest else "minute", unit_written=True)
    if written.isdigit():
        return ElapsedSinceStart(sign * int(written) * MINUTE, "minute", unit_written=False)
    spans = _SPAN.findall(written)
    span = sum(int(count) * _UNITS[unit.lower()] for count, unit in spans)
    return ElapsedSinceStart(sign * span, "second" if written[-1] in "sS" else "minute", unit_written=True)


def noon(match: re.Match[str]) -> Parts | None:
    """`noon`, `12 noon`."""
    return WallTime(clock=WrittenTime(12), zone=match["zone"] or "")


def midnight(match: re.Match[str]) -> Parts | None:
    """`midnight`: the start of a day or its end."""
    return WallTime(clock=WrittenTime(0, half="midnight"), zone=match["zone"] or "")


def odd_year(match: re.Match[str]) -> Parts | None:
    """Return a year of five digits: refused, since nobody can tell which one was struck twice."""
    return WallTime(
        WrittenDate(int(match["year"]), int(match["month"]), int(match["day"])),
        _clock(match.groupdict()),
        "",
        trouble="odd-year",
    )
