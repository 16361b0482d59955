"""Check options of a source: one way for an import and for a later change."""

from collections.abc import Mapping
from typing import Any

from oncall_tui.domain.days import is_day
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant
from oncall_tui.timestamps.typed_time import parse_when
from oncall_tui.timestamps.types import SourceContext
from oncall_tui.timestamps.zones import parse_zone

ORDERS = ("dmy", "mdy", "ymd")
# What is said -> the field of the source's record.
SAID = {"zone": "zone_said", "date": "date", "order": "order", "clock_offset": "clock_offset", "t0": "t0"}


def checked_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record's fields for what a person said; None takes it back. Raises RefusedError."""
    unknown = set(changes) - set(SAID)
    if unknown:
        raise RefusedError(
            f"A source has no {unknown.pop()!r}. Nothing was changed. It has: {', '.join(SAID)}."
        )
    return {SAID[name]: None if value is None else _checked(name, value) for name, value in changes.items()}


def _checked(name: str, value: Any) -> Any:
    if name == "zone":
        return parse_zone(value).name
    if name == "date" and not is_day(value):
        raise RefusedError(f"{value!r} is not a date. Nothing was changed. Write it as 2026-11-21.")
    if name == "order" and value not in ORDERS:
        raise RefusedError(
            f"“{value}” is not an order. Nothing was changed. Use one of: {', '.join(ORDERS)}."
        )
    return _moment(value) if name == "t0" else value


def _moment(typed: str) -> str:
    """Return the instant of T0 as it is stored. Raises RefusedError for a text without a date, a time and a zone."""
    reading = parse_when(typed, SourceContext(captured=0))
    if reading is None or reading.instant is None or reading.confidence != "explicit":
        raise RefusedError(
            f"{typed!r} does not say when T0 was. Nothing was changed. Write date, time and zone: 2026-11-21 14:02 UTC."
        )
    return format_instant(reading.instant)
