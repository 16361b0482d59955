"""A text that writes itself, on a whole screen: to read, and to copy into a chat or a ticket."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from oncall_tui.screens.clipboard import copy
from oncall_tui.widgets.foot import Foot, key_row
from oncall_tui.widgets.row_line import RowLine
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Span, wrap


class TextPage(Screen[None]):
    """Shows a title and a text; `y` copies the text as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.pop_screen", "back", id="page.close"),
        Binding("y", "copy", "copy", id="page.copy"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        yield RowLine(id="header")
        yield RowList()
        yield Foot()

    def on_mount(self) -> None:
        width = self.app.size.width
        self.query_one("#header", RowLine).show((Span(f" {self._title}", "strong"),))
        lines = [row for line in self._text.splitlines() for row in wrap((Span(line),), width - 2)]
        self.query_one(RowList).show(FixedRows([FixedRow(str(n), row) for n, row in enumerate(lines)]))
        self.query_one(Foot).show_keys(
            [key_row([("y", "copy"), ("j k PgDn", "move"), ("Esc", "back")], width)]
        )

    def action_copy(self) -> None:
        copy(self.app, self._text)
        self.query_one(Foot).say(
            "Copied. If it does not arrive, select it with the mouse (Shift in most terminals)."
        )
