"""Two texts word by word: what both say, and what only one of them says."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond so many words that may differ, comparing takes longer than a person waits for: then all of them differ.
MOST_WORDS = 2000

Side = Literal["both", "first", "second"]


class DiffSegment(NamedTuple):
    """A run of text and who says it."""

    side: Side
    text: str


def word_diff(first: str, second: str) -> list[DiffSegment]:
    """Return the pieces in reading order; those of `first` and `both` make up the first text, and so for the
    second.
    """
    mine, theirs = WORDS.findall(first), WORDS.findall(second)
    start = _alike(mine, theirs)
    end = _alike(mine[start:][::-1], theirs[start:][::-1])
    ours, others = mine[start : len(mine) - end], theirs[start : len(theirs) - end]
    runs = [("both", mine[:start]), *_middle(ours, others), ("both", mine[len(mine) - end :])]
    return [DiffSegment(side, "".join(words)) for side, words in runs if words]


def _middle(first: list[str], second: list[str]) -> Iterator[tuple[Side, list[str]]]:
    """Yield the words between the common beginning and the common end."""
    if max(len(first), len(second)) > MOST_WORDS:
        yield "first", first
        yield "second", second
        return
    for tag, start, end, other_start, other_end in SequenceMatcher(None, first, second, False).get_opcodes():
        if tag == "equal":
            yield "both", first[start:end]
        else:
            yield "first", first[start:end]
            yield "second", second[other_start:other_end]


def _alike(first: Sequence[str], second: Sequence[str]) -> int:
    """Count the words that both begin with."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(first), len(second)))
