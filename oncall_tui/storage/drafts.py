"""Drafts: the line that is being typed survives a lost connection, SIGHUP and kill -9 (DESIGN, the store).

A draft belongs to the process that types it, so that two windows on one incident keep both lines. Another process takes
one over only once its owner is dead: an owner holds a lock, which the system lets go of however the process ends.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from secrets import token_hex

from oncall_tui.domain.ids import is_id
from oncall_tui.storage.atomic import make_private_directory, remove_durably, write_durably
from oncall_tui.storage.paths import UNFILED, DataPaths

SUFFIX, LOCK, PART = ".txt", ".owner", "+"


class Drafts:
    """The drafts of one data directory, as one process sees them. No incident (None) is the unfiled line.

    `part`: a text of the incident that has drafts of its own, in the characters of a file's name; "" is the line.
    """

    def __init__(self, places: DataPaths) -> None:
        self._places = places
        self._owner = token_hex(8)
        self._held: int | None = None

    def __del__(self) -> None:
        if self._held is not None:
            os.close(self._held)

    def read(self, incident: str | None, part: str = "") -> str:
        """Our own half-typed line, else one whose owner is dead, which is ours from now on; empty without one."""
        own = self._path(incident, self._owner, part)
        if not os.path.exists(own):
            for path in self._left(incident, part):
                if self._take_over(path, own):
                    break
        return _text(own)

    def write(self, incident: str | None, text: str, part: str = "") -> None:
        """Keep a half-typed line durably; an empty one removes the draft. Raises OSError."""
        path = self._path(incident, self._owner, part)
        if text:
            self._own()
            write_durably(path, text.encode("utf-8", "surrogatepass"))
        elif os.path.exists(path):
            remove_durably([path])

    def left(self, incident: str | None) -> int:
        """Count the lines of dead owners that wait to be taken over."""
        return len(list(self._left(incident)))

    def elsewhere(self, incident: str | None) -> list[str | None]:
        """Return the other incidents (None: unfiled) in which such a line waits."""
        names = dict.fromkeys(name.partition(".")[0] for name in self._names())
        others = [None if name == UNFILED else name for name in names if name == UNFILED or is_id(name)]
        return [other for other in others if other != incident and self.left(other)]

    def parts(self, incident: str) -> list[str]:
        """Return the parts that have a draft, of ours or of a dead owner."""
        starts = [name.removesuffix(SUFFIX).rpartition(".")[0] for name in self._names()]
        found = {start.removeprefix(incident + PART) for start in starts if start.startswith(incident + PART)}
        return sorted(part for part in found if self.read(incident, part))

    def _left(self, incident: str | None, part: str = "") -> Iterator[str]:
        name = _name(incident, part)
        for found in self._names():
            start, _, owner = found.removesuffix(SUFFIX).partition(".")
            path = os.path.join(self._places.drafts, found)
            if start == name and owner != self._owner and self._is_dead(owner) and _text(path):
                yield path

    def _names(self) -> list[str]:
        try:
            return sorted(name for name in os.listdir(self._places.drafts) if name.endswith(SUFFIX))
        except OSError:
            return []

    def _path(self, incident: str | None, owner: str, part: str = "") -> str:
        start = self._places.draft(incident).removesuffix(SUFFIX)
        return (f"{start}{PART}{part}" if part else start) + f".{owner}{SUFFIX}"

    def _lock_path(self, owner: str) -> str:
        return os.path.join(self._places.drafts, owner + LOCK)

    def _own(self) -> None:
        """Hold our lock, from the first draft to the end of the process."""
        make_private_directory(self._places.drafts)
        if self._held is None:
            self._held = os.open(self._lock_path(self._owner), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            _lock(self._held)

    def _is_dead(self, owner: str) -> bool:
        """Return whether no process holds the owner's lock; a draft of an earlier version has no owner."""
        if not owner:
            return True
        with _opened(self._lock_path(owner)) as held:
            return held is None or _lock(held)

    def _take_over(self, path: str, own: str) -> bool:
        """Make the draft ours; False where another process was quicker."""
        try:
            self._own()
            os.rename(path, own)
        except OSError:
            return False
        owner = os.path.basename(path).removesuffix(SUFFIX).partition(".")[2]
        if owner and not any(f".{owner}{SUFFIX}" in name for name in self._names()):
            with suppress(OSError):
                os.unlink(self._lock_path(owner))
        return True


def _name(incident: str | None, part: str) -> str:
    """Return the common beginning of an incident's draft names."""
    start = UNFILED if incident is None else incident
    return f"{start}{PART}{part}" if part else start


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError):
        return ""


def _lock(descriptor: int) -> bool:
    """Take the lock of an open file; False where another process holds it, or where there are no such locks."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


@contextmanager
def _opened(path: str) -> Iterator[int | None]:
    """Yield the open file, None where there is none; closing it lets go of a lock that was just taken."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    try:
        yield descriptor
    finally:
        os.close(descriptor)
