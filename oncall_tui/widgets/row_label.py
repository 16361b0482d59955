"""One line of a screen: the header, the tabs, a divider, the keys at the bottom."""

from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from oncall_tui.widgets.row_widget import RowWidget
from oncall_tui.widgets.rows import Row, span_at


class RowLabel(RowWidget):
    """Shows one row; drawn again only when it is a different one."""

    _row: Row = ()

    class Clicked(Message):
        """A span of the line was clicked."""

        def __init__(self, line: "RowLabel", text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

        @property
        def control(self) -> "RowLabel":
            return self.line

    def show(self, row: Row) -> None:
        """Show a row."""
        if row != self._row:
            self._row = row
            self.refresh()

    def on_click(self, event: Click) -> None:
        if (span := span_at(self._row, event.x)) is not None:
            self.post_message(self.Clicked(self, span.text))

    def render_line(self, y: int) -> Strip:
        return self.strip_of(self._row if y == 0 else (), self.size.width)
