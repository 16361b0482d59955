"""The list of what is to be read: moving on by a row or a page reads what was passed, Space reads to here."""

from textual.binding import Binding

from oncall_tui.widgets.row_list import RowList


class ReadingList(RowList):
    """Tells where a person moved on from, and whether they moved row by row; going to the end reads nothing."""

    BINDINGS = [
        Binding("space", "mark", "Read to here", show=False, id="list.mark"),
    ]

    class Passed(RowList.ListMessage):
        """The cursor moved on from one line to a lower one, by a row or a page."""

        def __init__(self, row_list: RowList, left: str, reached: str) -> None:
            super().__init__(row_list)
            self.left = left
            self.reached = reached

    class ReadHere(RowList.ListMessage):
        """Space: everything up to the line under the cursor is read."""

        def __init__(self, row_list: RowList, row_id: str) -> None:
            super().__init__(row_list)
            self.row_id = row_id

    def action_move(self, step: int) -> None:
        before = self.cursor
        super().action_move(step)
        self._tell_passed(before)

    def action_page(self, step: int) -> None:
        before = self.cursor
        super().action_page(step)
        self._tell_passed(before)

    def action_mark(self) -> None:
        if (row_id := self.cursor_id) is not None:
            self.post_message(self.ReadHere(self, row_id))
            super().action_move(1)

    def _tell_passed(self, before: int | None) -> None:
        if before is not None and self.cursor is not None and self.cursor > before:
            self.post_message(self.Passed(self, self.rows.row_id(before), self.rows.row_id(self.cursor)))
