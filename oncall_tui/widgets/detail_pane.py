"""The pane that shows one thing whole: beside the list on wide screens, below it on tall ones."""

from collections.abc import Callable, Iterable, Sequence

from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from oncall_tui.widgets.row_widget import RowWidget
from oncall_tui.widgets.rows import Row, Span, wrap_row

MOST_LINES = 2_000
MOST_CHARACTERS = 10_000


class DetailPane(RowWidget, ScrollView, can_focus=False):
    """Rows, wrapped to the pane. It is scrolled with the mouse, or by the view's own keys."""

    class Stale(Message):
        """Ask for the content of the pane again."""

        def __init__(self, ask: Callable[[], Iterable[Row]], top: Callable[[], int]) -> None:
            super().__init__()
            self.ask = ask
            self.top = top

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, DetailPane.Stale)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._lines: list[Row] = []
        self._starts: list[int] = []
        self._top = 0
        self._width = 0

    def show(self, rows: Sequence[Row], top: int = 0) -> None:
        """Show these rows, from the one at index `top` on."""
        if (now := tuple(rows)) != self._rows:
            self._rows = now
            self._lay_out()
        elif top == self._top:
            return
        self._top = top
        line = self._starts[top] if top < len(self._starts) else 0
        self.scroll_to(y=line, animate=False, immediate=True, force=True)

    def show_soon(self, ask: Callable[[], Iterable[Row]], top: Callable[[], int]) -> None:
        """Ask for the rows when their turn comes: in the same frame as a move, and once for a key that is held."""
        self.post_message(self.Stale(ask, top))

    def on_detail_pane_stale(self, message: "DetailPane.Stale") -> None:
        message.stop()
        self.show(tuple(message.ask()), message.top())

    def on_resize(self, event: Resize) -> None:
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        if self._width != self.size.width:  # painted before it is told that it was resized
            self._wrap()
        index = self.scroll_offset.y + y
        return self.strip_of(self._lines[index] if index < len(self._lines) else (), self.size.width)

    def _lay_out(self) -> None:
        self._wrap()
        # Never less than the pane: text that fits in it needs no other scroll bars than the text before it.
        self.virtual_size = Size(self.size.width, max(len(self._lines), self.size.height))
        self.refresh()

    def _wrap(self) -> None:
        self._width = self.size.width
        self._lines, self._starts = [], []
        for row in self._rows:
            if len(self._lines) >= MOST_LINES:
                break
            self._starts.append(len(self._lines))
            self._lines += wrap_row(_bounded(row), max(10, self._width), "  ")
        del self._lines[MOST_LINES:]


def _bounded(row: Row) -> Row:
    """Cut a line of 100 KB to what anybody reads, and say that there is more."""
    more = sum(len(span.text) for span in row) - MOST_CHARACTERS
    if more <= 0:
        return row
    cut = tuple(Span(span.text[:MOST_CHARACTERS], span.tone) for span in row)
    return (*cut, Span(f" … {more} characters more", "muted"))
