"""Keys of the timeline that show less than all of it: a filter, minutes around a row, the walk (T8)."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.readiness import Readiness
from oncall_tui.domain.timeline_filter import HELP, filter_places, places_around
from oncall_tui.domain.walk import Walk, walk_of
from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.timeline_sources import SourceActions
from oncall_tui.screens.timeline_walk import walk_words
from oncall_tui.services.row_times import typed_time
from oncall_tui.widgets.choices import Choice

AROUND = (Choice("5", "5 minutes", "5"), Choice("1", "15 minutes", "15"), Choice("6", "60 minutes", "60"))


class ExcerptActions(SourceActions):
    """What is shown is `places`, all of them if None; `excerpt` says in words what was left away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "filter", id="timeline.filter",
                tooltip="Show only rows that fit: words, ref:none, is:open"),
        Binding("w", "walk", "walk", id="timeline.walk",
                tooltip="Walk through it as it unfolded: only what was known by then"),
        Binding("plus", "around", "Around", show=False, id="timeline.around",
                tooltip="Only some minutes around this row"),
        Binding("apostrophe", "go_to", "Go to", show=False, id="timeline.go-to", tooltip="Go to a time: 14:02"),
        Binding("n", "next(1)", "Next", show=False, id="timeline.next",
                tooltip="The next step of the walk, else the next row that needs a look"),
        Binding("N", "next(-1)", "Previous", show=False, id="timeline.previous", tooltip="The one before"),
        Binding("escape", "whole", "Show all", show=False, id="timeline.whole", tooltip="End walk, filter and marks"),
    ]  # fmt: skip

    found: Readiness | None = None
    places: Sequence[int] | None = None
    excerpt = ""
    _walk: Walk | None = None
    _step = 0

    def show_rows(self) -> None:
        """Lays the rows out again; the cursor stays with its row."""
        raise NotImplementedError

    def excerpt_words(self) -> str:
        """What is shown, empty when it is all."""
        if self.data is None or self.places is None:
            return ""
        if self._walk is not None:
            return walk_words(self._walk, self._step, self.data.zone)
        return f"{self.excerpt}: {len(self.places)} of {len(self.data.timeline)} rows"

    def end_excerpt(self) -> None:
        """All of it again."""
        self._walk, self.excerpt, self.places = None, "", None

    def cursor_place(self) -> int | None:
        """The place of the row under the cursor."""
        return self.data.timeline.place_of(self.listed.cursor_id or "") if self.data else None

    def jump(self, row: str) -> None:
        """Put the cursor on a row, also one that is not shown."""
        if not self.listed.move_to(row) and self.places is not None:
            self.end_excerpt()
            self.show_rows()
            self.listed.move_to(row)

    def action_whole(self) -> None:
        self.listed.set_marks(frozenset())
        self.end_excerpt()
        self.show_rows()

    @conversation
    async def action_filter(self) -> None:
        text = await self.ask("Show:", consequence=self._filter_words)
        if text is None:
            return
        if text.strip():
            self._limit(f"“{text.strip()}”", self._filtered(text))
        else:
            self.action_whole()

    def _filtered(self, text: str) -> list[int]:
        if self.data is None:
            return []
        return filter_places(self.data.timeline, text, self.found.flags.keys() if self.found else ())

    def _filter_words(self, text: str) -> str:
        return f"{len(self._filtered(text))} rows" if text.strip() else HELP

    @conversation
    async def action_around(self) -> None:
        event, place = self.one_chosen(), self.cursor_place()
        minutes = await self.choose("Around this row", *AROUND)
        if minutes is not None and place is not None and self.data is not None:
            self._limit(f"±{minutes}m", places_around(self.data.timeline, place, int(minutes)))
            self.listed.move_to(event.id)

    def _limit(self, words: str, places: Sequence[int]) -> None:
        if not places:
            raise Refused(f"No row fits {words}. Nothing was hidden.")
        self._walk, self.excerpt, self.places = None, words, places
        self.show_rows()

    @conversation
    async def action_go_to(self) -> None:
        typed = await self.ask(
            "Go to:", consequence=lambda _: f"14:02 in {self.zone_name()}, with a date for another day"
        )
        if typed:
            self.go_to_time(typed)

    def go_to_time(self, typed: str) -> None:
        place = self.cursor_place()
        if self.data is not None and place is not None:
            before = self.data.timeline.instant_at(place)
            time = typed_time(typed, before, None, self.zone_name(), self.services.clock())
            self.jump(self.data.timeline.id_at(self.data.timeline.nearest(time.instant)))

    def action_walk(self) -> None:
        """Begin at the first thing that anybody knew; n and N step, w or Esc ends."""
        if self._walk is not None or self.data is None or not len(self.data.timeline):
            self.action_whole()
            return
        self._walk, self._step = walk_of(self.data.timeline), 1
        self._show_step(self._walk)

    def _show_step(self, walk: Walk) -> None:
        places = map(self.data.timeline.place_of, walk.known(self._step)) if self.data else ()
        self.places = sorted(place for place in places if place is not None)
        self.show_rows()
        self.listed.move_to(walk.steps[self._step - 1].row)

    def action_next(self, step: int) -> None:
        """The next step of the walk; else the next row that needs a look."""
        if self._walk is not None:
            self._step = min(max(1, self._step + step), len(self._walk.steps))
            self._show_step(self._walk)
        elif (row := self._next_open(step)) is not None:
            self.jump(row)
        else:
            self.say("No more rows that need a look this way.")

    def _next_open(self, step: int) -> str | None:
        here = self.cursor_place()
        if here is None or self.data is None or self.found is None:
            return None
        timeline = self.data.timeline
        places = sorted(place for place in map(timeline.place_of, self.found.flags) if place is not None)
        ahead = [place for place in places if (place > here if step > 0 else place < here)]
        return timeline.id_at(ahead[0] if step > 0 else ahead[-1]) if ahead else None
