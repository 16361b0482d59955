"""Large sources after their import: their lines are read from the pieces when they are asked for (SHARE 7)."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from oncall_tui.domain.destinations import ROW
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.folding import fold
from oncall_tui.domain.ids import RANDOM_BITS, TIME_LENGTH, encode_ulid
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.source_text import SourceText, cut_out, source_text
from oncall_tui.read_models.source_notes import ParsedLine, note_fields
from oncall_tui.replication.encoding import EncodedRecord
from oncall_tui.replication.record_view import is_hidden, read_record
from oncall_tui.services.sources.source_blocks import (
    Block,
    BlockReader,
    context_of,
    decode_index,
    encode_index,
    read_pieces,
    text_from,
)
from oncall_tui.storage.source_pieces import Piece, SourcePieces
from oncall_tui.storage.store import Store

MOST_PICKED = 1000


class FoundLine(NamedTuple):
    """A line of a large source as it is written."""

    line: int
    text: str


class SourceFile:
    """One large source: its lines by number, by what they say, and by their times."""

    def __init__(
        self,
        id: str,
        fields: Mapping[str, Any],
        text: SourceText,
        pieces: SourcePieces,
        aliases: Mapping[str, str],
    ) -> None:
        self.id = id
        self.text = text
        self._pieces = pieces
        self._fields = fields
        self._reader = BlockReader(
            context_of(fields, aliases),
            str(fields["format"]) if fields.get("named") else None,
            self.line_text,
        )
        self._blocks: list[Block] | None = None
        self._is_being_read = False
        self._last: Piece | None = None
        self._first_lines: dict[int, int] = {}

    def piece(self, number: int) -> Piece:
        """Return a piece with what was cut out of it as `#`. Raises RefusedError for one that is not here."""
        if self._last is None or self._last.number != number:
            self._last = self._read_piece(number)
            self._first_lines[number] = self._last.line
        return self._last

    def here(self) -> int:
        """Count its pieces that are here."""
        return sum(any(map(self._pieces.has, names)) for names in self.text.pieces)

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces in order."""
        return map(self.piece, range(len(self.text.pieces)))

    def blocks(self) -> list[Block]:
        """Return the blocks of its lines with their times; read anew where they are unknown, or under other
        settings.
        """
        if self._blocks is None:
            self._blocks = decode_index(self._pieces.index(self.id), self._reader.context)
        if self._blocks is None:
            self._is_being_read = True
            self._blocks = [block for block, _ in read_pieces(self.pieces(), self._reader)]
            self._is_being_read = False
            self._pieces.keep_index(self.id, encode_index(self._blocks, self._reader.context))
        return self._blocks

    def line_text(self, number: int) -> str:
        """One physical line, without its end."""
        piece = self.piece(self._piece_at(number))
        lines = piece.text.split(b"\n", number - piece.line + 1)
        return text_from(lines[number - piece.line])

    def lines(self, first: int, last: int) -> list[ParsedLine]:
        """Return the lines from one number to another, with their readings."""
        numbers = range(self._block_at(first), self._block_at(last) + 1)
        return [
            read
            for number in numbers
            for read in self._read(self.blocks()[number])
            if first <= _last_line(read) and read.line.line <= last
        ]

    def events(self, line: int) -> list[tuple[str, ParsedLine]]:
        """Return the events of one line, each with the id of the note that it becomes when it is picked."""
        found = self.lines(line, line)
        if not found:
            raise RefusedError(f"Line {line} is blank. Nothing was changed.")
        return [(pick_id(self.id, read.line.line, place), read) for place, read in enumerate(found)]

    def around(self, instant: int, span: int) -> list[ParsedLine]:
        """Return the lines within a span of an instant (microseconds), those without a time behind the one above
        them.
        """
        found: list[ParsedLine] = []
        is_near = False
        for block in self.blocks():
            if block.earliest is None or block.latest is None:
                is_read = is_near
            else:
                is_read = block.earliest <= instant + span and instant - span <= block.latest
                is_near = is_near and is_read
            for read in self._read(block) if is_read else ():
                if read.reading.instant is not None:
                    is_near = abs(read.reading.instant - instant) <= span
                if is_near:
                    found.append(read)
        return found

    def search(self, words: str, most: int) -> tuple[list[FoundLine], int]:
        """Return the first lines that hold the words, whatever their case, and how many there are."""
        found: list[FoundLine] = []
        wanted, count = fold(words), 0
        for piece in self.pieces():
            text = text_from(piece.text)
            folded = text.lower() if wanted.isascii() and text.isascii() else fold(text)
            if wanted not in folded:
                continue
            number = piece.line
            for folded_line, line in zip(folded.split("\n"), text.split("\n"), strict=False):
                if wanted in folded_line:
                    count += 1
                    if len(found) < most:
                        found.append(FoundLine(number, line))
                number += 1
        return found, count

    def _read(self, block: Block) -> list[ParsedLine]:
        text = text_from(self.piece(block.piece).text[block.start : block.end])
        return self._reader.read(text, block.line, block.carried)

    def _block_at(self, line: int) -> int:
        if not 1 <= line <= self.text.lines:
            raise RefusedError(
                f"There is no line {line}: it has {count_text(self.text.lines, 'line')}. Nothing was changed."
            )
        return bisect_right(self.blocks(), line, key=lambda block: block.line) - 1

    def _piece_at(self, line: int) -> int:
        """Return the piece that a line is in; while the blocks are being read, one of those that were read already."""
        if not self._is_being_read:
            return self.blocks()[self._block_at(line)].piece
        return max(number for number, first in self._first_lines.items() if first <= line)

    def _read_piece(self, number: int) -> Piece:
        for name in self.text.pieces[number]:
            try:
                piece = self._pieces.piece(name)
            except FileNotFoundError:
                continue
            except ValueError as error:
                raise RefusedError(
                    f"A piece of this source is {error}. Nothing was changed. `oncall sync` brings a whole one."
                ) from None
            return replace(piece, text=cut_out(piece.text, piece.line, self.text.cuts))
        total = len(self.text.pieces)
        raise RefusedError(
            f"Its text is not here yet ({self.here()} of {total} pieces). Nothing was changed. `oncall sync` brings "
            "the rest once they are on the share."
        )


class SourceFiles:
    """The use cases of large sources; `aliases` are the team's names of zones."""

    def __init__(self, store: Store, pieces: SourcePieces, aliases: Mapping[str, str]) -> None:
        self._store = store
        self._pieces = pieces
        self._aliases = aliases

    def open(self, incident: str, source: str) -> SourceFile:
        """Return a large source. Raises NotFoundError, or RefusedError for one whose lines are notes."""
        record = self._store.tables(incident).get("sources", {}).get(source)
        if record is None:
            raise NotFoundError("There is no such source in this incident. Nothing was changed.")
        fields = read_record(record).values
        text = text_of(record)
        if text is None:
            raise RefusedError(
                "The lines of this source are notes. Nothing was changed. `oncall show` and `oncall search` have them."
            )
        return SourceFile(source, fields, text, self._pieces, self._aliases)

    def is_large(self, incident: str, source: str) -> bool:
        """Return whether a source is kept as a large log."""
        record = self._store.tables(incident).get("sources", {}).get(source)
        return record is not None and text_of(record) is not None

    def pick(self, incident: str, source: str, lines: Sequence[int]) -> list[str]:
        """Bring lines into the timeline, each as a note; their ids. A line that two people pick is one note."""
        file = self.open(incident, source)
        if len(lines) > MOST_PICKED:
            raise RefusedError(
                f"These are {len(lines):,} lines; {MOST_PICKED:,} can be picked at once. Nothing was changed."
            )
        picked = {id: read for line in lines for id, read in file.events(line)}
        with self._store.transaction(incident, f"picked {count_text(len(picked), 'line')}") as unit:
            imported_at = str(unit.values("sources", source).get("imported_at", ""))
            for id, read in picked.items():
                record = unit.base.get("notes", {}).get(id)
                if record is not None and is_hidden(record):
                    unit.bring_back("notes", id)
                elif record is None:
                    row = replace(read, line=replace(read.line, destination=ROW))
                    unit.put("notes", id, note_fields(row, source, imported_at))
        return list(picked)


def text_of(record: EncodedRecord) -> SourceText | None:
    """Return the text of a large source as its record tells of it; None for a source whose lines are notes."""
    return source_text(read_record(record).values, record) if "piece_count" in record else None


def pick_id(source: str, line: int, place: int) -> str:
    """Return the id of the note for a line of a source: the same whoever picks it. `place`: among the events of
    that line.
    """
    digest = hashlib.sha256(f"{source}\x1f{line}\x1f{place}".encode()).digest()
    return source[:TIME_LENGTH] + encode_ulid(int.from_bytes(digest[: RANDOM_BITS // 8], "big"))[TIME_LENGTH:]


def _last_line(read: ParsedLine) -> int:
    return read.line.line + read.line.raw.count("\n")
