"""Components of a written stamp: what a shape takes out of a text, before any context."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; what is None was not written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    numbers: tuple[str, ...] = ()
    """The figures of a date whose order of day, month and year the text leaves open: `("03", "04", "24")`."""
    separator: str = ""
    weekday: int | None = None
    """0 is Monday."""
    days_ago: int | None = None
    """0 for today, 1 for yesterday, -1 for tomorrow."""
    may_be_word: bool = False
    """Of a weekday: its short name is a word or a name as well, `So 14:05`."""
    next_day: bool = False
    """"next day": the day after that of the line before."""
    last: bool = False
    """Of a weekday: "last Monday", which is the one just gone or the one a week before."""

    @property
    def is_calendar(self) -> bool:
        """A date with a day and month, not only `Mon` or `yesterday`."""
        return self.day is not None or bool(self.numbers)


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time of day as written; `half` is `a` or `p` for a twelve-hour time, `padded` a zero before the hour."""

    hour: int
    minute: int = 0
    second: int = 0
    micros: int = 0
    precision: str = "minute"
    half: str = ""
    padded: bool = False

    @property
    def is_of_24(self) -> bool:
        """Nobody writes a bare time of twelve hours like this: 14:05, 02:05, 0:05."""
        return not self.half and (self.padded or not 1 <= self.hour <= 12)


@dataclass(frozen=True, slots=True)
class WallTime:
    """A date and a time as on a wall, with the zone as written. `trouble` is a flag that refuses it at sight."""

    day: WrittenDate | None = None
    clock: WrittenTime | None = None
    zone: str = ""
    until: bool = False
    """An end follows: this is where a range starts."""
    trouble: str = ""
    doubt: str = ""
    """A flag that asks about it: figures stand beside it that were not used."""


@dataclass(frozen=True, slots=True)
class EpochInstant:
    """An instant in the text itself, UTC microseconds."""

    instant: int
    precision: str


@dataclass(frozen=True, slots=True)
class RelativeAge:
    """A span back from the message's own moment: microseconds, and months of the calendar."""

    span: int
    precision: str
    months: int = 0


@dataclass(frozen=True, slots=True)
class ElapsedSinceStart:
    """A span after T0, before it when negative, in microseconds; a bare `T+5` counts minutes."""

    span: int
    precision: str
    unit_written: bool


Parts = WallTime | EpochInstant | RelativeAge | ElapsedSinceStart


def clock_precision(has_seconds: bool, digits: int) -> str:
    """Return the precision of a time by what was written: seconds or not, and how many digits of a fraction."""
    if not has_seconds:
        return "minute"
    if digits == 0:
        return "second"
    return "millisecond" if digits <= 3 else "microsecond"


def fraction_to_micros(fraction: str) -> int:
    """Return microseconds of a decimal fraction of a second of any length; what is finer is cut, never rounded up."""
    return int(fraction[:6].ljust(6, "0")) if fraction else 0
