"""Filing: waiting notes become records of their incident, under their own ids, so that twice is once."""

from collections.abc import Mapping
from typing import Any

from oncall_tui.services.incidents.view import incident_from
from oncall_tui.services.notes.reading import NoteContext, read_note
from oncall_tui.storage.transaction import Transaction
from oncall_tui.storage.waiting import InboxNote


class Filing:
    """Gives the store what it needs to file notes; `aliases` are the team's names of zones."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._aliases = aliases

    def __call__(self, unit: Transaction, notes: dict[str, InboxNote]) -> None:
        zone = incident_from(unit.incident, unit.values("incident", unit.incident)).zone
        context = NoteContext(unit.incident, zone, self._aliases)
        for id, waiting in notes.items():
            if id not in unit.base.get("notes", {}):
                self._file(unit, id, waiting, context)

    def _file(self, unit: Transaction, id: str, waiting: InboxNote, context: NoteContext) -> None:
        note = read_note(id, waiting, context)
        unit.put("notes", id, note.fields, silent=True)
        for table, record, fields in note.effects:
            self._apply(unit, table, record, fields)
        if note.label:
            unit.label = note.label

    def _apply(self, unit: Transaction, table: str, id: str, fields: dict[str, Any]) -> None:
        """An effect on the incident is an edit that undo takes back; a row of its own follows its note."""
        unit.put(table, id, fields, silent=table == "recommendations")
