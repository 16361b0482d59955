"""Turn what a command wrote to a terminal into the text that was there to be read (ECMA-48, xterm).

Colours, titles and other escape sequences go; carriage returns, backspaces, erasing and cursor movement do what they do
on a terminal, so that a progress bar is its last state. What was drawn on the alternate screen is one line saying so.
"""

from __future__ import annotations

import re

# xterm's alternate screen, which full-screen programs draw on and leave as they found it.
FULL_SCREEN = "[a full-screen program: what it drew is not kept]"
TOKEN = re.compile(
    r"(?P<csi>(?:\x1b\[|\x9b)(?P<values>[0-?]*)[ -/]*(?P<final>[@-~]?))"
    r"|(?P<string>(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]).*?(?:\x07|\x1b\\|\x9c|\Z))"
    r"|(?P<escape>\x1b[ -/]*[0-~]?)"
    r"|(?P<control>[\x00-\x08\x0a-\x1f\x7f-\x9f])"
    r"|(?P<text>[^\x00-\x08\x0a-\x1f\x7f-\x9f]+)",
    re.DOTALL,
)
SWITCH = re.compile(r"(?:\x1b\[|\x9b)\?(?:1049|1047|47)([hl])")
# How far a cursor is moved: no terminal is larger, and a sequence of few bytes must not make a text of many.
FARTHEST = 300


def plain_text(output: str, *, is_alternate: bool | None = None) -> str:
    """Return the lines that the output left on the terminal, joined by newlines.

    `is_alternate`: whether it begins on the alternate screen; None where that is to be found in the output itself.
    """
    if output.isprintable():
        return "" if is_alternate else output
    if is_alternate is None:
        is_alternate = starts_alternate(output)
    screen = _Screen(is_alternate=is_alternate)
    for match in TOKEN.finditer(output):
        screen.take(match)
    return screen.text()


def starts_alternate(output: str) -> bool:
    """Return whether the output begins on the alternate screen: it leaves that before it goes there."""
    first = SWITCH.search(output)
    return first is not None and first[1] == "l"


def ends_alternate(output: str) -> bool:
    """Return whether the output ends on the alternate screen."""
    return next((match[1] == "h" for match in reversed(list(SWITCH.finditer(output)))), False)


class _Screen:
    """Rows by number, without end above and below; only those that were written are there."""

    def __init__(self, *, is_alternate: bool) -> None:
        self._rows: dict[int, str] = {0: ""}
        self._row = self._column = self._top = 0
        self._is_alternate = False
        if is_alternate:
            self._begin_alternate()

    def take(self, match: re.Match[str]) -> None:
        """Do what one token says."""
        if match["csi"]:
            if match["values"].startswith("?"):
                self._switch(match)
            elif match["final"] and not self._is_alternate:
                self._control(match["final"], match["values"])
        elif self._is_alternate:
            return
        elif match["text"]:
            self._write(match["text"])
        elif match["control"]:
            self._move_by(match["control"])

    def text(self) -> str:
        """Every row that was written, top to bottom, without blanks at its end."""
        return "\n".join(self._rows[row].rstrip() for row in sorted(self._rows)).strip("\n")

    def _switch(self, match: re.Match[str]) -> None:
        switch = SWITCH.fullmatch(match[0])
        if switch is not None and (switch[1] == "h") != self._is_alternate:
            if switch[1] == "h":
                self._begin_alternate()
            else:
                self._is_alternate = False

    def _begin_alternate(self) -> None:
        self._begin_below()
        self._rows[self._row] = FULL_SCREEN
        self._is_alternate = True
        self._begin_below()

    def _begin_below(self) -> None:
        """Go on below all that was written."""
        written = [row for row, text in self._rows.items() if text]
        self._row = self._top = max(written, default=-1) + 1
        self._column = 0
        self._rows = {row: text for row, text in self._rows.items() if row < self._row}

    def _write(self, text: str) -> None:
        row = self._rows.get(self._row, "")
        end = self._column + len(text)
        self._rows[self._row] = row[: self._column].ljust(self._column) + text + row[end:]
        self._column = end

    def _move_by(self, control: str) -> None:
        if control in "\n\x0b\x0c\x85":
            self._row, self._column = self._row + 1, 0
            self._rows.setdefault(self._row, "")
        elif control == "\r":
            self._column = 0
        elif control == "\b":
            self._column = max(0, self._column - 1)

    def _control(self, final: str, values: str) -> None:
        numbers = [
            min(int(value or 0), FARTHEST) for value in values.split(";") if value.isdigit() or not value
        ]
        first = numbers[0] if numbers else 0
        step = max(1, first)
        if final in "AF":
            self._row = max(self._top, self._row - step)
        elif final in "BE":
            self._row = min(self._row + step, self._top + FARTHEST)
        elif final == "C":
            self._column = max(self._column, min(self._column + step, FARTHEST))
        elif final == "D":
            self._column = max(0, self._column - step)
        elif final in "G`":
            self._column = step - 1
        elif final == "d":
            self._row = self._top + step - 1
        elif final in "Hf":
            self._row, self._column = self._top + step - 1, max(1, *numbers[1:2], 1) - 1
        elif final == "K":
            self._erase_line(first)
        elif final == "J":
            self._erase_screen(first)
        if final in "EF":
            self._column = 0

    def _erase_line(self, part: int) -> None:
        row = self._rows.get(self._row, "")
        if part == 0:
            row = row[: self._column]
        elif part == 1:
            row = " " * min(self._column, len(row)) + row[self._column :]
        else:
            row = ""
        self._rows[self._row] = row

    def _erase_screen(self, part: int) -> None:
        """To the end: what is below goes. All of it (`clear`): what was above is kept, as in a scrollback."""
        if part >= 2:
            self._begin_below()
        elif part == 0:
            self._erase_line(0)
            self._rows = {row: text for row, text in self._rows.items() if row <= self._row}
