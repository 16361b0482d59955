"""The little language in which every list is filtered: `status:planned -owner:ana overdue "connection pool"`.

Total: what is not understood is text to look for, so that a half-typed filter already narrows the list.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

WORD = re.compile(r'(-?)(?:([A-Za-z_-]+):)?("[^"]*"?|[^\s"]\S*|(?=\s|$))')


class Term(NamedTuple):
    """`key:a,b` matches either value; a flag is a term whose key is `is`. `negated` for a leading minus."""

    key: str
    values: tuple[str, ...]
    negated: bool = False


class Filter(NamedTuple):
    """All of it must hold. `words` and `without` are casefolded text that must, and must not, occur."""

    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def read_filter(text: str, keys: Collection[str], flags: Collection[str]) -> Filter:
    """`keys` may stand before a colon, `flags` alone; any other word is text."""
    terms: list[Term] = []
    words: list[str] = []
    without: list[str] = []
    for minus, key, value in _words(text):
        bare = value.strip('"')
        if key.lower() in keys:
            if bare:
                terms.append(Term(key.lower(), _values(value), bool(minus)))
        elif not key and bare.lower() in flags and not value.startswith('"'):
            terms.append(Term("is", (bare.lower(),), bool(minus)))
        elif key or bare:
            (without if minus else words).append((f"{key}:{bare}" if key else bare).casefold())
    return Filter(tuple(terms), tuple(words), tuple(without))


def completions(text: str, vocabulary: Mapping[str, Sequence[str]], flags: Sequence[str]) -> tuple[str, ...]:
    """What the last, unfinished word could become: flags and `key:` first, after the colon that key's values.

    Each is a whole word to put in its place; none when the text ends in a space.
    """
    last = unfinished(text)
    minus = "-" if last.startswith("-") else ""
    word = last[len(minus) :]
    if not word:
        return ()
    key, colon, begun = word.partition(":")
    if not colon:
        names = [*flags, *(f"{name}:" for name in vocabulary)]
        return tuple(minus + name for name in names if name.startswith(word.lower()) and name != word)
    *chosen, begun = begun.split(",")
    stem = ",".join([*chosen, ""]) if chosen else ""
    matching = [
        value
        for value in vocabulary.get(key.lower(), ())
        if begun.strip('"').casefold() in value.casefold() and value != begun
    ]
    ranked = sorted(matching, key=lambda value: not value.casefold().startswith(begun.strip('"').casefold()))
    return tuple(f"{minus}{key}:{stem}{_quoted(value)}" for value in ranked)


def unfinished(text: str) -> str:
    """The word at the end that is still being typed; empty after a space."""
    match = re.search(r'(?:[^\s"]|"[^"]*"?)*$', text)
    return match[0] if match else ""


def completed(text: str, completion: str) -> str:
    """The text with its unfinished word completed, ready for the next one."""
    stem = text[: len(text) - len(unfinished(text))]
    return f"{stem}{completion}" + ("" if completion.endswith(":") else " ")


def _words(text: str) -> list[tuple[str, str, str]]:
    return [match for match in WORD.findall(text) if any(match)]


def _values(value: str) -> tuple[str, ...]:
    if value.startswith('"'):
        return (value.strip('"').casefold(),)
    return tuple(part.casefold() for part in value.split(",") if part)


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s,]", value) else value
