"""Many new files at once: written one after the other, and waited for together.

A file that is synced alone waits for its data and for a step of the file system's journal. Where all are on their
way to the disk before the first is waited for, one such step takes them all; and disks that are asked by several
at once to empty their cache do it once.
"""

import os
from collections.abc import Iterable
from contextlib import ExitStack, suppress

from oncall_tui.storage.atomic import (
    EXCLUSIVE,
    PRIVATE_FILE,
    remove_if_there,
    sync_directory,
    sync_file,
    temporary_path,
    write_whole,
)

WAITING_AT_ONCE = 8


def create_files_durably(files: dict[str, bytes]) -> dict[str, os.stat_result]:
    """Put new files into one directory, all on the disk when this returns.

    Returns how those stand there that were made. A path that was taken keeps what it held. Raises OSError.
    """
    temporaries = {path: temporary_path(path) for path in files}
    try:
        written = _write_all({temporaries[path]: data for path, data in files.items()})
        made = {path: written[whole] for path, whole in temporaries.items() if _name(whole, path)}
    finally:
        for temporary in temporaries.values():
            remove_if_there(temporary)
    for directory in {os.path.dirname(path) for path in files}:
        sync_directory(directory)
    return made


def _write_all(files: dict[str, bytes]) -> dict[str, os.stat_result]:
    """Have files on the disk. Each stays open until then, so that what goes wrong on the way is told to us."""
    handles = {}
    with ExitStack() as opened:
        for path, data in files.items():
            handles[path] = handle = os.open(path, EXCLUSIVE, PRIVATE_FILE)
            opened.callback(os.close, handle)
            write_whole(handle, data)
            _send_off(handle)
        _sync_all(handles.values())
        return {path: os.fstat(handle) for path, handle in handles.items()}


def _sync_all(handles: Iterable[int]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(WAITING_AT_ONCE) as waiting:
        for _ in waiting.map(sync_file, handles):
            pass  # what it raised is raised here


def _send_off(handle: int) -> None:
    """Have the system begin to write what we don't need in memory. Only a hint: not everywhere, and never relied
    on.
    """
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _name(temporary: str, path: str) -> bool:
    """Give a whole file its name; False if that is taken. Without hard links nobody else may make it meanwhile."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:
        if os.path.exists(path):
            return False
        os.rename(temporary, path)
    return True
