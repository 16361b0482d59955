"""Find what an import read without being sure, or not at all, for the preview and for questions. Pure."""

from collections.abc import Sequence
from datetime import date

from oncall_tui.domain.destinations import FOLDED, MILESTONE, ROW
from oncall_tui.domain.local_time import local_moment
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stampish import opens_with_time
from oncall_tui.timestamps.lines.walk import DAY_ASSUMED
from oncall_tui.timestamps.read.zones import named_zone
from oncall_tui.timestamps.reading import Reading

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
    return "stamp-unread" if opens_with_time(line.text) and not line.continues else None


def assumed_day(readings: Sequence[Reading]) -> date | None:
    """The day that bare times of a source were put on because it was captured then; None if it tells itself."""
    reading = next((reading for reading in readings if DAY_ASSUMED in reading.flags), None)
    if reading is None or reading.instant is None:
        return None
    return local_moment(reading.instant, named_zone(reading.zone_used or "UTC").info).date()


def stamped_lines(lines: Sequence[SourceLine], readings: Sequence[Reading]) -> int:
    """Count the lines that open with a time and became no row, where no line did."""
    pairs = list(zip(lines, readings, strict=True))
    if any(line.destination in EVENTS and reading.instant is not None for line, reading in pairs):
        return 0
    return sum(line.destination not in EVENTS and not line.heading and _is_stamped(line) for line in lines)


def _is_stamped(line: SourceLine) -> bool:
    return any(opens_with_time(words.lstrip("-*+>#| ")) for words in line.text.split("\n"))
