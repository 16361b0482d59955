"""The physical lines of a source, and where each stands in its text."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

_ORG = re.compile(r"^#\+[A-Za-z_]+:\s|^\*{2,} (?:TODO|DONE|NEXT) \S", re.MULTILINE)
_LOOKED_INTO = 20_000


@dataclass(frozen=True, slots=True)
class InputText:
    """A source as physical lines: the exact text, the lines without their ends, the offset of each line.

    `is_org`: its headings are stars, as a keyword or a second level of them shows.
    """

    text: str
    lines: tuple[str, ...]
    starts: tuple[int, ...]
    is_org: bool = False

    def raw(self, first: int, end: int) -> str:
        """Return the exact text of the lines `first` up to, not including, `end` (0-based)."""
        return "\n".join(self.lines[first:end])

    def index_at(self, offset: int) -> int:
        """Return the 0-based line that holds this offset of the text."""
        return bisect_right(self.starts, offset) - 1

    def line_before(self, at: int) -> str:
        """Return the last line before `at` that is not blank; "" if there is none."""
        while at > 0:
            at -= 1
            if not is_blank(self.lines[at]):
                return self.lines[at]
        return ""

    def next_written(self, at: int) -> int:
        """Return the first line from `at` on that is not blank; the number of lines if there is none."""
        while at < len(self.lines) and is_blank(self.lines[at]):
            at += 1
        return at


def split_source(text: str) -> InputText:
    """Lines end at a newline, with or without a carriage return before it; at carriage returns if no newline is there.

    Other characters that Python's `splitlines` ends a line at (form feeds, U+2028) are text: logs hold them.
    """
    end = "\r" if "\r" in text and "\n" not in text else "\n"
    pieces = text.split(end)
    starts = tuple(accumulate((len(piece) + 1 for piece in pieces), initial=0))[:-1]
    lines = tuple(piece.removesuffix("\r") for piece in pieces)
    return InputText(text, lines, starts, _ORG.search(text, 0, _LOOKED_INTO) is not None)


def is_blank(line: str) -> bool:
    """Nothing but spaces and tabs. Odd characters that only look empty count as written, so that none is lost."""
    return not line.strip(" \t\r")


def indent_width(line: str) -> int:
    """Cells before the first character, a tab counted to the next multiple of four."""
    width = 0
    for character in line:
        if character not in " \t":
            break
        width += 1 if character == " " else 4 - width % 4
    return width
