"""Chat permalinks hold the exact epoch of a message: evidence of the zone of the times written beside them, no more."""

import re
from collections import Counter
from collections.abc import Iterable

from oncall_tui.domain.instants import MINUTE, SECOND

_SLACK = re.compile(r"/archives/[A-Z0-9]{6,}/p(\d{10})(\d{6})\b")
_QUARTER = 15 * MINUTE
_LATE = 5 * MINUTE
"""How far a message and the minute that a person notes for it are apart."""


def permalink_instant(text: str) -> int | None:
    """The moment of the first chat message that a text links to, UTC microseconds."""
    match = _SLACK.search(text) if "/archives/" in text else None
    return int(match[1]) * SECOND + int(match[2]) if match else None


def offset_between(naive: int, exact: int) -> int | None:
    """The offset of a zone in which a wall time (microseconds, as if UTC) is that instant; None when none is near."""
    offset = round((naive - exact) / _QUARTER) * _QUARTER
    if abs(naive - exact - offset) > _LATE or abs(offset) > 56 * _QUARTER:
        return None
    return offset


def agreed_offset(offsets: Iterable[int]) -> int | None:
    """The offset that more than half of the links show."""
    counted = Counter(offsets)
    offset, votes = max(counted.items(), key=lambda pair: pair[1], default=(None, 0))
    return offset if votes * 2 > counted.total() else None
