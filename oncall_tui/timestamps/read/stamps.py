"""Read one found stamp as it stands: the reading, with everything that it leaned on."""

from oncall_tui.domain.instants import DAY, HOUR, MINUTE, SECOND
from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.patterns.components import ElapsedSinceStart, EpochInstant, RelativeAge, WallTime
from oncall_tui.timestamps.read.interpret import interpret
from oncall_tui.timestamps.read.local import months_before
from oncall_tui.timestamps.read.stamp_context import StampContext
from oncall_tui.timestamps.types import Alternative, Reading

_FAR = 2 * DAY


def read_stamp(found: FoundStamp, standing: StampContext) -> Reading:
    """Return the reading of a stamp; refused stamps have no instant and a flag that says why."""
    parts = found.parts
    if isinstance(parts, EpochInstant):
        return _exact(parts, found)
    if isinstance(parts, RelativeAge):
        since = months_before(standing.message, parts.months) - parts.span
        return _counted(since, parts.precision, found, standing, ())
    if isinstance(parts, ElapsedSinceStart):
        return _elapsed(parts, found, standing)
    return _wall(parts, found, standing)


def _exact(parts: EpochInstant, found: FoundStamp) -> Reading:
    return Reading(
        parts.instant, parts.precision, found.approximate, "explicit", "UTC", "epoch", (), (),
        found.rule, found.start, found.end,
    )  # fmt: skip


def _counted(
    instant: int, precision: str, found: FoundStamp, standing: StampContext, flags: tuple[str, ...]
) -> Reading:
    """Read a stamp counted from another moment: frozen here, and as coarse as its unit."""
    if instant > standing.captured + _FAR:
        flags = (*flags, "future")
    unit = SECOND if precision == "second" else MINUTE
    return Reading(
        instant // unit * unit, precision, True, "inferred", "UTC", "capture", (), flags,
        found.rule, found.start, found.end,
    )  # fmt: skip


def _elapsed(parts: ElapsedSinceStart, found: FoundStamp, standing: StampContext) -> Reading:
    if standing.t0 is None:
        return Reading(
            precision=parts.precision, flags=("no-t-zero",), rule=found.rule, start=found.start, end=found.end
        )
    reading = _counted(standing.t0 + parts.span, parts.precision, found, standing, ())
    if parts.unit_written or not parts.span:
        return reading
    units = ((MINUTE, "minutes"), (SECOND, "seconds"), (HOUR, "hours"))
    others = tuple(
        Alternative(standing.t0 + parts.span // MINUTE * unit, f"counted in {name}") for unit, name in units
    )
    return reading._replace(alternatives=others, flags=(*reading.flags, "unit-missing"), confidence="guessed")


def _wall(wall: WallTime, found: FoundStamp, standing: StampContext) -> Reading:
    meaning = interpret(wall, standing)
    options = meaning.alternatives
    instant = None if meaning.refused or not options else options[0].instant
    precision = wall.clock.precision if wall.clock else "day"
    flags = meaning.flags
    if instant is not None and instant > standing.captured + _FAR:
        flags = (*flags, "future")
    return Reading(
        instant,
        precision,
        found.approximate,
        meaning.confidence if instant is not None else None,
        meaning.zone or None,
        "text" if wall.zone else standing.zone_origin,
        options if len(options) > 1 or instant is None else (),
        flags,
        "heading" if wall.clock is None and found.whole else found.rule,
        found.start,
        found.end,
    )
