"""One line of a screen: the header, the tabs, a divider, the keys at the bottom."""

from textual.geometry import Region
from textual.strip import Strip

from oncall_tui.widgets.painting import RowPainter
from oncall_tui.widgets.rows import Row, changed_cells


class RowLine(RowPainter):
    """Shows one row. Only the spans that differ are sent: a clock that ticks all night over ssh sends its digits."""

    _row: Row = ()

    def show(self, row: Row) -> None:
        before, self._row = self._row, row
        if not before:
            self.refresh()
        elif row != before:
            start, end = changed_cells(before, row, self.size.width)
            self.refresh(Region(start, 0, end - start, 1))

    @property
    def shown_row(self) -> Row:
        """What stands there now."""
        return self._row

    def render_line(self, y: int) -> Strip:
        return self.strip_of(self._row if y == 0 else (), self.size.width)
