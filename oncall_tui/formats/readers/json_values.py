"""JSON values and where each stands in a text, so that an event keeps the exact lines it was written on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SPACE = " \t\r\n"


class WrittenFloat(float):
    """A float that knows how it was written: an epoch with seven digits of fraction is not rounded."""

    written: str

    def __new__(cls, written: str) -> WrittenFloat:
        number = super().__new__(cls, written)
        number.written = written
        return number


DECODER = json.JSONDecoder(parse_float=WrittenFloat)


@dataclass(frozen=True, slots=True)
class JsonSpan:
    """A value, and the offsets of its first character and of the one after its last."""

    value: Any
    start: int
    end: int


def parse_value_at(text: str, start: int) -> JsonSpan | None:
    """Return the JSON object or array that begins at this offset; None where it is cut, wrong or nested too deeply."""
    try:
        value, end = DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return JsonSpan(value, start, end)


def items(text: str, array: JsonSpan) -> list[JsonSpan]:
    """Return the elements of an array that `parse_value_at` read."""
    return list(_values(text, array.start + 1, len(array.value)))


def member(text: str, parent: JsonSpan, name: str) -> JsonSpan | None:
    """Return the value of one key of an object that `parse_value_at` read; with a key that stands twice, the
    last one.
    """
    found = None
    for key, value in members(text, parent):
        if key == name:
            found = value
    return found


def members(text: str, parent: JsonSpan) -> Iterator[tuple[str, JsonSpan]]:
    """Yield the keys of an object that `parse_value_at` read, each with its value, in the order of the text."""
    at = parent.start + 1
    while (at := _skip(text, at, SPACE + ",")) < parent.end - 1:
        key, at = DECODER.raw_decode(text, at)
        start = _skip(text, at, SPACE + ":")
        value, at = DECODER.raw_decode(text, start)
        yield str(key), JsonSpan(value, start, at)


def _values(text: str, at: int, count: int) -> Iterator[JsonSpan]:
    for _ in range(count):
        at = _skip(text, at, SPACE + ",")
        value, end = DECODER.raw_decode(text, at)
        yield JsonSpan(value, at, end)
        at = end


def _skip(text: str, at: int, characters: str) -> int:
    while at < len(text) and text[at] in characters:
        at += 1
    return at
