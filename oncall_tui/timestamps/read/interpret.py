"""Read: from the parts of a stamp and what stands around it to what it can mean, likeliest first."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from oncall_tui.domain.instants import HOUR, MINUTE
from oncall_tui.timestamps.patterns.components import WallTime, WrittenTime
from oncall_tui.timestamps.read.dates import DateCandidates, date_candidates
from oncall_tui.timestamps.read.local import local_day, local_instants
from oncall_tui.timestamps.read.stamp_context import StampContext
from oncall_tui.timestamps.read.times_of_day import TimeOfDay, likely_times, time_of_day
from oncall_tui.timestamps.read.zone_candidates import ZoneChoice, zone_candidates
from oncall_tui.timestamps.types import Alternative

_MICROSECOND = timedelta(microseconds=1)
_ROLL = 12 * HOUR
_SOON = HOUR
_SOON_AFTER = 6 * HOUR
_MIDNIGHT = WrittenTime(0, precision="day")
_PASSES = {
    "plain": ("",),
    "repeated": ("the first pass of the repeated hour", "the second pass of the repeated hour"),
    "skipped": ("before the clock went forward", "after the clock went forward"),
}
_HOUR_FLAGS = {"repeated": ("repeated-hour",), "skipped": ("skipped-hour",)}
# What had to be chosen among several, so that the reading is a guess.
_GUESSES = {
    "zone-unknown",
    "zone-shared",
    "zone-season",
    "zones-disagree",
    "repeated-hour",
    "day-or-month",
    "year-mistyped",
    "midnight",
    "which-weekday",
}


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The possible instants of a stamp. When `refused`, the alternatives are only suggestions."""

    alternatives: tuple[Alternative, ...]
    flags: tuple[str, ...] = ()
    refused: bool = False
    zone: str = ""
    confidence: str = "inferred"


def interpret(wall: WallTime, standing: StampContext) -> Interpretation:
    """Everything a wall time can mean, or why it means nothing."""
    meaning = _meaning_of(wall, standing)
    if not wall.doubt:
        return meaning
    return replace(meaning, flags=(*meaning.flags, wall.doubt), confidence="guessed")


def _meaning_of(wall: WallTime, standing: StampContext) -> Interpretation:
    clock = wall.clock or _MIDNIGHT
    time = time_of_day(clock)
    if time is None:
        return _impossible_time(wall, clock, standing)
    if wall.trouble and wall.day is None:
        return Interpretation(_undated(wall, time, standing).alternatives, (wall.trouble,), refused=True)
    if wall.day is None:
        either = standing.twelve_hours and not clock.half and not clock.is_of_24
        return _either_half(wall, clock, time, standing) if either else _undated(wall, time, standing)
    choice = date_candidates(wall.day, standing.calendar, machine=bool(wall.zone) or bool(clock.micros))
    if not choice.days or wall.trouble:
        flags = choice.flags or (wall.trouble,)
        return Interpretation(_suggested(choice.suggestions, wall, time, standing), flags, refused=True)
    if clock.half == "midnight":
        choice = _either_midnight(choice)
    meaning = _combined(choice, wall, time, standing)
    if (
        wall.day.weekday is not None
        and wall.day.is_calendar
        and choice.days[0][0].weekday() != wall.day.weekday
    ):
        return replace(meaning, flags=(*meaning.flags, "weekday-disagrees"))
    return meaning


def _either_midnight(choice: DateCandidates) -> DateCandidates:
    day = choice.days[0][0]
    both = ((day, "midnight as the day starts"), (day + timedelta(days=1), "midnight as the day ends"))
    return replace(choice, days=both, flags=(*choice.flags, "midnight"))


def _combined(
    choice: DateCandidates, wall: WallTime, time: TimeOfDay, standing: StampContext
) -> Interpretation:
    """Every day in every zone; the flags of all that had to be chosen."""
    zones = _zones(wall.zone, datetime.combine(choice.days[0][0], time.time), standing)
    options: dict[int, Alternative] = {}
    kinds: list[str] = []
    for day, day_why in choice.days:
        for zone in zones.zones:
            local = local_instants(datetime.combine(day, time.time), zone.info)
            kinds.append(local.kind)
            for instant, pass_why in zip(local.instants, _PASSES[local.kind], strict=True):
                why = ", ".join(filter(None, (day_why, zone.why if len(zones.zones) > 1 else "", pass_why)))
                moved = instant + time.past // _MICROSECOND
                options.setdefault(moved, Alternative(moved, why))
    flags = (*choice.flags, *zones.flags, *time.flags, *_HOUR_FLAGS.get(kinds[0], ()))
    confidence = _confidence(choice, wall, standing, flags)
    return Interpretation(
        tuple(options.values()), flags, kinds[0] == "skipped", zones.zones[0].name, confidence
    )


def _confidence(
    choice: DateCandidates, wall: WallTime, standing: StampContext, flags: tuple[str, ...]
) -> str:
    if _GUESSES & set(flags):
        return "guessed"
    if wall.zone and choice.year_written:
        return "explicit"
    if not wall.zone and standing.zone_origin == "default":
        return "guessed"
    return "inferred" if choice.year_written or standing.day_stated else "guessed"


def _zones(written: str, wall: datetime, standing: StampContext) -> ZoneChoice:
    if not written and not standing.zone.season:
        return ZoneChoice((standing.zone,))
    if not written:
        return zone_candidates(standing.zone.season, wall, None, standing.aliases) or ZoneChoice(
            (standing.zone,)
        )
    return zone_candidates(written, wall, standing.preferred_zone, standing.aliases) or ZoneChoice(
        (standing.zone,), ("zone-unknown",)
    )


def _undated(wall: WallTime, time: TimeOfDay, standing: StampContext) -> Interpretation:
    """Return a time alone: on the day of the line before, or a day on after a large jump back; else on the source's
    day.
    """
    day = standing.calendar.anchor
    zone = _zones(wall.zone, datetime.combine(day, time.time), standing).zones[0]
    follows = standing.written if not wall.zone else None
    if standing.previous is not None:
        day = follows.date() if follows else local_day(standing.previous, zone.info)
    elif not standing.day_stated:
        day = local_day(standing.captured, zone.info)
    choice = DateCandidates(((day, ""),))
    if wall.clock is not None and wall.clock.half == "midnight":
        choice = _either_midnight(choice)
    meaning = _combined(choice, wall, time, standing)
    first = meaning.alternatives[0].instant
    ahead = None if standing.previous is None else first - standing.previous
    if follows is not None:
        ahead = (datetime.combine(day, time.time) - follows) // _MICROSECOND
    days = _days_over(first, ahead, standing)
    if not days:
        return meaning
    return _combined(DateCandidates(((day + timedelta(days=days), ""),)), wall, time, standing)


def _either_half(
    wall: WallTime, clock: WrittenTime, time: TimeOfDay, standing: StampContext
) -> Interpretation:
    """`2:07` where others say PM: the half that comes soon after the line before; else both are asked."""
    halves = [interpret(replace(wall, clock=replace(clock, half=half)), standing) for half in ("a", "p")]
    soon = [meaning for meaning in halves if _is_soon(meaning.alternatives[0].instant, standing.previous)]
    if len(soon) == 1:
        return soon[0]
    if standing.also_24_hours:
        return _undated(wall, time, standing)
    both = tuple(
        replace(meaning.alternatives[0], why=why) for meaning, why in zip(halves, ("am", "pm"), strict=True)
    )
    return replace(halves[0], alternatives=both, flags=("am-or-pm", *halves[0].flags), confidence="guessed")


def _is_soon(instant: int, previous: int | None) -> bool:
    return previous is not None and -MINUTE < instant - previous <= _SOON_AFTER


def _days_over(first: int, ahead: int | None, standing: StampContext) -> int:
    """Days past the one tried: a large jump back is over midnight (a small one is disorder), and so is a large jump
    ahead where the newest line stands first; what would lie past the capture was the day before."""
    if ahead is None:
        return -1 if not standing.day_stated and first > standing.captured + _SOON else 0
    if standing.backwards:
        return -1 if ahead >= _ROLL else 0
    return 1 if ahead <= -_ROLL else 0


def _impossible_time(wall: WallTime, clock: WrittenTime, standing: StampContext) -> Interpretation:
    """No such time: refused, with what may have been meant."""
    likely = [
        Alternative(option.instant, why)
        for meant, why in likely_times(clock)
        for option in interpret(replace(wall, clock=meant), standing).alternatives
    ]
    return Interpretation(tuple(likely), ("no-such-time",), refused=True)


def _suggested(
    days: tuple[tuple[date, str], ...], wall: WallTime, time: TimeOfDay, standing: StampContext
) -> tuple[Alternative, ...]:
    """Return a refused date's suggestions as instants."""
    return tuple(
        option
        for day in days
        for option in _combined(DateCandidates((day,)), wall, time, standing).alternatives
    )
