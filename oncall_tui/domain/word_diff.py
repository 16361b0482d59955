"""Two texts word by word: what both say, and what only one of them says."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond so many words the comparison takes longer than a person waits for; then line by line.
MOST_WORDS = 4000

Side = Literal["both", "first", "second"]


class Piece(NamedTuple):
    """A run of text and who says it."""

    side: Side
    text: str


def word_diff(first: str, second: str) -> list[Piece]:
    """The pieces in reading order; those of `first` and `both` make up the first text, and so for the second."""
    return list(_pieces(_split(first), _split(second)))


def _split(text: str) -> list[str]:
    words = WORDS.findall(text)
    return words if len(words) <= MOST_WORDS else text.splitlines(keepends=True)


def _pieces(first: list[str], second: list[str]) -> Iterator[Piece]:
    for _, start, end, other_start, other_end in SequenceMatcher(None, first, second, False).get_opcodes():
        mine, theirs = "".join(first[start:end]), "".join(second[other_start:other_end])
        if mine == theirs:
            yield Piece("both", mine)
            continue
        if mine:
            yield Piece("first", mine)
        if theirs:
            yield Piece("second", theirs)
