"""The little language in which every list is filtered: `status:planned -owner:ana overdue #redis "connection pool"`.

Total: what is not understood is text to look for, so that a half-typed filter already narrows the list. Each list
says what its own words mean; how they are written, combined, completed and explained stands here alone.
"""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from oncall_tui.domain.errors import Refused

WORD = re.compile(r'(-?)(?:([A-Za-z_-]+):)?("[^"]*"?|[^\s"]\S*|(?=\s|$))')
# A word with its quoted parts, whose spaces belong to it; the last quote may still be open.
TYPED_WORD = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
FLAG = "is"
SIGNS = {"#": "tag", "@": "who"}

Item = TypeVar("Item")
Test = Callable[[Item], bool]


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

    def asks(self, flag: str) -> bool:
        """Whether what has this flag is wanted by name."""
        return any(term.key == FLAG and flag in term.values and not term.negated for term in self.terms)


def read_filter(text: str, keys: Collection[str], flags: Collection[str]) -> Filter:
    """`keys` may stand before a colon, `flags` alone or after `is:`; `#redis` is `tag:redis` and `@ana` is `who:ana`
    where these are keys; any other word is text."""
    terms: list[Term] = []
    words: list[str] = []
    without: list[str] = []
    for minus, key, value in _words(text):
        bare = value.strip('"')
        term = _term(key.lower(), value, keys, flags)
        if term is None and (key or bare):
            (without if minus else words).append((f"{key}:{bare}" if key else bare).casefold())
        elif term is not None and term.values:
            terms.append(term._replace(negated=bool(minus)))
    return Filter(tuple(terms), tuple(words), tuple(without))


def let_through(
    items: Iterable[Item],
    wanted: Filter,
    holds: Callable[[Item, str], bool],
    meaning: Callable[[str, str], Test[Item]],
) -> list[Item]:
    """The items that fit all of the filter, in their order.

    `holds`: whether a casefolded word stands in an item's text; most items fail there, so it is asked first.
    `meaning`: what a key with one value asks of an item. Raises the Refused that `meaning` raises.
    """
    found = list(items)
    for word in wanted.words:
        found = [item for item in found if holds(item, word)]
    for word in wanted.without:
        found = [item for item in found if not holds(item, word)]
    for key, values, negated in wanted.terms:
        test = any_of([meaning(key, value) for value in values])
        found = [item for item in found if test(item) != negated]
    return found


def any_of(tests: Sequence[Test[Item]]) -> Test[Item]:
    if len(tests) == 1:
        return tests[0]
    return lambda item: any(test(item) for test in tests)


def flag_test(flag: str, flags: Mapping[str, Item]) -> Item:
    """What the flag asks, among those that there are. Raises Refused for `is:` with a word that is none."""
    if flag not in flags:
        raise Refused(f"is:{flag} is not known here. Nothing was changed. There are: {', '.join(flags)}.")
    return flags[flag]


def filter_help(vocabulary: Mapping[str, Sequence[str]], flags: Iterable[str]) -> str:
    """All that a filter of some list understands, in one line."""
    keys = [f"{key}:{values[0] if values else ''}" for key, values in vocabulary.items()]
    signs = [f"{sign}{key}" for sign, key in SIGNS.items() if key in vocabulary]
    return " ".join(["words", *keys, *signs, *flags, "-word"])


def completions(text: str, vocabulary: Mapping[str, Sequence[str]], flags: Sequence[str]) -> tuple[str, ...]:
    """What the last, unfinished word could become: flags and `key:` first, after the colon that key's values.

    Each is a whole word to put in its place; none when the text ends in a space.
    """
    last = unfinished(text)
    minus = "-" if last.startswith("-") else ""
    word = last[len(minus) :]
    if not word:
        return ()
    if (key := SIGNS.get(word[0])) in vocabulary:
        return tuple(f"{minus}{word[0]}{value}" for value in _beginning(word[1:], vocabulary[key or ""]))
    key, colon, begun = word.partition(":")
    if not colon:
        names = [*flags, *(f"{name}:" for name in vocabulary)]
        return tuple(minus + name for name in names if name.startswith(word.lower()) and name != word)
    *chosen, begun = begun.split(",")
    stem = ",".join([*chosen, ""]) if chosen else ""
    values = flags if key.lower() == FLAG else vocabulary.get(key.lower(), ())
    return tuple(f"{minus}{key}:{stem}{_quoted(value)}" for value in _beginning(begun, values))


def unfinished(text: str) -> str:
    """Return the word at the end that is still being typed; empty after a space."""
    word = deque(TYPED_WORD.finditer(text), maxlen=1)
    return word[0][0] if word and word[0].end() == len(text) else ""


def completed(text: str, completion: str) -> str:
    """The text with its unfinished word completed, ready for the next one."""
    stem = text[: len(text) - len(unfinished(text))]
    return f"{stem}{completion}" + ("" if completion.endswith(":") else " ")


def _words(text: str) -> list[tuple[str, str, str]]:
    return [match for match in WORD.findall(text) if any(match)]


def _term(key: str, value: str, keys: Collection[str], flags: Collection[str]) -> Term | None:
    """What the word asks, without values while these are still to come; None if it is text."""
    if key == FLAG or key in keys:
        return Term(key, _values(value))
    if not key and value.lower() in flags:
        return Term(FLAG, (value.lower(),))
    if not key and len(value) > 1 and SIGNS.get(value[0]) in keys:
        return Term(SIGNS[value[0]], _values(value[1:]))
    return None


def _values(value: str) -> tuple[str, ...]:
    if value.startswith('"'):
        return (bare.casefold(),) if (bare := value.strip('"')) else ()
    return tuple(part.casefold() for part in value.split(",") if part)


def _beginning(begun: str, values: Iterable[str]) -> list[str]:
    """The values that hold what was begun, those that begin with it first."""
    typed = begun.strip('"').casefold()
    matching = [value for value in values if typed in value.casefold() and value != begun]
    return sorted(matching, key=lambda value: not value.casefold().startswith(typed))


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s,]", value) else value
