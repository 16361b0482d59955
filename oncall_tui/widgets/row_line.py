"""One line of a screen: the header, the tabs, a divider, the keys at the bottom."""

from textual.strip import Strip

from oncall_tui.widgets.painting import RowPainter
from oncall_tui.widgets.rows import Row


class RowLine(RowPainter):
    """Shows one row; drawn again only when it is a different one."""

    _row: Row = ()

    def show(self, row: Row) -> None:
        if row != self._row:
            self._row = row
            self.refresh()

    def render_line(self, y: int) -> Strip:
        return self.strip_of(self._row if y == 0 else (), self.size.width)
