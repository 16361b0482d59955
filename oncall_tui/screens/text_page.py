"""A text that writes itself, on a whole screen: to read, and to copy into a chat or a ticket."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.screens.clipboard import copy
from oncall_tui.screens.page import Page, lines
from oncall_tui.widgets.rows import Row, Rows, Span, wrap


class TextPage(Page[None]):
    """Shows a title and a text; `y` copies the text as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.pop_screen", "back", id="page.close"),
        Binding("y", "copy", "copy", id="page.copy"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def title_row(self) -> Row:
        return (Span(f" {self._title}", "strong"),)

    def rows(self, width: int) -> Rows:
        return lines(row for line in self._text.splitlines() for row in wrap((Span(line),), width - 2))

    def action_copy(self) -> None:
        copy(self.app, self._text)
        self.say("Copied. If it does not arrive, select it with the mouse (Shift in most terminals).")
