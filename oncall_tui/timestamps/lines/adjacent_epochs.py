"""Find the exact epoch next to a bare time: an epoch in the same line, the permalink of a chat message.

An epoch that is the same moment decides the line's zone. A permalink is evidence only: the message was written
about then, so links that agree show the zone when nobody said it, and one that contradicts the zone in force is
flagged.
"""

import re
from collections import Counter
from collections.abc import Iterable

from oncall_tui.domain.instants import MINUTE, SECOND
from oncall_tui.timestamps.patterns.components import fraction_to_micros
from oncall_tui.timestamps.types import Alternative, Reading

_EPOCH = re.compile(r"\s?[\[(]?(1\d{9})(?:\.(\d{1,9})|(\d{3})|(\d{6}))?(?![\w/-])")
_QUARTER = 15 * MINUTE
_HALF_HOUR = 30 * MINUTE
_FARTHEST = 14 * 60 * MINUTE
_ABOUT_THEN = 90 * SECOND
"""How far a message and the minute that a person notes for it are apart."""


def implied_offset(naive: int, exact: int, step: int = _HALF_HOUR, within: int = _ABOUT_THEN) -> int | None:
    """Return how far a wall time (microseconds, as if UTC) is ahead of an exact moment, if that is a zone's offset."""
    offset = round((naive - exact) / step) * step
    return offset if abs(naive - exact - offset) <= within and abs(offset) <= _FARTHEST else None


def majority_offset(offsets: Iterable[int]) -> int | None:
    """Return the offset that more than half of the links show."""
    counted = Counter(offsets)
    offset, votes = max(counted.items(), key=lambda pair: pair[1], default=(None, 0))
    return offset if votes * 2 > counted.total() else None


def adjacent_epoch(text: str, reading: Reading, naive: int) -> int | None:
    """Return the exact moment of an epoch right behind the stamp, if that is the same wall time in some zone."""
    match = _EPOCH.match(text, reading.end)
    if match is None:
        return None
    exact = int(match[1]) * SECOND + fraction_to_micros(match[2] or match[3] or match[4] or "")
    same = implied_offset(naive // SECOND * SECOND, exact // SECOND * SECOND, _QUARTER, 0)
    return exact if same is not None else None


def flag_contradiction(reading: Reading, linked: int) -> Reading:
    """Return the reading, flagged with both moments when its permalink shows another zone than the one in force."""
    if reading.instant is None or not (ahead := implied_offset(reading.instant, linked)):
        return reading
    both = (
        Alternative(reading.instant, "by the zone in force"),
        Alternative(reading.instant - ahead, "by its chat link"),
    )
    return reading._replace(
        alternatives=reading.alternatives or both, flags=(*reading.flags, "link-disagrees")
    )
