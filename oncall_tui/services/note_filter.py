"""Which notes to show: by words, kind, tag and person, pinned, flagged or left out. Over records: no note is built."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from oncall_tui.domain.filter_words import FLAG, SIGNS, Test, flag_test, let_through, read_filter
from oncall_tui.domain.note import KIND_WORDS, is_kind
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.reading import is_left_out

Raw = dict[str, Any]
LEFT_OUT = "left-out"
VOCABULARY = {"kind": tuple(KIND_WORDS), "tag": (), "who": ()}


def is_flagged(record: Raw) -> bool:
    """Whether a person should look at it: its reading is not certain, it may hold a secret, somebody left it out."""
    asks = record.get("flags") or record.get("alternatives") or record.get("secret") or record.get("struck")
    return bool(asks) and not is_left_out(record)


STATES: dict[str, Test[Raw]] = {
    "pinned": lambda record: bool(record.get("pinned")),
    "flagged": is_flagged,
    LEFT_OUT: is_left_out,
}


def filter_ids(ids: Iterable[str], record: Callable[[str], Raw], text: str) -> list[str]:
    """The notes that fit every word, in their order; left-out ones only if asked for. Raises Refused."""
    wanted = read_filter(text, VOCABULARY, STATES)
    left_out = wanted.asks(LEFT_OUT)

    def meaning(key: str, value: str) -> Test[str]:
        asked = _asked(key, value)
        return lambda id: asked(record(id))

    def holds(id: str, word: str) -> bool:
        return word in " ".join((text_of(record(id)), *_elements(record(id)))).casefold()

    return let_through((id for id in ids if is_left_out(record(id)) == left_out), wanted, holds, meaning)


def names_in(tables: Tables) -> dict[str, tuple[str, ...]]:
    """The tags and the people that occur in an incident, by the key that finds them."""
    records = [record for table in ("notes", "events") for record in tables.get(table, {}).values()]
    elements = {element for record in records for element in _elements(record)}
    return {
        key: tuple(sorted(element[1:] for element in elements if element.startswith(sign)))
        for sign, key in SIGNS.items()
    }


def text_of(record: Raw) -> str:
    return str(record.get("text") or record.get("raw") or "")


def _asked(key: str, value: str) -> Test[Raw]:
    if key == FLAG:
        return flag_test(value, STATES)
    if key == "kind":
        return lambda record: is_kind(record.get("kind"), value)
    if key == "tag":
        return lambda record: f"#{value}" in map(str.casefold, _elements(record))
    return lambda record: (
        str(record.get("author")).casefold() == value or f"@{value}" in map(str.casefold, _elements(record))
    )


def _elements(record: Raw) -> Iterator[str]:
    """Tags, people and references as one would type them into a filter."""
    signs = {"tags": "#", "people": "@", "references": ""}
    for name, value in record.items():
        base, colon, element = name.partition(":")
        if colon and value and base in signs:
            yield signs[base] + element
