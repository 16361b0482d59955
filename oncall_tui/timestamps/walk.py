"""From line to line of one source: what carries on (day, moment, pass of a repeated hour) and what does not."""

from datetime import date, timedelta
from functools import cached_property

from oncall_tui.domain.instants import DAY, MINUTE, SECOND
from oncall_tui.timestamps.dates import Calendar
from oncall_tui.timestamps.finding import Found
from oncall_tui.timestamps.local import local_day
from oncall_tui.timestamps.reading import Reading, SourceContext, StampLine
from oncall_tui.timestamps.stamps import read_found
from oncall_tui.timestamps.standing import Standing
from oncall_tui.timestamps.surveying import Survey
from oncall_tui.timestamps.zones import Zone

_UNITS = {"day": DAY, "minute": MINUTE, "second": SECOND, "millisecond": 1_000, "microsecond": 1}


class Walk:
    """Reads the lines of one source in order."""

    def __init__(self, context: SourceContext, facts: Survey, zone: Zone, origin: str) -> None:
        self._context, self._facts = context, facts
        self._zone, self._origin = zone, origin
        self._previous: Reading | None = None
        """The stamp before, under the same heading."""
        self._message = context.captured
        self._section_day: date | None = None
        self._day = date.fromisoformat(context.date) if context.date else facts.day

    def header(self, zone: Zone) -> None:
        """From here on times are in another zone."""
        self._zone, self._origin = zone, "header"

    def section(self) -> None:
        """A heading: what is below does not carry on from what is above."""
        self._previous, self._section_day = None, None

    def given(self, instant: int, line: StampLine) -> Reading:
        """A line whose moment the format knows."""
        self._message = instant
        moved = instant + self._context.clock_offset
        return self._carried(
            Reading(moved, _given_precision(instant), False, "explicit", "UTC", "epoch", (), (), "given")
        )

    def untimed(self, line: StampLine) -> Reading:
        return Reading()

    def stamp(self, found: Found, line: StampLine) -> Reading:
        """A line with a stamp of its own."""
        message = self._message if line.continues else self._context.captured
        reading = read_found(found, self._standing(message))
        if reading.instant is None:
            return reading
        if reading.zone_origin != "capture":
            reading = _shifted(reading, self._context.clock_offset)
        if not line.continues:
            self._message = reading.instant or message
        if reading.precision == "day":
            return self._day_alone(reading, found)
        return self._carried(reading)

    def _day_alone(self, reading: Reading, found: Found) -> Reading:
        """A date without a time: it dates the lines below when it opens its line."""
        if reading.instant is not None and found.opens:
            self._previous = None
            self._section_day = local_day(reading.instant, self._zone.info)
        return reading

    def _carried(self, reading: Reading) -> Reading:
        if self._previous is not None and _earlier(reading, self._previous):
            reading = reading._replace(flags=(*reading.flags, "order"))
        self._previous = reading
        return reading

    def _standing(self, message: int) -> Standing:
        today = date.fromisoformat(self._context.date) if self._context.date else self._captured_day
        previous = self._previous.instant if self._previous else None
        anchor = local_day(previous, self._zone.info) if previous is not None else None
        day = anchor or self._section_day or self._day
        calendar = Calendar(
            day or self._captured_day,
            self._captured_day + timedelta(days=2),
            today,
            self._context.order,
            self._facts.order,
            "mdy" if self._zone.name.startswith(("America/", "US/", "Pacific/Honolulu")) else "dmy",
            self._facts.days,
        )
        return Standing(
            self._zone,
            self._origin,
            calendar,
            day is not None,
            message,
            self._context.captured,
            self._context.t0,
            previous,
            self._context.aliases,
        )

    @cached_property
    def _captured_day(self) -> date:
        return local_day(self._context.captured, self._zone.info)


def _given_precision(instant: int) -> str:
    if instant % SECOND == 0:
        return "second"
    return "millisecond" if instant % 1_000 == 0 else "microsecond"


def _earlier(reading: Reading, previous: Reading) -> bool:
    """Whether a stamp lies before the one above it, as far as the coarser of the two can tell."""
    if reading.instant is None or previous.instant is None or reading.instant >= previous.instant:
        return False
    unit = max(_UNITS[reading.precision], _UNITS[previous.precision])
    return reading.instant // unit < previous.instant // unit


def _shifted(reading: Reading, offset: int) -> Reading:
    """A reading of a clock that was wrong by `offset`, set right."""
    if not offset or reading.instant is None:
        return reading
    moved = tuple(type(option)(option.instant + offset, option.why) for option in reading.alternatives)
    return reading._replace(instant=reading.instant + offset, alternatives=moved)
