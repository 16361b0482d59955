"""Track reading progress: moving on reads what was passed, Space reads to the cursor; only forward (V3)."""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import ScreenSuspend
from textual.timer import Timer

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.review.records import Target
from oncall_tui.screens.review.filters import ReviewFilter
from oncall_tui.screens.review.lines import is_unread
from oncall_tui.screens.review.reading_list import ReadingList
from oncall_tui.screens.review.rows import ReviewRows

KEEP_SECONDS = 1.0


class ReadingActions(ReviewFilter):
    """A mark is kept once nobody moves for a second, and whenever the view is left: a held key is one write."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_unread(1)", "unread", id="review.next",
                tooltip="The next that I have not read, or that changed since"),
        Binding("N", "next_unread(-1)", "Previous unread", show=False, id="review.previous",
                tooltip="The one before that I have not read, or that changed since"),
        Binding("space", "read_here", "read", id="review.read",
                tooltip="I have read to here; moving on by j or PgDn reads what was passed, G does not"),
    ]  # fmt: skip

    # The incident that was read in this session, and how many of its items; whether that is kept.
    _pending: tuple[str, int] | None = None
    # What was read before, changed since, and was now read again, by place.
    _again: frozenset[int] = frozenset()
    _is_kept = True
    _keeping: Timer | None = None

    @property
    def reached(self) -> int:
        """Return the number of items this person has read."""
        stored = self.review.read if self.review else 0
        return max(stored, self._pending[1] if self._pending and self._pending[0] == self.incident_id else 0)

    def place_of(self, row_id: str) -> int | None:
        """Return the index of the item at a row; of the last one above it where the row is none."""
        rows = self.row_list.rows
        if not isinstance(rows, ReviewRows) or (index := rows.index_of(row_id)) is None:
            return None
        lines = rows.lines.lines[: index + 1]
        return next((line.place for line in reversed(lines) if line.place is not None), None)

    @on(ReadingList.Passed)
    def _passed(self, message: ReadingList.Passed) -> None:
        """Only on from what was read: who jumped ahead, or filters, has not read what they jumped over."""
        if self.filter_words:
            return
        left, now = self.place_of(message.left), self.place_of(message.reached)
        if left is not None and now is not None and left <= self.reached:
            self._reach(now, range(left, now))

    @on(ReadingList.ReadHere)
    def _read_here(self, message: ReadingList.ReadHere) -> None:
        if (place := self.place_of(message.row_id)) is not None:
            self._reach(place + 1, (place,))

    def action_read_here(self) -> None:
        if isinstance(self.row_list, ReadingList):
            self.row_list.action_mark()

    def _reach(self, count: int, passed: Iterable[int]) -> None:
        """Keep soon that `count` items are read. `passed`: those that this step went over, changed ones too."""
        changed = self.review.changed if self.review else frozenset()
        again = frozenset(passed) & changed - self._again
        if self.incident_id is None or (count <= self.reached and not again):
            return
        self._again |= again
        self._pending, self._is_kept = (self.incident_id, max(count, self.reached)), False
        self.show_lines()
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(
            KEEP_SECONDS, partial(self.run_in_background, self._keep_beside, "reading")
        )

    async def _keep_beside(self) -> None:
        await self.in_thread(self.keep_reading)

    def keep_reading(self) -> None:
        """Write how far this person has read, if that is not kept yet."""
        if not self._is_kept and (target := self._target()) is not None and self._pending is not None:
            again, self._again, self._is_kept = self._again, frozenset(), True
            items = self.review.view.items if self.review else ()
            targets = [items[place].target for place in sorted(again) if place < len(items)]
            self.services.reviews.read(self._pending[0], target, targets)

    def _target(self) -> Target | None:
        view = self.review.view if self.review else None
        if self._pending is None or view is None or view.writeup.view.id != self._pending[0]:
            return None
        return view.items[min(self._pending[1], len(view.items)) - 1].target

    def _keep_now(self) -> None:
        """Keep the progress at once: the screen is left. A reading mark that can't be kept is not worth a word at
        the way out.
        """
        with suppress(OncallError):
            self.keep_reading()

    def open_incident(self, incident_id: str | None) -> None:
        if incident_id != self.incident_id:
            self._keep_now()
        super().open_incident(incident_id)

    def on_screen_suspend(self, event: ScreenSuspend) -> None:
        self._keep_now()

    def on_unmount(self) -> None:
        self._keep_now()

    def action_next_unread(self, step: int) -> None:
        """From a line that was read so far on, this reads it too: one has seen it."""
        rows, here = self.row_list.rows, self.row_list.cursor
        if not isinstance(rows, ReviewRows) or here is None or self.review is None:
            return
        changed = self.review.changed
        unread = [
            index for index, line in enumerate(rows.lines.lines) if is_unread(line, self.reached, changed)
        ]
        after = [index for index in unread if index * step > here * step]
        if not after:
            self.show_message("Nothing below is unread." if step > 0 else "Nothing above is unread.")
            return
        left = self.place_of(rows.row_id(here))
        self.row_list.move_to(rows.row_id(after[0] if step > 0 else after[-1]))
        if step > 0 and left is not None and left <= self.reached:
            self._reach(left + 1, (left,))
