"""How a waiting note is read: the one function behind filing, the preview line and `note --json`.

Pure: a note that is read again gives the same record. Effects of verbs on other tables are values too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oncall_tui.domain.capture_line import (
    MILESTONE_VERBS,
    ROLE_VERBS,
    CapturedLine,
    parse_line,
    people_in,
    references_in,
    tags_in,
)
from oncall_tui.domain.incident import severity_word
from oncall_tui.domain.instants import instant_of, instant_text
from oncall_tui.domain.secrets import secret_in
from oncall_tui.timestamps.read.zones import zone_meanings
from oncall_tui.timestamps.reading import Reading, SourceContext
from oncall_tui.timestamps.when import read_when

# As people write a zone behind a time: capitals, an offset, or Area/City. "central" and "london" are words.
ZONE_WORD = re.compile(r"[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d|[A-Z][A-Za-z_]+/[A-Za-z_/+-]+")
NEXT = re.compile(r"\s*\bnext:?\s+(\S+)\s*$", re.IGNORECASE)


# What a verb sets beside its note: table, id, fields.
Effect = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ReadNote:
    """`fields` of the note's record; `effects` of its verb: (table, id, fields) to put beside it; `label` for undo."""

    fields: dict[str, Any]
    effects: tuple[Effect, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class NoteContext:
    """What a note is read with: the incident, its zone where the note names none, and the team's zone aliases."""

    incident: str
    zone: str
    aliases: Mapping[str, str] = field(default_factory=dict)


def read_note(id: str, waiting: Mapping[str, Any], context: NoteContext) -> ReadNote:
    """The record of one waiting note (shape: `storage.inbox`), with what its verb sets elsewhere."""
    recorded = instant_of(str(waiting["recorded_at"]))
    when_context = _when_context(recorded, waiting, context)
    line = _line(waiting, when_context)
    when = waiting.get("at") or line.when
    reading = read_when(str(when), when_context) if when else None
    fields = {
        **_written(waiting, line),
        **_read(reading, recorded, line, when_context),
        **_marks(line),
    }
    effects = _effects(id, line, fields["occurred_at"], when_context, context)
    return ReadNote(
        {name: value for name, value in fields.items() if value not in (None, False)}, effects, _label(line)
    )


def _when_context(recorded: int, waiting: Mapping[str, Any], context: NoteContext) -> SourceContext:
    """A zone that nobody knows, from somebody's environment, is passed by: the incident's stands."""
    said = str(waiting.get("zone") or "")
    zone = said if said and zone_meanings(said, context.aliases) else context.zone
    return SourceContext(captured=recorded, zone=zone, zone_origin="capture", aliases=context.aliases)


def _line(waiting: Mapping[str, Any], when_context: SourceContext) -> CapturedLine:
    """Evidence (a paste, a piped output) is kept as it came: its first line is no command."""
    raw = str(waiting["raw"])
    if waiting.get("evidence"):
        return CapturedLine(raw, tags=tags_in(raw), people=people_in(raw), references=references_in(raw))
    return parse_line(
        raw, lambda when: _readable(when, when_context), lambda word: _is_zone(word, when_context)
    )


def _is_zone(word: str, context: SourceContext) -> bool:
    return ZONE_WORD.fullmatch(word) is not None and bool(zone_meanings(word, context.aliases))


def _readable(when: str, context: SourceContext) -> bool:
    reading = read_when(when, context)
    return reading is not None and reading.instant is not None


def _written(waiting: Mapping[str, Any], line: CapturedLine) -> dict[str, Any]:
    text = _text_of(line)
    return {
        "raw": waiting["raw"],
        "text": text if text != waiting["raw"] else None,
        "kind": waiting.get("kind") or line.kind,
        "verb": line.verb,
        "author": waiting.get("author") or None,
        "recorded_at": waiting["recorded_at"],
        "source": waiting.get("source"),
        "pasted": bool(waiting.get("evidence")),
        "secret": secret_in(str(waiting["raw"])),
    }


def _text_of(line: CapturedLine) -> str:
    """What a row shows: a verb's own words, or what it did where it has none."""
    if line.verb is None:
        return line.text
    if line.verb in MILESTONE_VERBS:
        return line.argument or MILESTONE_VERBS[line.verb]
    if line.verb == "sev":
        return f"severity {severity_word(line.argument) or 'none'}"
    if line.verb in ROLE_VERBS:
        return f"{line.verb} {line.argument}".strip()
    if line.verb == "update":
        return line.argument
    return line.text


def _read(
    reading: Reading | None, recorded: int, line: CapturedLine, context: SourceContext
) -> dict[str, Any]:
    if reading is None or reading.instant is None:
        refused = {"flags": list(reading.flags)} if reading is not None else {}
        return {
            "occurred_at": instant_text(recorded),
            "precision": "second",
            "confidence": "explicit",
            "zone_used": context.zone,
            "zone_origin": "capture",
            **refused,
        }
    return reading_fields(reading) | {"approximate": reading.approximate or line.approximate}


def reading_fields(reading: Reading) -> dict[str, Any]:
    """A reading as a note's record stores it, with what made it; absent fields have their defaults."""
    return {
        "occurred_at": None if reading.instant is None else instant_text(reading.instant),
        "precision": reading.precision,
        "approximate": reading.approximate or None,
        "confidence": reading.confidence,
        "zone_used": reading.zone_used,
        "zone_origin": reading.zone_origin,
        "alternatives": [
            {"at": instant_text(other.instant), "why": other.why} for other in reading.alternatives
        ]
        or None,
        "flags": list(reading.flags) or None,
        "rule": reading.rule,
    }


def _marks(line: CapturedLine) -> dict[str, Any]:
    return {
        **{f"tags:{tag}": True for tag in line.tags},
        **{f"people:{person}": True for person in line.people},
        **{f"references:{reference}": True for reference in line.references},
    }


def _effects(
    id: str, line: CapturedLine, occurred_at: str, when_context: SourceContext, context: NoteContext
) -> tuple[Effect, ...]:
    if line.kind == "idea":
        idea = {"title": line.text, "status": "idea", f"incidents:{context.incident}": True, "note": id}
        return (("recommendations", id, idea),)
    if line.verb in MILESTONE_VERBS:
        return (("events", id, {f"milestones:{MILESTONE_VERBS[line.verb]}": True}),)
    fields = _incident_fields(line, when_context)
    return (("incident", context.incident, fields),) if fields else ()


def _incident_fields(line: CapturedLine, context: SourceContext) -> dict[str, Any]:
    if line.verb == "sev":
        return {"severity": severity_word(line.argument)}
    if line.verb in ROLE_VERBS:
        return {line.verb: line.argument.lstrip("@") or None}
    if line.verb == "link" and line.argument:
        return {f"links:{line.argument}": True}
    if line.verb == "update":
        return {"next_update_at": _next_update(line.argument, context)}
    return {}


def _next_update(argument: str, context: SourceContext) -> str | None:
    """`… next 30m` and `… next 03:55`: when the next update is due; None when it isn't said."""
    match = NEXT.search(argument)
    if match is None:
        return None
    word = match[1]
    reading = read_when(f"-{word}", context)
    if reading is not None and reading.instant is not None:
        return instant_text(2 * context.captured - reading.instant)
    reading = read_when(word if word.startswith("@") else f"@{word}", context)
    return None if reading is None or reading.instant is None else instant_text(reading.instant)


def _label(line: CapturedLine) -> str:
    return f":{line.verb} {line.argument}".strip() if line.verb else ""
