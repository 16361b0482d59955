"""The small menu behind a key: `K...` shows the second keys where the footer is, and takes one."""

import asyncio
from collections.abc import Sequence

from textual.events import Blur, Key
from textual.strip import Strip

from oncall_tui.widgets.prompt_options import Choice
from oncall_tui.widgets.row_widget import RowWidget
from oncall_tui.widgets.rows import Row, Span, row_width


class Menu(RowWidget, can_focus=True):
    """Shows its choices and waits for one key. `answer` holds the chosen value, or None for any other key."""

    REPLACES_KEYS = True

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self.answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

    def take_focus(self) -> None:
        """Focus the menu."""
        self.screen.set_focus(self)

    def on_mount(self) -> None:
        self.styles.height = len(self._lines())

    def render_line(self, y: int) -> Strip:
        lines = self._lines()
        return self.strip_of(lines[y] if y < len(lines) else (), self.size.width)

    def on_key(self, event: Key) -> None:
        """Any key ends the menu, so that nothing that is typed into it acts elsewhere."""
        event.stop()
        event.prevent_default()
        chosen = [choice.value for choice in self._choices if event.character == choice.key]
        self._end(chosen[0] if chosen else None)

    def on_blur(self, event: Blur) -> None:
        self.cancel()

    def cancel(self) -> None:
        """Take it back."""
        self._end(None)

    def _end(self, value: str | None) -> None:
        if not self.answer.done():
            self.answer.set_result(value)

    def _lines(self) -> list[Row]:
        """Return the title and the choices, on a second line too if one is not enough."""
        width = self.size.width or self.screen.size.width
        entries = [(Span("  "), Span(choice.key, "key"), Span(f" {choice.word}")) for choice in self._choices]
        lines: list[Row] = [(Span(f" {self._title}", "strong"),)]
        for entry in (*entries, (Span("  "), Span("Esc", "key"))):
            if row_width((*lines[-1], *entry)) > width:
                lines.append((Span("  "),))
            lines[-1] = (*lines[-1], *entry)
        return lines
