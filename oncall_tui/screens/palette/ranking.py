"""Rank commands by a typed text: which match, and in which order. Pure.

Words count: a whole word or the beginning of one. Letters that are scattered over a title find nothing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")


class Rank(IntEnum):
    """Quality of a match; the lowest comes first."""

    LINE = 0
    NAME = 1
    INCIDENT = 2
    TEXT = 3
    TITLE = 4
    NAME_BEGINS = 5
    INCIDENT_BEGINS = 6
    TITLE_BEGINS = 7
    PART_OF_TEXT = 8
    LEAVE = 9


class PaletteEntry(NamedTuple):
    """One line of the palette.

    `title`: what it does. `names`: other words that find it. `key`: what else does the same, at the right. `leaves`:
    it ends the program, so only one of its names finds it, and everything else comes before it.
    """

    id: str
    title: str
    run: Callable[[], object]
    names: str = ""
    key: str = ""
    leaves: bool = False


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case: letters and digits, whatever stands between them."""
    return WORD.findall(text.casefold())


def command_rank(typed: str, entry: PaletteEntry) -> Rank | None:
    """Rank a command; None where it does not match."""
    wanted, names = words_of(typed), words_of(entry.names)
    if entry.leaves:
        return Rank.LEAVE if len(wanted) == 1 and wanted[0] in names else None
    return _rank(
        wanted, names, words_of(entry.title), (Rank.NAME, Rank.TITLE), (Rank.NAME_BEGINS, Rank.TITLE_BEGINS)
    )


def incident_rank(typed: str, name: str) -> Rank | None:
    """Rank an incident by its handle and title."""
    ranks = (Rank.INCIDENT, Rank.INCIDENT), (Rank.INCIDENT_BEGINS, Rank.INCIDENT_BEGINS)
    return _rank(words_of(typed), words_of(name), [], *ranks)


def text_rank(typed: str, text: str) -> Rank:
    """Rank a text that contains what was typed: whole words first, then parts of words."""
    phrase = re.escape(typed.casefold())
    return Rank.TEXT if re.search(rf"(?<!\w){phrase}(?!\w)", text.casefold()) else Rank.PART_OF_TEXT


def ordered(found: Iterable[tuple[Rank, PaletteEntry]]) -> list[PaletteEntry]:
    """Return the entries, best first; those that fit as well in the order in which they came."""
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def _rank(
    wanted: Sequence[str],
    names: Sequence[str],
    title: Sequence[str],
    whole: tuple[Rank, Rank],
    begun: tuple[Rank, Rank],
) -> Rank | None:
    if not wanted:
        return None
    everywhere = [*names, *title]
    if all(word in names for word in wanted):
        return whole[0]
    if all(word in everywhere for word in wanted):
        return whole[1]
    if all(_begins(word, names) for word in wanted):
        return begun[0]
    return begun[1] if all(_begins(word, everywhere) for word in wanted) else None


def _begins(start: str, words: Sequence[str]) -> bool:
    return any(word.startswith(start) for word in words)
