"""Check permissions in a share: files that a colleague's umask closed, or that we may not read ourselves."""

import os
import shlex
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oncall_tui.sync.layout import FORMAT_FILE, REPLICAS, TEAM
from oncall_tui.sync.shares.file_system import implied_mode

VERSIONS = REPLICAS.partition("/")[0]
READING = 0o055
SHARED = 0o022


@dataclass(frozen=True, slots=True)
class UnreadableEntries:
    """Entries of the share that some people cannot read: how many, the first one, and their owners."""

    count: int
    first: str
    owners: tuple[str, ...]

    def words(self) -> str:
        """Describe the entries and their owners."""
        what = "1 file or folder" if self.count == 1 else f"{self.count} files and folders"
        return f"{what} of {', '.join(self.owners)}, {self.first} first"


def unreadable_entries(root: str) -> UnreadableEntries | None:
    """Find what we may not read; None if there is nothing."""
    return _closed(root, [path for path in _ours(root) if not os.access(path, _access(path))])


def unshared_entries(root: str) -> UnreadableEntries | None:
    """Find what is closed to people to whom the share's own permissions are open; None where only its owner writes.
    Nobody is, where only its owner writes.
    """
    mode = os.stat(root).st_mode
    if not mode & SHARED:
        return None
    return _closed(root, [path for path in _ours(root) if _is_closed(mode, path)])


def repair_command(root: str) -> str:
    """Return the command that opens what is one's own to those to whom the share is open."""
    mode = os.stat(root).st_mode
    group = "g+rwX" if mode & 0o020 else "g+rX" if mode & 0o040 else ""
    others = "o+rwX" if mode & 0o002 else "o+rX" if mode & 0o004 else ""
    return f"chmod -R {','.join(filter(None, (group, others)))} {shlex.quote(root)}"


def _ours(root: str) -> Iterator[str]:
    """Yield all that the program made or seeded below the root; links are not followed."""
    for name in (FORMAT_FILE, VERSIONS, TEAM):
        path = os.path.join(root, name)
        if os.path.lexists(path):
            yield path
        for folder, folders, files in os.walk(path):
            yield from (os.path.join(folder, entry) for entry in (*folders, *files))


def _is_closed(root: int, path: str) -> bool:
    mode = os.lstat(path).st_mode
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        return False
    missing = implied_mode(root, mode) & ~mode
    return bool(missing & (0o077 if path.endswith((VERSIONS, REPLICAS, TEAM)) else READING))


def _access(path: str) -> int:
    return os.R_OK | os.X_OK if os.path.isdir(path) else os.R_OK


def _closed(root: str, paths: list[str]) -> UnreadableEntries | None:
    if not paths:
        return None
    owners = sorted({_owner(path) for path in paths})
    return UnreadableEntries(len(paths), os.path.relpath(min(paths), root), tuple(owners))


def _owner(path: str) -> str:
    """Return the name of a file's owner, or the number where nobody here has it."""
    try:
        return Path(path).owner()
    except (KeyError, OSError, NotImplementedError):
        return f"user {os.lstat(path).st_uid}"
