"""Lengths of time in words. A module of its own: the first frame needs no more of durations."""

MINUTE, HOUR, DAY = 60, 3_600, 86_400
IN_DAYS = 2 * DAY


def duration_text(seconds: int, unit: int = 1) -> str:
    """Return `45s`, `58m42s`, `1h23m`, `2d 5h36m` or `-3m`, in whole `unit` seconds (1, MINUTE or HOUR).

    Whole minutes from an hour on; days from two days on.
    """
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    if seconds >= HOUR:
        unit = max(unit, MINUTE)
    seconds = seconds // unit * unit
    days, rest = divmod(seconds, DAY) if seconds >= IN_DAYS else (0, seconds)
    clock = _clock(rest, unit)
    if days:
        return f"{sign}{days}d {clock}" if rest else f"{sign}{days}d"
    return sign + clock


def ahead_text(seconds: int) -> str:
    """Return `5m ago` for a moment that many `seconds` ago, `in 16m!` for one that is still to come."""
    return f"{duration_text(seconds)} ago" if seconds >= 0 else f"in {duration_text(-seconds)}!"


def gap_text(seconds: int) -> str:
    """Return the length of a silence, no finer than its size deserves: `16h36m`, `26d 17h`."""
    return duration_text(seconds, HOUR if seconds >= IN_DAYS else MINUTE)


def _clock(seconds: int, unit: int) -> str:
    hours, rest = divmod(seconds, HOUR)
    minutes, left = divmod(rest, MINUTE)
    if hours:
        return f"{hours}h" if unit >= HOUR else f"{hours}h{minutes:02}m"
    if unit >= HOUR:
        return "0h"
    if minutes:
        return f"{minutes}m{left:02}s" if left else f"{minutes}m"
    return "0m" if unit >= MINUTE else f"{left}s"
