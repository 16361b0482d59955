"""Taking notes: each is safe in the inbox before anything else is done with it (N1).

The reading of stamps is loaded when a line is first read, not for taking it: the capture line stands ready before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.capture_line import may_be_verb
from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.ids import UlidGenerator
from oncall_tui.domain.instants import format_instant, parse_instant_or_none
from oncall_tui.domain.note import Note, note_from_record
from oncall_tui.domain.plural import count_text
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.replication.record_view import read_record
from oncall_tui.settings.settings import Settings
from oncall_tui.storage.drafts import Drafts
from oncall_tui.storage.inbox import put_note
from oncall_tui.storage.store import Store, reporting_save_errors


@dataclass(frozen=True, slots=True)
class AcknowledgedNote:
    """A note that is acknowledged: durable in the inbox under this id."""

    id: str
    incident: str | None
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NotePreview:
    """The note that a line would be. `unknown_verb`: what reads like a verb and is none; `refusal`: why its verb can't
    be carried out; `next_update_at`: when it promises the next update (UTC microseconds)."""

    note: Note
    unknown_verb: str = ""
    refusal: str = ""
    next_update_at: int | None = None


class Capture:
    """The use cases of writing notes, for the capture line and for scripts alike."""

    def __init__(
        self, store: Store, ids: UlidGenerator, clock: Clock, settings: Settings, aliases: Mapping[str, str]
    ) -> None:
        self._aliases = aliases
        self._store = store
        self._drafts = Drafts(store.places)
        self._ids = ids
        self._clock = clock
        self._settings = settings

    def take(
        self,
        text: str,
        incident: str | None,
        *,
        kind: str | None = None,
        at: str | None = None,
        evidence: bool = False,
        about: str | None = None,
    ) -> AcknowledgedNote:
        """Save a note durably; None keeps it unfiled. `evidence`: a paste, whose first line is no command.
        `about`: the row that an idea came from.

        Raises RefusedError for a blank text and for a verb that lacks its value, SaveFailedError when the disk refuses.
        """
        if not text.strip():
            raise RefusedError("A note needs some text. Nothing was saved.")
        fields = self._waiting(text, kind, at, evidence)
        if about:
            fields["about"] = about
        if may_be_verb(text) and not evidence:
            from oncall_tui.read_models.note_parsing import NoteContext, refuse_verb

            refuse_verb(fields, NoteContext(incident or "", self._settings.zone or "UTC", self._aliases))
        id = self._ids.new()
        with reporting_save_errors("This note is still in front of you"):
            put_note(self._store.places, incident, id, fields)
        return AcknowledgedNote(id, incident, fields)

    def update(self, text: str, incident: str, due: str | None = None) -> AcknowledgedNote:
        """Note a status update; `due`: when the next one is (`30m`, `45`, `03:55`). Raises RefusedError for no
        such time.
        """
        if not text.strip():
            raise RefusedError("A status update needs some text. Nothing was saved.")
        line = f":update {text.strip()}" + (f" next {due.strip()}" if due else "")
        if due and self.preview(line, incident, self._zone_of(incident)).next_update_at is None:
            raise RefusedError(
                f"“{due}” is not a time for the next update. Nothing was saved. Use 30m, 45 or 03:55."
            )
        return self.take(line, incident)

    def _zone_of(self, incident: str) -> str:
        from oncall_tui.read_models.incident_view import incident_from

        stored = self._store.tables(incident).get("incident", {}).get(incident, {})
        return self._settings.zone or incident_from(incident, stored).zone

    def preview(self, text: str, incident: str | None, zone: str) -> NotePreview:
        """Preview the note that Enter would save; save nothing."""
        from oncall_tui.read_models.note_parsing import NoteContext, parse_note

        waiting = self._waiting(text, None, None, False)
        read = parse_note("0" * 26, waiting, NoteContext(incident or "", zone, self._aliases))
        note = note_from_record("0" * 26, incident or "", read_record(read.fields).values, waiting=True)
        set_fields = (fields for table, _, fields in read.effects if table == "incident")
        due = next((fields["next_update_at"] for fields in set_fields if "next_update_at" in fields), None)
        return NotePreview(note, read.unknown_verb, read.refusal, parse_instant_or_none(due))

    def preview_note(self, taken: AcknowledgedNote, zone: str) -> Note:
        """Return the note as filing will read it; `zone` is its incident's."""
        from oncall_tui.read_models.note_parsing import NoteContext, parse_note

        incident = taken.incident or ""
        read = parse_note(taken.id, taken.fields, NoteContext(incident, zone, self._aliases))
        return note_from_record(taken.id, incident, read_record(read.fields).values, waiting=True)

    def unfiled(self) -> list[Note]:
        """Return the notes that were taken while no incident was current, oldest first."""
        return [
            self.preview_note(AcknowledgedNote(id, None, fields), self._settings.zone or "UTC")
            for id, fields in self._store.inbox.waiting(None).notes.items()
        ]

    def unfiled_view(self) -> IncidentView:
        """Return the unfiled notes as an incident's view; it has no document."""
        from oncall_tui.read_models.note_parsing import NoteContext, parse_note

        zone = self._settings.zone or "UTC"
        waiting = self._store.inbox.waiting(None).notes
        context = NoteContext("", zone, self._aliases)
        return IncidentView(
            "", {}, {id: parse_note(id, note, context).fields for id, note in waiting.items()}
        )

    def waiting_in(self, id: str) -> str | None:
        """Return the incident in whose inbox a note waits; None where it waits in none."""
        inbox = self._store.inbox
        return next((incident for incident in inbox.incidents() if id in inbox.ids(incident)), None)

    def file_waiting(self, incident: str) -> None:
        """File what waits in an incident's inbox. Raises SaveFailedError."""
        self._store.file_inbox(incident)

    def file_unfiled(self, ids: list[str], incident: str) -> None:
        """Give unfiled notes to an incident: first they stand there, then they leave the unfiled inbox."""
        notes = self._store.inbox.waiting(None).notes
        with reporting_save_errors("The notes are still unfiled"):
            for id in ids:
                put_note(self._store.places, incident, id, notes[id])
            self._store.inbox.remove(None, ids)
        self._store.file_inbox(incident)

    def move(self, notes: Sequence[str], origin: str, target: str) -> None:
        """Move notes to another incident: there they are notes under their own ids, here they are left out.

        First they stand there, then they leave. Raises NotFoundError, and moves none, if one of them is not here.
        """
        self._store.file_inbox(origin)
        records = self._store.tables(origin).get("notes", {})
        if not all(note in records for note in notes):
            raise NotFoundError("That note is no longer here. Nothing was moved. Look at the other incident.")
        moved = count_text(len(notes), "note")
        with self._store.transaction(target, f"took {moved} from another incident") as unit:
            unit.beside = origin
            for note in notes:
                unit.put("notes", note, _own_fields(records[note]))
                if note in unit.base.get("notes", {}):
                    unit.bring_back("notes", note)
        with self._store.transaction(origin, f"moved {moved} to another incident") as unit:
            unit.beside = target
            for note in notes:
                unit.leave_out("notes", note)

    def load_draft(self, incident: str | None) -> str:
        """Return the half-typed line that was kept; empty if none."""
        return self._drafts.read(incident)

    def drafts_left(self, incident: str | None) -> int:
        """Count further half-typed lines of closed windows in an incident; `draft` takes over one at a time."""
        return self._drafts.left(incident)

    def drafts_elsewhere(self, incident: str | None) -> list[str]:
        """Return the handles of the other incidents in which a half-typed line waits; blank for the unfiled line."""
        from oncall_tui.read_models.incident_view import incident_from

        handles = []
        for other in self._drafts.elsewhere(incident):
            if other is None:
                handles.append("")
            elif self._store.signature(other) is not None:
                record = self._store.tables(other).get("incident", {}).get(other, {})
                handles.append(incident_from(other, record).handle)
        return handles

    def save_draft(self, incident: str | None, text: str) -> None:
        """Keep the line that is being typed, durably. Raises SaveFailedError."""
        with reporting_save_errors("The line is still in front of you"):
            self._drafts.write(incident, text)

    def _waiting(self, text: str, kind: str | None, at: str | None, evidence: bool) -> dict[str, Any]:
        if kind is not None:
            from oncall_tui.services.notes.option_checks import check_kind

            check_kind(kind)
        fields = {
            "raw": text,
            "recorded_at": format_instant(self._clock()),
            "author": self._settings.author,
            "zone": self._settings.zone,
            "kind": kind,
            "at": at,
            "evidence": evidence,
        }
        return {name: value for name, value in fields.items() if value}


def _own_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a note without those that are its document's: versions, left out."""
    return {name: value for name, value in record.items() if not name.startswith("_") and name != "struck"}
