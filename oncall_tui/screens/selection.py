"""Select rows for the keys of a list: the marked rows, else the one under the cursor."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic

from oncall_tui.domain.errors import RefusedError
from oncall_tui.screens.incident_screen import IncidentScreen
from oncall_tui.screens.polling_screen import Data


class RowSelection(IncidentScreen[Data], Generic[Data]):
    """For views whose rows stand for records of one incident; dividers stand for none."""

    NO_ROW = "There is no row under the cursor. Nothing was changed."

    def is_record(self, row_id: str) -> bool:
        """Return whether the row stands for a record."""
        raise NotImplementedError

    def selected_ids(self) -> list[str]:
        """Return the records to act on, in the order of the list. Raises RefusedError where there is none."""
        ids = [id for id in self.row_list.marks or [self.row_list.cursor_id or ""] if self.is_record(id)]
        if not ids:
            raise RefusedError(self.NO_ROW)
        return sorted(ids, key=lambda id: self.row_list.rows.index_of(id) or 0)

    def changed_incidents(self) -> Sequence[str]:
        """Return the incidents in which undo may take something back."""
        return (self.incident(),)

    async def apply_to_selection(self, work: Callable[[str, Sequence[str]], str]) -> None:
        """Do something to the chosen records, tell the effect, and let go of the marks."""
        await self.run_and_refresh(partial(work, self.incident(), self.selected_ids()))
        self.row_list.set_marks(frozenset())
