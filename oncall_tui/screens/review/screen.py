"""Review: everything there is to read in reading order, who read how far, and what is said about it (V1-V8)."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widget import Widget

from oncall_tui.domain.analysis.records import KIND_IN
from oncall_tui.domain.duration_text import gap_text
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import day_text, local_datetime, time_of_day_text
from oncall_tui.domain.review.records import fold_name
from oncall_tui.formats.writers.review_texts import GOOD_FAITH
from oncall_tui.read_models.review_view import ReviewReader
from oncall_tui.screens.actions.filter import filter_row
from oncall_tui.screens.messages import (
    AnalysisRequested,
    RecommendationsRequested,
    TimelineRequested,
    WriteupRequested,
)
from oncall_tui.screens.review.answers import AnswerActions
from oncall_tui.screens.review.comments import CommentActions
from oncall_tui.screens.review.data import ReviewRead, read_review
from oncall_tui.screens.review.lines import EVENTS, ReviewLine, lines_of
from oncall_tui.screens.review.reading import ReadingActions
from oncall_tui.screens.review.reading_list import ReadingList
from oncall_tui.screens.review.rounds import RoundActions
from oncall_tui.screens.review.rows import ReviewRows
from oncall_tui.screens.review.talks import HEAD, Pane, short_title, talk_rows
from oncall_tui.services.display_zone import display_zone
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.row_stack import RowStack
from oncall_tui.widgets.rows import FixedRows, Row, Span, justify_row, sign_row, wrap

NO_REVIEW = "No review is open yet: s o opens one; comments work now."
EMPTY = ("There is nothing to review: no incident is open. 0 shows them all; Enter opens one.",)
WORDS = (
    ("2 talks", "comments that are open; “1 ended”: all of them have ended"),
    ("change", "other words, with a proposal if you like; anyone applies or declines it"),
    ("clarify", "I don't follow; who asked says answered, after the deadline anyone"),
    ("disagree", "only who disagreed says resolved; after the deadline it can be recorded as dissent"),
    ("changed", "something in it is not as it was when you read it"),
)


class ReviewScreen(ReadingActions, CommentActions, AnswerActions, RoundActions):
    """The view of one incident's review."""

    KEY = "4"
    CSS_PATH = [stylesheet_path("review.tcss")]
    AUTO_FOCUS = "#items"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "talk", "talk", id="review.talk",
                tooltip="Into the talks about this; where there are none, to the row or text itself in 2, 3 or 5"),
        Binding("escape", "back", "Back", show=False, id="review.back", tooltip="From the talks back to the list"),
        Binding("exclamation_mark", "queue", "Open talks", show=False, id="view.queue",
                tooltip="The next that has an open talk"),
        Binding("v", "raw", "Raw", show=False, id="view.detail", tooltip="What the row was made of, as it was written"),
    ]  # fmt: skip

    _raw = False
    _shows_good_faith = False

    def compose_main(self) -> ComposeResult:
        yield RowStack(id="above")
        yield ReadingList(id="items", cursor_stays=True)

    def compose_detail(self) -> Widget:
        return RowList(id="detail")

    # What is read and shown

    def load(self) -> ReviewRead | None:
        if self.incident_id is None:
            return None
        read = read_review(self.services, self.incident_id, self.shown_zone)
        lines_of(read, 0)  # what is worked out here, in a thread, is kept
        return read

    def show_data(self, read: ReviewRead | None) -> None:
        is_first = read is not None and (
            self.review is None or self.review.view.writeup.view.id != read.view.writeup.view.id
        )
        self.review = read
        self.open_question_count = sum(thread.is_open for thread in read.view.threads) if read else 0
        self.show_lines()
        if is_first and read is not None and read.read:
            self._go_to_unread()

    def on_opened(self, message: object) -> None:
        """Show the statement on good faith when this person first opens a review."""
        self.set_focus(self.row_list)
        self._greet()

    def on_mount(self) -> None:
        self._greet()

    def _greet(self) -> None:
        if self.incident_id is not None and not self.services.good_faith.is_seen:
            self._shows_good_faith = True
            self.services.good_faith.mark_seen()
            self.show_lines()

    def _go_to_unread(self) -> None:
        rows = self.row_list.rows
        if isinstance(rows, ReviewRows):
            unread = (line.id for line in rows.lines.lines if line.place == self.reached)
            self.row_list.move_to(next(unread, ""))

    def show_lines(self) -> None:
        if not self.is_ready:
            return
        lines = self.shown_lines(lines_of(self.review, self.reached)) if self.review else None
        rows = ReviewRows(lines) if lines else FixedRows()
        self.row_list.set_rows(rows)
        self.query_one("#above", RowStack).show(list(self._above()))
        self.show_detail()

    def header_left(self) -> Row:
        """`disk-space SEV2 review  closes Thu 28 Sep 17:00, 2d 4h`."""
        if self.review is None:
            return super().header_left()
        incident, held = self.review.view.writeup.view.incident, self.review.view.round
        spans = [
            Span(incident.handle, "strong"),
            Span(f" {incident.severity or ''}", "warn"),
            Span(" review"),
        ]
        if self.review.view.is_complete:
            spans.append(Span("  complete", "good"))
        elif held is not None and held.closed:
            spans.append(Span("  closed", "muted"))
        elif held is not None and held.until is not None:
            spans.append(Span(f"  {self._closes(held.until)}", "muted"))
        return tuple(spans)

    def zone_label(self) -> str:
        """Return the zone's present abbreviation: a deadline leaves no room for `Europe/London`."""
        label = super().zone_label()
        now = local_datetime(self.services.clock(), display_zone(self.zone_name()))
        return label if label.endswith("?") or not (name := f"{now:%Z}").isalpha() else name

    def _closes(self, until: int) -> str:
        """Return the deadline and how far it is: shown, never stored."""
        assert self.review is not None
        zone, left = self.review.zone, (until - self.services.clock()) // SECOND
        when = f"{day_text(until, zone, year=False)} {time_of_day_text(until, zone, 'minute')}"
        if left < 0:
            return f"closed {when}, {gap_text(-left)} ago"
        return f"closes {when}, {gap_text(left)}"

    def _above(self) -> Iterable[Row]:
        """Build the rows of readers and their progress; on the first visit, the note on good faith."""
        width = self.row_list.size.width or self.size.width
        if self.review is None:
            yield from ((Span(f" {line}", "muted"),) for line in EMPTY)
            return
        if self._shows_good_faith:
            yield from wrap((Span(" "), Span(GOOD_FAITH, "idea")), max(20, width - 1), " ")
        view, me = self.review.view, fold_name(self.services.settings.author)
        total = len(view.items)
        left = max(0, total - self.reached)
        right = f"{left} of {total} to read" if left else "all read"
        readers = [self._reader(reader) for reader in view.readers if fold_name(reader.name) != me]
        words = " · ".join([*readers, f"you {self._read_words()}"])
        if view.round is None and not view.is_complete:
            words = NO_REVIEW if not view.readers else f"{words} · no review is open"
        yield justify_row((Span(f" {words}"),), (Span(f"{right} ", "muted"),), width)
        if self.filter_words:
            yield filter_row(self.filter_words, self.count_text())

    def _reader(self, reader: ReviewReader) -> str:
        """`bo to 15:34, 2 changed`, `ana all ✓`."""
        if reader.read_to is None:
            words = "nothing yet"
        elif not reader.unread:
            words = "all" if self.services.settings.ascii else "all ✓"
        else:
            words = f"to {short_title(reader.read_to.title)}"
        changed = f", {reader.changed} changed" if reader.changed else ""
        signed = "" if reader.signed is None else ", signed before edits" if reader.stale else ", signed"
        return f"{reader.name} {words}{changed}{signed}"

    def _read_words(self) -> str:
        assert self.review is not None
        items, signed = self.review.view.items, ""
        mine = self.review.view.reader(self.services.settings.author)
        if mine is not None and mine.signed is not None:
            signed = ", signed before edits" if mine.stale else ", signed"
        if not self.reached or not items:
            return f"nothing yet{signed}"
        if self.reached >= len(items):
            return f"{'all' if self.services.settings.ascii else 'all ✓'}{signed}"
        return f"to {short_title(items[self.reached - 1].title)}{signed}"

    # The pane of talks

    @property
    def has_room_for_detail(self) -> bool:
        """The pane belongs to this view at every size."""
        return True

    def show_detail(self) -> None:
        line = self.under_cursor()
        if line is None or self.review is None or not self.detail_shown:
            self.talks.set_rows(FixedRows())
            return
        width = max(20, (self.talks.size.width or self.size.width) - 1)
        pane = Pane(self.review.view, self.review.zone, self.services.clock(), width, self._raw)
        self.talks.set_rows(talk_rows(line, pane))

    def _tell_of_row(self) -> None:
        """Update the pane when the cursor rests: see `_moved`."""

    @on(ReadingList.Passed)
    def _has_begun_to_read(self) -> None:
        """Hide the good-faith statement: it makes room for what is read."""
        if self._shows_good_faith:
            self._shows_good_faith = False
            self.show_lines()

    @on(RowList.Moved, "#items")
    def _moved(self) -> None:
        self.show_detail()
        if not self.talks.has_focus:
            self.talks.scroll_to(y=0, animate=False, immediate=True, force=True)

    @on(Resize)
    def _fit(self) -> None:
        self.call_after_refresh(self.show_lines)

    @on(RowList.Chosen, "#items")
    def _chosen(self) -> None:
        self.action_talk()

    @on(RowList.Chosen, "#detail")
    def _chosen_talk(self, message: RowList.Chosen) -> None:
        if message.row_id == HEAD and (line := self.under_cursor()) is not None:
            self._go_to(line)
        else:
            self.action_answer()

    def action_talk(self) -> None:
        line = self.under_cursor()
        if line is None:
            return
        if not line.threads:
            self._go_to(line)
            return
        first = next((each for each in line.threads if each.is_open), line.threads[0])
        self.set_focus(self.talks)
        self.talks.move_to(first.comment.id)

    def _go_to(self, line: ReviewLine) -> None:
        """Rows and texts are changed where they are: in Timeline, Write-up and Recommendations."""
        target = line.target
        if target is None:
            self.show_message("It is not in the write-up any more: there is nowhere to go.")
        elif target.table == EVENTS:
            self.post_message(TimelineRequested(self.incident_id, target.id))
        elif target.table == "recommendations":
            self.post_message(RecommendationsRequested(self.incident_id, target.id))
        elif target.table in KIND_IN:
            self.post_message(AnalysisRequested(self.incident_id, target.id))
        else:
            name = self.review.view.section_name(target) if self.review else ""
            self.post_message(WriteupRequested(self.incident_id, name))

    def action_back(self) -> None:
        """From the talks to the list, from the list to all of it."""
        self._shows_good_faith = False
        if not self.talks.has_focus:
            self.filter_words = ""
        self.set_focus(self.row_list)
        self.show_lines()

    def action_raw(self) -> None:
        self._raw = not self._raw
        self.show_detail()

    def action_queue(self) -> None:
        """Go to the next line with an open thread, round and round."""
        rows, here = self.row_list.rows, self.row_list.cursor or 0
        if not isinstance(rows, ReviewRows):
            return
        lines = rows.lines.lines
        held = [index for index, line in enumerate(lines) if any(each.is_open for each in line.threads)]
        if not held:
            self.show_message("No talk is open.")
            return
        self.row_list.move_to(rows.row_id(next((index for index in held if index > here), held[0])))

    def help_words(self) -> Iterable[Row]:
        for sign, words in WORDS:
            yield sign_row(sign, words)
        yield (Span(f" {GOOD_FAITH}", "idea"),)
