"""Keys of the timeline that show less than all of it: a filter, minutes around a row, the walk (T8)."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.plural import count_text
from oncall_tui.domain.timeline.filter import FLAGS, VOCABULARY
from oncall_tui.domain.timeline.readiness import Readiness
from oncall_tui.domain.timeline.walk import build_walk
from oncall_tui.read_models.note_filter import names_in
from oncall_tui.screens.actions.filter import FilterActions, FilterVocabulary
from oncall_tui.screens.actions.go_to import GoToActions
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.timeline.data import TimelineData
from oncall_tui.screens.timeline.row_subset import FilteredRows, NearbyRows, RowSubset, WalkedRows
from oncall_tui.screens.timeline.source_actions import SourceActions
from oncall_tui.services.timeline.typed_row_times import parse_row_time
from oncall_tui.widgets.prompt_options import Choice

AROUND = (Choice("5", "5 minutes", "5"), Choice("1", "15 minutes", "15"), Choice("6", "60 minutes", "60"))


class SubsetActions(SourceActions, GoToActions[TimelineData | None], FilterActions):
    """`excerpt` is what is shown, None for all of it; `places` are its rows in the timeline as it is now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "filter", id="timeline.filter",
                tooltip="Show only rows that fit: words, ref:none, flagged"),
        Binding("w", "walk", "walk", id="timeline.walk",
                tooltip="Walk through it as it unfolded: only what was known by then"),
        Binding("plus", "around", "Around", show=False, id="timeline.around",
                tooltip="Only some minutes around this row"),
        Binding("n", "next(1)", "Next", show=False, id="timeline.next",
                tooltip="The next step of the walk, else the next row that needs a look"),
        Binding("N", "next(-1)", "Previous", show=False, id="timeline.previous", tooltip="The one before"),
        Binding("escape", "whole", "Show all", show=False, id="timeline.whole",
                tooltip="End the walk or the filter; once more the marks"),
    ]  # fmt: skip

    found: Readiness | None = None
    excerpt: RowSubset | None = None
    places: Sequence[int] | None = None

    def show_rows(self) -> None:
        """Lay the rows out again; the cursor stays with its row."""
        raise NotImplementedError

    def show_excerpt(self, excerpt: RowSubset | None) -> None:
        """Only these rows from now on. Raises RefusedError for a filter that can't be."""
        self.find_places(excerpt)
        self.excerpt = excerpt
        self.filter_words = excerpt.typed if isinstance(excerpt, FilteredRows) else ""
        self.show_rows()
        self.show_header()

    def find_places(self, excerpt: RowSubset | None) -> None:
        """Find the subset's rows in the present timeline."""
        if excerpt is None or self.data is None:
            self.places = None
        else:
            self.places = excerpt.places(self.data.timeline, self.found.flags.keys() if self.found else ())

    def excerpt_words(self) -> str:
        """Describe the subset shown; "" when all rows are."""
        if self.data is None or self.excerpt is None or self.places is None:
            return ""
        return self.excerpt.words(len(self.places), len(self.data.timeline), self.data.zone)

    def end_excerpt(self) -> None:
        """All of it again, from the next time that rows are shown."""
        self.excerpt, self.places, self.filter_words = None, None, ""

    def cursor_place(self) -> int | None:
        """Return the place of the row under the cursor."""
        return self.data.timeline.place_of(self.row_list.cursor_id or "") if self.data else None

    def jump(self, row: str) -> None:
        """Put the cursor on a row, also one that is not shown."""
        if not self.row_list.move_to(row) and self.excerpt is not None:
            self.end_excerpt()
            self.show_rows()
            self.row_list.move_to(row)

    def action_whole(self) -> None:
        """End the walk or the filter; once all is shown, take the marks away."""
        if self.excerpt is None:
            self.hidden_marks = frozenset()
            self.row_list.set_marks(frozenset())
        self.end_excerpt()
        self.show_rows()
        self.show_header()

    def filter_vocabulary(self) -> FilterVocabulary:
        return FilterVocabulary(VOCABULARY, FLAGS)

    def filter_names(self) -> Mapping[str, Sequence[str]]:
        return names_in(self.data.view.tables) if self.data else {}

    def show_filtered(self) -> None:
        self.show_excerpt(FilteredRows(self.filter_words) if self.filter_words.strip() else None)

    def count_text(self) -> str:
        return count_text(
            len(self.data.timeline if self.places is None else self.places) if self.data else 0, "row"
        )

    @prompting_action
    async def action_around(self) -> None:
        event = self.one_chosen()
        minutes = await self.choose("Around this row", *AROUND)
        if minutes is not None:
            self.show_excerpt(NearbyRows(event.id, int(minutes)))
            self.row_list.move_to(event.id)

    def go_to_time(self, typed: str) -> None:
        place = self.cursor_place()
        if self.data is not None and place is not None:
            before = self.data.timeline.instant_at(place)
            time = parse_row_time(typed, before, None, self.zone_name(), self.services.clock())
            self.jump(self.data.timeline.id_at(self.data.timeline.last_at_or_before(time.instant)))

    def action_walk(self) -> None:
        """Begin at the first thing that anybody knew; n and N step, w or Esc ends."""
        if isinstance(self.excerpt, WalkedRows) or self.data is None or not len(self.data.timeline):
            self.action_whole()
        else:
            self._show_step(WalkedRows(build_walk(self.data.timeline), 1))

    def _show_step(self, walked: WalkedRows) -> None:
        self.show_excerpt(walked)
        self.row_list.move_to(walked.row)

    def action_next(self, step: int) -> None:
        """Go to the next step of the walk; else to the next row that needs a look."""
        if isinstance(self.excerpt, WalkedRows):
            self._show_step(self.excerpt.stepped(step))
        elif (row := self._next_open(step)) is not None:
            self.jump(row)
        else:
            self.show_message("No more rows that need a look this way.")

    def _next_open(self, step: int) -> str | None:
        here = self.cursor_place()
        if here is None or self.data is None or self.found is None:
            return None
        timeline = self.data.timeline
        places = sorted(place for place in map(timeline.place_of, self.found.flags) if place is not None)
        ahead = [place for place in places if (place > here if step > 0 else place < here)]
        return timeline.id_at(ahead[0] if step > 0 else ahead[-1]) if ahead else None
