"""The lines that a reader of an HTML page would see, as the other readers take them: Markdown, a block a line.

Each line knows its place in the source. Scripts, styles and what is hidden give no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
LISTS = frozenset(("ul", "ol", "menu", "dl"))
ITEMS = frozenset(("li", "dt"))
CELLS = frozenset(("td", "th"))
TABLES = frozenset(("table", "thead", "tbody", "tfoot", "tr", *CELLS))
BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "address", "figure", "form"),
        *("figcaption", "details", "summary", "fieldset", "center", "body", "head", "html", "blockquote"),
        *("pre", "hr", "caption", "dd", *HEADINGS, *LISTS, *ITEMS, *TABLES),
    )
)
UNSEEN = frozenset(("script", "style", "title", "template", "noscript", "nav", "button", "select", "svg"))
VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "source"))
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_WIDTH = re.compile("[\u00ad\u034f\u200b\u200c\u2060\ufeff]")
_CONDITION = re.compile(r"<!\[[^>\n]*>?")
_WRITTEN = re.compile(r"\S")
_DEEPEST = 10
_LONGEST_LABEL = 200
_MOST_LINES_OF_A_CELL = 12

Attributes = list[tuple[str, str | None]]


class Spot(NamedTuple):
    """The source position of a line: its first physical line and column, and its last line (all from 0)."""

    line: int
    column: int
    last: int


class Seen(NamedTuple):
    """A line as a reader sees it. `spot` is None for what only Markdown needs: a blank, a rule, a fence."""

    text: str
    spot: Spot | None = None


@dataclass(slots=True)
class _Cell:
    is_header: bool
    lines: list[Seen] = field(default_factory=list)

    @property
    def text(self) -> str:
        words = "<br>".join(line.text.strip() for line in self.lines if line.spot)
        return words.replace("\\", "\\\\").replace("|", "\\|")


@dataclass(slots=True)
class _Row:
    line: int
    column: int
    last: int
    cells: list[_Cell] = field(default_factory=list)

    @property
    def spot(self) -> Spot:
        lasts = (line.spot.last for cell in self.cells for line in cell.lines if line.spot)
        return Spot(self.line, self.column, max(self.last, *lasts, self.line))


@dataclass(slots=True)
class _Table:
    """A table whose end was not met yet, and what holds again behind it."""

    around: _Place
    rows: list[_Row] = field(default_factory=list)
    is_layout: bool = False


@dataclass(slots=True)
class _Place:
    """The lists, items and quotations that are open; `marker` is that of an item without words so far."""

    lists: list[str] = field(default_factory=list)
    marker: str = ""
    quotes: int = 0
    heading: int = 0


def seen_lines(text: str) -> list[Seen]:
    """Return the lines of a page, in order."""
    text = _without_comments(text)
    tags_end = text.rfind(">") + 1
    reader = _Reader()
    reader.feed(text[:tags_end])
    reader.close()
    reader.handle_data(unescape(text[tags_end:]))
    return reader.finished()


def _without_comments(text: str) -> str:
    """Return the text with blanks for comments and conditions. The parser looks for the end of each that never
    closes in all that follows, and knows only some conditions.
    """
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces += [text[at:start], _blank(text[start : end + 3])]
        at = end + 3
    pieces.append(text[at:].replace("<!--", "    "))
    return _CONDITION.sub(lambda match: _blank(match[0]), "".join(pieces))


def _blank(text: str) -> str:
    return _WRITTEN.sub(" ", text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[Seen] = []
        self._tables: list[_Table] = []
        self._place = _Place()
        self._hidden: list[str] = []
        self._words: list[str] = []
        self._bold: int | None = None
        self._opened: tuple[int, int] | None = None
        self._spot: Spot | None = None
        self._preformatted: list[Seen] | None = None
        self._is_below = False  # the next line goes on with this block, as behind <br>

    def finished(self) -> list[Seen]:
        self._end_pre()
        self._flush()
        while self._tables:
            self._end_table()
        return self._lines

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self._hidden or tag in UNSEEN or _is_hidden(attrs):
            if tag not in VOID and (not self._hidden or tag == self._hidden[-1]):
                self._hidden.append(tag)
        elif tag == "br":
            self._break()
        elif tag in ("b", "strong"):
            self._bold = len(self._words) if not "".join(self._words).strip() else None
        elif tag in BLOCKS and not (tag == "dd" and self._words):
            self._start_block(tag)
        elif tag == "dd":
            self._words.append(" ")

    def _start_block(self, tag: str) -> None:
        self._end_pre()
        self._flush()
        if not self._place.marker:
            self._opened = self._at()
        if tag in HEADINGS:
            self._place.heading = HEADINGS[tag]
        elif tag in LISTS:
            self._place.lists.append(tag)
            self._place.marker = ""
        elif tag in ITEMS:
            self._place.marker, self._opened = "- ", self._at()
        elif tag == "blockquote":
            self._place.quotes += 1
        elif tag == "pre":
            self._preformatted = []
        elif tag == "hr":
            self._put(Seen("---", self._here()))
        elif tag in TABLES:
            self._start_table(tag)

    def _start_table(self, tag: str) -> None:
        if tag == "table":
            if self._tables:
                self._tables[-1].is_layout = True
            self._tables.append(_Table(self._place))
            self._place = _Place()
        elif self._tables and (tag == "tr" or (tag in CELLS and not self._tables[-1].rows)):
            self._tables[-1].rows.append(_Row(*self._here()))
        if self._tables and tag in CELLS:
            self._place = _Place()
            self._tables[-1].rows[-1].cells.append(_Cell(tag == "th"))

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
        elif tag in ("b", "strong"):
            self._end_bold()
        elif tag in BLOCKS:
            self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        if tag == "dt":  # its description goes on with the line
            return
        if self._spot and tag not in LISTS:
            self._spot = self._spot._replace(last=self._at()[0])
        self._end_pre()
        self._flush()
        place, self._opened, self._is_below = self._place, None, False
        if tag in HEADINGS:
            place.heading = 0
        elif tag in LISTS and place.lists:
            place.lists.pop()
            place.marker = ""
        elif tag == "li":
            place.marker = ""
        elif tag == "blockquote":
            place.quotes = max(0, place.quotes - 1)
        elif tag == "tr" and self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].last = self._at()[0]
        elif tag == "table" and self._tables:
            self._end_table()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._preformatted is not None:
            self._add_preformatted(data)
        elif words := data.strip():
            self._see(data, words)
            self._words.append(data)
        elif self._words:
            self._words.append(" ")

    def _see(self, data: str, words: str) -> None:
        """Note where the words of a block begin and end."""
        line, column = self._at()
        lead = data[: data.index(words)]
        last = line + data.rstrip().count("\n")
        if self._spot is None:
            column = len(lead) - lead.rfind("\n") - 1 if "\n" in lead else column + len(lead)
            first = self._opened or (line + lead.count("\n"), column)
            self._spot = Spot(*first, last)
        else:
            self._spot = self._spot._replace(last=last)

    def _add_preformatted(self, data: str) -> None:
        assert self._preformatted is not None
        line, column = self._at()
        first, *rest = data.split("\n")
        if self._preformatted:
            above = self._preformatted.pop()
            self._preformatted.append(above._replace(text=above.text + first))
        else:
            self._preformatted.append(Seen(first, Spot(line, column, line)))
        for number, words in enumerate(rest, line + 1):
            self._preformatted.append(Seen(words, Spot(number, 0, number)))

    def _end_pre(self) -> None:
        """Preformatted lines are a block of code; in a cell, and as a line alone, they are text."""
        written = [line for line in self._preformatted or () if line.text.strip()]
        self._preformatted = None
        if not written:
            return
        lines = [line._replace(text=line.text.replace("\r", " ").rstrip()) for line in written]
        if len(lines) > 1 and not self._tables:
            lines = [Seen("```"), *lines, Seen("```")]
        self._is_below = False
        for line in lines:
            self._put(line._replace(text=self._prefix() + line.text))
            self._is_below = True
        self._is_below = False

    def _break(self) -> None:
        if self._preformatted is not None:
            self._preformatted.append(Seen("", self._here()))
            return
        self._flush()
        self._opened, self._is_below = None, True

    def _end_bold(self) -> None:
        """Take bold text at the beginning of a block for a possible label of a section."""
        if self._bold is None:
            return
        words, at, self._bold = self._words, self._bold, None
        bold = "".join(words[at:])
        inner = " ".join(bold.split())
        if inner and "*" not in inner and len(inner) < _LONGEST_LABEL and not self._tables:
            words[at:] = [f"**{inner}**", " " if bold[-1:].isspace() else ""]

    def _flush(self) -> None:
        """End the block of words that is open."""
        self._end_bold()
        words = " ".join(_NO_WIDTH.sub("", "".join(self._words)).split())
        spot, self._words, self._spot = self._spot, [], None
        if words and spot:
            self._put(Seen(self._prefix() + words, spot))
            self._place.marker = ""

    def _prefix(self) -> str:
        place = self._place
        depth = min(len(place.lists), _DEEPEST) or (1 if place.marker else 0)
        if place.marker:
            return "> " * bool(place.quotes) + "  " * (depth - 1) + place.marker
        if place.heading and not depth and not self._tables:
            return "#" * place.heading + " "
        return "> " * bool(place.quotes) + "  " * depth

    def _put(self, line: Seen) -> None:
        """Add a line, a blank before it unless it goes on with a list, a quotation or a block."""
        lines = self._sink()
        place = self._place
        if lines and lines[-1].text.strip() and not self._is_below and not place.lists:
            lines.append(Seen(">" if place.quotes and lines[-1].text.startswith(">") else ""))
        lines.append(line)

    def _sink(self) -> list[Seen]:
        for table in reversed(self._tables):
            if table.rows and table.rows[-1].cells:
                return table.rows[-1].cells[-1].lines
        return self._lines

    def _end_table(self) -> None:
        table = self._tables.pop()
        self._place = table.around
        lines = self._sink()
        lines += [Seen(""), *_lines_of(table), Seen("")]

    def _at(self) -> tuple[int, int]:
        line, column = self.getpos()
        return line - 1, column

    def _here(self) -> Spot:
        line, column = self._at()
        return Spot(line, column, line)


def _is_hidden(attrs: Attributes) -> bool:
    return any(
        name == "hidden" or (name == "style" and value and _HIDDEN.search(value)) for name, value in attrs
    )


def _lines_of(table: _Table) -> Iterator[Seen]:
    """Yield a table of data as one of Markdown; one that only lays out a page as what is in its cells."""
    rows = [row for row in table.rows if any(cell.text for cell in row.cells)]
    width = max((len(row.cells) for row in rows), default=0)
    if table.is_layout or width < 2 or any(_is_long(cell) for row in rows for cell in row.cells):
        for row in rows:
            for cell in row.cells:
                yield from [Seen(""), *cell.lines]
    elif len(rows) == 1:
        yield Seen(" ".join(cell.text for cell in rows[0].cells if cell.text), rows[0].spot)
    else:
        yield from _markdown(rows, width)


def _is_long(cell: _Cell) -> bool:
    return len(cell.lines) > _MOST_LINES_OF_A_CELL


def _markdown(rows: Sequence[_Row], width: int) -> Iterator[Seen]:
    """Yield the rows; one that has a name in its first cell alone is no header."""
    marks = [cell.is_header for cell in rows[0].cells]
    if any(marks) and not all(marks):
        yield Seen("|   " * width + "|")
        yield Seen("|---" * width + "|")
    for number, row in enumerate(rows):
        cells = [cell.text for cell in row.cells] + [""] * (width - len(row.cells))
        yield Seen(f"| {' | '.join(cells)} |", row.spot)
        if number == 0 and (all(marks) or not any(marks)):
            yield Seen("|---" * width + "|")
