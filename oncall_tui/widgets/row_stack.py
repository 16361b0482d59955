"""A few rows that take only as many lines as there are."""

from collections.abc import Sequence

from textual.strip import Strip

from oncall_tui.widgets.row_widget import RowWidget
from oncall_tui.widgets.rows import Row


class RowStack(RowWidget):
    """Shows rows below each other; none of them takes no line at all."""

    _rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show rows; the widget is as high as they are."""
        if (now := tuple(rows)) == self._rows:
            return
        if len(now) != len(self._rows):
            self.styles.height = len(now)
        self._rows = now
        self.refresh()

    def render_line(self, y: int) -> Strip:
        return self.strip_of(self._rows[y] if y < len(self._rows) else (), self.size.width)
