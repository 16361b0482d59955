"""Select rows for the keys of a list: the marked rows, else the one under the cursor."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic

from oncall_tui.domain.errors import Refused
from oncall_tui.screens.live import Read
from oncall_tui.screens.one_incident import OneIncident


class ChosenRows(OneIncident[Read], Generic[Read]):
    """For views whose rows stand for records of one incident; dividers stand for none."""

    NO_ROW = "There is no row under the cursor. Nothing was changed."

    def is_record(self, row_id: str) -> bool:
        """Return whether the row stands for a record."""
        raise NotImplementedError

    def chosen(self) -> list[str]:
        """Return the records to act on, in the order of the list. Raises Refused where there is none."""
        ids = [id for id in self.listed.marks or [self.listed.cursor_id or ""] if self.is_record(id)]
        if not ids:
            raise Refused(self.NO_ROW)
        return sorted(ids, key=lambda id: self.listed.rows.index_of(id) or 0)

    def changed_incidents(self) -> Sequence[str]:
        """Return the incidents in which undo may take something back."""
        return (self.incident(),)

    async def act(self, work: Callable[[str, Sequence[str]], str]) -> None:
        """Do something to the chosen records, tell the effect, and let go of the marks."""
        await self.change(partial(work, self.incident(), self.chosen()))
        self.listed.set_marks(frozenset())
