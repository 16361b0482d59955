"""What an import read without being sure, or did not read at all: to be said in the preview and asked about. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from oncall_tui.domain.destinations import FOLDED, MILESTONE, ROW
from oncall_tui.domain.instants import DAY
from oncall_tui.domain.local_time import local_moment
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stampish import opens_with_time
from oncall_tui.timestamps.read.zones import named_zone
from oncall_tui.timestamps.reading import Reading, SourceContext, StampLine
from oncall_tui.timestamps.source import read_source

LINES_READ_AGAIN = 400
SHIFT = 60 * DAY
OF_THE_CAPTURE = frozenset({"ago", "ago-word", "ago-other", "event-age", "elapsed", "back", "given"})
EVENTS = frozenset({ROW, FOLDED, MILESTONE})


def unread_flag(line: SourceLine, reading: Reading) -> str | None:
    """Why a row without a time has to be asked about; None for one that plainly has none."""
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


def assumed_day(
    asked: Callable[[int], Sequence[StampLine]], readings: Sequence[Reading], context: SourceContext
) -> date | None:
    """The day that bare times of a source were put on because the source was captured then; None if it tells itself.

    `asked(end)`: the first lines as they are asked about. They are read again as if the source had been captured at
    another time: what moves with that was assumed.
    """
    first = next((at for at, reading in enumerate(readings) if _may_be_assumed(reading)), None)
    if first is None or context.date:
        return None
    earlier = read_source(
        asked(max(first + 1, LINES_READ_AGAIN)), replace(context, captured=context.captured - SHIFT)
    )
    for reading, moved in zip(readings, earlier, strict=False):
        if not _may_be_assumed(reading) or moved.instant is None or reading.instant is None:
            continue
        if abs(reading.instant - moved.instant - SHIFT) <= DAY:
            zone = named_zone(reading.zone_used or context.default_zone).info
            return local_moment(reading.instant, zone).date()
    return None


def _may_be_assumed(reading: Reading) -> bool:
    is_timed = reading.instant is not None and reading.precision != "day"
    return is_timed and reading.confidence != "explicit" and reading.rule not in OF_THE_CAPTURE


def stamped_lines(lines: Sequence[SourceLine], readings: Sequence[Reading]) -> int:
    """How many lines open with a time that became no row, where no line did."""
    pairs = list(zip(lines, readings, strict=True))
    if any(line.destination in EVENTS and reading.instant is not None for line, reading in pairs):
        return 0
    return sum(line.destination not in EVENTS and not line.heading and _is_stamped(line) for line in lines)


def _is_stamped(line: SourceLine) -> bool:
    return any(opens_with_time(words.lstrip("-*+>#| ")) for words in line.text.split("\n"))
