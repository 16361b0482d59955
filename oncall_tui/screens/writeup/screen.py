"""Write-up: its sections with their state, the one to write next under the cursor, its text below (W1-W4, W13)."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from oncall_tui.domain.duration_text import duration_text
from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import day_text, time_of_day_text
from oncall_tui.domain.visible import escape_line
from oncall_tui.screens.actions.zone import ZoneActions
from oncall_tui.screens.messages import WriteupRequested
from oncall_tui.screens.writeup.data import WriteupData
from oncall_tui.screens.writeup.detail import page_rows, section_rows
from oncall_tui.screens.writeup.help import EMPTY, help_words
from oncall_tui.screens.writeup.pages import WriteupPages, read_page
from oncall_tui.screens.writeup.rows import SectionRows
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.timestamps.zones import parse_zone
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import Row, Span, rule

FIRST_FRAME_SECONDS = 0.1
WIDE = 110


class SectionList(RowList):
    """The sections; Space says that one is still true."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", id="list.choose", tooltip="Edit the text, or go to where it is made"),
        Binding("space", "mark", "still true", id="writeup.confirm",
                tooltip="It is still true after later changes; an imported text is ours now"),
    ]  # fmt: skip

    class Confirmed(Message):
        """Space on a section."""

    def action_mark(self) -> None:
        if self.cursor_id is not None:
            self.post_message(self.Confirmed())


class WriteupScreen(WriteupPages, ZoneActions[WriteupData | None]):
    """The view of one incident's write-up."""

    KEY = "3"
    CSS_PATH = [stylesheet_path("writeup.tcss")]
    # In the order of the footer.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "edit", id="writeup.edit", tooltip="Edit the text; leaving with Esc or Tab saves it"),
        Binding("p", "page", "page", id="writeup.page", tooltip="The whole page, as readers get it"),
        Binding("exclamation_mark", "queue", "left", id="view.queue",
                tooltip="What is left to do, conflicts first; Enter goes there"),
        Binding("t", "due", "due", id="writeup.due", tooltip="When the write-up is due: fri, +5d, 2026-12-01 09:30"),
        Binding("s", "state", "state", id="view.state", tooltip="Stage, severity, type, title, zone"),
    ]  # fmt: skip

    _at_next_of: str | None = None
    _wanted: str | None = None
    _bodies: Mapping[str, Sequence[Row]] = {}
    _starts: Mapping[str, int] = {}

    def compose_main(self) -> ComposeResult:
        yield RowLabel(id="progress")
        yield SectionList(id="sections", cursor_stays=True)

    # Reading and showing

    def load(self) -> WriteupData | None:
        if self.incident_id is None:
            return None
        drafts = self.services.section_drafts.of(self.incident_id)
        return WriteupData(self.services.writeup.view(self.incident_id), drafts).prepare()

    def show_data(self, read: WriteupData | None) -> None:
        is_other = self.data is None or read is None or self.data.writeup.view.id != read.writeup.view.id
        if is_other:
            self._bodies = {}
        self.data = read
        self.open_question_count = len(read.left) if read else 0
        self.row_list.set_rows(SectionRows(read))
        self._place_cursor()
        self._show_progress()
        self.show_detail()
        if read is not None:
            self.run_in_background(partial(self._read_page, read, is_other), "page", exclusive=True)
            self.call_after_refresh(self.reopen_draft)

    def _place_cursor(self) -> None:
        """On the section that was asked for, else on the next one when an incident is opened."""
        if self.data is None:
            self._at_next_of = None
            return
        incident = self.data.writeup.view.id
        wanted = self._wanted or (self.data.writeup.next if self._at_next_of != incident else None)
        if wanted:
            self.row_list.move_to(wanted)
        self._at_next_of, self._wanted = incident, None

    async def _read_page(self, read: WriteupData, is_other: bool) -> None:
        """Read the blocks of the page, in a thread. The first frame of an incident goes before."""
        if is_other:
            await asyncio.sleep(FIRST_FRAME_SECONDS)
        text = await asyncio.to_thread(read_page, read.writeup)
        if read is self.data:
            self._bodies = text.rows_by_title
            self.show_detail()

    def preload(self, incident_id: str | None) -> None:
        """Read it once: the first reading loads the language check and compiles its patterns."""
        if incident_id is not None:
            with suppress(OncallError):
                WriteupData(self.services.writeup.view(incident_id)).prepare()

    def on_opened(self, message: object) -> None:
        self.set_focus(self.row_list)
        if isinstance(message, WriteupRequested) and message.section:
            self._wanted = message.section
            self._place_cursor()

    def open_incident(self, incident_id: str | None) -> None:
        if incident_id != self.incident_id:
            self._at_next_of = None
        super().open_incident(incident_id)

    # What stands around the list

    def header_left(self) -> Row:
        """`disk-space-nodes SEV2 write-up  due in 2d 4h, Fri 22 Sep 17:00`."""
        if self.incident_view is None:
            return super().header_left()
        incident = self.incident_view.incident
        severity = f" {incident.severity}" if incident.severity else ""
        return (
            Span(incident.handle, "strong"),
            Span(severity, "warn"),
            Span(f" {incident.stage}"),
            self._due_span(incident.due_at),
        )

    def _due_span(self, due_at: int | None) -> Span:
        if due_at is None or (self.incident_view and self.incident_view.incident.stage == "complete"):
            return Span("")
        zone = parse_zone(self.incident_view.incident.zone if self.incident_view else "UTC").info
        minutes = (due_at - self.services.clock()) // SECOND // 60
        when = f"{day_text(due_at, zone, year=False)} {time_of_day_text(due_at, zone, 'minute')}"
        if minutes < 0:
            return Span(f"  {duration_text(-minutes * 60)} LATE, was due {when}", "warn")
        return Span(f"  due in {duration_text(max(1, minutes) * 60)}, {when}", "muted")

    def _show_progress(self) -> None:
        line, width = self.query_one("#progress", RowLabel), self.row_list.size.width or self.size.width
        if self.data is None:
            line.show(EMPTY)
            return
        writeup = self.data.writeup
        done, all_of_it = writeup.written
        preparer = escape_line(writeup.view.incident.preparer or "")
        prepared = (
            f"prepared by {preparer}{', who responded' if writeup.flags else ''}"
            if preparer
            else ("nobody prepares it: @")
        )
        following = writeup.section(writeup.next) if writeup.next else None
        then = f"next: {following.title.lower()}" if following else "nothing is left to write"
        title = f"{prepared} · {done} of {all_of_it} written · {then}"
        line.show(rule(title if len(title) <= width - 4 else title.removeprefix("prepared by "), width))

    def help_words(self) -> Iterable[Row]:
        return help_words()

    # The pane

    @property
    def has_room_for_detail(self) -> bool:
        """The pane belongs to this view at every size: the text of the section is there."""
        return True

    @property
    def _shows_page(self) -> bool:
        return self.size.width >= WIDE

    def detail_rows(self) -> Iterable[Row]:
        section = self.under_cursor()
        if self.data is None or section is None:
            return ()
        if self._shows_page:
            rows, self._starts = page_rows(self.data, self._bodies)
            return rows
        return section_rows(self.data, section, self._bodies.get(section.title, ()))

    def detail_top(self) -> int:
        return self._starts.get(self.row_list.cursor_id or "", 0) if self._shows_page else 0

    # Keys of the list

    @on(RowList.Chosen, "#sections")
    def _chosen(self, message: RowList.Chosen) -> None:
        section = self.under_cursor()
        if section is not None and section.is_text:
            self.action_edit()
        elif section is not None:
            self.open_section(section.name)

    @on(SectionList.Confirmed)
    def _confirmed(self) -> None:
        self.action_confirm()
