"""The lines of a source as notes: what was read, what a row shows, and the place of each. Pure."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from oncall_tui.domain.capture_line import KIND_MARKS, people_in, references_in, tags_in
from oncall_tui.domain.destinations import CLAIM, FOLDED, IDEA, KEPT, MILESTONE, ROW, WRITE_UP
from oncall_tui.domain.secrets import detect_secret
from oncall_tui.formats.readers.source_line import ReadSource, SourceLine
from oncall_tui.read_models.note_parsing import reading_fields
from oncall_tui.read_models.unread_lines import assumed_day, unread_flag
from oncall_tui.timestamps.lines.declared import header_zone
from oncall_tui.timestamps.read_source import read_source
from oncall_tui.timestamps.types import Reading, SourceContext, StampLine

# Lines of these places are no events: a time in an idea ("by 12:00") must not date the lines below it.
NO_EVENTS = frozenset({WRITE_UP, IDEA, CLAIM})
# Lines of these places, where they are no events, may still say the day and the zone of those below.
TELLING = frozenset({KEPT, WRITE_UP})
BEFORE_STAMP = re.compile(r"[\s\[(*_~`@>|]*")
AFTER_STAMP = re.compile(r"[\s\])*_`]*(?:[-–—:](?=\s|$)|[,;|])?\s*")
BEFORE_ENDING = " \t\n\r\f\v:,-–—(["
TURN = StampLine("---")
SHARED_ZONES = ("header", "source", "above", "permalink", "default")


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """One line with its reading; its place is that of the line. `part`: which shape of a mixed paste, from 0."""

    line: SourceLine
    reading: Reading
    part: int = 0


def read_lines(source: ReadSource, context: SourceContext) -> list[ParsedLine]:
    """Every line with its reading."""
    parts = accumulate(int(index in source.turns) for index in range(len(source.lines)))
    readings = [
        _as_exported(line, read) for line, read in zip(source.lines, _readings(source, context), strict=True)
    ]
    return [
        _read_line(line, reading, part, context)
        for line, reading, part in zip(source.lines, readings, parts, strict=True)
    ]


def _as_exported(line: SourceLine, reading: Reading) -> Reading:
    """Return the reading as fine and as sure as our own export says that it was."""
    row = line.exported
    if row is None or reading.instant is None:
        return reading
    return reading._replace(
        precision=row.precision or reading.precision,
        approximate=row.approximate,
        zone_used=row.zone or reading.zone_used,
    )


def day_assumed(readings: Sequence[Reading]) -> str | None:
    """Return the day (YYYY-MM-DD) that the source's bare times were put on unsaid, or None."""
    day = assumed_day(readings)
    return day.isoformat() if day else None


def _read_line(line: SourceLine, reading: Reading, part: int, context: SourceContext) -> ParsedLine:
    line = _with_place(line, reading, context)
    if reading.instant is None and (flag := unread_flag(line, reading)):
        reading = reading._replace(flags=(flag,))
    return ParsedLine(line, reading, part)


def _with_place(line: SourceLine, reading: Reading, context: SourceContext) -> SourceLine:
    """Keep a line that only dates the lines below it, or names their zone ("all times UTC"), and make it no row."""
    if line.destination != ROW or line.exported is not None:
        return line
    tells = reading.is_heading or (
        reading.precision in ("", "day") and header_zone(line.text, context.aliases) is not None
    )
    return replace(line, destination=KEPT) if tells else line


def _readings(source: ReadSource, context: SourceContext) -> list[Reading]:
    """One reading per line. Times do not carry on from one shape of a mixed paste into the next, as at a rule."""
    asked: list[StampLine] = []
    places = []
    for index, line in enumerate(source.lines):
        if index in source.turns:
            asked.append(TURN)
        places.append(len(asked))
        asked.append(stamp_line(line))
    readings = read_source(asked, context, is_whole=True)
    return [readings[place] for place in places]


def stamp_line(line: SourceLine) -> StampLine:
    """Build the stamp reader's input for a line."""
    text = "" if line.destination in NO_EVENTS else line.searched
    aside = line.seen if not text and line.destination in TELLING and not line.continues else ""
    return StampLine(text, line.instant, line.zone_said or line.zone, line.continues, aside)


def effective_zone(readings: Sequence[Reading], zone: str | None, default: str) -> tuple[str, str]:
    """Return the zone that a source's bare times were read in, and where it comes from.

    `zone`: as a person said. Where every stamp brings its own zone, that one, with the origin "text".
    """
    shared = Counter(
        (reading.zone_used, reading.zone_origin) for reading in readings if reading.instant is not None
    )
    for (used, origin), _ in shared.most_common():
        if used and origin in SHARED_ZONES:
            return used, origin
    if zone:
        return zone, "source"
    used = next((used for (used, _), _ in shared.most_common() if used), None)
    return (used, "text") if used else (default, "default")


def note_fields(read: ParsedLine, source: str, recorded_at: str) -> dict[str, Any]:
    """Return the record of one line's note; fields that have their default are left out."""
    line, reading = read.line, read.reading
    kind, text = row_text(line, reading)
    fields = {
        "raw": line.raw,
        "text": text if text != line.raw else None,
        "kind": kind,
        "author": line.author,
        "recorded_at": recorded_at,
        "source": source,
        "line": line.line,
        "part": read.part or None,
        "zone_said": line.zone_said,
        "secret": detect_secret(line.raw),
        "destination": line.destination if line.destination != ROW else None,
        **stored_reading(reading),
        **_marks(line, text),
    }
    return {name: value for name, value in fields.items() if value is not None and value is not False}


def stored_reading(reading: Reading) -> dict[str, Any]:
    """Return a reading's fields as they are stored; None for those that have their default."""
    return {name: value or None for name, value in reading_fields(reading).items()}


def row_text(line: SourceLine, reading: Reading) -> tuple[str | None, str]:
    """Kind and text of a row: the stamp at its head is in the row's own column, a mark behind it is the kind."""
    text = line.text
    if line.exported is not None:
        return line.exported.kind, text
    stamp = line.searched[reading.start : reading.end] if reading.end > reading.start else ""
    head = BEFORE_STAMP.match(text)
    if not stamp or head is None or line.destination == KEPT:
        return None, text
    if not text.startswith(stamp, head.end()):
        return None, _without_ending(text, stamp) if line.destination == MILESTONE else text
    after = AFTER_STAMP.match(text, head.end() + len(stamp))
    rest = text[after.end() :] if after else ""
    if rest[:1] in KIND_MARKS and rest[1:2] == " " and rest[2:].strip():
        return KIND_MARKS[rest[0]], rest[2:].lstrip()
    return None, rest or text


def _without_ending(text: str, stamp: str) -> str:
    """`First detected: 2023-09-18 13:42` is First detected."""
    if not text.endswith(stamp):
        return text
    return text.removesuffix(stamp).rstrip(BEFORE_ENDING) or text


def _marks(line: SourceLine, text: str) -> Mapping[str, bool]:
    """Link and tickets; in what people wrote also tags and people. An export says which it has."""
    if line.exported is not None:
        row, marks = line.exported, [f"references:{reference}" for reference in line.references]
        marks += [f"tags:{tag}" for tag in (tags_in(text) if row.tags is None else row.tags)]
        marks += [f"people:{person}" for person in (people_in(text) if row.people is None else row.people)]
        return dict.fromkeys(marks, True)
    marks = [f"references:{reference}" for reference in (*line.references, *references_in(line.raw))]
    if line.destination != FOLDED:
        marks += [f"tags:{tag}" for tag in tags_in(text)] + [f"people:{person}" for person in people_in(text)]
    return dict.fromkeys(marks, True)
