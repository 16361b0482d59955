"""The part of a day that people name beside a time: `gestern Abend um 9:05`, `last night at 2am`. Pure."""

from dataclasses import replace

from oncall_tui.timestamps.patterns.components import WallTime, WrittenTime

PARTS = (
    "morning|noon|afternoon|evening|night|früh|morgen|vormittag|mittag|nachmittag|abend|nacht"
    "|matin|après-midi|soir|mañana|tarde|noche|mattina|pomeriggio|sera"
)
"""As an alternative of a pattern."""
_LATE = frozenset(
    (
        *(
            "afternoon",
            "evening",
            "night",
            "nachmittag",
            "abend",
            "nacht",
            "après-midi",
            "soir",
            "tarde",
            "noche",
        ),
        *("pomeriggio", "sera"),
    )
)
_NIGHT = frozenset(("night", "nacht", "noche"))
_SMALL_HOURS = 6


def in_part_of_day(wall: WallTime, part: str | None) -> WallTime:
    """Return the time in the half of the day that the word says; the small hours of last night are those of today."""
    clock, day = wall.clock, wall.day
    if clock is None or not part or part.lower() not in _LATE:
        return wall
    if part.lower() in _NIGHT and _is_small(clock):
        if day is not None and day.days_ago:
            return replace(wall, day=replace(day, days_ago=day.days_ago - 1))
        return wall
    if clock.half or clock.is_of_24 or clock.hour > 11:
        return wall
    return replace(wall, clock=replace(clock, half="p"))


def _is_small(clock: WrittenTime) -> bool:
    """Return an hour between midnight and dawn."""
    if clock.half == "a":
        return clock.hour % 12 < _SMALL_HOURS
    return not clock.half and clock.hour < _SMALL_HOURS
