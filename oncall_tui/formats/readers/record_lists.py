"""Documents that hold records somewhere: an export of messages, a page of incidents with their updates.

Each record is an event. One that holds a list of others (an incident and its updates) is one beside them, unless it is
only their container.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from oncall_tui.formats.readers.generic_records import find_message, find_stamp, is_of_a_log, record_event
from oncall_tui.formats.readers.json_format import ParsedEvent
from oncall_tui.formats.readers.json_values import JsonSpan, items, members

DEEPEST = 6
# Lists that a document is made of: what holds one of these is no event itself.
CONTAINED = frozenset(
    (
        *(
            "messages",
            "posts",
            "records",
            "hits",
            "items",
            "logs",
            "data",
            "results",
            "entries",
            "values",
            "rows",
        ),
        *("incidents", "alerts", "value", "nodes", "edges", "topics", "issues", "log_entries", "problems"),
    )
)
NO_RECORDS = frozenset(
    (
        *(
            "managedfields",
            "attachments",
            "reactions",
            "files",
            "conditions",
            "labels",
            "tags",
            "members",
            "users",
        ),
        *(
            "participants",
            "frames",
            "edits",
            "versions",
            "components",
            "assignments",
            "acknowledgements",
            "teams",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class RecordPiece:
    """The span of one record's events in the text."""

    start: int
    end: int
    events: tuple[ParsedEvent, ...]
    is_log: bool


def record_pieces(text: str, document: JsonSpan) -> list[RecordPiece]:
    """Return the records of a document in the order of the text; none where none says when, but for one log record
    alone.
    """
    pieces = list(_pieces(text, document, 0))
    is_said = len(pieces) == 1 or any(event.stamp for piece in pieces for event in piece.events)
    return pieces if is_said and any(piece.events for piece in pieces) else []


def _pieces(text: str, span: JsonSpan, depth: int) -> Iterator[RecordPiece]:
    if isinstance(span.value, list):
        for item in items(text, span):
            if isinstance(item.value, dict):
                yield from _pieces(text, item, depth + 1)
        return
    left = DEEPEST - depth
    lists = [name for name, value in span.value.items() if left and _holds_records(name, value, left)]
    if not lists:
        event = record_event(span.value)
        yield RecordPiece(span.start, span.end, (event,) if event else (), is_of_a_log(span.value))
        return
    inner: list[RecordPiece] = []
    for key, child in members(text, span):
        if key in lists:
            inner += _children(text, child, depth)
    own = (
        None
        if not depth and CONTAINED & {key.lower() for key in lists}
        else _holder(span.value, lists, inner)
    )
    if own is not None:
        first = min((piece.start for piece in inner), default=span.end)
        yield RecordPiece(span.start, first, (own,), False)
        inner = [_titled(piece, own) for piece in inner]
    yield from inner


def _children(text: str, child: JsonSpan, depth: int) -> list[RecordPiece]:
    """Return the records of a list, or of an object that holds them by their ids."""
    if isinstance(child.value, dict) and _is_map_of_records(child.value):
        return [piece for _, value in members(text, child) for piece in _pieces(text, value, depth + 1)]
    return list(_pieces(text, child, depth + 1))


def _holder(value: Mapping[str, Any], lists: list[str], inner: list[RecordPiece]) -> ParsedEvent | None:
    """Return the event that a record with a list of others is, where it has a time and words of its own."""
    rest = {name: field for name, field in value.items() if name not in lists}
    event = record_event(rest)
    names = {name.lower(): field for name, field in rest.items()}
    return event if event is not None and event.stamp and find_message(names, 0) and inner else None


def _titled(piece: RecordPiece, holder: ParsedEvent) -> RecordPiece:
    """Give an update that says nothing of its subject the links of it."""
    links = holder.references
    events = tuple(replace(event, references=event.references or links) for event in piece.events)
    return replace(piece, events=events, is_log=False)


def _holds_records(name: str, value: Any, depth: int) -> bool:
    """Return whether a field holds a list of records, or leads to one."""
    if name.lower() in NO_RECORDS or depth == 0:
        return False
    if isinstance(value, list):
        return any(isinstance(item, dict) and _is_record(item, depth) for item in value[:20])
    if isinstance(value, dict):
        return _is_map_of_records(value) or any(
            isinstance(inner, list | dict) and _holds_records(key, inner, depth - 1)
            for key, inner in value.items()
        )
    return False


def _is_record(item: Mapping[str, Any], depth: int) -> bool:
    names = {name.lower(): value for name, value in item.items()}
    if find_stamp(names, 1) and find_message(names, 1):
        return True
    event = record_event(item)
    return bool(event and event.stamp and find_message(names, 1)) or any(
        isinstance(value, list | dict) and _holds_records(key, value, depth - 1)
        for key, value in item.items()
    )


def _is_map_of_records(value: Mapping[str, Any]) -> bool:
    """`{"p1": {…}, "p2": {…}}`: objects of the same fields by their ids, each with a time and words."""
    inner = list(value.values())
    if len(inner) < 2 or not all(isinstance(item, dict) for item in inner[:20]):
        return False
    return all(item.keys() == inner[0].keys() and _is_record(item, 1) for item in inner[:5])
