"""Recommendations of all incidents, opened on what changed since the last look, worst first (R1-R18)."""

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize

from oncall_tui.domain.days import long_day
from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.filter_language import Filter
from oncall_tui.domain.recommendations.attention_status import SILENT_DAYS
from oncall_tui.domain.recommendations.filter import read_recommendation_filter
from oncall_tui.screens.actions.filter import filter_row
from oncall_tui.screens.messages import RecommendationsRequested
from oncall_tui.screens.recommendations.detail import detail_rows
from oncall_tui.screens.recommendations.meeting import RecommendationMeeting
from oncall_tui.screens.recommendations.row import RecommendationRows, heading_row, is_flagged
from oncall_tui.screens.recommendations.tracker_views import (
    ALL,
    MONDAY,
    MOVED,
    VIEWS,
    TrackerData,
    build_tracker_data,
    visible_sections,
)
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.row_stack import RowStack
from oncall_tui.widgets.rows import Row, Span, sign_row

EMPTY = (
    "Nothing here. A recommendation begins as an idea: + and a text among the",
    "notes, i anywhere, or a here. ← → show the other views, / finds.",
)
EMPTY_VIEWS = {
    "Moved": ("Nothing moved since the last meeting or digest.",),
    "Overdue": ("Nothing is overdue.",),
    "Slipped": ("Nothing has slipped.",),
    "Silent": (f"Nobody has been silent for {SILENT_DAYS} days.",),
    "Unaccepted": ("Everybody who was asked has said yes.",),
}
NO_MATCH = ("Nothing matches.",)
WORDS = (
    ("!", "overdue, or closed in the ticket system and open here"),
    ("S", "strategic: it wants a sponsor with the mandate"),
    ("kim?", "asked, has not accepted yet"),
    ("3×", "slipped three times"),
    ("61d", "nobody touched it for 61 days"),
    ("seen in", "in how many incidents it would have helped"),
)


class RecommendationsScreen(RecommendationMeeting):
    """The tracker. The first view is for a Monday: what needs a word, each in the worst section that is true of it."""

    KEY = "5"
    CSS_PATH = [stylesheet_path("recommendations.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Previous view", show=False, id="recs.previous"),
        Binding("right", "turn(1)", "Next view", show=False, id="recs.next",
                tooltip="The next of Monday, Moved, Overdue..."),
        Binding("exclamation_mark", "flagged", "Flagged", show=False, id="view.queue",
                tooltip="The next one that is marked !"),
        Binding("escape", "back", "Show all", show=False, id="recs.all",
                tooltip="End the filter or the meeting"),
    ]  # fmt: skip

    _since: int | None = None

    def compose_main(self) -> ComposeResult:
        yield RowStack(id="above")
        yield RowList(id="recommendations", cursor_stays=True)

    def load(self) -> TrackerData:
        items, outlook = self.services.tracker.load_all()
        if self._since is None:
            self._since = self.since(outlook)
        return build_tracker_data(items, self._since, outlook, self.services.tracker.all_with_history)

    def fingerprint(self) -> object:
        return self.services.tracker.state()

    def show_data(self, read: TrackerData) -> None:
        self.tracked = read
        if self.view == MONDAY and not read.views[MONDAY]:
            self.view = ALL
        self.show_list()

    def open_incident(self, incident_id: str | None) -> None:
        """Remember the incident for new ones; the tracker is the same for every incident."""
        self.incident_id = incident_id

    def on_opened(self, message: object) -> None:
        """From an incident one sees its own; otherwise all, as they were left."""
        self.set_focus(self.row_list)
        if isinstance(message, RecommendationsRequested) and self.tracked is not None:
            if message.incident_id:
                self.view, self.filter_words = (
                    ALL,
                    f"incident:{self.tracked.outlook.handle(message.incident_id)}",
                )
            self.show_list()
            self.row_list.move_to(message.recommendation_id or "")

    def header_left(self) -> Row:
        """Since when there is news, which is the question of the first view."""
        if self.tracked is None:
            return super().header_left()
        outlook = self.tracked.outlook
        since = long_day(outlook.day(self.tracked.since)).removesuffix(f" {outlook.today[:4]}")
        return (Span("All recommendations", "strong"), Span(f"  news since {since}", "muted"))

    def help_words(self) -> Iterable[Row]:
        for sign, words in WORDS:
            yield sign_row(sign, words)

    def show_list(self) -> None:
        """Show the view's sections as the filter, the groups and the order want them. Raises RefusedError."""
        if self.tracked is None:
            return
        wanted = read_recommendation_filter(self.filter_words) if self.filter_words else Filter()
        shown = visible_sections(self.tracked, self.view, wanted, self.group, self.order)
        why = self.tracked.why if self._has_why else None
        self.row_list.set_rows(RecommendationRows(shown, self.tracked.outlook, why))
        self.query_one("#above", RowStack).show(self._above(sum(len(each.items) for each in shown)))
        self.show_detail()

    def _above(self, shown: int) -> list[Row]:
        rows = [self._views_row()]
        if self.filter_words:
            rows.append(filter_row(self.filter_words, f"{shown} shown"))
        if self.meeting:
            place = f"{self._place_in_meeting()} · " if shown else ""
            words = f" meeting: {place}c notes a word and goes on, n next, N back, Esc ends it"
            rows.append((Span(words, "badge"),))
        if shown:
            rows.append(heading_row((self.row_list.size.width or self.size.width) - 1, has_why=self._has_why))
        else:
            lines = NO_MATCH if self.filter_words else EMPTY_VIEWS.get(self.view, EMPTY)
            rows += [(Span(f" {line}", "muted"),) for line in lines]
        return rows

    def _place_in_meeting(self) -> str:
        """`3 of 12`: where the meeting is in what needs a word, and then in what simply moved."""
        rows, here = self.row_list.rows, self.row_list.cursor
        places = [index for index in range(len(rows)) if rows.selectable(index)]
        number = places.index(here) + 1 if here in places else 1
        wanting = self.tracked.count(MONDAY) if self.tracked is not None else 0
        if number <= wanting:
            return f"{number} of {wanting}"
        return f"moved, {number - wanting} of {len(places) - wanting}"

    @on(RowList.Moved, "#recommendations")
    def _step(self) -> None:
        """In a meeting one sees how far it has come."""
        if self.meeting:
            self.query_one("#above", RowStack).show(self._above(len(self.row_list.rows)))

    @property
    def _has_why(self) -> bool:
        """Return whether the list is one of which a lead asks why something is in it."""
        return self.view in (MONDAY, MOVED) and not self.group

    def _views_row(self) -> Row:
        """` ‹Monday 9›  Moved 5  Overdue 3 ...`: where one is, and what else there is."""
        if self.tracked is None:
            return ()
        spans = [Span(" ")]
        for name in VIEWS:
            words = f"{name} {self.tracked.count(name)}"
            spans.append(Span(f"‹{words}›", "strong") if name == self.view else Span(f" {words} ", "muted"))
        return tuple(spans)

    def detail_rows(self) -> Iterable[Row]:
        item = self.under_cursor()
        if item is None or self.tracked is None:
            return ()
        with suppress(OncallError):  # then what the list knows of it is shown
            item = self.services.tracker.details(item)
        return detail_rows(item, self.tracked.outlook, folded=not self.meeting)

    @property
    def has_room_for_detail(self) -> bool:
        """The pane belongs to this view at every size: what to say next stands there."""
        return True

    @on(Resize)
    def _fit_columns(self) -> None:
        """Fit the columns to the list's width, which is known once everything has its place."""
        self.call_after_refresh(self.show_list)

    @on(RowList.Chosen, "#recommendations")
    def _chosen(self) -> None:
        self.action_unfold()

    def action_turn(self, step: int) -> None:
        """Another view, from its worst row on."""
        self.view = VIEWS[(VIEWS.index(self.view) + step) % len(VIEWS)]
        self.show_list()
        self.row_list.action_first()

    def action_flagged(self) -> None:
        """Go to the next one that is marked `!`, in this view or else among all."""
        if self.tracked is None:
            return
        if not self._flagged_rows():
            self.view, self.filter_words = ALL, ""
            self.show_list()
        flagged, here = self._flagged_rows(), self.row_list.cursor
        if not flagged:
            self.show_message("None is overdue, or closed in the ticket system and open here.")
            return
        place = -1 if here is None else here
        self.row_list.move_to(
            self.row_list.rows.row_id(next((row for row in flagged if row > place), flagged[0]))
        )

    def _flagged_rows(self) -> list[int]:
        rows, tracked = self.row_list.rows, self.tracked
        if tracked is None or not isinstance(rows, RecommendationRows):
            return []
        items = ((index, rows.item(rows.row_id(index))) for index in range(len(rows)))
        return [index for index, item in items if item is not None and is_flagged(item, tracked.outlook)]

    def action_back(self) -> None:
        if self.meeting:
            self.action_meeting()
        elif self.row_list.marks:
            self.row_list.set_marks(frozenset())
        else:
            self.apply_filter("")
            self.view = MONDAY if self.tracked and self.tracked.views[MONDAY] else ALL
            self.show_list()
