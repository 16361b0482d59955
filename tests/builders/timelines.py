"""Short ways to write notes, events and timelines in tests."""

from collections.abc import Mapping
from typing import Any

from oncall_tui.domain.timeline.timeline import Timeline, TimelineRecords

SOURCE = "source"


def note(at: str | None, text: str = "", **fields: Any) -> dict[str, Any]:
    """A typed note; `at` is `14:42` or `14:42:07` of one day, or a whole instant, or None."""
    instant = at if at is None or "T" in at else f"2026-11-21T{at if at.count(':') == 2 else at + ':00'}Z"
    precision = "minute" if at is not None and len(at) == 5 else "second"
    made = {"text": text, "occurred_at": instant, "precision": precision}
    return {**made, "recorded_at": "2026-11-21T23:00:00Z", **fields}


def line(number: int, at: str | None, text: str = "", **fields: Any) -> dict[str, Any]:
    """A line of an imported source whose place is a row, unless said otherwise."""
    return note(at, text, **{"source": SOURCE, "line": number, "destination": "row", **fields})


def timeline(notes: Mapping[str, Any], events: Mapping[str, Any] | None = None, **rest: Any) -> Timeline:
    return Timeline(TimelineRecords(notes, events or {}, **rest))


def ids(shown: Timeline) -> str:
    """The ids of the rows, in order: `a b c`."""
    return " ".join(event.id for event in shown)
