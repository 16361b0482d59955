"""Timeline: rough rows become an exact account, in one zone, every question asked and every answer undoable (T1-T8)."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import tzinfo
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.local_time import day_text, offset_text
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.timeline.moments import Moments
from oncall_tui.domain.timeline.question import Answer, Question
from oncall_tui.read_models.timeline_view import longest_gap
from oncall_tui.screens.actions.zone import ZoneActions
from oncall_tui.screens.header import incident_row
from oncall_tui.screens.messages import TimelineRequested
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.timeline.data import TimelineData, read_data
from oncall_tui.screens.timeline.detail import detail_rows
from oncall_tui.screens.timeline.help import EMPTY, help_words
from oncall_tui.screens.timeline.question_panel import QuestionPanel
from oncall_tui.screens.timeline.row_details import row_details
from oncall_tui.screens.timeline.row_subset import WalkedRows
from oncall_tui.screens.timeline.rows import TimelineDisplay, TimelineRows
from oncall_tui.screens.timeline.source_panels import panel_rows
from oncall_tui.screens.timeline.subset_actions import SubsetActions
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.widgets.detail_pane import DetailPane
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import Row, rule

FIRST_FRAME_SECONDS = 0.1


class TimelineScreen(SubsetActions, ZoneActions[TimelineData | None]):
    """The view of one incident's timeline."""

    KEY = "2"
    CSS_PATH = [stylesheet_path("timeline.tcss")]
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("exclamation_mark", "queue", "look", id="view.queue",
                tooltip="The queue of what needs a look, conflicts included"),
    ]  # fmt: skip

    _queue_wanted = False
    _read: tuple[object, TimelineData] | None = None

    def compose_main(self) -> ComposeResult:
        yield RowLabel(id="day")
        yield RowList(id="rows", cursor_stays=True)
        yield DetailPane(id="panels")

    def compose_below(self) -> ComposeResult:
        yield QuestionPanel()

    def on_mount(self) -> None:
        # Whatever scrolls the list: a key, the wheel, or the queue that takes its room.
        self.watch(self.row_list, "scroll_y", self._show_day, init=False)

    @property
    def queue(self) -> QuestionPanel:
        return self.query_one(QuestionPanel)

    def header_left(self) -> Row:
        if self.data is None:
            return super().header_left()
        return incident_row(self.data.view.incident, self._moments(self.data), self.services.clock())

    def _moments(self, data: TimelineData) -> Moments:
        """Return the instants of milestones; claimed ones too once questions have been computed.

        While one walks, only those that were known by then: the end is not told at the beginning.
        """
        if isinstance(self.excerpt, WalkedRows):
            known = self.excerpt.walk.known(self.excerpt.step)
            placed = data.timeline.milestone_placements.items()
            return data.timeline.moments({name: place for name, place in placed if place.claim.row in known})
        return self.found.moments if self.found else data.timeline.moments()

    def help_words(self) -> Iterable[Row]:
        return help_words()

    def load(self) -> TimelineData | None:
        return None if self.incident_id is None else self._data_of(self.incident_id)

    def preload(self, incident_id: str | None) -> None:
        """Read an incident while nobody waits for it, so that even 100,000 rows open at once."""
        if incident_id is not None:
            with suppress(OncallError):  # the view says it when somebody opens it
                self._data_of(incident_id).timeline.place_of("")

    def _data_of(self, incident: str) -> TimelineData:
        """Return the data loaded last, unless something changed since."""
        asked = incident, self.services.incidents.state(incident), self.shown_zone
        if self._read is None or self._read[0] != asked:
            self._read = asked, read_data(self.services, incident, self.shown_zone)
        return self._read[1]

    def show_data(self, read: TimelineData | None) -> None:
        if self.data is None or read is None or self.data.view.id != read.view.id:
            self._forget()
        self.data = read
        self.find_places(self.excerpt)
        self.show_rows()
        if read is not None:
            self.run_in_background(partial(self._judge, read), "judge", exclusive=True)

    def on_opened(self, message: object) -> None:
        if isinstance(message, TimelineRequested):
            if message.row_id:
                self.jump(message.row_id)
            if message.queue:
                self.action_queue()

    def show_rows(self) -> None:
        if self.data is not None:
            timeline = self.data.timeline
            places = range(len(timeline)) if self.places is None else self.places
            asked = self.found.rows if self.found else {}
            gap, plain = longest_gap(self.data.view), self.services.settings.ascii
            shown = TimelineDisplay(timeline, self.data.zone, places, asked, gap, plain)
            marks = self.row_list.marks | self.hidden_marks
            self.row_list.set_rows(TimelineRows(shown))
            seen = frozenset(mark for mark in marks if self.row_list.rows.index_of(mark) is not None)
            self.hidden_marks = frozenset(
                mark for mark in marks - seen if timeline.place_of(mark) is not None
            )
            self.row_list.set_marks(seen)
        if self.wanted_row and self.row_list.move_to(self.wanted_row):
            self.wanted_row = None
        self._show_day()
        self.show_detail()

    def _forget(self) -> None:
        """Another incident: nothing of the last one stays."""
        self.found, self.hidden_marks = None, frozenset()
        self.end_excerpt()
        self.queue.close()

    async def _judge(self, data: TimelineData) -> None:
        """Find the questions in a thread: every row is asked. The first frame of an incident goes before."""
        if self.found is None:
            await asyncio.sleep(FIRST_FRAME_SECONDS)
        found = await asyncio.to_thread(data.readiness, self.services.clock())
        if data is not self.data:
            return
        self.found, self.open_question_count = found, len(found.looks)
        self.show_tabs()
        self.find_places(self.excerpt)
        self.show_rows()
        self.queue.renew(found.looks)
        if self._queue_wanted:
            self.action_queue()
        panels = self.query_one("#panels", DetailPane)
        panels.show(panel_rows(data, found, self.row_list.size.width - 3))

    def detail_rows(self) -> Iterable[Row]:
        event = self.event_of(self.row_list.cursor_id)
        return (
            ()
            if self.data is None or event is None
            else detail_rows(row_details(self.data, event, self._moments(self.data)), self.data.zone)
        )

    def _show_day(self) -> None:
        """Above the list stands the day of its top line."""
        line, rows = self.query_one("#day", RowLabel), self.row_list.rows
        place = rows.place_from(self.row_list.scroll_offset.y) if isinstance(rows, TimelineRows) else None
        if self.data is None or (place is None and self.excerpt is None):
            line.show(EMPTY)
            return
        title = "" if place is None else _day_words(self.data.timeline.instant_at(place), self.data.zone)
        width = self.row_list.size.width or self.size.width
        line.show(rule(title, width, (self.excerpt_words() or self._counts()) + self._marked_words()))

    def _marked_words(self) -> str:
        """` · 3 marked, 1 not shown`: what the next key acts on."""
        shown, hidden = len(self.row_list.marks), len(self.hidden_marks)
        if not shown + hidden:
            return ""
        return f" · {shown + hidden} marked" + (f", {hidden} not shown" if hidden else "")

    @on(RowList.Marked, "#rows")
    def _marked(self) -> None:
        self._show_day()

    def _counts(self) -> str:
        if self.found is None:
            return count_text(len(self.data.timeline) if self.data else 0, "row")
        counts = self.found.counts
        return f"{count_text(counts.rows, 'row')} · {counts.settled} settled · {counts.unlinked} no link"

    @on(RowList.Chosen, "#rows")
    def _chosen(self) -> None:
        self.action_settle()

    @property
    def is_opening(self) -> bool:
        """The queue opens once its questions are found."""
        return super().is_opening or (self._queue_wanted and self.data is not None)

    def action_queue(self) -> None:
        """Open the queue at a question about this row, if there is one; waits for the questions to be found."""
        self._queue_wanted = self.found is None
        if self.found is not None:
            here = self.row_list.cursor_id
            self.queue.open(self.found.looks, here if here in self.found.rows else None)

    @on(QuestionPanel.QuestionShown)
    def _looking(self, message: QuestionPanel.QuestionShown) -> None:
        if message.look.rows:
            self.jump(message.look.rows[0])

    @on(QuestionPanel.PanelClosed)
    def _queue_closed(self) -> None:
        self.row_list.focus()

    @on(QuestionPanel.AnswerTaken)
    def _queue_taken(self, message: QuestionPanel.AnswerTaken) -> None:
        self._take(message.look, message.choice)

    @prompting_action
    async def _take(self, look: Question, choice: Answer) -> None:
        incident, curate, zone = self.incident(), self.services.curate, self.zone_name()
        if choice.asks:
            seen = self.seen_rows(look.rows[:1])
            typed = await self.ask_time(look.rows[:1])
            if typed:
                await self.run_and_refresh(
                    partial(curate.retime, incident, look.rows[:1], typed, zone, base_versions=seen)
                )
        elif choice.said is not None:
            await self.say_of_source(incident, *choice.said)
        elif choice.changes:
            await self.run_and_refresh(partial(curate.apply_answer, incident, choice))
        else:
            self.queue.action_step(1)


def _day_words(instant: int | None, zone: tzinfo) -> str:
    return "untimed" if instant is None else f"{day_text(instant, zone)} · {offset_text(instant, zone)}"
