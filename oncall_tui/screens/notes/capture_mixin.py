"""The capture line in its view: drafts, saving, what could not be saved, amending (N1). What is typed is never lost."""

import re
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widgets import TextArea

from oncall_tui.domain.errors import OncallError, RefusedError
from oncall_tui.domain.local_time import local_text
from oncall_tui.domain.note import TIME_IN_TEXT, Note
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.secrets import detect_secret
from oncall_tui.screens.actions.severity import ask_severity
from oncall_tui.screens.header import resolved_words
from oncall_tui.screens.messages import NotesRequested
from oncall_tui.screens.notes.actions import NoteActions
from oncall_tui.screens.notes.note_selection import NoteServices
from oncall_tui.screens.notes.pending import PendingNotes
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.services.display_zone import display_zone
from oncall_tui.services.notes.background_writer import BackgroundNoteWriter
from oncall_tui.widgets.capture_line import CaptureLine
from oncall_tui.widgets.footer import StatusFooter

if TYPE_CHECKING:
    from oncall_tui.read_models.concurrent_edits import BaseVersions

# What the line does at once, without a note.
COMMANDS = {
    ":sev": "asks how bad it is",
    ":help": "shows the keys and words",
    ":seen": "shows incidents that looked like this one",
}
NEW = re.compile(r":new\s+(\S.*)", re.IGNORECASE)
# Notes are filed from the inbox when nobody has typed for so long: filing may take a moment, keys may not.
IDLE_SECONDS = 0.7


def new_title(text: str) -> str:
    """Return the title of `:new TITLE`, which opens an incident; "" for any other line."""
    match = NEW.fullmatch(text.strip())
    return match[1] if match else ""


class NoteCapture(NoteActions):
    """Handle the capture line. `pending`: notes not yet on disk; `amending`: the note being edited in the line."""

    @dataclass
    class Saved(Message):
        """A note is durable; `row_id` is what it was shown as until now."""

        row_id: str
        note_id: str
        text: str

    @dataclass
    class SaveFailed(Message):
        """A note could not be written; without a text it is the draft of the line."""

        error: OncallError
        text: str = ""
        row_id: str = ""

    def __init__(self, services: NoteServices, incident_id: str | None = None) -> None:
        super().__init__(services, incident_id)
        self.pending = PendingNotes()
        self.amending: Note | None = None
        self.draft_kept = False
        self._shown: BaseVersions | None = None
        self._scribe = BackgroundNoteWriter(services.capture)
        self._typed_at = 0.0
        self._put_back = ""
        self._told_of_drafts = False
        self._told_not_saved = False

    def on_mount(self) -> None:
        self.capture.leave_to = self.row_list
        self.load_draft()
        self.set_interval(IDLE_SECONDS, self._when_idle)

    def on_unmount(self) -> None:
        self._scribe.close()

    @property
    def capture(self) -> CaptureLine:
        return self.query_one("#capture", CaptureLine)

    def show_stream(self) -> None:
        """Draw the notes again, those on their way included."""
        raise NotImplementedError

    def show_preview(self) -> None:
        """Say what Enter would save."""
        raise NotImplementedError

    def action_seen(self) -> None:
        """Show incidents that look like this one."""
        raise NotImplementedError

    @on(TextArea.Changed, "#capture")
    def _typed(self) -> None:
        self._typed_at = monotonic()
        self.draft_kept = False
        if self.capture.text and self.capture.text != self._put_back:
            self.query_one(StatusFooter).clear_message()  # a person types: what was said before is read
        elif self.amending is not None:
            self._end_amending("Amending ended; the note is as it was.")
        self._scribe.keep_draft(self.incident_id, self.capture.text, self._draft_failed)
        self.show_preview()

    @on(CaptureLine.Submitted)
    def _submit(self, message: CaptureLine.Submitted) -> None:
        if (word := message.text.strip().lower()) in COMMANDS:
            does = {":help": self.action_help, ":seen": self.action_seen, ":sev": self._ask_severity}
            does[word]()
            return
        if not message.pasted and (title := new_title(message.text)):
            self._create(title)
            return
        amended = self.amending
        if amended is not None and not message.pasted:
            self.amending = None
            self._amend(amended, message.text)
            return
        self.save_line(message.text, pasted=message.pasted)

    @prompting_action
    async def _create(self, title: str) -> None:
        """Create the incident of `:new TITLE`, and open it. The line that amends a note stays amending it."""
        made = await self.in_thread(partial(self.services.incidents.create, title))
        self.post_message(NotesRequested(made.id))

    @prompting_action
    async def _ask_severity(self) -> None:
        now = self.overview.incident.severity if self.overview else None
        severity = await ask_severity(self, self.services, now)
        if severity is not None:
            self.save_line(f":sev {severity}")

    def save_line(self, text: str, *, pasted: bool = False) -> None:
        """Save a line as a new note, whatever stands in the capture line."""
        row_id = self.pending.add(text)
        self.show_stream()
        self.row_list.action_last()
        self._scribe.take(
            text,
            self.incident_id,
            lambda taken: self.post_message(self.Saved(row_id, taken.id, text)),
            lambda error: self.post_message(self.SaveFailed(error, text, row_id)),
            evidence=pasted,
        )

    @on(Saved)
    def _was_saved(self, message: Saved) -> None:
        self.pending.saved(message.row_id, message.note_id)
        if self._told_not_saved:  # that is over now
            self._told_not_saved = False
            self.query_one(StatusFooter).clear_message()
        self.run_in_background(
            partial(self._show_saved, message.note_id, message.text), "saved", exclusive=True
        )
        self.run_in_background(partial(self._warn_of_secret, message.text), "secret")

    async def _show_saved(self, note_id: str, text: str) -> None:
        await self.refresh_soon()
        if ":resolved" in text.split() and self.overview is not None:
            self.show_message(resolved_words(self.overview.incident, self.overview.milestone_moments))
        if self.focused is self.capture:
            self.row_list.move_to(note_id)

    async def _warn_of_secret(self, text: str) -> None:
        if secret := await self.in_thread(partial(detect_secret, text)):
            self.show_message(
                f"! This looks like it holds {secret}. Saved; Tab, then X takes it out everywhere, for good."
            )

    @on(SaveFailed)
    def _was_not_saved(self, message: SaveFailed) -> None:
        if message.row_id in self.pending:
            if isinstance(message.error, RefusedError):
                self.pending.withdraw(message.row_id)
            else:
                self.pending.failed(message.row_id, str(message.error))
            self.show_stream()
        self._told_not_saved = not isinstance(message.error, RefusedError)
        if message.text:
            self._bring_back(message.text)
        self.show_error(message.error)
        self.show_header()

    @prompting_action
    async def _amend(self, note: Note, text: str) -> None:
        try:
            await self.run_and_refresh(
                partial(
                    self.services.note_edits.amend_line,
                    self.incident(),
                    note.id,
                    text,
                    self.typing_zone(),
                    base_versions=self._shown,
                )
            )
        except OncallError as error:
            if not self.capture.text:
                self.amending = note
            self._bring_back(text)
            self.show_error(error)

    def _bring_back(self, text: str) -> None:
        self._put_back = text
        self.capture.restore_text(text)

    @on(CaptureLine.AmendRequested)
    @prompting_action
    async def _amend_last(self) -> None:
        if self.services.capture.drafts_left(self.incident_id):
            self.load_draft()
            return
        if self.pending:  # the last note is the one that is on its way
            await self.refresh_soon()
        last = self.overview.last_by(self.services.settings.author) if self.overview else None
        if last is not None and self.overview is not None:
            self._begin_amending(self.overview.note(last))
        else:
            self.show_message("There is no note of yours to amend yet.")

    def action_edit(self) -> None:
        """Load the note under the cursor into the line."""
        note = self.note_of(self.row_list.cursor_id or "")
        if note is not None:
            self.set_focus(self.capture)
            self._begin_amending(note)

    def _begin_amending(self, note: Note) -> None:
        self.capture.action_put_aside()
        self.amending = note
        self._shown = self.seen_note(note)
        self.capture.set_text(self._typed_line(note))
        self.row_list.move_to(note.id)

    @on(CaptureLine.TakenBack)
    def _take_back(self) -> None:
        if self.amending is not None:
            self._end_amending("Amending cancelled.")
            self.capture.set_text("")
        elif self.capture.text:
            self.show_message("Tab leaves the line as it is, ^C puts it aside, Enter saves it.")
        else:
            self.show_message("Tab leaves the line: letters are commands then. ^Q leaves the program.")

    def _end_amending(self, words: str) -> None:
        self.amending = None
        self.call_after_refresh(self.show_message, words)

    @on(CaptureLine.TimeRequested)
    def _take_time(self) -> None:
        """^T: the time that the text holds is when it happened."""
        text = self.capture.text
        note = self.services.capture.preview(text, self.incident_id, self.typing_zone()).note
        if TIME_IN_TEXT not in note.flags or not note.alternatives:
            self.show_message("The line holds no other time.")
            return
        zone = display_zone(self.typing_zone())
        self.capture.set_text(f"@{local_text(note.alternatives[-1][0], zone, 'minute')} {text}")

    def typing_zone(self) -> str:
        """Return the zone in which times are typed: what the person set, else the incident's."""
        return self.services.settings.zone or (self.overview.incident.zone if self.overview else "UTC")

    def _typed_line(self, note: Note) -> str:
        from oncall_tui.services.notes.amending import typed_line

        return typed_line(note, self.typing_zone())

    @on(CaptureLine.Scrolled)
    def _scroll(self, message: CaptureLine.Scrolled) -> None:
        self.row_list.action_page(message.pages)

    def pasted(self, text: str) -> None:
        self.set_focus(self.capture)
        self.capture.insert_pasted(text)

    def _draft_failed(self, error: OncallError) -> None:
        self.post_message(self.SaveFailed(error))

    def load_draft(self) -> None:
        """Restore the half-typed line of the incident."""
        draft = self.services.capture.load_draft(self.incident_id)
        if draft != self.capture.text:
            self.capture.set_text(draft)
            if draft:
                self._put_back = draft
                more = self.services.capture.drafts_left(self.incident_id)
                words = (
                    f" {count_text(more, 'more half line')} of other windows: ↑ in an empty line."
                    if more
                    else ""
                )
                self.call_after_refresh(
                    self.show_message, f"The line that was being typed is here again.{words}"
                )
                return
        self.run_in_background(self._tell_of_drafts, "drafts", exclusive=True)

    async def _tell_of_drafts(self) -> None:
        """Mention a half line that waits in another incident."""
        if self._told_of_drafts:
            return
        self._told_of_drafts = True
        handles = await self.in_thread(partial(self.services.capture.drafts_elsewhere, self.incident_id))
        if handles:
            names = ", ".join(handle or "the unfiled notes" for handle in handles)
            self.show_message(f"A half-typed line waits in {names}: it is in the line there.")

    def _when_idle(self) -> None:
        """Between two thoughts: say that the draft is safe, and file what waits in the inbox."""
        if monotonic() - self._typed_at < IDLE_SECONDS:
            return
        if not self.draft_kept and self.capture.text and self._scribe.is_idle:
            self.draft_kept = True
            self.show_preview()
        if self.is_current and self.incident_id and self.overview is not None and self.overview.view.waiting:
            self._file_waiting(self.incident_id)

    @prompting_action
    async def _file_waiting(self, incident_id: str) -> None:
        await self.run_and_refresh(partial(self.services.capture.file_waiting, incident_id))
