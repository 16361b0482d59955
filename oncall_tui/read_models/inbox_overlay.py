"""An incident with the notes that still wait in its inbox: what readers see before anything is filed."""

from collections.abc import Iterable, Mapping

from oncall_tui.read_models.incident_view import IncidentView, incident_from
from oncall_tui.read_models.note_parsing import Effect, NoteContext, parse_note
from oncall_tui.replication.encoding import Tables
from oncall_tui.storage.waiting_notes import InboxNote


def view_with_inbox(
    id: str, tables: Tables, notes: Mapping[str, InboxNote], aliases: Mapping[str, str]
) -> IncidentView:
    """Return the document and its waiting notes, with what the verbs among them set."""
    incident = incident_from(id, tables.get("incident", {}).get(id, {}))
    context = NoteContext(id, incident.zone, aliases, incident.stage == "responding")
    read = {note: parse_note(note, waiting, context) for note, waiting in notes.items()}
    effects = [effect for note in read.values() for effect in note.effects]
    return IncidentView(
        id, apply_effects(tables, effects), {note: found.fields for note, found in read.items()}
    )


def apply_effects(tables: Tables, effects: Iterable[Effect]) -> Tables:
    """Return the document as it will be once the notes with these effects are filed; `tables` stays as it is."""
    shown = dict(tables)
    for table, id, fields in effects:
        record = shown.get(table, {}).get(id, {})
        contested = {name: heads for name, heads in record.get("_fields", {}).items() if name not in fields}
        shown[table] = {**shown.get(table, {}), id: {**record, **fields, "_fields": contested}}
    return shown
