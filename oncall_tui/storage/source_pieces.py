"""The text of large sources, in pieces that are files beside the documents (SHARE 7).

A piece is named by the digest of its bytes, which begin with random ones: a torn file never blocks a name, and no name
tells whether a text is a certain one.
"""

import hashlib
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from oncall_tui.storage.atomic import (
    make_private_directory,
    remove_durably,
    write_derived,
    write_durably,
)
from oncall_tui.storage.checked import checked, with_checksum
from oncall_tui.storage.paths import DataPaths

LARGEST_TEXT = 4 * 1024 * 1024
LARGEST_HEAD = 64 * 1024
# Bytes of a stored piece: random ones, and at worst text that deflate makes no smaller.
LARGEST_STORED = LARGEST_TEXT + 2 * LARGEST_HEAD
SALT = 16
NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)
INDEX = "oncall source index 1"


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole lines of a source: which piece it is, from 0, the number of its first line, and the byte it begins at."""

    number: int
    line: int
    offset: int
    text: bytes


def encode_piece(piece: Piece, salt: bytes) -> bytes:
    """Encode a piece; `salt` makes its name unique."""
    head = json.dumps({"number": piece.number, "line": piece.line, "offset": piece.offset}).encode()
    return salt + zlib.compress(head + b"\n" + piece.text, 6)


def decode_piece(name: str, data: bytes) -> Piece:
    """Return the piece in these bytes. Raises ValueError for what is torn, damaged, or unpacks to more than a piece."""
    if piece_name(data) != name:
        raise ValueError("still arriving, or damaged")
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(data[SALT:], LARGEST_TEXT + LARGEST_HEAD)
        head, _, text = content.partition(b"\n")
        value = json.loads(head)
        number, line, offset = (value[name] for name in ("number", "line", "offset"))
    except (zlib.error, ValueError, KeyError, TypeError):
        raise ValueError("damaged: not a piece of a source") from None
    if not unpacking.eof or not all(type(each) is int and each >= 0 for each in (number, line, offset)):
        raise ValueError("damaged: not a piece of a source")
    return Piece(number, line, offset, text)


def piece_name(data: bytes) -> str:
    """Return the name of a piece: 32 hex digits of SHA-256."""
    return hashlib.sha256(data).hexdigest()[:32]


class SourcePieces:
    """The pieces of this data directory."""

    def __init__(self, places: DataPaths, random_bytes: Callable[[int], bytes]) -> None:
        self._root = places.sources
        self._random_bytes = random_bytes

    def make(self, piece: Piece) -> str:
        """Store a piece durably; its name."""
        data = encode_piece(piece, self._random_bytes(SALT))
        self.put(piece_name(data), data)
        return piece_name(data)

    def put(self, name: str, data: bytes) -> None:
        """Store the bytes of a piece durably under its name. Raises OSError."""
        path = self.path(name)
        make_private_directory(os.path.dirname(path))
        write_durably(path, data)

    def stored(self, name: str) -> bytes:
        """Return the bytes of a piece as they are stored. Raises FileNotFoundError."""
        with open(self.path(name), "rb") as file:
            return file.read(LARGEST_STORED + 1)

    def piece(self, name: str) -> Piece:
        """Return a piece. Raises FileNotFoundError, or ValueError for one that is damaged."""
        return decode_piece(name, self.stored(name))

    def has(self, name: str) -> bool:
        """Return whether a piece is here."""
        return os.path.exists(self.path(name))

    def changed(self, name: str) -> int:
        """Return when a piece was stored, UTC microseconds. Raises OSError."""
        return os.stat(self.path(name)).st_mtime_ns // 1000

    def remove(self, name: str) -> None:
        """Remove a piece, durably."""
        remove_durably([self.path(name)])

    def names(self) -> Iterator[str]:
        """Yield the names of all pieces that are here."""
        for folder in sorted(_listed(self._root)):
            yield from (
                name for name in sorted(_listed(os.path.join(self._root, folder))) if NAME.fullmatch(name)
            )

    def index(self, source: str) -> bytes | None:
        """Return what was derived from a source's text; None where that has to be made again."""
        try:
            with open(self._index_path(source), "rb") as file:
                return checked(INDEX, file.read())
        except OSError:
            return None

    def keep_index(self, source: str, data: bytes) -> None:
        """Store the index of a source."""
        make_private_directory(self._root)
        write_derived(self._index_path(source), with_checksum(INDEX, data))

    def _index_path(self, source: str) -> str:
        return os.path.join(self._root, f"{source}.index")

    def path(self, name: str) -> str:
        """Return the path of a piece. Raises ValueError for what is no name of one."""
        if not NAME.fullmatch(name):
            raise ValueError(f"not the name of a piece: {name!r}")
        return os.path.join(self._root, name[:2], name)


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
