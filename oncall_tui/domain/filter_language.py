"""The little language in which every list is filtered: `status:planned -owner:ana overdue #redis "connection pool"`.

A word without a meaning is text to look for, so that a half-typed filter already narrows the list; one that looks
like a slip for a word with a meaning is refused, since a list that is empty for a slip looks like good news. Each list
says what its own words mean; how they are written, combined, completed and explained is here alone.
"""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, NoReturn, TypeVar

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.folding import fold

WORD = re.compile(r'(-?)(?:([A-Za-z_-]+):)?("[^"]*"?|[^\s"]\S*|(?=\s|$))')
# A word with its quoted parts, whose spaces belong to it; the last quote may still be open.
TYPED_WORD = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
FLAG = "is"
SIGNS = {"#": "tag", "@": "who"}
PEOPLE = ("who", "owner")  # what @ stands for: the first of these that a list knows
OR = "or"
COMPARED = re.compile(r"([A-Za-z_-]+)([<>]=?)(\S*)")
ADDRESS = "//"
CLOSE = 0.7  # how alike two words are when one is probably a slip for the other
MOST_NAMED = 12
NOWHERE: Mapping[str, str] = {}

Item = TypeVar("Item")
Test = Callable[[Item], bool]


class Term(NamedTuple):
    """`key:a,b` matches either value; a flag is a term whose key is `is`. `negated` for a leading minus."""

    key: str
    values: tuple[str, ...]
    negated: bool = False


class Filter(NamedTuple):
    """All of it must hold. `words` and `without` are folded text that must, and must not, occur; of each group of
    `either` one filter must hold."""

    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    either: tuple[tuple["Filter", ...], ...] = ()

    def requests_flag(self, flag: str) -> bool:
        """Return whether what has this flag is wanted by name."""
        here = any(term.key == FLAG and flag in term.values and not term.negated for term in self.terms)
        return here or any(part.requests_flag(flag) for group in self.either for part in group)

    @property
    def has_text(self) -> bool:
        """Return whether any part of it looks for text."""
        return bool(self.words or self.without) or any(
            part.has_text for group in self.either for part in group
        )


def parse_filter(
    text: str, keys: Collection[str], flags: Collection[str], *, is_strict: bool = False
) -> Filter:
    """Read a filter. `keys` may be before a colon, `flags` alone or after `is:`; `#redis` is `tag:redis`, `@ana` is
    `who:ana` or `owner:ana` where these are keys; `due<2026-12-05` is `due:<2026-12-05`; `a or b` is either of two
    words; any other word is text.

    Raises RefusedError for a key that is nearly one of `keys`; if `is_strict`, for any that is none. Quoted it is text.
    """
    parts: list[Filter | None] = [
        None if whole.lower() == OR else _part(whole, word, keys, flags, is_strict)
        for whole, word in _words(text)
    ]
    groups: list[list[Filter]] = []
    joins = False
    for number, part in enumerate(parts):
        if part is None and 0 < number < len(parts) - 1:
            joins = True
            continue
        part = Filter(words=(OR,)) if part is None and len(parts) == 1 else part
        if part is not None:
            groups[-1:] = [[*groups[-1], part]] if joins and groups else [*groups[-1:], [part]]
        joins = False
    return _joined(groups)


def _joined(groups: Iterable[Sequence[Filter]]) -> Filter:
    """Return the filter of which every group must hold, and of a group of several one part."""
    whole = Filter()
    for group in groups:
        parts = [part for part in group if part != Filter()]
        if len(parts) == 1:
            (part,) = parts
            whole = Filter(
                whole.terms + part.terms, whole.words + part.words, whole.without + part.without, whole.either
            )
        elif parts:
            whole = whole._replace(either=(*whole.either, tuple(parts)))
    return whole


def _part(
    whole: str, word: tuple[str, str, str], keys: Collection[str], flags: Collection[str], is_strict: bool
) -> Filter:
    """Return the filter that one word is; nothing for a key whose value is still to come."""
    minus, key, value = word
    if not key and (compared := COMPARED.fullmatch(value)) and compared[1].lower() in keys:
        key, value = compared[1], f"{compared[2]}{compared[3]}" if compared[3] else ""
    bare = value.strip('"')
    term = _term(key.lower(), value, keys, flags)
    if term is not None:
        return Filter((term._replace(negated=bool(minus)),)) if term.values else Filter()
    if key and not value.startswith(ADDRESS):
        _check_key(key, keys, is_strict)
    text = (fold(f"{key}:{bare}" if key else bare),)
    if not text[0]:
        return Filter()
    return Filter(without=text) if minus else Filter(words=text)


def _check_key(key: str, keys: Collection[str], is_strict: bool) -> None:
    near = nearest(key, (*keys, FLAG))
    if near or is_strict:
        hint = f"Did you mean {near}: ?" if near else f"There are: {', '.join(keys)}."
        raise RefusedError(
            f"No filter is called {key}: here. {hint} Put quotes around it to look for it as text."
        )


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word that this one is probably a slip for, if there is one."""
    from difflib import get_close_matches

    folded = {fold(known): known for known in words}
    found = get_close_matches(fold(word), folded, 1, CLOSE)
    return folded[found[0]] if found else None


def check_slip(word: str, flags: Iterable[str]) -> None:
    """Raise RefusedError for a text that no item has and that is nearly a word with a meaning."""
    if near := nearest(word, flags):
        raise RefusedError(
            f"Nothing has the word {word!r}. Did you mean {near}? Put quotes around it to look for it as text."
        )


def refuse_value(key: str, value: str, known: Iterable[str]) -> NoReturn:
    """Raise RefusedError for a value that a key can't have, with the nearest one and all there are."""
    values = list(dict.fromkeys(known))
    near = nearest(value, values)
    hint = f"Did you mean {key}:{near}? " if near else ""
    raise RefusedError(f"{key}:{value} is not known here. {hint}There are: {', '.join(values[:MOST_NAMED])}.")


def apply_filter(
    items: Iterable[Item],
    wanted: Filter,
    holds: Callable[[Item, str], bool],
    meaning: Callable[[str, str], Test[Item]],
    flags: Collection[str] = (),
) -> list[Item]:
    """Return the items that fit all of the filter, in their order.

    `holds`: whether a folded word is in an item's text; most items fail there, so it is asked first. `meaning`: what
    a key with one value asks of an item. Raises the RefusedError that `meaning` raises, and one for a text that no item
    has and that is nearly one of `flags`.
    """
    everything = found = list(items)
    for word in wanted.words:
        found = [item for item in found if holds(item, word)]
        if not found and not any(holds(item, word) for item in everything):
            check_slip(word, flags)
    for word in wanted.without:
        found = [item for item in found if not holds(item, word)]
    for key, values, negated in wanted.terms:
        test = match_any([meaning(key, value) for value in values])
        found = [item for item in found if test(item) != negated]
    for group in wanted.either:
        parts = (apply_filter(found, part, holds, meaning, flags) for part in group)
        fitting = {id(item) for part in parts for item in part}
        found = [item for item in found if id(item) in fitting]
    return found


def match_any(tests: Sequence[Test[Item]]) -> Test[Item]:
    """Combine predicates: true where any of them is."""
    if len(tests) == 1:
        return tests[0]
    return lambda item: any(test(item) for test in tests)


def flag_predicate(flag: str, flags: Mapping[str, Item], elsewhere: Mapping[str, str] = NOWHERE) -> Item:
    """Return the predicate of a flag. Raises RefusedError for `is:` with an unknown flag.

    `elsewhere`: flags of other lists, with what to use here instead.
    """
    if flag in elsewhere:
        raise RefusedError(elsewhere[flag])
    if flag not in flags:
        refuse_value(FLAG, flag, flags)
    return flags[flag]


def filter_help(vocabulary: Mapping[str, Sequence[str]], flags: Iterable[str]) -> str:
    """Return all that a filter of some list understands, in one line."""
    keys = [f"{key}:{values[0] if values else ''}" for key, values in vocabulary.items()]
    signs = [f"{sign}{key}" for sign in SIGNS if (key := sign_key(sign, vocabulary))]
    return " ".join(["words", *flags, *keys, *signs, "-word", "a or b"])


def completions(text: str, vocabulary: Mapping[str, Sequence[str]], flags: Sequence[str]) -> tuple[str, ...]:
    """Complete the last, unfinished word: flags and `key:` first, after the colon that key's values.

    Each is a whole word to put in its place; none when the text ends in a space.
    """
    last = unfinished_word(text)
    minus = "-" if last.startswith("-") else ""
    word = last[len(minus) :]
    if not word:
        return ()
    if key := sign_key(word[0], vocabulary):
        return tuple(f"{minus}{word[0]}{value}" for value in _beginning(word[1:], vocabulary[key]))
    key, colon, begun = word.partition(":")
    if not colon:
        names = [*flags, *(f"{name}:" for name in vocabulary)]
        return tuple(minus + name for name in names if name.startswith(word.lower()) and name != word)
    *chosen, begun = begun.split(",")
    stem = ",".join([*chosen, ""]) if chosen else ""
    values = flags if key.lower() == FLAG else vocabulary.get(key.lower(), ())
    return tuple(f"{minus}{key}:{stem}{_quoted(value)}" for value in _beginning(begun, values))


def unfinished_word(text: str) -> str:
    """Return the word at the end that is still being typed; empty after a space."""
    word = deque(TYPED_WORD.finditer(text), maxlen=1)
    return word[0][0] if word and word[0].end() == len(text) else ""


def complete_word(text: str, completion: str) -> str:
    """Return the text with its unfinished word completed, ready for the next one."""
    stem = text[: len(text) - len(unfinished_word(text))]
    return f"{stem}{completion}" + ("" if completion.endswith(":") else " ")


def _words(text: str) -> list[tuple[str, tuple[str, str, str]]]:
    """Return each word whole, and as its minus, key and value."""
    found = ((match[0], (match[1] or "", match[2] or "", match[3] or "")) for match in WORD.finditer(text))
    return [(whole, parts) for whole, parts in found if any(parts)]


def _term(key: str, value: str, keys: Collection[str], flags: Collection[str]) -> Term | None:
    """Parse one `key:value` word, with no values while they are still to come; None if it is plain text."""
    if key == FLAG or key in keys:
        return Term(key, _values(value))
    if not key and value.lower() in flags:
        return Term(FLAG, (value.lower(),))
    if not key and len(value) > 1 and (named := sign_key(value[0], keys)):
        return Term(named, _values(value[1:]))
    return None


def sign_key(sign: str, keys: Collection[str]) -> str | None:
    """Return the key that `#` or `@` stands for in a list."""
    named = SIGNS.get(sign)
    candidates = PEOPLE if named in PEOPLE else (named,)
    return next((key for key in candidates if key in keys), None)


def _values(value: str) -> tuple[str, ...]:
    if value.startswith('"'):
        return (fold(bare),) if (bare := value.strip('"')) else ()
    return tuple(fold(part) for part in value.split(",") if part)


def _beginning(begun: str, values: Iterable[str]) -> list[str]:
    """Return the values that hold what was begun, those that begin with it first."""
    typed = fold(begun.strip('"'))
    matching = [value for value in values if typed in fold(value) and value != begun]
    return sorted(matching, key=lambda value: not fold(value).startswith(typed))


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s,]", value) else value
