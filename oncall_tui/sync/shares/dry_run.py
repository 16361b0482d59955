"""A sync that only says what it would do: writes to either side stay in memory."""

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from oncall_tui.replication.document_join import join_tables
from oncall_tui.replication.encoding import Tables
from oncall_tui.sync.documents import DocumentStore
from oncall_tui.sync.shares.share import DirectoryEntry, Share, ShareWords, put_in_turn
from oncall_tui.sync.sync_state import Signature


class DryRunShare:
    """A share over another that is never written."""

    def __init__(self, share: Share) -> None:
        self._share = share
        self._written: dict[str, bytes] = {}
        self._deleted: set[str] = set()

    @property
    def words(self) -> ShareWords:
        return self._share.words

    def expect(self, paths: Iterable[str]) -> None:
        self._share.expect(paths)

    def list(self, folder: str) -> list[DirectoryEntry]:
        within = f"{folder}/" if folder else ""
        made = {
            path.removeprefix(within): data for path, data in self._written.items() if path.startswith(within)
        }
        try:
            entries = {entry.name: entry for entry in self._share.list(folder)}
        except FileNotFoundError:
            if not made:
                raise
            entries = {}
        for path, data in made.items():
            name, _, below = path.partition("/")
            entries[name] = (
                DirectoryEntry(name, "directory") if below else DirectoryEntry(name, "file", len(data))
            )
        return [entry for name, entry in entries.items() if within + name not in self._deleted]

    def list_below(self, folder: str) -> None:
        """Return None: what would be written is known folder by folder."""

    def put_all(self, items: Sequence[tuple[str, bytes]]) -> Sequence[OSError | None]:
        return put_in_turn(self, items)

    def get(self, path: str, limit: int) -> bytes:
        if path in self._deleted:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return self._written[path][:limit] if path in self._written else self._share.get(path, limit)

    def put(self, path: str, data: bytes) -> None:
        if self._is_there(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
        self._deleted.discard(path)
        self._written[path] = data

    def delete(self, path: str) -> None:
        self._written.pop(path, None)
        self._deleted.add(path)

    def _is_there(self, path: str) -> bool:
        try:
            self.get(path, 1)
        except FileNotFoundError:
            return False
        return True


class DryRunDocuments:
    """Documents over others that are never written."""

    def __init__(self, documents: DocumentStore) -> None:
        self._documents = documents
        self._joined: dict[str, Tables] = {}

    def signatures(self) -> Mapping[str, Signature]:
        return self._documents.signatures()

    def signature(self, incident: str) -> Signature | None:
        return self._documents.signature(incident)

    def tables(self, incident: str) -> Tables:
        return self._joined.get(incident) or self._documents.tables(incident)

    def join(self, incident: str, tables: Tables) -> None:
        self._joined[incident] = join_tables(self.tables(incident), tables)

    def adopt(self, documents: Iterable[tuple[str, Tables]]) -> Iterator[tuple[str, Signature]]:
        """Nothing is made, so nothing is to be remembered."""
        self._joined.update(documents)
        return iter(())

    def written(self) -> Mapping[str, int]:
        return self._documents.written()

    def holds_redacted(self, incident: str, tables: Tables) -> bool:
        return self._documents.holds_redacted(incident, tables)

    def own_actors(self) -> frozenset[str]:
        return self._documents.own_actors()
