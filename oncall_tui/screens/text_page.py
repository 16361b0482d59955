"""A text that writes itself, on a whole screen: to read, and to copy into a chat or a ticket."""

import os
import re
from itertools import count
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.visible import escape_line
from oncall_tui.screens.clipboard import copy_to_clipboard
from oncall_tui.screens.full_page import FullPage, read_only_rows
from oncall_tui.widgets.rows import Row, Rows, Span, wrap

MOST_NAME = 60


def write_new(title: str, text: str) -> str:
    """Write a text to a file named by its title, never over another file; return its path. Raises OSError."""
    words = "-".join(re.findall(r"[a-z0-9]+", title.partition(",")[0].casefold()))[:MOST_NAME]
    suffix = ".csv" if "csv" in words else ".md" if text.startswith("#") else ".txt"
    for number in count(1):
        more = f"-{number}" if number > 1 else ""
        path = os.path.abspath(f"oncall-{words or 'text'}{more}{suffix}")
        try:
            with open(path, "x", encoding="utf-8", errors="surrogateescape", newline="") as file:
                file.write(text if text.endswith("\n") else text + "\n")
        except FileExistsError:
            continue
        return path
    raise AssertionError("numbers end")


class TextPage(FullPage[None]):
    """Shows a title and a text; `y` copies the text as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.pop_screen", "back", id="page.close"),
        Binding("y", "copy", "copy", id="page.copy", tooltip="Copy the text"),
        Binding("w", "write", "write a file", id="page.write", tooltip="Write the text to a new file, here"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def title_row(self) -> Row:
        return (Span(f" {self._title}", "strong"),)

    def rows(self, width: int) -> Rows:
        return read_only_rows(
            row for line in self._text.splitlines() for row in wrap((Span(line),), width - 2)
        )

    def action_write(self) -> None:
        """Write the text to a new file in the directory that the program was started in."""
        try:
            path = write_new(self._title, self._text)
        except OSError as error:
            self.show_message(
                f"! It can't be written: {error.strerror}. Nothing was changed; y copies it.", "warn"
            )
        else:
            self.show_message(f"Written to {escape_line(path)}")

    def action_copy(self) -> None:
        copy_to_clipboard(self.app, self._text)
        self.show_message(
            "Copied. If it does not arrive, select it with the mouse (Shift in most terminals)."
        )
