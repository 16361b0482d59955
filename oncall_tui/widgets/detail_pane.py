"""The pane that shows one thing whole: beside the list on wide screens, below it on tall ones."""

from collections.abc import Sequence

from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from oncall_tui.widgets.painting import RowPainter
from oncall_tui.widgets.rows import Row, wrap

MOST_LINES = 5_000


class DetailPane(RowPainter, ScrollView, can_focus=False):
    """Rows, wrapped to the pane. It is scrolled with the mouse, or by the view's own keys."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._lines: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows, from the top."""
        if (now := tuple(rows)) != self._rows:
            self._rows = now
            self._lay_out()
            self.scroll_to(y=0, animate=False, immediate=True, force=True)

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        return self._rows

    def on_resize(self, event: Resize) -> None:
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        index = self.scroll_offset.y + y
        return self.strip_of(self._lines[index] if index < len(self._lines) else (), self.size.width)

    def _lay_out(self) -> None:
        width = max(10, self.size.width)
        lines = (line for row in self._rows for line in wrap(row, width, "  "))
        self._lines = [line for _, line in zip(range(MOST_LINES), lines, strict=False)]
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()
