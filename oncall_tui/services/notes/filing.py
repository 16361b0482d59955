"""Filing: waiting notes become records of their incident, under their own ids, so that twice is once."""

from collections.abc import Mapping

from oncall_tui.read_models.incident_view import incident_from
from oncall_tui.read_models.missing_ideas import missing_ideas
from oncall_tui.read_models.note_parsing import NoteContext, ParsedNote, parse_note
from oncall_tui.storage.transaction import Transaction
from oncall_tui.storage.waiting_notes import InboxNote


class InboxFiler:
    """Gives the store what it needs to file notes; `aliases` are the team's names of zones."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._aliases = aliases

    def __call__(self, unit: Transaction, notes: dict[str, InboxNote]) -> dict[str, InboxNote]:
        """File the notes up to the first that sets something beside itself, which is an act of its own; the rest."""
        incident = incident_from(unit.incident, unit.values("incident", unit.incident))
        live = incident.stage == "responding"
        context = NoteContext(unit.incident, incident.zone, self._aliases, live)
        here = unit.base.get("notes", {})
        waiting = [id for id in notes if id not in here]
        for position, id in enumerate(waiting):
            note = parse_note(id, notes[id], context)
            if note.effects and position:
                return {id: notes[id] for id in waiting[position:]}
            _file(unit, id, note)
            if note.effects:
                return {id: notes[id] for id in waiting[1:]}
        for id, idea in missing_ideas(unit.incident, unit.base):
            unit.put("recommendations", id, idea, silent=True)
        return {}


def _file(unit: Transaction, id: str, note: ParsedNote) -> None:
    """File a note. One with effects is one entry of the history with them; any other is undone without an entry."""
    unit.put("notes", id, note.fields, silent=not note.effects)
    for table, record, fields in note.effects:
        unit.put(table, record, fields)
    if note.effects:
        unit.label = note.label
