"""A typed time for a row: what a person means depends on the row's own day (T1, T2).

The readers of stamps are loaded with the first time that is typed: a timeline is shown without them.
"""

import re
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import DAY, HOUR, LAST, MINUTE, SECOND, parse_instant
from oncall_tui.domain.local_time import local_datetime
from oncall_tui.timestamps.types import Reading, SourceContext
from oncall_tui.timestamps.zones import parse_zone, possible_zones

FIRST = parse_instant("0001-01-01T00:00:00Z")
SHIFT = re.compile(r"([+-])(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?")


@dataclass(frozen=True, slots=True)
class RowTime:
    """A typed row time: UTC microseconds, and its precision. `about`: it has a `~`; `is_shift`: it is so much later
    or earlier than the row was; `zone`: what its clock showed is now read in that zone.
    """

    reading: Reading
    is_approximate: bool = False
    is_shift: bool = False
    zone: str | None = None

    @property
    def instant(self) -> int:
        """Raise AssertionError for a reading without an instant, which is never made into a row's time."""
        assert self.reading.instant is not None
        return self.reading.instant

    def fields(self) -> dict[str, Any]:
        """As an event stores it. A time that could be several stays in the queue; any other is settled."""
        from oncall_tui.read_models.note_parsing import reading_fields

        stored = reading_fields(self.reading)
        kept = ("occurred_at", "precision", "alternatives", "flags", "zone_used")
        asked = bool(self.reading.alternatives)
        return {
            **{name: stored[name] for name in kept},
            "approximate": self.is_approximate or self.reading.approximate,
            "settled": not asked,
        }


def parse_row_time(
    typed: str, before: int | None, precision: str | None, zone: str, now: int, written_in: str | None = None
) -> RowTime:
    """Read what was typed for a row that stood at `before` (UTC microseconds; None: nowhere).

    `14:03` is on the row's own day in the shown zone; `+2m` and `-1h` move it from where it stood. With
    `written_in`, the zone that the row was read in, a zone alone will do: what the clock showed is read in it.
    Raises RefusedError.
    """
    from oncall_tui.timestamps.typed_time import parse_when

    text = typed.strip()
    about = text.startswith("~")
    text = text.removeprefix("~").strip()
    shift = _shift(text)
    if shift is not None and before is not None and FIRST <= before + shift <= LAST:
        moved = Reading(instant=before + shift, precision=precision or "second", zone_used=written_in)
        return RowTime(moved, about, is_shift=True)
    if written_in is not None and before is not None and possible_zones(text):
        return _in_another_zone(text, before, precision, written_in, now)
    day = local_datetime(now if before is None else before, parse_zone(zone).info).date().isoformat()
    reading = parse_when(text, SourceContext(captured=now, zone=zone, zone_origin="capture", date=day))
    if reading is None or reading.instant is None:
        raise RefusedError(
            f"“{typed}” is not a time. Nothing was changed. Use 14:03, 2026-11-21 14:03 BST, +2m, -1h, or ~14:03."
        )
    return RowTime(reading if reading.alternatives else reading._replace(flags=()), about)


def _in_another_zone(typed: str, before: int, precision: str | None, written_in: str, now: int) -> RowTime:
    """Read the row's local time in the typed zone. Raises RefusedError for a row without a time of day."""
    from oncall_tui.timestamps.typed_time import parse_when

    if precision == "day":
        raise RefusedError(
            "A row that is known only to the day has no zone. Nothing was changed. Type a time for it."
        )
    wall = local_datetime(before, parse_zone(written_in).info)
    context = SourceContext(captured=now, zone=typed, date=wall.date().isoformat())
    reading = parse_when(f"{wall:%Y-%m-%d %H:%M:%S.%f}", context)
    if reading is None or reading.instant is None:
        raise RefusedError(
            f"{wall:%Y-%m-%d %H:%M} is no time in {typed}. Nothing was changed. Type the time itself."
        )
    flags = tuple(flag for flag in reading.flags if flag != "future") if reading.alternatives else ()
    reading = reading._replace(precision=precision or "second", flags=flags)
    return RowTime(reading, zone=reading.zone_used)


def is_time(text: str, zone: str, now: int) -> bool:
    """Return whether that could be typed as a row's time."""
    try:
        parse_row_time(text, now, None, zone, now)
    except RefusedError:
        return False
    return True


def parse_span(text: str) -> int:
    """`+90s`, `-2m`: microseconds. Raises RefusedError."""
    span = _shift(text.strip())
    if span is None:
        raise RefusedError(f"“{text}” is not a span of time. Nothing was changed. Use +90s, -2m or +1h.")
    return span


def _shift(text: str) -> int | None:
    match = SHIFT.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        return None
    parts = (int(part or 0) for part in match.groups()[1:])
    length = sum(part * unit for part, unit in zip(parts, (DAY, HOUR, MINUTE, SECOND), strict=True))
    return length if match[1] == "+" else -length
