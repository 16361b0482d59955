"""Notes, while it burns: the line to type into, and above it everything that was written so far (N1-N5)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import TextArea

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.note import Note
from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.header import incident_words
from oncall_tui.screens.messages import NotesRequested
from oncall_tui.screens.note_actions import NoteActions, NoteServices
from oncall_tui.screens.note_row import Beside, note_lines, preview_words
from oncall_tui.screens.note_stream import NoteStream, Pending
from oncall_tui.screens.notes_help import EMPTY, UNFILED, help_words, hint_row
from oncall_tui.screens.notes_strip import is_late, pinned_rows, strip_row
from oncall_tui.screens.zones import zone_of
from oncall_tui.services.note_overview import NoteOverview
from oncall_tui.services.scribe import Scribe
from oncall_tui.stylesheets import stylesheet
from oncall_tui.widgets.capture_line import CaptureLine
from oncall_tui.widgets.row_line import RowLine
from oncall_tui.widgets.row_lines import RowLines
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import Row, Span, rule

# Notes are filed from the inbox when nobody has typed for so long: filing may take a moment, keys may not.
IDLE_SECONDS = 0.7


class NotesScreen(NoteActions):
    """The capture line, the stream above it, and the strip of what one must not forget."""

    KEY = "1"
    CSS_PATH = [stylesheet("notes.tcss")]
    AUTO_FOCUS = "CaptureLine"

    @dataclass
    class Saved(Message):
        """A note is durable; `row_id` is what it was shown as until now."""

        row_id: str
        note_id: str

    @dataclass
    class NotSaved(Message):
        """A note, or the line being typed (`row_id` None), could not be written."""

        row_id: str | None
        error: OncallError

    def __init__(self, services: NoteServices, incident_id: str | None = None) -> None:
        super().__init__(services, incident_id)
        self._scribe = Scribe(services.capture)
        self._pending: dict[str, Pending] = {}
        self._saved: dict[str, str] = {}
        self._count = 0
        self._amending: Note | None = None
        self._typed_at = 0.0
        self._draft_kept = False
        self._rang = False

    def compose_main(self) -> ComposeResult:
        yield RowLines(id="strip")
        yield RowList(id="stream", follow=True)

    def compose_below(self) -> ComposeResult:
        yield RowLine(id="preview")
        yield CaptureLine(id="capture")

    def on_mount(self) -> None:
        self.capture.leave_to = self.listed
        self._load_draft()
        self.set_interval(IDLE_SECONDS, self._when_idle)

    def on_unmount(self) -> None:
        self._scribe.close()

    def arrive(self, message: object) -> None:
        """To the line, unless a note was asked for; pasted text goes into the line."""
        if isinstance(message, NotesRequested) and message.note_id and self.listed.move_to(message.note_id):
            self.set_focus(self.listed)
            return
        self.set_focus(self.capture)
        if isinstance(message, NotesRequested) and message.text:
            self.capture.insert_text(message.text)

    def open_incident(self, incident_id: str | None) -> None:
        if incident_id != self.incident_id:
            self.shown_zone, self.filter_words, self._amending = None, "", None
            super().open_incident(incident_id)
            self._load_draft()

    @property
    def capture(self) -> CaptureLine:
        return self.query_one("#capture", CaptureLine)

    # What is read and shown

    def read(self) -> NoteOverview:
        if self.incident_id is None:
            view = self.services.capture.unfiled_view()
        else:
            view = self.services.incidents.view(self.incident_id)
        overview = NoteOverview(view, self.filter_words)
        overview.prepare()
        return overview

    def state(self) -> object:
        if self.incident_id is None:
            return self.services.listings.unfiled()
        return super().state()

    def show_read(self, read: NoteOverview) -> None:
        self.overview = read
        self.looks = read.flagged
        here = set(read.view.notes.ids)
        for row_id in [row_id for row_id, note_id in self._saved.items() if note_id in here]:
            self._pending.pop(row_id, None)
            del self._saved[row_id]
        self._show_stream()
        self._show_strip()
        self._show_preview()

    def note_of(self, row_id: str) -> Note | None:
        rows = self.listed.rows
        return rows.note(row_id) if isinstance(rows, NoteStream) else None

    def header_left(self) -> Row:
        if self.overview is None or self.incident_id is None:
            return (Span("no incident", "strong"), Span(" notes are kept unfiled", "muted"))
        overview = self.overview
        return incident_words(overview.incident, overview.milestone_instants, self.services.clock())

    def here_words(self) -> str:
        if any(item.failed for item in self._pending.values()):
            return "NOT SAVED"
        return "saving" if self._pending else super().here_words()

    def show_header(self) -> None:
        super().show_header()
        if self.overview is not None:
            self._show_strip()
            self._ring_when_late()

    def extra_key_rows(self) -> Iterable[Row]:
        if self.focused is self.capture:
            yield hint_row(self.size.width)

    def help_words(self) -> Iterable[Row]:
        return help_words()

    def _show_stream(self) -> None:
        if self.overview is None:
            return
        overview = self.overview
        beside = {id: Beside(milestone=name) for id, name in overview.milestones.items()}
        for id, times in overview.times_done.items():
            beside[id] = replace(beside.get(id, Beside()), times=times)
        pending = list(self._pending.values())
        stream = NoteStream(overview.ids, overview.note, beside, zone_of(self.zone_name()), pending)
        self.listed.show(stream)
        self._show_detail()

    def _show_strip(self) -> None:
        if self.overview is None:
            return
        zone, now = zone_of(self.zone_name()), self.services.clock()
        rows = [strip_row(self.overview.incident, zone, now)]
        rows += pinned_rows([self.overview.note(id) for id in self.overview.pinned], zone)
        if self.filter_words:
            shown = (
                f" / {self.filter_words}   {len(self.overview.ids)} of {self.overview.total}   Esc shows all"
            )
            rows.append((Span(shown, "warn"),))
        if not len(self.listed.rows):
            rows += [
                (Span(f" {line}", "muted"),) for line in (UNFILED if self.incident_id is None else EMPTY)
            ]
        self.query_one("#strip", RowLines).show([row for row in rows if row])

    def _ring_when_late(self) -> None:
        """Once, when the next update is late; again only after another one was promised."""
        late = self.overview is not None and is_late(self.overview.incident, self.services.clock())
        if late and not self._rang:
            self.app.bell()
        self._rang = late

    def _show_preview(self) -> None:
        text, width = self.capture.text, self.size.width
        line = self.query_one("#preview", RowLine)
        if not text.strip():
            line.show(rule("", width))
            return
        title = "will be saved as" if self._amending is None else "Enter amends the note, Esc takes back"
        now = self.services.clock()
        read_in = self.overview.incident.zone if self.overview else "UTC"
        note = self.services.capture.preview(text, self.incident_id, read_in)
        words = preview_words(note, zone_of(self.zone_name()), now)
        line.show(rule(title, width, words + (" · draft kept" if self._draft_kept else "")))

    def _show_detail(self) -> None:
        if not self.detail_shown:
            return
        note = self.note_of(self.listed.cursor_id or "")
        rows = self.listed.rows
        if note is not None and isinstance(rows, NoteStream):
            self.detail.show(note_lines(note, rows.beside(note.id), zone_of(self.zone_name())))
        else:
            self.detail.show(())

    # The line

    @on(TextArea.Changed, "#capture")
    def _typed(self) -> None:
        self._typed_at = monotonic()
        self._draft_kept = False
        self._scribe.keep_draft(self.incident_id, self.capture.text, self._draft_failed)
        self._show_preview()

    @on(CaptureLine.Submitted)
    def _submit(self, message: CaptureLine.Submitted) -> None:
        amended = self._amending
        if amended is not None and not message.pasted:
            self._amending = None
            self._amend(amended, message.text)
            return
        self._count += 1
        row_id = f"pending:{self._count}"
        self._pending[row_id] = Pending(row_id, message.text)
        self._show_stream()
        self.listed.action_last()
        self._scribe.take(
            message.text,
            self.incident_id,
            lambda taken: self.post_message(self.Saved(row_id, taken.id)),
            lambda error: self.post_message(self.NotSaved(row_id, error)),
            evidence=message.pasted,
        )

    @on(Saved)
    def _was_saved(self, message: Saved) -> None:
        self._saved[message.row_id] = message.note_id
        for row_id in [row_id for row_id, item in self._pending.items() if item.failed]:
            del self._pending[row_id]
        self.run_worker(self._show_saved(message.note_id), group="saved", exclusive=True)

    async def _show_saved(self, note_id: str) -> None:
        await self.refresh_soon()
        if self.focused is self.capture:
            self.listed.move_to(note_id)

    @on(NotSaved)
    def _was_not_saved(self, message: NotSaved) -> None:
        if message.row_id is not None and message.row_id in self._pending:
            item = self._pending[message.row_id]
            self._pending[message.row_id] = replace(item, failed=str(message.error))
            self.capture.put_back(item.text)
            self._show_stream()
        self.refuse(message.error)
        self.show_header()

    @conversation
    async def _amend(self, note: Note, text: str) -> None:
        try:
            await self.change(partial(self.services.note_edits.amend, self.incident(), note.id, text))
        except OncallError:
            self.capture.put_back(text)
            raise

    @on(CaptureLine.AmendRequested)
    def _amend_last(self) -> None:
        last = self.overview.last_by(self.services.settings.author) if self.overview else None
        if last is not None and self.overview is not None:
            self._begin_amending(self.overview.note(last))
        else:
            self.say("There is no note of yours to amend yet.")

    def action_edit(self) -> None:
        """The note under the cursor, into the line."""
        note = self.note_of(self.listed.cursor_id or "")
        if note is not None:
            self.set_focus(self.capture)
            self._begin_amending(note)

    def _begin_amending(self, note: Note) -> None:
        self.capture.action_put_aside()
        self._amending = note
        self.capture.replace_all(note.text)
        self.listed.move_to(note.id)

    @on(CaptureLine.TakenBack)
    def _take_back(self) -> None:
        if self._amending is not None:
            self._amending = None
            self.capture.replace_all("")
            self.say("The note is as it was.")

    @on(CaptureLine.Scrolled)
    def _scroll(self, message: CaptureLine.Scrolled) -> None:
        self.listed.action_page(message.pages)

    def pasted(self, text: str) -> None:
        self.set_focus(self.capture)
        self.capture.insert_text(text)

    def _draft_failed(self, error: OncallError) -> None:
        self.post_message(self.NotSaved(None, error))

    def _load_draft(self) -> None:
        draft = self.services.capture.draft(self.incident_id)
        if draft != self.capture.text:
            self.capture.replace_all(draft)
            if draft:
                self.call_after_refresh(self.say, "The line that was being typed stands here again.")

    def _when_idle(self) -> None:
        """Between two thoughts: say that the draft is safe, and file what waits in the inbox."""
        if monotonic() - self._typed_at < IDLE_SECONDS:
            return
        if not self._draft_kept and self.capture.text and self._scribe.is_idle:
            self._draft_kept = True
            self._show_preview()
        if self.is_current and self.incident_id and self.overview is not None and self.overview.view.waiting:
            self._file_waiting(self.incident_id)

    @conversation
    async def _file_waiting(self, incident_id: str) -> None:
        await self.change(partial(self.services.capture.file_waiting, incident_id))

    # The list

    @on(RowList.Moved, "#stream")
    def _moved(self) -> None:
        self._show_detail()

    @on(RowList.Chosen, "#stream")
    def _chosen(self) -> None:
        self.action_detail()

    def action_detail(self) -> None:
        super().action_detail()
        self._show_detail()

    def action_write(self) -> None:
        self.set_focus(self.capture)

    @conversation
    async def action_filter(self) -> None:
        before = self.filter_words
        words = await self.ask("/", before, consequence=self._filter)
        self._filter(before if words is None else words)

    def _filter(self, words: str) -> str:
        """Narrows the stream while one types."""
        if words != self.filter_words and self.overview is not None:
            self.filter_words = words
            self.show_read(NoteOverview(self.overview.view, words))
        shown = len(self.overview.ids) if self.overview else 0
        return f"{shown} notes · words kind: tag: who: pinned flagged left-out"

    def action_show_all(self) -> None:
        self.listed.set_marks(frozenset())
        self._filter("")
