"""Pieces of large sources on the share: ours are published before their records, others' fetched after (SHARE 7)."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.source_text import SourceText
from oncall_tui.replication.encoding import Tables
from oncall_tui.services.sharing.shared_documents import StoreDocuments
from oncall_tui.services.sources.cutting import Cutting
from oncall_tui.services.sources.source_files import text_of
from oncall_tui.storage.source_pieces import LARGEST_STORED, SourcePieces, decode_piece
from oncall_tui.storage.store import reporting_save_errors
from oncall_tui.sync.layout import REPLICA, SOURCES, source_path
from oncall_tui.sync.manifest import Skipped
from oncall_tui.sync.shares.share import Share
from oncall_tui.sync.sync_state import SyncState


class SourceSync:
    """Syncs the pieces that documents name. `memory.pieces` are those that are known to be on the share."""

    def __init__(self, documents: StoreDocuments, pieces: SourcePieces, cutting: Cutting) -> None:
        self._documents = documents
        self._pieces = pieces
        self._cutting = cutting

    def publish(self, share: Share, replica: str, memory: SyncState) -> None:
        """Put the pieces that are here and were never on the share. Raises OSError where the share refuses one."""
        for _, text in self._texts(memory):
            for name in sorted(text.names - memory.pieces):
                if self._pieces.has(name):
                    with suppress(FileExistsError):
                        share.put(source_path(replica, name), self._pieces.stored(name))
                    memory.pieces.add(name)

    def fetch(self, share: Share, replica: str, memory: SyncState) -> list[Skipped]:
        """Get the pieces that are named and not here, cut what was redacted, and take cut ones off the share.

        Returns what could not be taken.
        """
        skipped: list[Skipped] = []
        found = [*self._texts(memory)]
        wanted = {name for _, text in found for name in text.names if not self._pieces.has(name)}
        for path, name in self._paths(share, wanted) if wanted else ():
            self._get(share, path, name, memory, skipped)
        for incident in dict.fromkeys(incident for incident, text in found if text.cuts):
            self._cutting.clean(incident)
        for name in sorted({name for _, text in found for name in text.replaced} & memory.pieces):
            share.delete(source_path(replica, name))
            memory.pieces.discard(name)
        return skipped

    def _get(self, share: Share, path: str, name: str, memory: SyncState, skipped: list[Skipped]) -> None:
        if self._pieces.has(name):
            return
        try:
            data = share.get(path, LARGEST_STORED + 1)
            decode_piece(name, data)
        except (OSError, ValueError) as error:
            skipped.append(
                Skipped(path, f"can't be read: {error}" if isinstance(error, OSError) else str(error))
            )
            return
        with reporting_save_errors("What was joined is saved"):
            self._pieces.put(name, data)
        memory.pieces.add(name)

    def _paths(self, share: Share, wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the paths of wanted pieces on the share."""
        folders: dict[str, set[str]] = {}
        for name in wanted:
            folders.setdefault(name[:2], set()).add(name)
        for entry in _listed(share, SOURCES):
            if REPLICA.fullmatch(entry):
                for folder, names in sorted(folders.items()):
                    found = names.intersection(_listed(share, f"{SOURCES}/{entry}/{folder}"))
                    yield from ((source_path(entry, name), name) for name in sorted(found))

    def _texts(self, memory: SyncState) -> Iterator[tuple[str, SourceText]]:
        """Yield the large sources of all incidents: those that were settled are remembered, the others are looked
        at.
        """
        for incident, signature in self._documents.signatures().items():
            step = memory.steps.get(incident)
            if step is None or step.large or step.signature != signature:
                yield from ((incident, text) for text in _large(self._tables(incident)))

    def _tables(self, incident: str) -> Tables:
        try:
            return self._documents.tables(incident)
        except OncallError:
            return {}  # damaged: the sync has said so


def _large(tables: Tables) -> list[SourceText]:
    return [text for record in tables.get("sources", {}).values() if (text := text_of(record)) is not None]


def _listed(share: Share, folder: str) -> list[str]:
    try:
        return [entry.name for entry in share.list(folder)]
    except FileNotFoundError:
        return []
