"""Find what an import read without being sure, or not at all, for the preview and for questions. Pure."""

import re
from collections.abc import Sequence
from datetime import UTC, date

from oncall_tui.domain.destinations import FOLDED, MILESTONE, ROW
from oncall_tui.domain.instants import DAY
from oncall_tui.domain.local_time import local_datetime
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stamp_prefix import opens_with_time
from oncall_tui.timestamps.lines.source_reader import DAY_ASSUMED
from oncall_tui.timestamps.types import Reading
from oncall_tui.timestamps.zones import parse_zone

_SPOKEN_TIME = re.compile(
    r"\W*(?:(?:at|around|about|ca\.?|um|gegen|vers|a las|alle)\s)?"
    r"(?:(?:(?:half|quarter|ten|five|twenty)\s(?:past|to)\s\w+|\w+\so'clock|(?:halb|viertel (?:vor|nach))\s\w+"
    r"|noon|midday|midnight|mittags|mitternacht|midi|minuit|mediod[ií]a|medianoche|mezzogiorno"
    r"|(?:next|following) (?:day|morning)|(?:le )?lendemain|翌[日朝]|次の日|次日|第二天)(?=\W|$|[0-9])"
    r"|[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s\d{1,2}[:h]\d\d\b(?!\s?[-–]\s?\d))",
    re.IGNORECASE,
)
"""A time in words, or behind a few of them: it says when, and no shape of stamp reads it."""
_DAY_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_. ]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)"
)
EVENTS = frozenset({ROW, FOLDED, MILESTONE})


def unread_flag(line: SourceLine, reading: Reading) -> str | None:
    """Return the flag of a row without a time that should be asked about; None for one that plainly has none."""
    if (
        reading.instant is not None
        or reading.flags
        or line.destination not in (ROW, MILESTONE)
        or line.exported
    ):
        return None
    if line.is_untimed_cell:
        return "no-time-column"
    if line.is_undated_mail:
        return "mail-undated"
    is_stamped = opens_with_time(line.text) or _SPOKEN_TIME.match(line.text)
    return "stamp-unread" if is_stamped and not line.continues else None


def assumed_day(readings: Sequence[Reading]) -> date | None:
    """Return the day that bare times of a source were put on because it was captured then; None if it tells itself."""
    reading = next((reading for reading in readings if DAY_ASSUMED in reading.flags), None)
    if reading is None or reading.instant is None:
        return None
    return local_datetime(reading.instant, parse_zone(reading.zone_used or "UTC").info).date()


def day_in_name(name: str, captured: int) -> str | None:
    """Return the day (YYYY-MM-DD) that a file's name tells: `2024-03-05-outage.md`, `outage_20240305.txt`; else None.

    A day later than the capture (UTC microseconds) is some other number.
    """
    match = _DAY_IN_NAME.search(name)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day.isoformat() if day <= local_datetime(captured + DAY, UTC).date() else None


def stamped_lines(lines: Sequence[SourceLine], readings: Sequence[Reading]) -> int:
    """Count the lines that open with a time and became no row, where no line did."""
    pairs = list(zip(lines, readings, strict=True))
    if any(line.destination in EVENTS and reading.instant is not None for line, reading in pairs):
        return 0
    return sum(line.destination not in EVENTS and not line.heading and _is_stamped(line) for line in lines)


def _is_stamped(line: SourceLine) -> bool:
    return any(opens_with_time(words.lstrip("-*+>#| ")) for words in line.text.split("\n"))
