"""Writing to the share: new files in our own folder only."""

from collections.abc import Callable, Sequence

from oncall_tui.replication.encoding import Tables
from oncall_tui.sync.layout import incident_path, info_path, month_of
from oncall_tui.sync.plan import FileRef
from oncall_tui.sync.replica_info import ReplicaInfo, encode_info
from oncall_tui.sync.shares.share import Share
from oncall_tui.sync.sync_state import SyncState
from oncall_tui.sync.version_file import VersionFile, encode_part

NONCE_BYTES = 6


class Publisher:
    """Publishes for one replica. Once the share refuses a file, `refused` says why and no more is tried."""

    def __init__(
        self, share: Share, memory: SyncState, replica: str, random_bytes: Callable[[int], bytes]
    ) -> None:
        self._share = share
        self._memory = memory
        self._random_bytes = random_bytes
        self.replica = replica
        self.share_id = ""
        self.writable = True
        self.refused = ""

    def part(self, incident: str, tables: Tables) -> FileRef | None:
        """Publish versions; None when they are not there as they should be, and must be tried again."""
        path, data = self._file(incident, tables)
        return self._published(path, data) if self.put(path, data) else None

    def parts(self, items: Sequence[tuple[str, Tables]]) -> list[FileRef | None]:
        """Publish versions of several incidents, some at once where that is quicker."""
        if not self.writable or self.refused:
            return [None] * len(items)
        files = [self._file(incident, tables) for incident, tables in items]
        found = []
        for (path, data), error in zip(files, self._share.put_all(files), strict=True):
            if error is not None and not isinstance(error, FileExistsError):
                self.refused = self.refused or str(error.strerror or error)
            found.append(self._published(path, data) if error is None else None)
        return found

    def info(self, info: ReplicaInfo, before: list[str]) -> None:
        """Say who we are, and take away what we said before (paths)."""
        data = encode_info(info, self._nonce())
        if self.put(info_path(self.replica, data), data):
            for path in before:
                self.delete(path)

    def delete(self, path: str) -> bool:
        """Take one of our own files away; True when it is gone."""
        try:
            self._share.delete(path)
        except OSError as error:
            self.refused = self.refused or str(error.strerror or error)
            return False
        folder, _, name = path.rpartition("/")
        self._memory.verified_files.get(folder, {}).pop(name, None)
        self._memory.covered.pop(path, None)
        self._memory.latest.pop(name, None)
        return True

    def _file(self, incident: str, tables: Tables) -> tuple[str, bytes]:
        data = encode_part(VersionFile(self.share_id, incident, tables), self._nonce())
        return incident_path(self.replica, month_of(incident), incident, data), data

    def _published(self, path: str, data: bytes) -> FileRef:
        folder, _, name = path.rpartition("/")
        self._memory.verified_files.setdefault(folder, {})[name] = len(data)
        self._memory.note_published(name, len(data))
        return FileRef(folder, name, len(data))

    def put(self, path: str, data: bytes) -> bool:
        """Put a file of ours; False when it is not there."""
        if not self.writable or self.refused:
            return False
        try:
            self._share.put(path, data)
        except FileExistsError:
            return False
        except OSError as error:
            self.refused = str(error.strerror or error)
            return False
        return True

    def _nonce(self) -> str:
        return self._random_bytes(NONCE_BYTES).hex()
