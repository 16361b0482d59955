"""The report as rows: its Markdown without the marks, headings as rules. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from oncall_tui.widgets.rows import Row, Span, divider

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?:---\|)+")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"(?<![\\*\w])\*(?=\S)([^*]+?)(?<=\S)\*(?!\*)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_BULLET = re.compile(r"(\s*)- ")
# The head of a table of the timeline: its zone is in the header of the view.
TIMES = "| Time ("
TIME_CELLS = 8


class PagePart(NamedTuple):
    """The content below one heading of the page."""

    title: str
    rows: tuple[Row, ...]


class PageText(NamedTuple):
    """A report: what stands before its first heading, then its sections in reading order."""

    lead: tuple[Row, ...]
    parts: tuple[PagePart, ...]

    @property
    def rows_by_title(self) -> Mapping[str, tuple[Row, ...]]:
        """Return the rows of each part, by its title."""
        return {part.title: part.rows for part in self.parts}

    def all_rows(self) -> Iterator[Row]:
        """Yield the whole page."""
        yield from self.lead
        for part in self.parts:
            yield divider(part.title)
            yield from part.rows


def page_text(markdown: str) -> PageText:
    """Read the Markdown of a report (`report_markdown`) into rows."""
    parts: list[PagePart] = []
    title, lines, lead = "", list[str](), tuple[Row, ...]()
    fenced = False
    for line in [*markdown.splitlines(), "## "]:
        fenced ^= bool(_FENCE.match(line))
        if line.startswith("## ") and not fenced:
            if title:
                parts.append(PagePart(title, tuple(_rows(lines))))
            else:
                lead = tuple(_rows(lines))
            title, lines = _plain(line[3:]), []
        else:
            lines.append(line)
    return PageText(lead, tuple(parts))


def _rows(lines: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of some lines, without blank ones at both ends and several in a row."""
    rows: list[Row] = []
    fenced = False
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            rows.append((Span(f" {line}"),))
        elif not line.strip():
            rows += [()] if rows and not _is_heading(rows[-1]) else []
        elif not (_RULE.fullmatch(line) or line.startswith(TIMES)):
            rows.append(_row(line))
    while rows and not rows[-1]:
        rows.pop()
    yield from rows


def _is_heading(row: Row) -> bool:
    """Tell whether a row needs no blank one below it."""
    return not row or all(span.tone == "strong" or not span.text.strip() for span in row)


def _row(line: str) -> Row:
    if line.startswith("#"):
        return (Span(f" {_plain(line.lstrip('# '))}", "strong"),)
    if line.startswith("| "):
        first, *cells = [_plain(cell.strip()) for cell in _PIPE.split(line)[1:-1]]
        return (Span(f" {first:<{TIME_CELLS}} ", "muted"), Span("  ".join(cell for cell in cells if cell)))
    if bullet := _BULLET.match(line):
        return (Span(f" {bullet[1]}· "), *_spans(line[bullet.end() :]))
    return (Span(" "), *_spans(line))


def _spans(text: str) -> Iterator[Span]:
    """Yield the text with what was marked as strong in that tone."""
    end = 0
    for strong in _STRONG.finditer(text):
        yield Span(_plain(text[end : strong.start()]))
        yield Span(_plain(strong[1]), "strong")
        end = strong.end()
    yield Span(_plain(text[end:]))


def _plain(text: str) -> str:
    """Return the text without marks of emphasis and without the backslashes that keep text from being markup."""
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", text)))
