"""Act on the notes of the list: each key is one use case, whose effect is reported."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.duration_text import ahead_text
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import local_text
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.secrets import secret_values
from oncall_tui.screens.editor import edit_externally
from oncall_tui.screens.notes.note_selection import NoteSelection
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.services.display_zone import display_zone
from oncall_tui.widgets.prompt_options import Option

if TYPE_CHECKING:
    from oncall_tui.services.sources.importing import ImportResult


class NoteActions(NoteSelection):
    """The keys of the list of notes. They act on the marked notes, else on the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "write", "write", id="notes.write", tooltip="Go to the line and write a note"),
        Binding("x", "leave_out", "leave out", id="notes.leave-out",
                tooltip="Leave the note out of the stream; the filter left-out shows it, x brings it back"),
        Binding("t", "retime", "time", id="notes.retime", tooltip="Say when it happened"),
        Binding("K", "kind", "kind", id="notes.kind", tooltip="What kind of note it is: did, saw, decided..."),
        Binding("m", "milestone", "Milestone", show=False, id="notes.milestone", tooltip="Make it a milestone"),
        Binding("number_sign", "mark_with('tags', 'Tags')", "tag", id="notes.tag", tooltip="Add tags or take them out"),
        Binding("B", "break_up", "break", id="notes.break", tooltip="Break a folded paste into one row per line"),
        Binding("p", "pin", "Pin", show=False, id="notes.pin", tooltip="Pin it above the stream, or unpin it"),
        Binding("slash", "filter", "filter", id="notes.filter", tooltip="Show only notes with these words"),
        Binding("at", "mark_with('people', 'People')", "People", show=False, id="notes.people", tooltip="Add people"),
        Binding("l", "mark_with('references', 'Link or ticket')", "Link", show=False, id="notes.link",
                tooltip="Add a link or a ticket"),
        Binding("e", "edit", "Edit", show=False, id="notes.edit", tooltip="Amend the note in the line"),
        Binding("E", "edit_outside", "Edit in $EDITOR", show=False, id="notes.editor", tooltip="Amend it in $EDITOR"),
        Binding("M", "move", "Move", show=False, id="notes.move", tooltip="Move the notes to another incident"),
        Binding("X", "redact", "Redact", show=False, id="notes.redact",
                tooltip="Take a secret out for good: raw text, drafts, copies and history"),
        Binding("I", "import_file", "Import", show=False, id="notes.import", tooltip="Import a file"),
        Binding("escape", "show_all", "Show all", show=False, id="notes.all", tooltip="End the filter and the marks"),
    ]  # fmt: skip

    def import_incident(self) -> str:
        return self.incident()

    def imported(self, imported: "ImportResult") -> None:
        self.refresh_now()
        self.show_message(
            f"{count_text(len(imported.records), 'line')} imported. T in Timeline picks them in and changes their zone."
        )

    @prompting_action
    async def action_leave_out(self) -> None:
        back = all(note.struck for note in map(self.note_of, self.selected_ids()) if note)
        await self.apply_to_selection(partial(self.services.note_edits.leave_out, back=back))

    @prompting_action
    async def action_retime(self) -> None:
        seen = {
            note.id: self.seen_note(note) or {} for note in map(self.note_of, self.selected_ids()) if note
        }
        typed = await self.ask("When did it happen?", consequence=self._time_words)
        if typed:
            retime, zone = self.services.note_edits.retime, self.zone_name()
            await self.apply_to_selection(
                lambda incident, ids: retime(incident, ids, typed, zone, base_versions=seen)
            )

    @prompting_action
    async def action_mark_with(self, field: str, title: str) -> None:
        self.selected_ids()
        words = await self.ask(
            f"{title}:", consequence=lambda text: "separate with spaces; -word removes one"
        )
        if words:
            edits = self.services.note_edits
            await self.apply_to_selection(lambda incident, ids: edits.mark(incident, ids, field, words))

    @prompting_action
    async def action_break_up(self) -> None:
        note = self.selected_note()
        await self.run_and_refresh(partial(self.services.note_edits.break_up, self.incident(), note.id))

    @prompting_action
    async def action_pin(self) -> None:
        await self.apply_to_selection(self.services.note_edits.pin)

    @prompting_action
    async def action_edit_outside(self) -> None:
        note, incident = self.selected_note(), self.incident()
        seen = self.seen_note(note)
        with edit_externally(self.app, note.text, self.services.settings) as text:
            if text != note.text:
                amend = self.services.note_edits.amend
                await self.run_and_refresh(partial(amend, incident, note.id, text, base_versions=seen))

    @prompting_action
    async def action_move(self) -> None:
        ids = self.selected_ids()
        others = [
            row for row in self.services.listings.rows() if row.id != self.incident_id and not row.damaged
        ]
        if not others:
            raise RefusedError("There is no other incident. Nothing was moved. `n` in 0 Incidents makes one.")
        options = [Option(row.id, f"{row.handle}  {row.title}", f"{len(ids)} moved") for row in others]
        target = await self.pick("Move to which incident?", *options)
        if target is not None:
            await self.run_and_refresh(partial(self._move, ids, target))

    def _move(self, ids: Sequence[str], target: str) -> str:
        if self.incident_id is None:
            self.services.capture.file_unfiled(list(ids), target)
        else:
            self.services.capture.move(ids, self.incident_id, target)
        return f"{len(ids)} moved to the other incident."

    @prompting_action
    async def action_redact(self) -> None:
        """Redact a note. The one thing here that can't be undone, so the one that asks."""
        note, incident = self.selected_note(), self.incident()
        suspect = next(iter(secret_values(note.raw)), "")
        words = partial(self._redaction_words, incident, note.id)
        secret = await self.ask("Take out which text?", suspect, consequence=words)
        if secret is None:
            return
        options = (
            Option("no", "leave it"),
            Option("yes", "take it out for good", f"{words(secret)}; copies, drafts and history too"),
        )
        if await self.pick("Redact? Nothing brings it back.", *options) == "yes":
            await self.run_and_refresh(partial(self._redact, incident, note.id, secret))

    def _redact(self, incident: str, note: str, secret: str) -> str:
        """Redact between two syncs; without a share, name whose replicas may hold a copy that was synced before."""
        done = self.services.shared_redaction.redact(incident, note, secret or None)
        told = done.sentences()
        if self.services.settings.share is None:
            others = ", ".join(name for name in done.here.authors if name != self.services.settings.author)
            told += [f"No share is set here; copies synced before may be with: {others}."] if others else []
        return " ".join(told)

    def _redaction_words(self, incident: str, note: str, text: str) -> str:
        return self.services.redaction.preview(incident, note, text or None).words()

    def _time_words(self, text: str) -> str:
        if not text.strip():
            return "14:02, 14:02:07, -5m, yesterday 23:50; in " + self.zone_name()
        instant = self.services.note_edits.read_time(text, self.zone_name()).instant or 0
        when = ahead_text((self.services.clock() - instant) // SECOND)
        return f"{local_text(instant, display_zone(self.zone_name()))} {self.zone_name()}, {when}"
