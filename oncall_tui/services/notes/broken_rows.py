"""Breaking a pasted block into rows: one per line or message, each read as an import would read it."""

from collections.abc import Callable
from typing import Any

from oncall_tui.domain.destinations import KEPT
from oncall_tui.domain.errors import Refused
from oncall_tui.domain.local_time import local_moment
from oncall_tui.domain.timeline.event import Event
from oncall_tui.formats.readers.reading import read_text
from oncall_tui.services.notes.reading import reading_fields
from oncall_tui.services.sources.as_notes import ReadLine, read_lines, shown
from oncall_tui.timestamps.read.zones import named_zone
from oncall_tui.timestamps.reading import SourceContext

TIMING = ("occurred_at", "precision", "alternatives", "flags")


def parts_of(event: Event, zone: str, now: int, new_id: Callable[[], str]) -> dict[str, dict[str, Any]]:
    """The records of the rows that a row's lines make, by new id; each cites the notes of the row.

    Lines that belong to the one above them are rows too where nothing else is left to break. A line without a time
    stands behind the one before it. Raises Refused for a row of one line.
    """
    moment = local_moment(event.occurred_at if event.occurred_at is not None else now, named_zone(zone).info)
    context = SourceContext(
        captured=event.recorded_at or now, zone=zone, zone_origin="default", date=moment.date().isoformat()
    )
    flat = "\n".join(line.strip() for line in event.text.split("\n"))
    lines = _lines(event.text, context)
    if len(lines) < 2:
        lines = _lines(flat, context)
    if len(lines) < 2:
        raise Refused("This row is one line. Nothing was changed. e edits it; a adds another row.")
    parts: dict[str, dict[str, Any]] = {}
    timed: str | None = None
    for line in lines:
        id = new_id()
        parts[id] = _part(line, event, timed)
        timed = id if parts[id]["occurred_at"] else timed
    return parts


def _lines(text: str, context: SourceContext) -> list[ReadLine]:
    return [line for line in read_lines(read_text(text), context) if line.line.destination != KEPT]


def _part(line: ReadLine, event: Event, timed: str | None) -> dict[str, Any]:
    kind, text = shown(line.line, line.reading)
    fields = reading_fields(line.reading)
    stood: dict[str, Any] = {name: fields[name] for name in TIMING}
    if line.reading.instant is None:
        stood = {"occurred_at": "", "after": timed}
    cited = {f"notes:{note}": True for note in event.notes}
    references = {f"references:{reference}": True for reference in line.line.references}
    made = {"text": text, "kind": kind or event.kind, **stood, **cited, **references}
    return {name: value for name, value in made.items() if value is not None}
