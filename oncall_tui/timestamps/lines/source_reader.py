"""From line to line of one source: the day, the moment of the message and the zone header that carry on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from oncall_tui.domain.instants import DAY, MINUTE, SECOND
from oncall_tui.timestamps.find.finding import find_line_stamp
from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.lines.adjacent_epochs import adjacent_epoch
from oncall_tui.timestamps.lines.repeated_lines import RepeatedLineReader
from oncall_tui.timestamps.lines.source_facts import SourceFacts
from oncall_tui.timestamps.lines.stamp_template import StampTemplate
from oncall_tui.timestamps.patterns.components import WallTime
from oncall_tui.timestamps.read.dates import DateContext
from oncall_tui.timestamps.read.local import local_day, local_time, offset_at
from oncall_tui.timestamps.read.stamp_context import StampContext
from oncall_tui.timestamps.read.stamps import read_stamp
from oncall_tui.timestamps.types import Alternative, Reading, SourceContext, StampLine
from oncall_tui.timestamps.zones import Zone, fixed_zone, possible_zones

_MONTH_FIRST = ("America/", "US/", "Pacific/Honolulu")
_T_ZERO = r"\bT\s?[+-]?\s?0+(?::00){0,2}(?:\s?(?:m|min|h|s))?\b(?![+-])"
_T_ZERO_BEFORE = re.compile(
    rf"{_T_ZERO}[^\w\n]*(?:(?:is|was|at|means|refers to|corresponds to|equals|on|the)\b[^\w\n]*){{0,3}}$"
)
_T_ZERO_BEHIND = re.compile(rf"[^\w\n]*(?:(?:is|was|as|called)\b[^\w\n]*){{0,2}}{_T_ZERO}")
"""What `T+5` counts from: `T0 = 14:05 UTC`, `09:10 UTC is T+0`."""
_UNTIMED = Reading()
DAY_ASSUMED = "day-assumed"
"""The flag of a line of which nothing but the capture tells the day."""


class SourceReader:
    """Reads the lines of one source in order."""

    def __init__(self, context: SourceContext, facts: SourceFacts, zone: Zone, origin: str) -> None:
        self._context, self._facts = context, facts
        self._offset = context.clock_offset
        self._zone, self._origin = zone, origin
        self._stated_day = date.fromisoformat(context.date) if context.date else None
        self._section_day: date | None = None
        self._depth = self._depth_of_day = 0
        """How deep the heading in force is, and that under which the day was named."""
        self.t0 = context.t0
        self._previous: int | None = None
        """The stamp before, under the same heading."""
        self._written: datetime | None = None
        """That stamp on its own wall, where its line had a time alone: another zone does not move its day."""
        self._is_day_assumed = False
        """Nothing said that day: it is the capture's."""
        self._message = context.captured
        """The moment of the message that continuing lines belong to."""
        self._follower = RepeatedLineReader()
        self._again: tuple[StampLine, FoundStamp, Reading] | None = None
        """The line before with its reading, where the same words right below it are read the same."""

    def header(self, zone: Zone) -> None:
        """From here on times are in another zone."""
        self._zone, self._origin, self._again = zone, "header", None
        self._follower.forget()

    def section(self, depth: int) -> None:
        """Begin a section: what is below does not carry on from what is above, but for the day of a heading over
        it.
        """
        self._previous = self._written = self._again = None
        if depth <= self._depth_of_day:
            self._section_day = None
        self._depth = depth

    def follow(self, lines: Sequence[StampLine], stamps: Sequence[object], number: int) -> list[Reading]:
        """Return the lines from `number` on that a lock found and that are like earlier ones; else that line alone."""
        readings = self._follower.follow(lines, stamps, number, self._previous)
        if not readings:
            return [self._learn(lines[number], stamps[number])]
        self._previous, self._written, self._is_day_assumed = readings[-1].instant, None, False
        self._again = None
        self._message = self._previous or self._message
        return [_shifted(reading, self._offset) for reading in readings] if self._offset else readings

    def _learn(self, line: StampLine, lock: object) -> Reading:
        found = find_line_stamp(line, self._context.aliases)
        reading = self.read(line, found)
        if found is not None and isinstance(lock, StampTemplate):
            self._follower.learn(lock, line, _shifted(reading, -self._offset), found, self._zone)
        return reading

    def read(self, line: StampLine, found: FoundStamp | None) -> Reading:
        """Return the next line: by the instant that its format knows, or by its own stamp."""
        again = self._again
        if again is not None and found is again[1] and line == again[0]:
            return again[2]
        reading = self._read(line, found)
        self._again = (line, found, reading) if found is not None and _repeats(line, found, reading) else None
        return reading

    def _read(self, line: StampLine, found: FoundStamp | None) -> Reading:
        if line.instant is not None:
            precision = _precision(line.instant)
            reading = Reading(line.instant, precision, False, "explicit", "UTC", "epoch", rule="given")
        elif found is None:
            return _UNTIMED
        else:
            reading = self._stamp(found, line)
        if reading.instant is None:
            return reading
        if _names_t_zero(line.text, reading):
            self.t0 = reading.instant
        if not line.continues:
            self._message = reading.instant
        assumed = self._assumes_day(found)
        self._carry(reading.instant, reading, found)
        if assumed:
            reading = reading._replace(flags=(*reading.flags, DAY_ASSUMED))
        self._is_day_assumed = assumed
        return _shifted(reading, self._offset)

    def _assumes_day(self, found: FoundStamp | None) -> bool:
        """Return whether nothing but the capture tells the day of a line: it has a time alone, or a day counted
        from today.
        """
        if found is None or not isinstance(found.parts, WallTime) or found.parts.clock is None:
            return False
        if found.parts.day is not None and (found.parts.day.is_calendar or found.parts.day.next_day):
            return False
        return self._is_day_assumed if self._previous is not None else self._day() is None

    def _stamp(self, found: FoundStamp, line: StampLine) -> Reading:
        reading = read_stamp(
            found, self._standing(self._message if line.continues else self._context.captured)
        )
        if found.second is not None:
            return self._beside_second(reading, found, found.second)
        bare = isinstance(found.parts, WallTime) and found.parts.clock is not None and not found.parts.zone
        return self._by_epoch_beside(reading, line.text) if bare else reading

    def _beside_second(self, reading: Reading, found: FoundStamp, second: FoundStamp) -> Reading:
        """`09:10 UTC / 09:10 ET`: both moments, where the second stamp of the line is another one than the first."""
        parts = second.parts
        if (
            reading.instant is None
            or not isinstance(found.parts, WallTime)
            or not isinstance(parts, WallTime)
        ):
            return reading
        dated = replace(parts, day=found.parts.day) if parts.day is None else parts
        other = read_stamp(replace(second, parts=dated), self._standing(self._message)).instant
        if other is None:
            return reading
        if parts.day is None:  # the same evening is another day elsewhere
            other += round((reading.instant - other) / DAY) * DAY
        readings = {option.instant for option in reading.alternatives}
        unit = MINUTE if "minute" in (reading.precision, second.precision) else SECOND
        if abs(other - reading.instant) < unit:
            return reading
        if other in readings:  # of several meanings the one that the second stamp says
            return reading._replace(instant=other, alternatives=(), flags=(), confidence="inferred")
        both = (Alternative(reading.instant, "by its first time"), Alternative(other, "by its second time"))
        flags = (*reading.flags, "stamps-disagree")
        return reading._replace(alternatives=both, flags=flags, confidence="guessed")

    def _by_epoch_beside(self, reading: Reading, text: str) -> Reading:
        if reading.instant is None:
            return reading
        naive = reading.instant + offset_at(reading.instant, self._zone.info)
        exact = adjacent_epoch(text, reading, naive)
        if exact is None:
            return reading
        offset = (naive // SECOND - exact // SECOND) * SECOND
        zone = fixed_zone(timedelta(microseconds=offset)).name
        return reading._replace(
            instant=naive - offset,
            confidence="explicit",
            zone_used=zone,
            zone_origin="epoch",
            alternatives=(),
            flags=(),
        )

    def _carry(self, instant: int, reading: Reading, found: FoundStamp | None) -> None:
        """Carry on a date without a time to the lines below when it opens its line; a time moves the walk on."""
        written = local_time(instant, self._zone_of(reading).info)
        if reading.precision != "day":
            self._previous = instant
            has_day = found is None or not isinstance(found.parts, WallTime) or found.parts.day is not None
            self._written = None if has_day else written
        elif found is not None and found.opens:
            self._previous = self._written = None
            self._section_day = written.date()
            self._depth_of_day = self._depth

    def _zone_of(self, reading: Reading) -> Zone:
        """Return the zone that a reading was made in: its day is the day there."""
        meanings = possible_zones(reading.zone_used or "")
        return meanings[0] if meanings else self._zone

    def _standing(self, message: int) -> StampContext:
        day = self._day()
        calendar = DateContext(
            anchor=day or self._captured_day,
            carried=self._previous is not None,
            latest=self._captured_day + timedelta(days=2),
            today=self._stated_day or self._captured_day,
            stated=self._context.order,
            shown=self._facts.orders,
            usual="mdy" if self._zone.name.startswith(_MONTH_FIRST) else "dmy",
            known=self._facts.days,
        )
        return StampContext(
            zone=self._zone,
            zone_origin=self._origin,
            calendar=calendar,
            day_stated=day is not None,
            message=message,
            captured=self._context.captured,
            t0=self.t0,
            previous=self._previous,
            written=self._written,
            backwards=self._facts.backwards,
            twelve_hours=self._facts.twelve_hours,
            also_24_hours=self._facts.also_24_hours,
            aliases=self._context.aliases,
        )

    def _day(self) -> date | None:
        if self._previous is not None:
            return self._written.date() if self._written else local_day(self._previous, self._zone.info)
        return self._section_day or self._stated_day or self._facts.day

    @cached_property
    def _captured_day(self) -> date:
        return local_day(self._context.captured, self._zone.info)


def _repeats(line: StampLine, found: FoundStamp, reading: Reading) -> bool:
    """Return whether the same words right below are read the same: a time alone of which nothing had to be chosen."""
    if (
        line.continues
        or reading.instant is None
        or reading.alternatives
        or set(reading.flags) - {DAY_ASSUMED}
    ):
        return False
    return isinstance(found.parts, WallTime) and found.parts.day is None


def _names_t_zero(text: str, reading: Reading) -> bool:
    if "T" not in text or reading.rule == "elapsed":
        return False
    before = text[max(0, reading.start - 40) : reading.start]
    behind = text[reading.end : reading.end + 40]
    return bool(_T_ZERO_BEFORE.search(before) or _T_ZERO_BEHIND.match(behind))


def _precision(instant: int) -> str:
    if instant % SECOND == 0:
        return "second"
    return "millisecond" if instant % 1_000 == 0 else "microsecond"


def _shifted(reading: Reading, offset: int) -> Reading:
    """Return a reading of a clock that was wrong by `offset`, set right; what counts from the capture needs none."""
    if not offset or reading.instant is None or reading.zone_origin == "capture":
        return reading
    moved = tuple(Alternative(option.instant + offset, option.why) for option in reading.alternatives)
    return reading._replace(instant=reading.instant + offset, alternatives=moved)
