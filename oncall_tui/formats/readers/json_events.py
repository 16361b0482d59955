"""JSON of every kind: one document, or one value per line; what is known by its shape is read as what it is."""

from collections.abc import Iterator, Sequence
from typing import Any

from oncall_tui.domain.destinations import FOLDED, KEPT, ROW
from oncall_tui.formats.readers import alertmanager, journald, kubernetes, pagerduty, slack_export
from oncall_tui.formats.readers.event import Event, Shape, list_at
from oncall_tui.formats.readers.json_values import Span, items, member, value_at
from oncall_tui.formats.readers.page import Page, is_blank
from oncall_tui.formats.readers.reader import Format, Taken
from oncall_tui.formats.readers.records import record_event
from oncall_tui.formats.readers.source_line import SourceLine

JSON = Format("json", "JSON records with a field that says when", is_log=True)


# Where programs that answer with one document keep their records: Elasticsearch, CloudTrail, most others.
RECORD_PATHS = ((), ("hits", "hits"), ("Records",), ("events",), ("items",), ("logs",), ("data",))


def _record(value: Any) -> list[Event]:
    event = record_event(value) if isinstance(value, dict) else None
    return [event] if event else []


def _are_records(value: Any, path: tuple[str, ...]) -> bool:
    return any(event.stamp for item in list_at(value, path) for event in _record(item))


def _record_list(path: tuple[str, ...]) -> Shape:
    return Shape(JSON, lambda value: _are_records(value, path), _record, path)


# Tried in this order: the shapes that say most about themselves first.
SHAPES: tuple[Shape, ...] = (
    *journald.SHAPES,
    *alertmanager.SHAPES,
    *pagerduty.SHAPES,
    *kubernetes.SHAPES,
    *slack_export.SHAPES,
    *(_record_list(path) for path in RECORD_PATHS),
    Shape(JSON, lambda value: bool(_record(value)), _record),
)


def take_json(page: Page, at: int) -> Taken | None:
    """The JSON value that begins on this line, if nothing else follows on its last line.

    A value of several lines and of no known shape is evidence in one piece; one of a single line is left to
    other readers.
    """
    document = _document(page, at)
    if document is None:
        return None
    end = page.index_at(document.end - 1) + 1
    for shape in SHAPES:
        if shape.fits(document.value):
            return Taken(shape.format, tuple(_lines(page, at, end, document, shape)), end)
    if end == at + 1:
        return None
    raw = page.raw(at, end)
    return Taken(JSON, (SourceLine(at + 1, raw, raw.strip(), stamp="", continues=True),), end)


def _document(page: Page, at: int) -> Span | None:
    line = page.lines[at]
    opening = len(line) - len(line.lstrip(" \t"))
    if line[opening : opening + 1] not in ("{", "["):
        return None
    span = value_at(page.text, page.starts[at] + opening)
    if span is None:
        return None
    last = page.index_at(span.end - 1)
    return span if is_blank(page.lines[last][span.end - page.starts[last] :]) else None


def _lines(page: Page, at: int, end: int, document: Span, shape: Shape) -> Iterator[SourceLine]:
    """The events in order. What stands around them in the document is kept, without a row."""
    place, free = FOLDED if shape.format.is_log else ROW, at
    for span in _items(page.text, document, shape.path):
        first, after = page.index_at(span.start), page.index_at(span.end - 1) + 1
        if first > free:
            yield from _frame(page, free, first)
            free = first
        for event in shape.events(span.value) or [Event("", destination=KEPT)]:
            if free < after:
                yield event.line(free + 1, page.raw(free, after), place)
            else:
                yield event.line(first + 1, page.text[span.start : span.end], place)
            free = max(free, after)
    yield from _frame(page, free, end)


def _items(text: str, document: Span, path: Sequence[str] | None) -> list[Span]:
    """The values that are events: the document itself, or the elements of the list at the end of the path."""
    if path is None:
        return [document]
    holder = document
    for name in path:
        inner = member(text, holder, name)
        if inner is None:
            return []
        holder = inner
    return items(text, holder)


def _frame(page: Page, first: int, end: int) -> Iterator[SourceLine]:
    """The lines around the events: brackets, and the fields of the whole."""
    while first < end and is_blank(page.lines[first]):
        first += 1
    raw = page.raw(first, end)
    if raw:
        yield SourceLine(first + 1, raw, raw.strip(), stamp="", destination=KEPT)
