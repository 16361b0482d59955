"""The last lines of every view: the keys that act now, or for a few seconds what has just happened.

Effects are said here and not in a floating toast, which would cover the line that somebody is typing.
"""

from collections.abc import Iterable, Sequence

from textual.events import Click, Key
from textual.keys import key_to_character
from textual.strip import Strip
from textual.timer import Timer

from oncall_tui.widgets.key_names import key_named
from oncall_tui.widgets.row_widget import RowWidget
from oncall_tui.widgets.rows import Row, Span, row_width, wrap

SECONDS_TO_READ = 4.0
MOST_LINES = 4


class StatusFooter(RowWidget):
    """Rows of keys; `say` puts words in their place until they were read or the next words come."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: tuple[Row, ...] = ()
        self._words: tuple[Row, ...] = ()
        self._timer: Timer | None = None
        self._keys_stay = False

    def show_keys(self, rows: Sequence[Row]) -> None:
        """Show the keys, wherever no message covers them."""
        if (keys := tuple(rows)) != self._keys:
            self._keys = keys
            self._draw()

    def show_message(self, text: str, tone: str = "strong") -> None:
        """Show the words, on as many lines as they need; long ones and warnings stay longer."""
        width = self.app.size.width  # our own is 0 while a question stands in our place
        lines = [row for line in text.splitlines() for row in wrap((Span(f" {line}", tone),), width, " ")]
        self._words = tuple(lines[:MOST_LINES])
        self._draw()
        if self._timer is not None:
            self._timer.stop()
        seconds = SECONDS_TO_READ * (1 + len(lines) / 2) * (1.5 if tone in ("warn", "bad") else 1)
        self._timer = self.set_timer(seconds, self.clear_message)

    def clear_message(self) -> None:
        """Back to the keys."""
        if self._words:
            self._words = ()
            self._draw()

    def keep_keys(self, stay: bool) -> None:
        """Return whether the keys stay below a message: those of a question are needed to answer it."""
        self._keys_stay = stay
        self._draw()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows shown now."""
        if self._keys_stay:
            return (*self._words, *self._keys)
        return self._words or self._keys

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked, or whose word was."""
        row = self.rows[event.y] if event.y < len(self.rows) else ()
        if (key := key_at(row, event.x)) is not None:
            self.app.post_message(Key(key, key if len(key) == 1 else key_to_character(key)))

    def render_line(self, y: int) -> Strip:
        return self.strip_of(self.rows[y] if y < len(self.rows) else (), self.size.width)

    def _draw(self) -> None:
        height = max(1, len(self.rows))
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self.refresh()


def key_row(keys: Iterable[tuple[str, str]], width: int) -> Row:
    """` Enter save  ^J newline  ? help`: as many whole entries as fit, most wanted first."""
    spans: list[Span] = []
    for key, word in keys:
        entry = (Span("  " if spans else " "), Span(key, "key"), Span(f" {word}".rstrip()))
        if row_width((*spans, *entry)) > width:
            break
        spans.extend(entry)
    return tuple(spans)


def key_at(row: Row, x: int) -> str | None:
    """Return the key that stands at a cell, or before the word there."""
    key = None
    for span in row:
        if span.tone == "key":
            key = key_named(span.text)
        x -= row_width((span,))
        if x < 0:
            return key
    return None
