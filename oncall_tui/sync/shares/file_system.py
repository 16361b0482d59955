"""The few calls on a file system that the directory share is made of, so that a test can be the file system."""

import os
import stat
from contextlib import suppress
from typing import Protocol

from oncall_tui.sync.shares.share import DirectoryEntry, Kind

NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class FileSystem(Protocol):
    """Paths are absolute. Every call raises OSError."""

    def scan(self, path: str) -> list[DirectoryEntry]:
        """List a directory. Raises OSError."""

    def read(self, path: str, limit: int) -> bytes:
        """Read a file, at most `limit` bytes. Raises OSError."""

    def create(self, path: str, data: bytes) -> None:
        """Create a file with its content. Raises FileExistsError if it is there."""

    def link(self, path: str, name: str) -> None:
        """Give a file another name. Raises FileExistsError if that is taken."""

    def remove(self, path: str) -> None:
        """Remove a file. Raises OSError."""

    def make_directory(self, path: str) -> None:
        """Create a directory and those above it."""

    def is_directory(self, path: str) -> bool:
        """Return whether a directory is there."""

    def fsync_directory(self, path: str) -> None:
        """Make a directory's entries durable."""


class LocalFileSystem:
    """The operating system's. What is made gets the permissions of the directory `like`, whatever our umask is.

    Who may read and write the share is decided once, by who made its directory; so it is with git's shared
    repositories too.
    """

    def __init__(self, like: str) -> None:
        self._like = like

    def scan(self, path: str) -> list[DirectoryEntry]:
        """Return the entries of a directory; one that goes away meanwhile is left out."""
        entries = []
        with os.scandir(path) as found:
            for entry in found:
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                # A file system that keeps no times of change says zero.
                changed = status.st_mtime_ns or None
                entries.append(DirectoryEntry(entry.name, _kind(status.st_mode), status.st_size, changed))
        return entries

    def read(self, path: str, limit: int) -> bytes:
        """Return the first `limit` bytes of a regular file; all of them where that is negative."""
        handle = os.open(path, os.O_RDONLY | NO_LINKS)
        with open(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(f"not a file: {path}")
            # Room is made for as many bytes as are asked for: no more than there are, and one in case it grows.
            return file.read(limit if limit < 0 else min(limit, status.st_size + 1))

    def create(self, path: str, data: bytes) -> None:
        """Create a file, on the disk. Raises FileExistsError if the name is taken."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINKS, 0o666)
        with open(handle, "wb") as file:
            self._permit(path)
            file.write(data)
            file.flush()
            os.fsync(handle)

    def link(self, path: str, name: str) -> None:
        """Give a file a second name. Raises FileExistsError if it is taken."""
        os.link(path, name)

    def remove(self, path: str) -> None:
        os.unlink(path)

    def make_directory(self, path: str) -> None:
        """FileExistsError if the name is taken."""
        os.mkdir(path)
        self._permit(path)

    def is_directory(self, path: str) -> bool:
        """Return whether a directory stands here, and no link to one."""
        try:
            return stat.S_ISDIR(os.lstat(path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return False

    def fsync_directory(self, path: str) -> None:
        """Have the names in a directory on the disk, where the platform and the file system know how."""
        try:
            handle = os.open(path, os.O_RDONLY)
        except OSError:
            return
        try:
            os.fsync(handle)
        except OSError:
            return
        finally:
            os.close(handle)

    def _permit(self, made: str) -> None:
        """Set permissions; a file system without its own has decided them for everyone."""
        with suppress(OSError):
            mode = os.stat(made).st_mode
            wanted = implied_mode(os.stat(self._like).st_mode, mode)
            if stat.S_IMODE(mode) != wanted:
                os.chmod(made, wanted)


def implied_mode(root: int, mode: int) -> int:
    """Return the permissions that a share whose root has `root` (an st_mode) implies for what has `mode` below it.

    A directory has the root's, its set-group-id and sticky bits included; a file nobody runs.
    """
    return root & 0o3777 | 0o700 if stat.S_ISDIR(mode) else root & 0o666 | 0o600


def _kind(mode: int) -> Kind:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "directory"
    return "link" if stat.S_ISLNK(mode) else "other"
