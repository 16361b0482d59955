"""Durations between milestones, no finer than their ends are known, and with every value that is still possible (L1).

A module of its own, since the header of every view shows one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from oncall_tui.domain.duration_text import HOUR, MINUTE, duration_text
from oncall_tui.domain.instants import SECOND

DAY = "day"
UNKNOWN = "unknown, only the day is known"
TIMES = {2: "twice"}


class Moment(NamedTuple):
    """The instant of a milestone: UTC microseconds and precision (T1). `day`: its date, where no time is known."""

    at: int
    precision: str | None = None
    approximate: bool = False
    day: str = ""

    @property
    def unit(self) -> int:
        """The finest part of it that is known, in seconds."""
        return MINUTE if self.precision == "minute" else 1


Moments = Mapping[str, Sequence[Moment]]


@dataclass(frozen=True, slots=True)
class Duration:
    """From one milestone to another; `from_at` and `to_at` are UTC microseconds. May be negative.

    `unit`: the finest that both ends know, in seconds. `others`: what it would be from or to the other rows that
    claim a milestone, while nobody has decided; `why` says which.
    """

    start: str
    end: str
    from_at: int
    to_at: int
    unit: int = 1
    is_about: bool = False
    is_known: bool = True
    others: tuple["Duration", ...] = ()
    why: str = ""

    @property
    def seconds(self) -> int:
        """The seconds between the two ends, both as fine as the coarser one."""
        step = self.unit * SECOND
        if self.unit > 1:
            return (self.to_at // step - self.from_at // step) * self.unit
        return (self.to_at - self.from_at + SECOND // 2) // SECOND

    @property
    def precision(self) -> str:
        """Return the precision of the duration: day, minute or second."""
        return DAY if not self.is_known else "minute" if self.unit >= MINUTE else "second"

    @property
    def values(self) -> tuple["Duration", ...]:
        """Every value that it can have, the shown one first."""
        return (self, *self.others)

    @property
    def text(self) -> str:
        """Return `1h23m`, `about 6m`, or `1h23m or 2h38m (resolved is set twice)`."""
        return f"{self.alternatives_text} ({self.why})" if self.why else self.alternatives_text

    @property
    def alternatives_text(self) -> str:
        """Return every value that it can have: `1h23m or 2h38m`."""
        texts = list(dict.fromkeys(map(_value_text, sorted(self.values, key=_size))))
        return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def duration(start: str, end: str, moments: Moments) -> Duration:
    """Return the duration between two milestones that both have a moment; the first of each is the shown one."""
    first, *others = [_between(start, end, *pair) for pair in product(moments[start], moments[end])]
    why = " and ".join(
        f"{name} is set {TIMES.get(len(moments[name]), f'{len(moments[name])} times')}"
        for name in (start, end)
        if len(moments[name]) > 1
    )
    return Duration(
        start,
        end,
        first.from_at,
        first.to_at,
        first.unit,
        first.is_about,
        first.is_known,
        tuple(others),
        why,
    )


def _between(start: str, end: str, begin: Moment, stop: Moment) -> Duration:
    mixed = begin.unit != stop.unit
    return Duration(
        start,
        end,
        begin.at,
        stop.at,
        max(begin.unit, stop.unit),
        begin.approximate or stop.approximate or mixed,
        DAY not in (begin.precision, stop.precision),
    )


def _size(value: Duration) -> tuple[bool, int]:
    return not value.is_known, value.seconds


def _value_text(value: Duration) -> str:
    if not value.is_known:
        return UNKNOWN
    text = duration_text(value.seconds, value.unit)
    if not value.is_about:
        return text
    return "about " + (text.removesuffix("00m") if abs(value.seconds) >= HOUR else text)
