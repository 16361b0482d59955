"""Parse a waiting note: the one function behind filing, the preview line and `note --json`. Pure. Effects of verbs
on other tables are values too.
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
from oncall_tui.domain.destinations import IDEA
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.ids import ulid_instant
from oncall_tui.domain.incident import normalise_severity
from oncall_tui.domain.instants import format_instant, parse_instant, parse_instant_or_none
from oncall_tui.domain.note import kind_named
from oncall_tui.domain.secrets import detect_secret
from oncall_tui.domain.shortened import shortened
from oncall_tui.domain.verbs import check_verb, next_update_in
from oncall_tui.read_models.missing_ideas import idea_fields
from oncall_tui.read_models.stated_times import stated_time
from oncall_tui.timestamps.typed_time import parse_when, read_end
from oncall_tui.timestamps.types import Reading, SourceContext
from oncall_tui.timestamps.zones import possible_zones

# As people write a zone behind a time: capitals, an offset, or Area/City. "central" and "london" are words.
NO_ONE = ("none", "nobody")
NAME_LENGTH = 40
ZONE_WORD = re.compile(
    r"[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d|[A-Z][A-Za-z_]+/[A-Za-z0-9_/+-]+|[A-Z]{3}\d[A-Z]{3}"
)

# What a verb sets beside its note: table, id, fields.
Effect = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """`fields` of the note's record; `effects` of its verb: (table, id, fields) to put beside it; `label` for undo.

    `unknown_verb`: what reads like a verb and is none. `refusal`: why its verb can't be carried out.
    """

    fields: dict[str, Any]
    effects: tuple[Effect, ...] = ()
    label: str = ""
    unknown_verb: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class NoteContext:
    """Context for parsing a note: the incident, its zone where the note names none, and the team's zone aliases.

    `live`: the response is under way, so that an idea has its place among what happens now.
    """

    incident: str
    zone: str
    aliases: Mapping[str, str] = field(default_factory=dict)
    live: bool = True


def parse_note(id: str, waiting: Mapping[str, Any], context: NoteContext) -> ParsedNote:
    """Return the record of one waiting note (shape: `storage.inbox`), with what its verb sets elsewhere."""
    waiting = {**waiting, "recorded_at": _recorded_at(id, waiting)}
    recorded = parse_instant(waiting["recorded_at"])
    when_context = _when_context(recorded, waiting, context)
    line = _line(waiting, when_context)
    when = waiting.get("at") or line.when
    reading = parse_when(str(when), when_context) if when else None
    fields = {
        **_written(waiting, line, context.live),
        **_read(reading, recorded, line, when_context),
        **_marks(line),
    }
    if when is None and line.verb in (None, *MILESTONE_VERBS) and not waiting.get("evidence"):
        fields |= stated_time(line.text, recorded, when_context)
    effects = _effects(id, line, fields, when_context, context)
    return ParsedNote(
        {name: value for name, value in fields.items() if value not in (None, False)},
        effects,
        _label(line, fields),
        line.unknown_verb,
        _refusal(line),
    )


def refuse_verb(waiting: Mapping[str, Any], context: NoteContext) -> None:
    """Raise RefusedError for a verb of the line that lacks its value, or has one that it can't have."""
    line = _line(waiting, _when_context(parse_instant(str(waiting["recorded_at"])), waiting, context))
    check_verb(line)


def _recorded_at(id: str, waiting: Mapping[str, Any]) -> str:
    """Return when a note was taken; where its file does not say so in a way that can be read, its id does."""
    said = waiting.get("recorded_at")
    return (
        said
        if isinstance(said, str) and parse_instant_or_none(said) is not None
        else format_instant(ulid_instant(id))
    )


def _refusal(line: CapturedLine) -> str:
    try:
        check_verb(line)
    except RefusedError as refused:
        return str(refused)
    return ""


def _when_context(recorded: int, waiting: Mapping[str, Any], context: NoteContext) -> SourceContext:
    """Return the context of times; an unknown zone from the environment is passed over for the incident's."""
    said = str(waiting.get("zone") or "")
    zone = said if said and possible_zones(said, context.aliases) else context.zone
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
    return ZONE_WORD.fullmatch(word) is not None and bool(possible_zones(word, context.aliases))


def _readable(when: str, context: SourceContext) -> bool:
    """Also a time that the clock skipped: its neighbours are then offered."""
    reading = parse_when(when, context)
    return reading is not None and (reading.instant is not None or bool(reading.alternatives))


def _written(waiting: Mapping[str, Any], line: CapturedLine, live: bool) -> dict[str, Any]:
    text = _text_of(line, str(waiting.get("author") or ""))
    is_idea = (kind_named(str(waiting.get("kind") or "")) or line.kind) == "idea"
    return {
        "raw": waiting["raw"],
        "text": text if text != waiting["raw"] else None,
        "kind": kind_named(str(waiting.get("kind") or "")) or line.kind,
        "verb": line.verb,
        "author": waiting.get("author") or None,
        "recorded_at": waiting["recorded_at"],
        "source": waiting.get("source"),
        "about": waiting.get("about"),
        "destination": IDEA if is_idea and (waiting.get("about") or not live) else None,
        "pasted": bool(waiting.get("evidence")),
        "secret": detect_secret(str(waiting["raw"])),
    }


def _text_of(line: CapturedLine, author: str) -> str:
    """Return a row's text: the verb's own words, or its effect where it has none."""
    if line.verb is None:
        return line.text
    if line.verb in MILESTONE_VERBS:
        return line.argument or MILESTONE_VERBS[line.verb]
    if line.verb == "sev":
        return f"severity {_severity(line.argument) or 'none'}"
    if line.verb in ROLE_VERBS:
        return f"{line.verb} @{person}" if (person := _person(line.argument, author)) else f"{line.verb} none"
    if line.verb == "update":
        return next_update_in(line.argument)[0] or line.argument
    return line.text


def _severity(argument: str) -> str | None:
    return None if argument.strip().lower() == "none" else normalise_severity(argument)


def _person(argument: str, author: str) -> str | None:
    """`@ana` and `ana` are ana, `me` is who writes, `none` and `nobody` are no one."""
    name = argument.strip().lstrip("@")
    if name.lower() in NO_ONE:
        return None
    return (author if name.lower() == "me" else name) or None


def _read(
    reading: Reading | None, recorded: int, line: CapturedLine, context: SourceContext
) -> dict[str, Any]:
    if reading is None or reading.instant is None:
        written = {
            "occurred_at": format_instant(recorded),
            "precision": "second",
            "confidence": "explicit",
            "zone_used": context.zone,
            "zone_origin": "capture",
        }
        if reading is None:
            return written
        asked = reading_fields(reading)  # a skipped hour: where it stands is asked, from both neighbours
        return written | {name: asked[name] for name in ("flags", "alternatives")}
    end = read_end(line.until, reading.instant, context) if line.until else None
    return reading_fields(reading) | {
        "approximate": reading.approximate or line.approximate,
        "ends_at": None if end is None else format_instant(end),
    }


def reading_fields(reading: Reading) -> dict[str, Any]:
    """Return a reading as a note's record stores it, with what made it; absent fields have their defaults."""
    return {
        "occurred_at": None if reading.instant is None else format_instant(reading.instant),
        "precision": reading.precision,
        "approximate": reading.approximate or None,
        "confidence": reading.confidence,
        "zone_used": reading.zone_used,
        "zone_origin": reading.zone_origin,
        "alternatives": [
            {"at": format_instant(other.instant), "why": other.why} for other in reading.alternatives
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
    id: str, line: CapturedLine, fields: Mapping[str, Any], when_context: SourceContext, context: NoteContext
) -> tuple[Effect, ...]:
    if fields["kind"] == "idea":
        return (("recommendations", id, idea_fields(line.text, context.incident, id)),)
    if line.verb in MILESTONE_VERBS:
        return (("events", id, {f"milestones:{MILESTONE_VERBS[line.verb]}": True}),)
    changes = _incident_fields(line, str(fields["author"] or ""), when_context)
    return (("incident", context.incident, changes),) if changes else ()


def _incident_fields(line: CapturedLine, author: str, context: SourceContext) -> dict[str, Any]:
    """Return the incident fields set by a verb; only *none* clears one."""
    if _refusal(line):
        return {}
    if line.verb == "sev":
        return {"severity": _severity(line.argument)}
    if line.verb in ROLE_VERBS:
        return {line.verb: _person(line.argument, author)}
    if line.verb == "link":
        return {f"links:{line.argument}": True}
    if line.verb == "update":
        return {"next_update_at": _next_update(line.argument, context)}
    return {}


def _next_update(argument: str, context: SourceContext) -> str | None:
    """`… next 30m` and `… next 03:55`: when the next update is due; None when it isn't said."""
    word = next_update_in(argument)[1]
    if not word:
        return None
    ago = parse_when(f"-{word}", context) or parse_when(f"{word} ago", context)
    if ago is not None and ago.instant is not None:
        return format_instant(2 * context.captured - ago.instant)
    due = read_end(word, context.captured, context)
    return None if due is None else format_instant(due)


def _label(line: CapturedLine, fields: Mapping[str, Any]) -> str:
    """Return the name of the act for undo: the verb as typed, else the note's first words."""
    if line.verb:
        return f":{line.verb} {line.argument}".strip()
    return f"note “{shortened(str(fields.get('text') or fields['raw']), NAME_LENGTH)}”"
