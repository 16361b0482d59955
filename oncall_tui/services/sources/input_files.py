"""Files as material: read as they are, in whatever encoding, up to a size."""

import io
import os
import stat
from typing import BinaryIO

from oncall_tui.domain.errors import RefusedError
from oncall_tui.services.sources.encodings import decoded, read_at_most
from oncall_tui.services.sources.proposals import ImportInput


def file_material(path: str) -> ImportInput:
    """Return the text of a file, `~` included. Raises RefusedError for what can't be read, is no text, or has
    no end.
    """
    try:
        return _read(os.path.expanduser(path), path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RefusedError(
            f"{path} can't be read: {reason}. Nothing was changed. Check the path, or pipe it in with -."
        ) from None


def stream_material(file: BinaryIO, said: str = "This", name: str = "") -> ImportInput:
    """Return all that is in an open file; `said` is what messages call it. Raises RefusedError."""
    return _material(read_at_most(file, said), said, name)


def _read(path: str, said: str) -> ImportInput:
    with open(path, "rb", opener=_opener) as file:
        head = b""
        if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
            head = _first_of_pipe(file, said)
        return _material(head + read_at_most(file, said), said, os.path.basename(path))


def _opener(path: str, flags: int) -> int:
    """Open without waiting for the other end of a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)


def _first_of_pipe(file: io.BufferedReader, said: str) -> bytes:
    """Read what a pipe holds at once, up to a byte. Refuse one without a writer: it would be waited for in vain."""
    first = file.raw.read(1)
    if first == b"":
        raise RefusedError(
            f"{said} is a pipe without a writer. Nothing was changed. Pipe the text in with -."
        )
    os.set_blocking(file.fileno(), True)
    return first or b""


def _material(data: bytes, said: str, name: str) -> ImportInput:
    found = decoded(data, said)
    return ImportInput(found.text, name, encoding=found.encoding)


def file_words(path: str) -> str:
    """Describe the file under a path that is being typed."""
    path = os.path.expanduser(path.strip())
    if not path:
        return "a file: chat, pages, a log, a report, notes; Enter alone opens $EDITOR for a paste"
    if os.path.isfile(path):
        return f"{os.path.getsize(path):,} bytes; Enter shows what it would become, nothing is saved yet"
    return "a directory" if os.path.isdir(path) else "no such file (yet)"
