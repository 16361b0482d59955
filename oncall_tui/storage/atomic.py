"""Writing a file so that a crash at any moment leaves the old one or the new one, never a mixture.

Kept to `os` alone: taking a note pays for every module that it loads.
"""

import os
import sys

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700
# What a file is called until it is whole; one that keeps such a name was cut off, and nobody was told that it is safe.
TEMPORARY = ".tmp-"
EXCLUSIVE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_durably(path: str, data: bytes, *, keep_last: str | None = None) -> None:
    """Put `data` at `path`; when this returns it is on the disk under that name.

    `keep_last` is a second name under which the file that stood there before is kept. Raises OSError, and then
    `path` holds what it held before.
    """
    temporary = temporary_path(path)
    try:
        _write_synced(temporary, data)
        if keep_last is not None:
            _keep(path, keep_last)
        os.replace(temporary, path)
    except BaseException:
        remove_if_there(temporary)
        raise
    sync_directory(os.path.dirname(path))


def write_derived(path: str, data: bytes) -> None:
    """Put at `path` what can be made again at any time: whole or not at all, without waiting for the disk.

    Where that fails nothing is lost, so nothing is said: the next reader makes it again.
    """
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with open(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        _remove_what_can_be(temporary)


def make_private_directory(path: str) -> None:
    """Make the directory and its parents, for this user's eyes only, and put their names on the disk."""
    if os.path.isdir(path):
        return
    parent = os.path.dirname(path)
    if parent:
        make_private_directory(parent)
    try:
        os.mkdir(path, PRIVATE_DIRECTORY)
    except FileExistsError:
        return
    sync_directory(parent or ".")


def sync_directory(path: str) -> None:
    """Have the names in a directory on the disk. Windows can't open directories and needs no such step."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_durably(paths: list[str]) -> None:
    """Remove files that may be gone already, and has their absence on the disk."""
    for path in paths:
        remove_if_there(path)
    for directory in {os.path.dirname(path) for path in paths}:
        sync_directory(directory)


def temporary_path(path: str) -> str:
    """Return a file's name until it is whole: next to its final path, and never mistaken for one of ours."""
    return os.path.join(os.path.dirname(path), f"{TEMPORARY}{os.getpid()}-{os.urandom(6).hex()}")


def write_whole(handle: int, data: bytes) -> None:
    """Write all of it: the system may take less at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def sync_file(handle: int) -> None:
    """On macOS fsync leaves data in the drive's cache; F_FULLFSYNC does not, where it is known."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
        except OSError:
            pass
    os.fsync(handle)


def remove_if_there(path: str) -> None:
    """Remove a file that may be gone already."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def _write_synced(path: str, data: bytes) -> None:
    handle = os.open(path, EXCLUSIVE, PRIVATE_FILE)
    try:
        write_whole(handle, data)
        sync_file(handle)
    finally:
        os.close(handle)


def _keep(path: str, last: str) -> None:
    """Give the present file a second name. File systems without hard links keep no last good copy."""
    remove_if_there(last)
    try:
        os.link(path, last)
    except OSError:
        return


def _remove_what_can_be(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
