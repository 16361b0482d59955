"""Use the order of a source's lines: which pass of a repeated hour, and disorder.

Works on what the lines were read as, one after the other; `breaks` are the lines below a heading, which do not
follow from the lines above.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from oncall_tui.domain.instants import DAY, HOUR, MINUTE, SECOND
from oncall_tui.timestamps.types import Reading

_UNITS = {"day": DAY, "minute": MINUTE, "second": SECOND, "millisecond": 1_000, "microsecond": 1}
_REPEATED = "repeated-hour"


def resolve_repeated_hour(readings: Sequence[Reading]) -> list[Reading]:
    """Bare times of a repeated hour: a jump back inside the source is where the second pass begins."""
    settled = list(readings)
    for night in _nights(readings):
        second = _second_pass_from(night, readings)
        if second is None:
            continue
        for number in night:
            settled[number] = _of_pass(readings[number], 1 if number >= second else 0)
    return settled


def _nights(readings: Sequence[Reading]) -> Iterator[list[int]]:
    """Yield the runs of lines whose only doubt is the pass, each run inside one night."""
    night: list[int] = []
    for number, reading in enumerate(readings):
        if _REPEATED not in reading.flags or len(reading.alternatives) != 2:
            continue
        if night and abs(_first(readings, number) - _first(readings, night[-1])) > 2 * HOUR:
            yield night
            night = []
        night.append(number)
    if night:
        yield night


def _first(readings: Sequence[Reading], number: int) -> int:
    return readings[number].alternatives[0].instant


def _second_pass_from(night: Sequence[int], readings: Sequence[Reading]) -> int | None:
    """Return the line with which the second pass begins; None when nothing shows it."""
    for before, number in pairwise(night):
        if _first(readings, number) < _first(readings, before) - MINUTE:
            return number
    certain = [reading.instant for reading in readings[: night[0]] if reading.instant is not None]
    if certain and certain[-1] > _first(readings, night[0]) + MINUTE:
        return night[0]
    return None


def _of_pass(reading: Reading, which: int) -> Reading:
    flags = tuple(flag for flag in reading.flags if flag != _REPEATED)
    confidence = reading.confidence if reading.zone_origin == "default" else "inferred"
    instant = reading.alternatives[which].instant
    return reading._replace(instant=instant, alternatives=(), flags=flags, confidence=confidence)


def flag_order(readings: Sequence[Reading], breaks: Collection[int]) -> list[Reading]:
    """Mark each stamp that lies before the one above it, unless the source runs backwards as a whole."""
    early = list(_early(readings, breaks))
    if len(early) >= 3 and len(early) * 2 > sum(reading.instant is not None for reading in readings):
        return list(readings)
    flagged = list(readings)
    for number in early:
        flagged[number] = flagged[number]._replace(flags=(*flagged[number].flags, "order"))
    return flagged


def _early(readings: Sequence[Reading], breaks: Collection[int]) -> Iterator[int]:
    previous: Reading | None = None
    for number, reading in enumerate(readings):
        if number in breaks:
            previous = None
        if reading.instant is None or reading.precision == "day":
            continue
        if previous is not None and previous.instant is not None and reading.instant < previous.instant:
            unit = max(_UNITS[reading.precision], _UNITS[previous.precision])
            if reading.instant // unit < previous.instant // unit:
                yield number
        previous = reading
