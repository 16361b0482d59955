"""Checks of `oncall note`'s options, kept off its fast path."""

from collections.abc import Mapping
from typing import Any

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import day_text, local_datetime
from oncall_tui.domain.note import KIND_NAMES, TIME_IN_TEXT, kind_named, note_from_record, note_json
from oncall_tui.domain.timeline.questions.stamp_questions import WORDS
from oncall_tui.domain.verbs import nearest_verb
from oncall_tui.read_models.note_parsing import NoteContext, parse_note, refuse_verb
from oncall_tui.replication.record_view import read_record
from oncall_tui.services.display_zone import display_zone
from oncall_tui.timestamps.typed_time import parse_when
from oncall_tui.timestamps.types import SourceContext
from oncall_tui.timestamps.zones import possible_zones


def check_kind(kind: str) -> None:
    """Raise RefusedError for a kind that there isn't."""
    if kind_named(kind) is None:
        names = ", ".join(KIND_NAMES.values())
        raise RefusedError(f"“{kind}” is not a kind of note. Nothing was saved. Use one of: {names}.")


def check_when(at: str, zone: str, now: int, aliases: Mapping[str, str]) -> None:
    """Raise RefusedError for a moment that can't be read; `now` in UTC microseconds, `aliases` the team's zones."""
    reading = parse_when(at, SourceContext(captured=now, zone=zone, zone_origin="capture", aliases=aliases))
    if reading is None or reading.instant is None:
        raise RefusedError(
            f"“{at}” is not a time. Nothing was saved. Use 14:02, -5m, 'yesterday 23:50' or 2026-11-21T14:02Z."
        )


def check_line(waiting: Mapping[str, Any], zone: str, aliases: Mapping[str, str]) -> None:
    """Raise RefusedError for a verb that lacks its value, or has one that it can't have."""
    refuse_verb(waiting, NoteContext("", zone, aliases))


def told_of(waiting: Mapping[str, Any], zone: str, aliases: Mapping[str, str]) -> list[str]:
    """Return remarks on a line just saved: its time, and what was not understood."""
    read = parse_note("", waiting, NoteContext("", zone, aliases))
    note = note_from_record("", "", read_record(read.fields).values)
    told = []
    if read.unknown_verb:
        nearest = nearest_verb(read.unknown_verb)
        instead = f"Did you mean `{nearest}`?" if nearest else "`oncall note --help` lists the verbs."
        told.append(f"! No verb “{read.unknown_verb}”: saved as text. {instead}")
    if TIME_IN_TEXT in note.flags:
        words = (
            note.alternatives[-1][1].removeprefix("the text says ")
            if note.alternatives
            else "one that is none"
        )
        told.append(f"! The text holds a time: {words}. Noted as now. Write the time first, or use --at.")
    elif note.flags:
        told.append(
            f"! {WORDS.get(note.flags[0], note.flags[0].replace('-', ' '))}: `oncall timeline --check` asks."
        )
    if note.occurred_at is not None and abs(note.occurred_at - note.recorded_at) >= SECOND:
        info = display_zone(str(waiting.get("zone") or "") or zone)
        when = f"{day_text(note.occurred_at, info)} {local_datetime(note.occurred_at, info):%H:%M:%S %Z}"
        told.append(f"happened {when}")
    return told


def check_zone(zone: str, aliases: Mapping[str, str]) -> None:
    """Raise RefusedError for a time zone that nobody knows; blank is none."""
    if zone and not possible_zones(zone, aliases):
        raise RefusedError(
            f"I know no time zone {zone!r}. Nothing was saved. Try Europe/London, UTC or UTC-7, or leave it out."
        )


def waiting_note_json(
    id: str, incident: str | None, waiting: Mapping[str, Any], zone: str, aliases: Mapping[str, str]
) -> dict[str, Any]:
    """Return the JSON of a note that is still in the inbox, as filing will read it; `incident` is None while
    unfiled.
    """
    values = read_record(parse_note(id, waiting, NoteContext(incident or "", zone, aliases)).fields).values
    return note_json(note_from_record(id, incident or "", values, waiting=True)) | {"incident": incident}
