"""Lines like one that was read before: the same reading, each at its own time.

Lines of one day that agree in all but their times are read as their first one was, unless anything about that one had
to be chosen or the clock changes on its day. What was learnt holds for as long as the zone in force does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timezone

from oncall_tui.domain.instants import DAY
from oncall_tui.timestamps.finding import Found
from oncall_tui.timestamps.local import is_even, local_day
from oncall_tui.timestamps.locking import MINUTES, QUICK, SECONDS, Lock
from oncall_tui.timestamps.parts import Wall, clock_precision, micros
from oncall_tui.timestamps.reading import Reading, StampLine
from oncall_tui.timestamps.zones import Zone

_PRECISIONS = tuple(clock_precision(True, digits) for digits in range(31))
_SCALE = tuple(10 ** max(0, 6 - digits) for digits in range(31))
_NEAR = 90 * DAY
_BY_WALL = ("text", "header", "source", "permalink", "default")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the readings of like lines share, and the midnight that their times count from."""

    midnight: int
    shared: tuple[object, ...]
    """Confidence to rule, as in Reading."""
    lead: int
    """From where the stamp starts to its hour."""
    trim: int
    """From where the stamp ends to where its shape did, which takes `INFO` for a zone at first."""


class Follower:
    """The patterns of one source's lines, by lock and by the zone that stands behind the time."""

    def __init__(self) -> None:
        self._patterns: dict[Lock, dict[str | None, Pattern | None]] = {}

    def forget(self) -> None:
        """Another zone is in force."""
        self._patterns.clear()

    def follow(
        self, lines: Sequence[StampLine], stamps: Sequence[object], number: int, previous: int | None
    ) -> list[Reading]:
        """The readings of the lines from `number` on, for as long as they are like lines that were read before."""
        lock = stamps[number]
        readings: list[Reading] = []
        patterns = self._patterns.get(lock) if isinstance(lock, Lock) else None
        if patterns is None or not isinstance(lock, Lock):
            return readings
        at, match_behind, is_yearless = lock.size, lock.behind, lock.is_yearless
        append, new = readings.append, tuple.__new__
        for index in range(number, len(lines)):
            if stamps[index] is not lock:
                break
            text = lines[index].text
            if lock.from_caller:
                at = lock.hour_at(text)
            second = SECONDS.get(text[at + 5 : at + 8])
            behind = QUICK(text, at + 8) or match_behind(text, at + 8)
            pattern = None if behind is None else patterns.get(behind[2])
            if second is None or behind is None or pattern is None:
                break
            instant = pattern.midnight + MINUTES[text[at : at + 5]] + second
            fraction = behind[1]
            if fraction is not None:
                instant += int(fraction[:6]) * _SCALE[len(fraction)]
            if is_yearless and (previous is None or abs(instant - previous) > _NEAR):
                break
            previous = instant
            start, end = at - pattern.lead, behind.end() - pattern.trim
            precision = _PRECISIONS[len(fraction)] if fraction is not None else "second"
            append(new(Reading, (instant, precision, False, *pattern.shared, start, end)))
        return readings

    def learn(self, lock: Lock, line: StampLine, reading: Reading, found: Found, zone: Zone) -> None:
        """Remember how a line was read, if others can be read like it."""
        at = lock.hour_at(line.text)
        behind = lock.behind(line.text, at + 8)
        if behind is None or reading.instant is None:
            return
        time = MINUTES[line.text[at : at + 5]] + SECONDS.get(line.text[at + 5 : at + 8], 0)
        midnight = reading.instant - time - micros(behind[1] or "")
        pattern = Pattern(midnight, tuple(reading[3:9]), at - reading.start, behind.end() - reading.end)
        settled = _is_settled(reading, found, zone)
        self._patterns.setdefault(lock, {})[behind[2]] = pattern if settled else None


def _is_settled(reading: Reading, found: Found, zone: Zone) -> bool:
    """Nothing about a reading had to be chosen, and its day has no hour twice and none skipped."""
    if reading.instant is None or reading.flags or reading.alternatives or reading.approximate:
        return False
    if reading.zone_origin not in _BY_WALL or not isinstance(found.parts, Wall):
        return False
    if found.parts.zone:
        return reading.zone_used is not None and reading.zone_used.startswith("UTC")
    return isinstance(zone.info, timezone) or is_even(local_day(reading.instant, zone.info), zone.info)
