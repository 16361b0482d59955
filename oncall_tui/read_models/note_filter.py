"""Filter notes: by words, kind, tag and person, pinned, flagged or left out. Builds no notes."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from oncall_tui.domain.filter_language import FLAG, SIGNS, Test, apply_filter, flag_predicate, parse_filter
from oncall_tui.domain.folding import fold
from oncall_tui.domain.note import KIND_LABELS, matches_kind
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.record_view import is_hidden

Raw = dict[str, Any]
LEFT_OUT = "left-out"
ELEMENTS = {"tags": "#", "people": "@", "references": ""}
VOCABULARY = {"kind": tuple(KIND_LABELS), "tag": (), "who": ()}


def is_flagged(record: Raw) -> bool:
    """Return whether a person should look at it: its reading is not certain, it may hold a secret, somebody left it
    out.
    """
    asks = record.get("flags") or record.get("alternatives") or record.get("secret") or record.get("struck")
    return bool(asks) and not is_hidden(record)


STATES: dict[str, Test[Raw]] = {
    "pinned": lambda record: bool(record.get("pinned")),
    "flagged": is_flagged,
    LEFT_OUT: is_hidden,
}

# Words of other lists: they would mean two things.
ELSEWHERE = {
    "open": "is:open finds recommendations that are not done, in 5. Here flagged finds the notes that need a look."
}


class NoteFilter:
    """The notes `ids`, ready to be asked at every key: what holds for all of them is found out once."""

    def __init__(self, ids: Sequence[str], record: Callable[[str], Raw]) -> None:
        self._ids = ids
        self._record = record

    def matching(self, text: str) -> Sequence[str]:
        """Return the notes that fit every word, in their order; left-out ones only if asked for. Raises
        RefusedError.
        """
        wanted = parse_filter(text, VOCABULARY, STATES)

        def meaning(key: str, value: str) -> Test[str]:
            asked = _asked(key, value)
            if key == "tag":  # few texts hold it
                return lambda id: f"#{value}" in self.texts[id] and asked(self._record(id))
            return lambda id: asked(self._record(id))

        among = self._left_out if wanted.requests_flag(LEFT_OUT) else self._in_view
        return apply_filter(among, wanted, lambda id, word: word in self.texts[id], meaning, STATES)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Return the casefolded text that a word is searched in, by note."""
        return {id: _searched(self._record(id)) for id in self._ids}

    @cached_property
    def _in_view(self) -> Sequence[str]:
        hidden = set(self._left_out)
        return [id for id in self._ids if id not in hidden]

    @cached_property
    def _left_out(self) -> Sequence[str]:
        return [id for id in self._ids if is_hidden(self._record(id))]


def names_in(tables: Tables) -> dict[str, tuple[str, ...]]:
    """Return the tags and the people that occur in an incident, by the key that finds them."""
    records = [record for table in ("notes", "events") for record in tables.get(table, {}).values()]
    elements = {element for record in records for element in _elements(record)}
    return {
        key: tuple(sorted(element[1:] for element in elements if element.startswith(sign)))
        for sign, key in SIGNS.items()
    }


def text_of(record: Raw) -> str:
    """Return the text of a note's record, else its raw line."""
    return str(record.get("text") or record.get("raw") or "")


def _searched(record: Raw) -> str:
    return fold(" ".join((text_of(record), *_elements(record))))


def _asked(key: str, value: str) -> Test[Raw]:
    if key == FLAG:
        return flag_predicate(value, STATES, ELSEWHERE)
    if key == "kind":
        return lambda record: matches_kind(record.get("kind"), value)
    if key == "tag":
        return lambda record: f"#{value}" in map(fold, _elements(record))
    return lambda record: (
        fold(str(record.get("author"))) == value or f"@{value}" in map(fold, _elements(record))
    )


def _elements(record: Raw) -> Iterator[str]:
    """Tags, people and references as one would type them into a filter."""
    for name, value in record.items():
        if value and ":" in name:
            base, _, element = name.partition(":")
            if base in ELEMENTS:
                yield ELEMENTS[base] + element
