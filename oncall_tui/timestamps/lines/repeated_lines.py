"""Lines like one that was read before: the same reading, each at its own time.

Lines of one day that agree in all but their times are read as their first one was, unless anything about that one had
to be chosen or the clock changes on its day. What was learnt holds for as long as the zone in force does.
"""

from collections.abc import Sequence
from datetime import timezone
from typing import NamedTuple

from oncall_tui.domain.instants import DAY
from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.lines.stamp_template import MINUTES, SECONDS, StampTemplate
from oncall_tui.timestamps.patterns.components import WallTime
from oncall_tui.timestamps.read.local import is_24_hour_day, local_day
from oncall_tui.timestamps.types import Reading, StampLine
from oncall_tui.timestamps.zones import Zone

_NEAR = 90 * DAY
_BY_WALL = ("text", "header", "source", "above", "permalink", "default")


class LearnedLine(NamedTuple):
    """The shared part of the readings of similar lines, and the midnight that their times count from."""

    midnight: int
    shared: tuple[object, ...]
    """Confidence to rule, as in Reading."""
    lead: int
    """From where the stamp starts to its hour."""
    trim: int
    """From where the stamp ends to where its shape did, which takes `INFO` for a zone at first."""


class RepeatedLineReader:
    """The patterns of one source's lines, by lock and by the zone that stands behind the time."""

    def __init__(self) -> None:
        self._patterns: dict[StampTemplate, dict[str | None, LearnedLine | None]] = {}

    def forget(self) -> None:
        """Another zone is in force."""
        self._patterns.clear()

    def follow(
        self, lines: Sequence[StampLine], stamps: Sequence[object], number: int, previous: int | None
    ) -> list[Reading]:
        """Return the readings of the lines from `number` on, for as long as they are like lines that were read
        before.

        Lines of several shapes may take turns.
        """
        readings: list[Reading] = []
        append, new = readings.append, tuple.__new__
        lock: StampTemplate | None = None
        for index in range(number, len(lines)):
            if (stamp := stamps[index]) is not lock or lock is None:
                if not isinstance(stamp, StampTemplate) or stamp not in self._patterns:
                    break
                lock, pattern, its_zone, patterns = stamp, None, None, self._patterns[stamp]
                at, tails = lock.size, lock.tails
                is_yearless, from_caller = lock.is_yearless, lock.from_caller
            text = lines[index].text
            if from_caller:
                at = lock.hour_at(text)
            seconds_at, end = at + 5, at + 8
            second = SECONDS.get(text[seconds_at:end])
            tail = tails.get(text[end : end + lock.width]) or lock.tail(text, end)
            if second is None or tail is None:
                break
            micros, precision, zone, length = tail
            if pattern is None or zone != its_zone:
                pattern, its_zone = patterns.get(zone), zone
                if pattern is None:
                    break
                midnight, shared, lead, trim = pattern
            instant = midnight + MINUTES[text[at:seconds_at]] + second + micros
            if is_yearless and (previous is None or abs(instant - previous) > _NEAR):
                break
            previous = instant
            append(new(Reading, (instant, precision, False, *shared, at - lead, end + length - trim)))
        return readings

    def learn(
        self, lock: StampTemplate, line: StampLine, reading: Reading, found: FoundStamp, zone: Zone
    ) -> None:
        """Remember how a line was read, if others can be read like it."""
        at = lock.hour_at(line.text)
        tail = lock.tail(line.text, at + 8)
        if tail is None or reading.instant is None:
            return
        micros, _, written, length = tail
        time = MINUTES[line.text[at : at + 5]] + SECONDS.get(line.text[at + 5 : at + 8], 0) + micros
        pattern = LearnedLine(
            reading.instant - time, tuple(reading[3:9]), at - reading.start, at + 8 + length - reading.end
        )
        settled = _is_settled(reading, found, zone)
        self._patterns.setdefault(lock, {})[written] = pattern if settled else None


def _is_settled(reading: Reading, found: FoundStamp, zone: Zone) -> bool:
    """Nothing about a reading had to be chosen, and its day has no hour twice and none skipped."""
    if reading.instant is None or reading.flags or reading.alternatives or reading.approximate:
        return False
    if reading.zone_origin not in _BY_WALL or not isinstance(found.parts, WallTime):
        return False
    if found.parts.zone:
        return reading.zone_used is not None and reading.zone_used.startswith("UTC")
    return isinstance(zone.info, timezone) or is_24_hour_day(local_day(reading.instant, zone.info), zone.info)
