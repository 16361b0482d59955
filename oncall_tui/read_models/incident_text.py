"""One incident as text for people and screen readers: what it is, then its notes in order."""

from collections.abc import Iterator
from datetime import tzinfo

from oncall_tui.domain.incident import ROLES, WRITE_UP
from oncall_tui.domain.local_time import local_text, offset_text
from oncall_tui.domain.note import KIND_LABELS, Note
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.visible import escape_line
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.zones import unknown_zone_text
from oncall_tui.timestamps.zones import parse_zone

SHOWN_FIELDS = ("severity", "type", "stage", *ROLES, *WRITE_UP)


def incident_text(view: IncidentView, zone: str | None = None) -> str:
    """Return the incident's fields and notes, times in the one zone (T2)."""
    return "\n".join(_lines(view, parse_zone(zone or view.incident.zone).info)) + "\n"


def _lines(view: IncidentView, zone: tzinfo) -> Iterator[str]:
    incident = view.incident
    yield f"{escape_line(incident.name)} ({incident.handle}, {incident.id})"
    for field in SHOWN_FIELDS:
        if value := getattr(incident, field):
            yield f"{field}: {value}"
    for link in incident.links:
        yield f"link: {escape_line(link)}"
    if incident.unknown_zone:
        yield f"needs a look: {unknown_zone_text(incident)}"
    yield f"zone: {incident.zone} ({offset_text(incident.created_at, zone)})"
    for conflict in view.conflicts:
        yield f"needs a look: {conflict['table']} {conflict['field']} has {len(conflict['values'])} versions"
    yield ""
    for note in view.notes:
        yield _note_line(note, zone)
        for words in (*view.hidden_words("notes", note.id), *view.hidden_words("events", note.id)):
            yield f"{'':30}({words})"


def _note_line(note: Note, zone: tzinfo) -> str:
    moment = "untimed" if note.occurred_at is None else local_text(note.occurred_at, zone, note.precision)
    first, *rest = note.text.split("\n")
    more = f" (+{count_text(len(rest), 'line')})" if rest else ""
    marks = (" [left out]" if note.struck else "") + (" [not filed yet]" if note.waiting else "")
    rough = "~" if note.approximate else " "
    kind = "upd" if note.verb == "update" else KIND_LABELS.get(note.kind or "", "")
    return f"{moment:23}{rough}{kind:5}{escape_line(first)}{more}{marks}"
