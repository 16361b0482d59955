"""Fields of a wrong type are no fields: a joined or hand-edited document may hold anything, and is shown anyway."""

from collections.abc import Mapping
from typing import Any

Fields = Mapping[str, Any]
Records = Mapping[str, Fields]
TEXTS = (
    "text",
    "raw",
    "kind",
    "source",
    "destination",
    "precision",
    "merged_into",
    "after",
    "order",
    "gap",
    "author",
)
LISTS = ("alternatives", "flags", "references", "tags", "people")
TEXT = frozenset({str, type(None)})
NUMBER = frozenset({int, type(None)})
LIST = frozenset({list, type(None)})


def tidy_notes(notes: Records) -> Records:
    """The notes, odd ones without what is odd. Asked of 100,000: only what orders and describes a row is looked at."""
    odd = [
        id
        for id, note in notes.items()
        for get in (note.get,)
        if type(get("source")) not in TEXT
        or type(get("line")) not in NUMBER
        or type(get("destination")) not in TEXT
        or type(get("text")) not in TEXT
        or type(get("alternatives")) not in LIST
        or type(get("flags")) not in LIST
        or type(get("precision")) not in TEXT
        or type(get("raw")) not in TEXT
    ]
    return {**notes, **{id: tidy(notes[id]) for id in odd}} if odd else notes


def tidy(record: Fields) -> Fields:
    """The record without fields of a wrong type; lists keep the elements that can be read."""
    kept = {name: value for name, value in record.items() if _is_sound(name, value)}
    for name in LISTS[1:]:
        if kept.get(name):
            kept[name] = [element for element in kept[name] if isinstance(element, str)]
    return kept


def _is_sound(name: str, value: Any) -> bool:
    if name in TEXTS:
        return type(value) in TEXT
    if name in LISTS:
        return type(value) in LIST
    return name != "line" or type(value) in NUMBER
