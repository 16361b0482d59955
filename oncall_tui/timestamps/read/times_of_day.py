"""Read a written time of day: twelve hours, 24:00, a leap second; refuse impossible ones."""

from dataclasses import dataclass
from datetime import time, timedelta

from oncall_tui.timestamps.patterns.components import WrittenTime


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time on the wall and how far past it really is: 24:00 is 0:00 a day on, :60 is :59 a second on."""

    time: time
    past: timedelta = timedelta(0)
    flags: tuple[str, ...] = ()


def time_of_day(clock: WrittenTime) -> TimeOfDay | None:
    """Return the time that was meant; None when there is no such time (25:10, 14:10 am)."""
    hour = _hour(clock)
    if hour is None or clock.minute > 59 or clock.second > 60:
        return None
    if hour == 24:
        whole = not (clock.minute or clock.second or clock.micros)
        return TimeOfDay(time(0), timedelta(days=1), ("next-midnight",)) if whole else None
    if clock.second == 60:
        return TimeOfDay(time(hour, clock.minute, 59, clock.micros), timedelta(seconds=1), ("next-second",))
    return TimeOfDay(time(hour, clock.minute, clock.second, clock.micros))


def _hour(clock: WrittenTime) -> int | None:
    """Return the hour of 24; 12am is 0 and 12pm is 12; 14:10 pm and 0:10 am say it twice, 14:10 am contradicts
    itself.
    """
    if clock.half not in ("a", "p"):
        return clock.hour if clock.hour <= 24 else None
    if 1 <= clock.hour <= 12:
        return clock.hour % 12 + (12 if clock.half == "p" else 0)
    same_twice = 12 < clock.hour < 24 if clock.half == "p" else clock.hour == 0
    return clock.hour if same_twice else None


def likely_times(clock: WrittenTime) -> tuple[tuple[WrittenTime, str], ...]:
    """For a time that is refused: what may have been meant."""
    without = WrittenTime(clock.hour, clock.minute, clock.second, clock.micros, clock.precision)
    if clock.half and time_of_day(without):
        return ((without, "without am or pm"),)
    return ()
