"""Importing a log that is too large for notes: its text becomes pieces beside the document (SHARE 7)."""

import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import BufferedIOBase
from lzma import LZMAError
from typing import IO, Any

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.secrets import detect_secret
from oncall_tui.domain.source_text import piece_field
from oncall_tui.replication.record_view import is_hidden
from oncall_tui.services.sources.encodings import PACKED
from oncall_tui.services.sources.importing import SourceImporter, source_fields
from oncall_tui.services.sources.proposals import ImportInput, ImportProposal
from oncall_tui.services.sources.source_blocks import (
    Block,
    BlockReader,
    blocks_of,
    encode_index,
    read_pieces,
    text_from,
)
from oncall_tui.services.sources.source_files import text_of
from oncall_tui.storage.source_pieces import LARGEST_TEXT, Piece, SourcePieces
from oncall_tui.storage.store import Store, reporting_save_errors

# A log of more than this is kept as a file; what is less becomes notes that can be searched and edited each.
MOST_BYTES = 8 * 1024 * 1024
MOST_LINES = 100_000
LARGEST_SOURCE = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LargeImported:
    """A large source that was saved. `first`, `last`: its earliest and latest time, UTC microseconds."""

    id: str
    proposal: ImportProposal
    lines: int
    size: int
    pieces: int
    secrets: int
    first: int | None
    last: int | None


class LargeImport:
    """Imports of large logs."""

    def __init__(self, store: Store, importing: SourceImporter, pieces: SourcePieces) -> None:
        self._store = store
        self._importing = importing
        self._pieces = pieces

    def propose(self, incident: str, path: str, said: ImportInput) -> ImportProposal | None:
        """Propose a large log from its beginning; None for any other file: it becomes notes.

        `said`: what a person said about it, with no text. Raises RefusedError for what was said wrongly.
        """
        if not os.path.isfile(os.path.expanduser(path)):
            return None  # a pipe is read once
        try:
            with open_unpacked(path) as file:
                head = file.read(MOST_BYTES + 1)
        except (OSError, EOFError, ValueError, LZMAError, zlib.error):
            return None
        if len(head) <= MOST_BYTES and head.count(b"\n") <= MOST_LINES:
            return None
        _, _, end = next(blocks_of(head, 1))
        beginning = head[:end]
        if not _is_utf8(beginning):
            return None
        proposal = self._importing.preview(incident, replace(said, text=beginning.decode()))
        return proposal if proposal.is_log else None

    def already(self, incident: str, path: str) -> str | None:
        """Return the source of this incident that has the very same bytes, or None. Left-out ones do not count."""
        for id, record in self._store.tables(incident).get("sources", {}).items():
            text = None if is_hidden(record) else text_of(record)
            if text is not None and not text.cuts and self._is_same(path, text.pieces):
                return id
        return None

    def take(self, incident: str, path: str, proposal: ImportProposal) -> LargeImported:
        """Save a file: first its pieces, then its record, as one change that undo takes back."""
        names: list[str] = []
        seen = _Seen()
        reader = BlockReader(proposal.context, proposal.material.format, seen.line_text)
        blocks: list[Block] = []
        try:
            with reporting_save_errors("Nothing was changed"), open_unpacked(path) as file:
                for block, read in read_pieces(
                    seen.watched(pieces_of(file, LARGEST_TEXT), names, self._pieces.make), reader
                ):
                    blocks.append(block)
                    seen.secrets += sum(detect_secret(each.line.raw) is not None for each in read)
            with self._store.transaction(incident, f"imported {proposal.material.name}") as unit:
                id = unit.new_id()
                fields: dict[str, Any] = {
                    **source_fields(proposal, unit.now()),
                    "lines": seen.lines,
                    "bytes": seen.size,
                    "piece_count": len(names),
                }
                unit.put("sources", id, fields | {piece_field(n, name): True for n, name in enumerate(names)})
        except BaseException:
            for name in names:
                with suppress(OSError):
                    self._pieces.remove(name)
            raise
        self._pieces.keep_index(id, encode_index(blocks, proposal.context))
        times = [at for block in blocks for at in (block.earliest, block.latest) if at is not None]
        return LargeImported(
            id,
            proposal,
            seen.lines,
            seen.size,
            len(names),
            seen.secrets,
            min(times, default=None),
            max(times, default=None),
        )

    def _is_same(self, path: str, pieces: tuple[tuple[str, ...], ...]) -> bool:
        try:
            with open_unpacked(path) as file:
                for names in pieces:
                    text = self._pieces.piece(names[0]).text if names else b""
                    if not text or file.read(len(text)) != text:
                        return False
                return not file.read(1)
        except (OSError, EOFError, ValueError):
            return False


class _Seen:
    """Facts collected while a file was taken in pieces."""

    def __init__(self) -> None:
        self.lines = self.size = self.secrets = 0
        self._pieces: list[Piece] = []

    def watched(
        self, pieces: Iterator[Piece], names: list[str], make: Callable[[Piece], str]
    ) -> Iterator[Piece]:
        """Store each piece as it goes by."""
        for piece in pieces:
            names.append(make(piece))
            self.size = piece.offset + len(piece.text)
            self.lines = piece.line - 1 + piece.text.count(b"\n") + (not piece.text.endswith(b"\n"))
            self._pieces = [*self._pieces[-1:], piece]
            yield piece

    def line_text(self, number: int) -> str:
        """Return a line of the piece that goes by, or of the one before."""
        piece = next(each for each in reversed(self._pieces) if each.line <= number)
        return text_from(piece.text.split(b"\n", number - piece.line + 1)[number - piece.line])


def pieces_of(file: IO[bytes] | BufferedIOBase, largest: int) -> Iterator[Piece]:
    """Cut a file at line ends into pieces of at most `largest` bytes. Raises RefusedError for a longer line,
    or no UTF-8.
    """
    rest, number, line, offset = b"", 0, 1, 0
    while data := rest + file.read(largest - len(rest)):
        end = len(data) if len(data) < largest else data.rfind(b"\n") + 1
        text, rest = data[:end], data[end:]
        if not text:
            raise RefusedError(
                f"Line {line} is longer than {largest // (1024 * 1024)} MB, so this is no log. Nothing was changed."
            )
        if not _is_utf8(text):
            raise RefusedError(
                f"It is not UTF-8 behind line {line}. Nothing was changed. Convert it with iconv, then import that."
            )
        if offset + len(text) > LARGEST_SOURCE:
            raise RefusedError(
                "It is larger than 1 GB. Nothing was changed. Cut out the hours around the incident."
            )
        yield Piece(number, line, offset, text)
        number, line, offset = number + 1, line + text.count(b"\n"), offset + len(text)


@contextmanager
def open_unpacked(path: str) -> Iterator[IO[bytes] | BufferedIOBase]:
    """Open a file for reading, unpacked if it is packed. Raises OSError."""
    with open(os.path.expanduser(path), "rb") as file:
        head = file.peek(8)
        opened = next((opened for magic, _, opened in PACKED if head.startswith(magic)), None)
        yield file if opened is None else opened(file)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
