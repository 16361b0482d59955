"""The notes that the keys of Notes act on, and the keys that only look at them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.note import Note
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.note_overview import NoteOverview
from oncall_tui.screens.actions.copy_texts import CopyTextActions
from oncall_tui.screens.actions.go_to import GoToActions
from oncall_tui.screens.actions.incident_fields import IncidentFieldActions
from oncall_tui.screens.actions.kind_and_milestone import KindActions
from oncall_tui.screens.actions.link import LinkActions
from oncall_tui.screens.actions.undo import UndoActions
from oncall_tui.screens.actions.zone import ZoneActions
from oncall_tui.screens.clipboard import copy_to_clipboard
from oncall_tui.screens.importing.import_actions import ImportActions, ImportServices
from oncall_tui.screens.notes.row import needs_look

if TYPE_CHECKING:
    from oncall_tui.read_models.concurrent_edits import BaseVersions
    from oncall_tui.services.learning.learning import Learning
    from oncall_tui.services.notes.edits import NoteEdits
    from oncall_tui.services.notes.redaction import Redaction
    from oncall_tui.services.sharing.shared_redaction import SharedRedaction
    from oncall_tui.services.sources.sources import Sources
    from oncall_tui.services.timeline.timeline_editor import TimelineEditor


class NoteServices(ImportServices, Protocol):
    """Services of Notes beyond those of every screen."""

    @property
    def note_edits(self) -> "NoteEdits": ...

    @property
    def curate(self) -> "TimelineEditor": ...

    @property
    def sources(self) -> "Sources": ...

    @property
    def redaction(self) -> "Redaction": ...

    @property
    def shared_redaction(self) -> "SharedRedaction": ...

    @property
    def learning(self) -> "Learning": ...


class NoteSelection(
    KindActions[NoteOverview],
    LinkActions[NoteOverview],
    GoToActions[NoteOverview],
    UndoActions[NoteOverview],
    IncidentFieldActions[NoteOverview],
    ZoneActions[NoteOverview],
    CopyTextActions[NoteOverview],
    ImportActions,
):
    """Select notes for the actions shared with other screens. Dividers, folded lines and pending notes are none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", show=False, id="notes.copy", tooltip="Copy the note's text"),
        Binding("n", "next_look(1)", "Next that needs a look", show=False, id="notes.next"),
        Binding("N", "next_look(-1)", "Previous that needs a look", show=False, id="notes.previous"),
    ]  # fmt: skip

    NO_ROW = "There is no note under the cursor. Nothing was changed."
    NO_INCIDENT = "These notes are unfiled. Nothing was changed. M gives them to an incident."

    services: NoteServices
    overview: NoteOverview | None = None

    @property
    def incident_view(self) -> IncidentView | None:
        return self.overview.view if self.overview else None

    def note_of(self, row_id: str) -> Note | None:
        """Return the note that a row stands for, if it stands for one."""
        raise NotImplementedError

    def seen_note(self, note: Note) -> "BaseVersions | None":
        """Return the shown versions of the note's record; None for one that is not filed yet."""
        from oncall_tui.read_models.timeline_view import base_versions_of

        return (
            None
            if note.waiting or self.incident_view is None
            else base_versions_of(self.incident_view, note.id, "notes")
        )

    def is_record(self, row_id: str) -> bool:
        return self.note_of(row_id) is not None

    def selected_note(self) -> Note:
        """Return the note under the cursor. Raises RefusedError where there is none."""
        note = self.note_of(self.row_list.cursor_id or "")
        if note is None:
            raise RefusedError(self.NO_ROW)
        return note

    def selected_id(self) -> str:
        return self.selected_note().id

    def references(self) -> Sequence[str]:
        return self.selected_note().references

    def set_kind(self, incident: str, rows: Sequence[str], kind: str | None) -> str:
        return self.services.note_edits.set_kind(incident, rows, kind)

    def action_copy(self) -> None:
        note = self.note_of(self.row_list.cursor_id or "")
        if note is not None:
            copy_to_clipboard(self.app, note.text)
            self.show_message("Copied the note's text.")

    def action_next_look(self, step: int) -> None:
        """Go to the next or previous note that needs a look."""
        rows, start = self.row_list.rows, self.row_list.cursor or 0
        places = range(start + step, len(rows)) if step > 0 else range(start + step, -1, -1)
        for place in places:
            note = self.note_of(rows.row_id(place))
            if note is not None and needs_look(note):
                self.row_list.move_to(rows.row_id(place))
                return
        self.show_message("No more notes that need a look this way.")
