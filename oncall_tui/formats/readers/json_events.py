"""JSON of every kind: one document, or one value per line; what is known by its shape is read as what it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from oncall_tui.domain.destinations import FOLDED, KEPT, ROW
from oncall_tui.formats.readers import alertmanager, journald, kubernetes, pagerduty, slack_export
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText, is_blank
from oncall_tui.formats.readers.json_format import JsonFormat, ParsedEvent
from oncall_tui.formats.readers.json_values import JsonSpan, items, member, parse_value_at
from oncall_tui.formats.readers.record_lists import record_pieces
from oncall_tui.formats.readers.source_line import SourceLine

JSON = Format("json", "JSON records with a field that says when", is_log=True)
RECORDS = Format("records", "records of a service as JSON: messages, alerts, incidents")


# Tried in this order: the shapes that say most about themselves first.
SHAPES: tuple[JsonFormat, ...] = (
    *journald.SHAPES,
    *alertmanager.SHAPES,
    *pagerduty.SHAPES,
    *kubernetes.SHAPES,
    *slack_export.SHAPES,
)


def read_json_block(page: InputText, at: int) -> ReadBlock | None:
    """Return the JSON value that begins on this line, if nothing else follows on its last line.

    A value of several lines and of no known shape is evidence in one piece; one of a single line is left to other
    readers.
    """
    document = _document(page, at)
    if document is None:
        return None
    end = page.index_at(document.end - 1) + 1
    for shape in SHAPES:
        if shape.fits(document.value):
            found = [
                (span.start, span.end, shape.events(span.value))
                for span in _items(page.text, document, shape.path)
            ]
            return ReadBlock(shape.format, tuple(_lines(page, at, end, shape.format, found)), end)
    if pieces := record_pieces(page.text, document):
        format = JSON if any(piece.is_log for piece in pieces) else RECORDS
        found = [(piece.start, piece.end, list(piece.events)) for piece in pieces]
        return ReadBlock(format, tuple(_lines(page, at, end, format, found)), end)
    if end == at + 1:
        return None
    raw = page.raw(at, end)
    return ReadBlock(JSON, (SourceLine(at + 1, raw, raw.strip(), stamp="", continues=True),), end)


def _document(page: InputText, at: int) -> JsonSpan | None:
    line = page.lines[at]
    opening = len(line) - len(line.lstrip(" \t"))
    if line[opening : opening + 1] not in ("{", "["):
        return None
    span = parse_value_at(page.text, page.starts[at] + opening)
    if span is None:
        return None
    last = page.index_at(span.end - 1)
    return span if is_blank(page.lines[last][span.end - page.starts[last] :]) else None


# Where a record stands in the text, and the events that it holds.
Found = tuple[int, int, Sequence[ParsedEvent]]


def _lines(
    page: InputText, at: int, end: int, format: Format, found: Sequence[Found]
) -> Iterator[SourceLine]:
    """Yield the events in order. What stands around them in the document is kept, without a row."""
    place, free = FOLDED if format.is_log else ROW, at
    for start, stop, events in found:
        first, after = page.index_at(start), page.index_at(stop - 1) + 1
        if first > free:
            yield from _frame(page, free, first)
            free = first
        listed = [replace(event, is_listed=not format.is_log) for event in events]
        for event in listed or [ParsedEvent("", destination=KEPT)]:
            if free < after:
                yield event.line(free + 1, page.raw(free, after), place)
            else:
                yield event.line(first + 1, page.text[start:stop], place)
            free = max(free, after)
    yield from _frame(page, free, end)


def _items(text: str, document: JsonSpan, path: Sequence[str] | None) -> list[JsonSpan]:
    """Return the values that are events: the document itself, or the elements of the list at the end of the path."""
    if path is None:
        return [document]
    holder = document
    for name in path:
        inner = member(text, holder, name)
        if inner is None:
            return []
        holder = inner
    return items(text, holder)


def _frame(page: InputText, first: int, end: int) -> Iterator[SourceLine]:
    """Yield the lines around the events: brackets, and the fields of the whole."""
    while first < end and is_blank(page.lines[first]):
        first += 1
    raw = page.raw(first, end)
    if raw:
        yield SourceLine(first + 1, raw, raw.strip(), stamp="", destination=KEPT)
