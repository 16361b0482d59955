"""Files that sync keeps beside the documents: its state, the team's files, and a lock, so that one sync runs at a
time.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from oncall_tui.domain.errors import RefusedError
from oncall_tui.storage.atomic import make_private_directory, write_durably
from oncall_tui.storage.checked import content_bytes, json_with_checksum
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.store import reporting_save_errors

MEMORY_VERSION = 1
LARGEST_TEAM_FILE = 256 * 1024


class SyncStore:
    """All derived: losing them costs reading the share again."""

    def __init__(self, places: DataPaths) -> None:
        self._places = places
        self._memory = places.sync_memory

    def read_memory(self) -> bytes:
        """Return the memory of the last sync; empty if there is none, or it is not as it was written."""
        try:
            with open(self._memory, "rb") as file:
                return content_bytes(MEMORY_VERSION, file.read()) or b""
        except OSError:
            return b""

    def write_memory(self, memory: bytes) -> None:
        """Raise OSError."""
        make_private_directory(self._places.sync)
        write_durably(self._memory, json_with_checksum(MEMORY_VERSION, memory))

    def touch_memory(self, now: int) -> None:
        """Mark a sync as done at `now` (UTC microseconds); where that can't be marked, nothing is lost."""
        try:
            os.utime(self._memory, ns=(now * 1000, now * 1000))
        except OSError:
            return

    def synced_at(self) -> int | None:
        """Return when the last sync was done, UTC microseconds."""
        try:
            return os.stat(self._memory).st_mtime_ns // 1000
        except OSError:
            return None

    def team(self) -> dict[str, str]:
        """Return the team's files as they were at the last sync, by name."""
        try:
            names = sorted(os.listdir(self._places.team))
        except OSError:
            return {}
        return {name: self._team_file(name) for name in names if not name.startswith(".")}

    def write_team(self, files: Mapping[str, str]) -> None:
        """Keep the team's files for work without the share. Raises OSError."""
        make_private_directory(self._places.team)
        for name, text in files.items():
            write_durably(os.path.join(self._places.team, name), text.encode())

    @contextmanager
    def exclusive(self, seconds: float) -> Iterator[None]:
        """Hold the lock of syncing. Raises RefusedError if another process still syncs after `seconds`."""
        from filelock import FileLock, Timeout

        path = os.path.join(self._places.sync, "lock")
        lock = FileLock(path, seconds, 0o600, fallback_to_soft=False, preserve_lock_file=True)
        with reporting_save_errors("Nothing was changed"):
            make_private_directory(self._places.sync)
            try:
                lock.acquire()
            except Timeout:  # an OSError too, hence in here
                raise RefusedError(
                    "Another process is syncing this data right now. Nothing was changed; wait for it."
                ) from None
        try:
            yield
        finally:
            lock.release()

    def _team_file(self, name: str) -> str:
        try:
            with open(os.path.join(self._places.team, name), encoding="utf-8") as file:
                return file.read(LARGEST_TEAM_FILE)
        except (OSError, UnicodeDecodeError):
            return ""
