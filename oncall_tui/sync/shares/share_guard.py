"""Errors of one file apart from errors of the whole share: the first are skipped, the second end a sync."""

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeGuard

from oncall_tui.domain.errors import ShareUnavailableError
from oncall_tui.sync.layout import FORMAT_FILE
from oncall_tui.sync.shares.share import DirectoryEntry, Folders, Share, ShareWords

# What a mount or its server answers when no file below it can be had: asking for the next one only takes longer.
SHARE_ERRORS = frozenset(
    getattr(errno, name)
    for name in (
        "ECOMM",
        "ECONNABORTED",
        "ECONNREFUSED",
        "ECONNRESET",
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "EKEYEXPIRED",
        "EKEYREJECTED",
        "EKEYREVOKED",
        "ENETDOWN",
        "ENETRESET",
        "ENETUNREACH",
        "ENODEV",
        "ENOLINK",
        "ENOKEY",
        "ENOTCONN",
        "ENXIO",
        "EREMOTEIO",
        "ESHUTDOWN",
        "ESTALE",
        "ETIMEDOUT",
    )
    if hasattr(errno, name)
)


def share_away(error: OSError, words: ShareWords) -> ShareUnavailableError:
    """Return the message for a share that can't be reached."""
    return ShareUnavailableError(
        f"The share can't be reached: {error.strerror or error}. All is saved here. "
        f"{words.remedy}, then sync again."
    )


class GuardedShare:
    """A share over another that raises ShareUnavailableError once that one has died.

    Errors that tell it by their number do so at once. Any other one (permission denied, an I/O error, a file that is
    gone) may concern a single file, so the share's own place is tried: if that fails too, the share is away.
    """

    def __init__(self, share: Share) -> None:
        self._share = share
        # Whether the format file was read: from then on a share without it was unmounted or taken away.
        self._founded = False

    @property
    def words(self) -> ShareWords:
        return self._share.words

    def expect(self, paths: Iterable[str]) -> None:
        self._share.expect(paths)

    def list(self, folder: str) -> list[DirectoryEntry]:
        with self._guarding():
            return self._share.list(folder)

    def list_below(self, folder: str) -> Folders | None:
        with self._guarding():
            return self._share.list_below(folder)

    def put_all(self, items: Sequence[tuple[str, bytes]]) -> Sequence[OSError | None]:
        found = self._share.put_all(items)
        if error := next((error for error in found if _may_be_of_share(error)), None):
            with suppress(OSError), self._guarding():
                raise error
        return found

    def get(self, path: str, limit: int) -> bytes:
        with self._guarding():
            data = self._share.get(path, limit)
        self._founded = self._founded or path == FORMAT_FILE
        return data

    def put(self, path: str, data: bytes) -> None:
        with self._guarding():
            self._share.put(path, data)

    def delete(self, path: str) -> None:
        with self._guarding():
            self._share.delete(path)

    @contextmanager
    def _guarding(self) -> Iterator[None]:
        try:
            yield
        except FileExistsError:
            raise
        except OSError as error:
            cause = error if _is_of_share(error) else self._trouble()
            if cause is None:
                raise
            raise share_away(cause, self.words) from None

    def _trouble(self) -> OSError | None:
        """Return what is wrong with the share's own place; None if it is all right."""
        try:
            self._share.list("")
            if self._founded:
                self._share.get(FORMAT_FILE, 1)
        except OSError as error:
            return error
        return None


def _may_be_of_share(error: OSError | None) -> TypeGuard[OSError]:
    return error is not None and not isinstance(error, FileExistsError)


def _is_of_share(error: OSError) -> bool:
    return isinstance(error, ConnectionError | TimeoutError) or error.errno in SHARE_ERRORS
