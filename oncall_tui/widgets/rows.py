"""Rows: one line of a list, a header or a pane, as plain values that need no screen to be tested.

A row is a tuple of spans; a span is text with a tone. A tone is a word (`muted`, `warn`, `badge`...); what it looks
like is decided once, in `styles/base.tcss`. State is never the tone alone: a word or a sign says it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from rich.cells import cell_len, set_cell_size

from oncall_tui.domain.visible import escape_line

TONES = ("muted", "strong", "good", "warn", "bad", "badge", "link", "key", "idea", "rule")
# A row of this tone alone is a rule with that title: it is as wide as the pane, which only the pane knows.
DIVIDER = "divider"
# In a help: the column of keys and signs.
SIGN_CELLS = 16


class Span(NamedTuple):
    """Some text in one tone; the empty tone is the widget's own."""

    text: str
    tone: str = ""


Row = tuple[Span, ...]


class Rows(Protocol):
    """The rows of a list: any number, asked for one at a time, only while they are visible."""

    def __len__(self) -> int: ...

    def row_id(self, index: int) -> str:
        """Return the row's id, the same as long as it lives: the cursor and the marks hold on to it."""

    def index_of(self, row_id: str) -> int | None:
        """Return the row's present index, in constant time, or None."""

    def row(self, index: int, width: int) -> Row:
        """Return the row's text for so many cells. Longer text is cut."""

    def selectable(self, index: int) -> bool:
        """Return False for dividers, which the cursor skips."""


@dataclass(frozen=True, slots=True)
class FixedRow:
    """One row of `FixedRows`: its id, its text, and whether the cursor may stand on it."""

    row_id: str
    spans: Row
    selectable: bool = True


class FixedRows:
    """Rows that are all known beforehand: short lists, choices, tests."""

    def __init__(self, rows: Sequence[FixedRow] = ()) -> None:
        self._rows = tuple(rows)
        self._places = {row.row_id: index for index, row in enumerate(self._rows)}

    def __len__(self) -> int:
        return len(self._rows)

    def row_id(self, index: int) -> str:
        return self._rows[index].row_id

    def index_of(self, row_id: str) -> int | None:
        return self._places.get(row_id)

    def row(self, index: int, width: int) -> Row:
        return self._rows[index].spans

    def selectable(self, index: int) -> bool:
        return self._rows[index].selectable


def sign_row(sign: str, meaning: str) -> Row:
    """Return a line of a help: a key or a sign in its column, then what it means."""
    return Span(f" {sign:<{SIGN_CELLS}}", "key"), Span(meaning if len(sign) < SIGN_CELLS else f"  {meaning}")


def row_text(row: Row) -> str:
    """Return the row's text alone."""
    return "".join(span.text for span in row)


def row_width(row: Row) -> int:
    """Count the terminal cells of the row."""
    return sum(len(text) if text.isascii() else cell_len(text) for text, _ in row)


def sanitise_span(span: Span, width: int) -> Span:
    """Return the span as it may be written to a terminal: harmless, on one line, not much longer than `width`.

    It is cut first, so that a line of 100 KB costs no more than a short one; a cell takes at most a few characters
    (combining marks), hence the factor.
    """
    return Span(escape_line(span.text[: 4 * width + 8]), span.tone)


def span_at(row: Row, x: int) -> Span | None:
    """Return the span at a cell of the row; None behind its end."""
    for span in row:
        x -= row_width((span,))
        if x < 0:
            return span
    return None


def truncate_row(row: Row, width: int) -> Row:
    """Return the row cut to `width` cells, with an ellipsis where something was lost. Its text is made harmless."""
    if all(span.text.isascii() and span.text.isprintable() for span in row) and row_width(row) <= width:
        return row
    safe = [sanitise_span(span, width) for span in row]
    if row_width(tuple(safe)) <= width:
        return tuple(safe)
    kept: list[Span] = []
    left = max(0, width - 1)
    for span in safe:
        size = cell_len(span.text)
        if size > left:
            kept.append(Span(set_cell_size(span.text, left).rstrip() + "…" * (width > 0), span.tone))
            break
        kept.append(span)
        left -= size
    return tuple(kept)


def justify_row(left: Row, right: Row, width: int) -> Row:
    """`left` and `right` on one line of `width` cells: the right part stays whole, the left one is cut."""
    tail = truncate_row(right, width)
    room = max(0, width - row_width(tail) - (1 if tail else 0))
    head = truncate_row(left, room)
    return (*head, Span(" " * (width - row_width(head) - row_width(tail))), *tail)


def rule(title: str, width: int, right: str = "", tone: str = "rule") -> Row:
    """Return a divider: `── title ───────── right ──`, whole lines of dashes without a title."""
    left = f"── {escape_line(title)} " if title else ""
    tail = f" {escape_line(right)} ──" if right else ""
    return truncate_row(
        (Span(left + "─" * max(0, width - cell_len(left) - cell_len(tail)) + tail, tone),), width
    )


def divider(title: str) -> Row:
    """Return a rule as wide as the pane that shows it."""
    return (Span(title, DIVIDER),)


def wrap_row(row: Row, width: int, indent: str = "") -> list[Row]:
    """Return the row as the lines of a pane: a divider is one, all else takes as many as it needs."""
    if len(row) == 1 and row[0].tone == DIVIDER:
        return [rule(row[0].text, width)]
    return wrap(row, width, indent)


def wrap(row: Row, width: int, indent: str = "") -> list[Row]:
    """Return the row over as many lines as it needs, broken at blanks if there are some; later ones start with
    `indent`.
    """
    text = row_text(row)
    lines: list[Row] = []
    start = 0
    while start < len(text) or not lines:
        lead = indent if start and len(indent) < width else ""
        end = _line_end(text, start, max(1, width - len(lead)))
        lines.append((*((Span(lead),) if lead else ()), *_part(row, start, end)))
        start = end
        while start < len(text) and text[start] == " ":
            start += 1
    return lines


def _line_end(text: str, start: int, width: int) -> int:
    """Return the end of a line that begins at `start`: at a blank in its second half, else where it is full."""
    size, end = 0, start
    while end < len(text) and size + (cell := cell_len(text[end])) <= width:
        size += cell
        end += 1
    if end == len(text) or text[end] == " ":
        return end
    blank = text.rfind(" ", start, end)
    return blank if blank > (start + end) // 2 else max(end, start + 1)


def _part(row: Row, start: int, end: int) -> Row:
    """Return the characters from `start` to `end`, in their tones."""
    spans: list[Span] = []
    for span in row:
        if start < len(span.text) and end > 0:
            spans.append(Span(span.text[max(0, start) : end], span.tone))
        start, end = start - len(span.text), end - len(span.text)
    return tuple(spans)
