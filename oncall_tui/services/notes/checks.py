"""What `oncall note` asks about a note that it takes by its own short way."""

from collections.abc import Mapping
from typing import Any

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.note import KINDS, note_from, note_json
from oncall_tui.replication.reading import read_record
from oncall_tui.services.notes.reading import NoteContext, read_note
from oncall_tui.timestamps.read.zones import zone_meanings
from oncall_tui.timestamps.reading import SourceContext
from oncall_tui.timestamps.when import read_when


def check_kind(kind: str) -> None:
    """Raises Refused for a kind that there isn't."""
    if kind not in KINDS:
        raise Refused(f"{kind!r} is no kind of note. Nothing was saved. Use one of: {', '.join(KINDS)}.")


def check_when(at: str, zone: str, now: int, aliases: Mapping[str, str]) -> None:
    """Raises Refused for a moment that can't be read; `now` in UTC microseconds, `aliases` the team's zones."""
    reading = read_when(at, SourceContext(captured=now, zone=zone, zone_origin="capture", aliases=aliases))
    if reading is None or reading.instant is None:
        raise Refused(
            f"{at!r} is no time. Nothing was saved. Use 14:02, -5m, 'yesterday 23:50' or 2026-11-21T14:02Z."
        )


def check_zone(zone: str, aliases: Mapping[str, str]) -> None:
    """Raises Refused for a time zone that nobody knows; blank is none."""
    if zone and not zone_meanings(zone, aliases):
        raise Refused(
            f"I know no time zone {zone!r}. Nothing was saved. Try Europe/London, UTC or UTC-7, or leave it out."
        )


def waiting_note_json(
    id: str, incident: str | None, waiting: Mapping[str, Any], zone: str, aliases: Mapping[str, str]
) -> dict[str, Any]:
    """The JSON of a note that is still in the inbox, as filing will read it; `incident` is None while unfiled."""
    values = read_record(read_note(id, waiting, NoteContext(incident or "", zone, aliases)).fields).values
    return note_json(note_from(id, incident or "", values, waiting=True)) | {"incident": incident}
