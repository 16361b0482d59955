"""Breaking a pasted block into rows: one per line or message, each read as an import would read it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oncall_tui.domain.capture_line import people_in, references_in, tags_in
from oncall_tui.domain.destinations import KEPT, ROW
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.local_time import local_datetime
from oncall_tui.domain.timeline.event import Event
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.formats.readers.source_line import ReadSource, SourceLine
from oncall_tui.formats.readers.text import TEXT
from oncall_tui.read_models.note_parsing import reading_fields
from oncall_tui.read_models.source_notes import ParsedLine, read_lines, row_text
from oncall_tui.timestamps.types import SourceContext
from oncall_tui.timestamps.zones import parse_zone

TIMING = ("occurred_at", "precision", "alternatives", "flags")
SETS = (("references", references_in), ("tags", tags_in), ("people", people_in))


def broken_lines(text: str, context: SourceContext) -> list[ParsedLine]:
    """Return the rows that a paste makes: a row a message, record or log line of a known format, else a row a line."""
    source = read_source(text)
    lines = [line for line in read_lines(source, context) if line.line.destination != KEPT]
    if source.format != TEXT.name and len(lines) > 1:
        return lines
    plain = [_plain_line(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return read_lines(ReadSource(TEXT.name, "", tuple(plain)), context)


def split_into_rows(
    event: Event, zone: str, now: int, new_id: Callable[[], str]
) -> dict[str, dict[str, Any]]:
    """Return the records of the rows that a row's lines make, by new id; each cites the notes of the row.

    The first keeps the row's time unless it has one of its own; another without a time stands behind the one before
    it. Raises RefusedError for a row of one line.
    """
    moment = local_datetime(
        event.occurred_at if event.occurred_at is not None else now, parse_zone(zone).info
    )
    context = SourceContext(
        captured=event.recorded_at or now, zone=zone, zone_origin="default", date=moment.date().isoformat()
    )
    lines = broken_lines(event.text, context)
    if len(lines) < 2:
        raise RefusedError("This row is one line. Nothing was changed. e edits it; a adds another row.")
    parts: dict[str, dict[str, Any]] = {}
    timed: str | None = None
    for line in lines:
        id = new_id()
        parts[id] = _part(line, event, timed, is_first=not parts)
        timed = id if parts[id]["occurred_at"] else timed
    return parts


def _plain_line(number: int, line: str) -> SourceLine:
    """One line of a text by itself, without its bullet."""
    read = read_source(line).lines
    text = read[0].text if len(read) == 1 else line.strip()
    return replace(SourceLine(number, line, text), destination=ROW)


def _part(line: ParsedLine, event: Event, timed: str | None, *, is_first: bool) -> dict[str, Any]:
    kind, text = row_text(line.line, line.reading)
    cited = {f"notes:{note}": True for note in event.notes}
    made = {
        "text": text,
        "kind": kind or event.kind,
        "author": line.line.author,
        **_timing(line, event, timed, is_first),
        **cited,
        **_marks(text, line, event),
    }
    return {name: value for name, value in made.items() if value is not None}


def _timing(line: ParsedLine, event: Event, timed: str | None, is_first: bool) -> dict[str, Any]:
    if line.reading.instant is not None:
        fields = reading_fields(line.reading)
        return {name: fields[name] for name in TIMING}
    if is_first and event.occurred_at is not None:
        return {
            "occurred_at": format_instant(event.occurred_at),
            "precision": event.precision,
            "approximate": event.approximate or None,
        }
    return {"occurred_at": "", "after": timed}


def _marks(text: str, line: ParsedLine, event: Event) -> dict[str, bool]:
    """Return the links, tags and people of this part; those of the other parts, which its note names too, are not
    its own.
    """
    marks: dict[str, bool] = {}
    for name, find in SETS:
        marks |= {f"{name}:{element}": False for element in getattr(event, name)}
        marks |= {f"{name}:{element}": True for element in find(text)}
    return marks | {f"references:{reference}": True for reference in line.line.references}
