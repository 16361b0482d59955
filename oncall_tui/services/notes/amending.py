"""Amending in the capture line: a note as the line that says all of it, and what an edited line changes (N1, N3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from oncall_tui.domain.capture_line import KIND_MARKS
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import SECOND, format_instant
from oncall_tui.domain.local_time import DIGITS, local_datetime
from oncall_tui.domain.note import Note, note_from_record
from oncall_tui.read_models.note_parsing import NoteContext, parse_note
from oncall_tui.replication.record_view import read_record
from oncall_tui.timestamps.zones import parse_zone

MARKS = {kind: mark for mark, kind in KIND_MARKS.items()}
TIMING = (
    *("occurred_at", "ends_at", "precision", "approximate", "confidence", "zone_used", "zone_origin"),
    *("alternatives", "flags", "rule"),
)


# What becomes of a kind or time that the edited line no longer says: an editor that showed them took them out; a
# command that was given new words says nothing of them.
TAKE_OUT_BEGINNING, KEEP_BEGINNING = "take-out", "keep"


@dataclass(frozen=True, slots=True)
class AmendContext:
    """Inputs for reading an amended line: its zone, the present (UTC microseconds), zone aliases, and `unsaid`:
    whether a kind or time that the line omits is kept.
    """

    zone: str
    now: int
    aliases: Mapping[str, str]
    unsaid: str = TAKE_OUT_BEGINNING


def typed_line(note: Note, zone: str) -> str:
    """Return the note as it could have been typed: `@03:52 ! drained b`. A paste and a line of a source are their
    text.
    """
    if not is_typed(note):
        return note.text
    when, mark = _when_text(note, zone), MARKS.get(note.kind or "", "")
    return " ".join(part for part in (when, mark, note.text) if part)


def is_typed(note: Note) -> bool:
    """Return whether the note was one typed line, whose beginning says when and what kind."""
    return note.source is None and not note.pasted


def amended_fields(note: Note, line: str, context: AmendContext) -> dict[str, Any]:
    """Return the fields that the edited line gives the note; what its unchanged beginning said stays as it was.

    Raises RefusedError for a blank line and for a verb, which is a note of its own.
    """
    if not line.strip():
        raise RefusedError("A note needs some text. Nothing was changed. x leaves a note out.")
    if not is_typed(note):
        return {"text": line}
    waiting = {"raw": line, "recorded_at": format_instant(context.now), "zone": context.zone}
    read = parse_note(note.id, waiting, NoteContext(note.incident, context.zone, context.aliases)).fields
    if read.get("verb"):
        raise RefusedError(
            f"`:{read['verb']}` is a line of its own. Nothing was changed. Esc, then type it in an empty line."
        )
    fields: dict[str, Any] = {"text": read.get("text", line)}
    keeps = context.unsaid == KEEP_BEGINNING
    if read.get("kind") != note.kind and not (keeps and read.get("kind") is None):
        fields["kind"] = read.get("kind")
    before = _when_text(note, context.zone)
    if line.strip().startswith(before) and before:
        return fields
    if read.get("rule") or read.get("zone_origin") != "capture" or _is_timed(read):
        return fields | {name: read.get(name) for name in TIMING}
    if before and not keeps:
        return (
            fields
            | dict.fromkeys(TIMING)
            | {"occurred_at": format_instant(note.recorded_at), "precision": "second"}
        )
    return fields


def amended_note(note: Note, line: str, context: AmendContext) -> Note:
    """Return the note as the edited line would leave it, for the preview."""
    fields = amended_fields(note, line, context)
    values = read_record({name: value for name, value in fields.items() if value is not None}).values
    changed = note_from_record(note.id, note.incident, {"raw": note.raw, "recorded_at": "", **values})
    names = ("text", *(("kind",) if "kind" in fields else ()))
    if "occurred_at" in fields:
        names = (*names, *TIMING)
    return replace(note, **{name: getattr(changed, name) for name in names if hasattr(changed, name)})


def _is_timed(read: Mapping[str, Any]) -> bool:
    return read.get("occurred_at") != read.get("recorded_at")


def _when_text(note: Note, zone: str) -> str:
    """`@03:52`, `~@03:52`, `@02:50-02:58`, with the date where it is not the day of writing; blank for *now*."""
    if note.occurred_at is None or abs(note.occurred_at - note.recorded_at) < SECOND:
        return ""
    info = parse_zone(zone).info
    at = local_datetime(note.occurred_at, info)
    digits = min(DIGITS.get(note.precision or "second", 19), 19)
    text = f"{at:%Y-%m-%d %H:%M:%S}"[:digits]
    if at.date() == local_datetime(note.recorded_at, info).date() and digits > 10:
        text = text[11:]
    until = f"-{local_datetime(note.ends_at, info):%H:%M}" if note.ends_at is not None else ""
    return f"{'~' if note.approximate else ''}@{text}{until}"
