"""The stream: all notes of an incident in the order of events, with a divider per day, asked for one row at a time.

Nothing here is done for every note but what a dictionary can answer, so that 10,000 open as fast as ten.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from functools import cached_property

from oncall_tui.domain.instants import HOUR
from oncall_tui.domain.local_time import day_text, local_datetime, next_day, offset_text
from oncall_tui.domain.note import Note
from oncall_tui.read_models.note_overview import FoldedLines
from oncall_tui.screens.notes.pending import Pending
from oncall_tui.screens.notes.row import NoteAnnotations, fold_row, note_row
from oncall_tui.widgets.rows import Row, Span, justify_row, rule

MOST_DAYS = 400


class NoteRows:
    """Rows for a `RowList`: dividers, notes, then what is still being saved. `ids` are the notes to show, in order."""

    def __init__(
        self,
        ids: Sequence[str],
        note: Callable[[str], Note],
        beside: Callable[[str], NoteAnnotations],
        zone: tzinfo,
        pending: Sequence[Pending] = (),
        folds: Mapping[str, FoldedLines] | None = None,
    ) -> None:
        self._ids = ids
        self._note = note
        self.beside = beside
        self._zone = zone
        self._pending = {item.row_id: item for item in pending}
        self._folds = folds or {}
        self._order = self._with_days()
        self._places = {row_id: index for index, row_id in enumerate(self._order)}

    def __len__(self) -> int:
        return len(self._order)

    def row_id(self, index: int) -> str:
        return self._order[index]

    def index_of(self, row_id: str) -> int | None:
        return self._places.get(row_id)

    def selectable(self, index: int) -> bool:
        return not self._order[index].startswith("day:")

    def row(self, index: int, width: int) -> Row:
        row_id = self._order[index]
        if row_id.startswith("day:"):
            return self._day_row(int(row_id.removeprefix("day:")), width)
        if row_id in self._pending:
            return _pending_row(self._pending[row_id], width)
        if row_id in self._folds:
            return fold_row(self._folds[row_id], self._note(row_id), self._zone, width)
        return note_row(self._note(row_id), self.beside(row_id), self._zone, width)

    def note(self, row_id: str) -> Note | None:
        """Return the note of a row; None for dividers, folded lines and notes that are not saved yet."""
        return self._note(row_id) if row_id in self._places and self._is_note(row_id) else None

    def fold(self, row_id: str) -> FoldedLines | None:
        """Return the folded lines that a row represents."""
        return self._folds.get(row_id)

    def at_time(self, instant: int) -> str | None:
        """Return the first note that happened then or later, else the last one; None without notes."""
        place = min(self._first_at(instant, 0), len(self._ids) - 1)
        return self._ids[place] if self._ids else None

    def _is_note(self, row_id: str) -> bool:
        return not (row_id.startswith("day:") or row_id in self._pending or row_id in self._folds)

    def _with_days(self) -> list[str]:
        """Return the rows' ids, a `day:<instant>` before the first note of each day. Days are found by halving."""
        rows: list[str] = []
        start = 0
        while start < len(self._ids) and len(rows) - start < MOST_DAYS:
            first = self._moment(start)
            end = self._first_at(next_day(first, self._zone), start + 1)
            if rows or self._spans_days():
                rows.append(f"day:{first}")
            rows.extend(self._ids[start:end])
            start = end
        return [*rows, *self._ids[start:], *self._pending]

    def _spans_days(self) -> bool:
        """One day needs no divider: the header says it is today, or the detail pane says which."""
        first, last = self._moment(0), self._moment(len(self._ids) - 1)
        return last - first > 24 * HOUR or self._day(first) != self._day(last)

    def _day(self, instant: int) -> object:
        return local_datetime(instant, self._zone).date()

    def _first_at(self, instant: int, low: int) -> int:
        """Return the first place from `low` on whose moment is not before `instant`."""
        high = len(self._ids)
        while low < high:
            middle = (low + high) // 2
            if self._moment(middle) < instant:
                low = middle + 1
            else:
                high = middle
        return low

    def _moment(self, place: int) -> int:
        """Return the instant of the note at this place; a line without a time has that of the line before it.
        Leading lines without a time have that of the first line that has one.
        """
        while place >= 0:
            note = self._note(self._ids[place])
            if note.occurred_at is not None:
                return note.occurred_at
            place -= 1
        return self._first_moment

    @cached_property
    def _first_moment(self) -> int:
        timed = (note.occurred_at for note in map(self._note, self._ids) if note.occurred_at is not None)
        return next(timed, self._note(self._ids[0]).recorded_at)

    def _day_row(self, instant: int, width: int) -> Row:
        return rule(f"{day_text(instant, self._zone)} · {offset_text(instant, self._zone)}", width)


def _pending_row(item: Pending, width: int) -> Row:
    if item.failed is None:
        return justify_row(
            (Span(f"{'now':<9}…      {item.text}", "muted"),), (Span("saving", "warn"),), width
        )
    return justify_row(
        (Span("NOT SAVED", "bad"), Span(f"✗      {item.text}")), (Span("Up brings it back", "warn"),), width
    )
