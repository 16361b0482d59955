"""A large source, whose text is kept in pieces beside the document, and what was cut out of it (SHARE 7). Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

PIECES, CUTS = "pieces", "cuts"
MOST_PIECES = 1024
PIECE = re.compile(r"([0-9]{1,6})\.([0-9a-f]{32})", re.ASCII)
CUT = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})", re.ASCII)


class Cut(NamedTuple):
    """Bytes that were taken out of one line: its number from 1, the first and the last byte in it from 0."""

    line: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source as its record has it: its size, the pieces by number, and the cuts in it.

    Of one piece there are several names when people cut different words without seeing each other. `replaced`:
    names of pieces that a cut put others in the place of.
    """

    lines: int
    size: int
    pieces: tuple[tuple[str, ...], ...]
    cuts: tuple[Cut, ...]
    replaced: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all pieces."""
        return frozenset(name for names in self.pieces for name in names)


def source_text(fields: Mapping[str, Any], elements: Iterable[str] = ()) -> SourceText | None:
    """Return the text that a source's values tell of; None for a source whose lines are notes.

    `elements`: every element that its sets ever had, as in the document (`pieces:0.4f…`).
    """
    count, lines, size = (fields.get(name) for name in ("piece_count", "lines", "bytes"))
    if (
        type(count) is not int
        or type(lines) is not int
        or type(size) is not int
        or not 0 < count <= MOST_PIECES
    ):
        return None
    pieces: list[list[str]] = [[] for _ in range(count)]
    for match in map(PIECE.fullmatch, _members(fields, PIECES)):
        if match and int(match[1]) < count:
            pieces[int(match[1])].append(match[2])
    cuts = [Cut(*map(int, match.groups())) for match in map(CUT.fullmatch, _members(fields, CUTS)) if match]
    known = {name.partition(".")[2] for name in elements if PIECE.fullmatch(name.removeprefix(f"{PIECES}:"))}
    names = {name for found in pieces for name in found}
    return SourceText(
        lines,
        size,
        tuple(tuple(sorted(found)) for found in pieces),
        tuple(sorted(cuts)),
        frozenset(known - names),
    )


def _members(fields: Mapping[str, Any], name: str) -> list[str]:
    found = fields.get(name)
    return [str(member) for member in found] if isinstance(found, list) else []


def piece_field(number: int, name: str) -> str:
    """Return the field of one piece."""
    return f"{PIECES}:{number}.{name}"


def cut_field(cut: Cut) -> str:
    """Return the field of one cut."""
    return f"{CUTS}:{cut.line}.{cut.first}.{cut.last}"


def cut_out(text: bytes, first_line: int, cuts: Iterable[Cut]) -> bytes:
    """Return a piece with the bytes of cuts as `#`, as many as before; line breaks stay. `first_line`: its number."""
    cuts = sorted(cuts)
    if not cuts:
        return text
    result = bytearray(text)
    line, start = first_line, 0
    for cut in cuts:
        while line < cut.line and (end := text.find(b"\n", start)) >= 0:
            line, start = line + 1, end + 1
        if line != cut.line:
            continue
        end = text.find(b"\n", start)
        end = len(text) if end < 0 else end
        first, last = min(start + cut.first, end), min(start + cut.last + 1, end)
        result[first:last] = b"#" * (last - first)
    return bytes(result)


def cuts_of(text: bytes, line: int, words: bytes | None) -> list[Cut]:
    """Return the cuts that take `words` out of the text of a line, everywhere in it; None is the whole line."""
    if words is None:
        return [Cut(line, 0, len(text) - 1)] if text else []
    found, at = [], text.find(words)
    while at >= 0:
        found.append(Cut(line, at, at + len(words) - 1))
        at = text.find(words, at + len(words))
    return found
