"""Instants: integer UTC microseconds since the epoch, and their one text form.

Order and comparison are done on the integers only (DESIGN, time): local times compare wrongly in a
repeated hour.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNZONED_EPOCH = EPOCH.replace(tzinfo=None)
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def format_instant(instant: int) -> str:
    """`YYYY-MM-DDTHH:MM:SS[.ffffff]Z`; the fraction only if it is not zero."""
    return (UNZONED_EPOCH + timedelta(microseconds=instant)).isoformat() + "Z"


def parse_instant(text: str) -> int:
    """Return the inverse of `format_instant`. Raises ValueError for anything else."""
    if not text.endswith("Z"):
        raise ValueError(f"not an instant: {text!r}")
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)


def parse_instant_or_none(text: object) -> int | None:
    """Return the instant in a stored field, or None where the field holds none that can be read."""
    try:
        return parse_instant(text) if isinstance(text, str) else None
    except ValueError:
        return None


LAST = parse_instant("9999-12-31T23:59:59.999999Z")
