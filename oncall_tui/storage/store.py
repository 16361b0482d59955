"""The store of one data directory: incidents read by signature, changed in units of work (S1).

TinyDB and filelock are imported where something is changed: a list over a thousand incidents needs neither.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import NotFoundError, OncallError, RefusedError, SaveFailedError
from oncall_tui.domain.ids import UlidGenerator, is_id
from oncall_tui.replication.encoding import FORMAT, Tables
from oncall_tui.replication.validation import InvalidDocumentError, check_document
from oncall_tui.storage.atomic import make_private_directory
from oncall_tui.storage.bulk_create import create_files_durably
from oncall_tui.storage.document_file import (
    Signature,
    read_document,
    signature,
    signature_from_stat,
    write_document,
)
from oncall_tui.storage.document_text import document_bytes, document_from
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.waiting_notes import Inbox, InboxNote

if TYPE_CHECKING:
    from oncall_tui.storage.actor_store import ActorStore
    from oncall_tui.storage.transaction import Transaction

LOCK_SECONDS = 20
CACHED_DOCUMENTS = 32
# Files that are made at once: all are open until the disk has them.
BATCH_FILES, BATCH_BYTES = 100, 8_000_000
# Puts the first of the waiting notes into a transaction, as many as are one act, and returns the others: given by
# the services, which know how a note is read.
FileNotes = Callable[["Transaction", dict[str, InboxNote]], dict[str, InboxNote]]
# Puts changes into a unit of work over a document; the second document is the one that stood here before.
Amend = Callable[["Transaction", Tables], None]
# Each has a dot of its own; more than a few are needed only where many people disagree about one field.
MOST_AMENDMENTS = 64


class Store:
    """Every incident here. Documents that it hands out are shared and must not be changed."""

    def __init__(
        self,
        places: DataPaths,
        actors: ActorStore,
        ids: UlidGenerator,
        clock: Clock,
        author: str,
        file_notes: FileNotes,
    ) -> None:
        self.places = places
        self.inbox = Inbox(places)
        self._actors = actors
        self._ids = ids
        self._clock = clock
        self._author = author
        self._file_notes = file_notes
        self._cache: dict[str, tuple[Signature, Tables]] = {}

    def incident_ids(self) -> list[str]:
        """Return the ids of every incident that has a file here, oldest first."""
        try:
            names = os.listdir(self.places.incidents)
        except FileNotFoundError:
            return []
        ids = (name.removesuffix(".json") for name in names if name.endswith(".json"))
        return sorted(id for id in ids if is_id(id))

    def signature(self, incident: str) -> Signature | None:
        """Return the signature of an incident's file, which changes with its content; None if it has none."""
        return signature(self.places.incident(incident))

    def tables(self, incident: str) -> Tables:
        """Return an incident's document as its file has it now. Raises NotFoundError or DamagedFileError."""
        path = self.places.incident(incident)
        now = signature(path)
        cached = self._cache.get(incident)
        if cached is not None and cached[0] == now:
            return cached[1]
        tables = read_document(path, incident)
        if now is not None:
            self._remember(incident, now, tables)
        return tables

    @contextmanager
    def transaction(self, incident: str, label: str = "", *, create: bool = False) -> Iterator[Transaction]:
        """Open a transaction: waiting notes are filed first, then what the block puts is saved at once at its end.

        An exception in the block, or in saving, leaves the file as it was. Raises NotFoundError (unless `create`),
        DamagedFileError, or SaveFailedError.
        """
        with self._locked(incident):
            self._file_waiting(incident, create)
            unit = self._begin(incident, label, create)
            yield unit
            self._commit(incident, unit)

    def join(self, incident: str, tables: Tables, amend: Amend | None = None) -> bool:
        """Join what a replica says of an incident into its file; True if that changed anything (DESIGN, sync).

        `amend` changes what was joined before any of it is saved.
        """
        from oncall_tui.replication.document_join import join_tables

        with self._locked(incident):
            here = self._tables_or_new(incident, create=True)
            joined = join_tables(here, tables)
            if amend is not None:
                joined = self._amended(incident, joined, here, amend)
            if joined == here:
                return False
            self._write(incident, joined)
            return True

    def amend(self, incident: str, amend: Amend) -> None:
        """File the waiting notes, then save at once what `amend` puts. Raises NotFoundError, DamagedFileError
        or SaveFailedError.
        """
        with self._locked(incident):
            self._file_waiting(incident, create=False)
            here = self.tables(incident)
            amended = self._amended(incident, here, here, amend)
            if amended != here:
                self._write(incident, amended)

    def create_incidents(self, documents: Iterable[tuple[str, Tables]]) -> Iterator[tuple[str, Signature]]:
        """Create files for incidents not stored here yet, in batches; join those created meanwhile.

        Yields those whose files were made, with how these stand there, once they are on the disk.
        """
        for batch in _batches(documents):
            yield from self._make(batch)

    def file_inbox(self, incident: str) -> None:
        """File the waiting notes of an incident, if there are any."""
        if self.inbox.ids(incident):
            with self._locked(incident):
                self._file_waiting(incident, create=False)

    def _file_waiting(self, incident: str, create: bool) -> None:
        """Also without a note to file: what earlier versions left undone is made good then."""
        rest = notes = self.inbox.waiting(incident).notes
        while True:
            unit = self._begin(incident, "", create)
            rest = self._file_notes(unit, rest)
            self._commit(incident, unit)
            if not rest:
                break
        if notes:
            self.inbox.remove(incident, notes)

    def _begin(self, incident: str, label: str, create: bool) -> Transaction:
        return self._unit(incident, self._tables_or_new(incident, create), label)

    def _unit(self, incident: str, tables: Tables, label: str) -> Transaction:
        from oncall_tui.storage.transaction import Transaction

        return Transaction(incident, tables, self._actors, self._ids, self._clock, self._author, label)

    def _commit(self, incident: str, unit: Transaction) -> None:
        from oncall_tui.storage.database import apply_changes

        with reporting_save_errors("Nothing was changed"):
            changes = unit.build_changes()
        if changes:
            _check_readable(changes)
            tables = apply_changes(unit.base, changes)
            changes.clear()  # of an import there is room for few copies
            self._write(incident, tables)

    def _amended(self, incident: str, tables: Tables, before: Tables, amend: Amend) -> Tables:
        """Return the document after all that `amend` puts: it is asked again until it puts nothing more.

        Two heads of one field that stay apart need two transactions: a dot has one value.
        """
        from oncall_tui.storage.database import apply_changes

        for _ in range(MOST_AMENDMENTS):
            unit = self._unit(incident, tables, "")
            with reporting_save_errors("Nothing was changed"):
                amend(unit, before)
                changes = unit.build_changes()
            if not changes:
                break
            tables = apply_changes(tables, changes)
        return tables

    def _tables_or_new(self, incident: str, create: bool) -> Tables:
        try:
            return self.tables(incident)
        except NotFoundError:
            if not create:
                raise
            return _empty()

    def _write(self, incident: str, tables: Tables) -> None:
        self._cache.pop(incident, None)
        path = self.places.incident(incident)
        with reporting_save_errors("Nothing was changed on disk"):
            write_document(path, self.places.last_good(incident), tables)
        written = signature(path)
        if written is not None:
            self._remember(incident, written, tables)

    def _make(self, batch: dict[str, bytes]) -> list[tuple[str, Signature]]:
        paths = {self.places.incident(id): id for id in batch}
        with reporting_save_errors("Nothing was changed"):
            make_private_directory(self.places.incidents)
            made = create_files_durably({path: batch[id] for path, id in paths.items()})
        for id in (paths[path] for path in paths.keys() - made.keys()):
            self.join(id, document_from(batch[id]))
        return [(paths[path], signature_from_stat(status)) for path, status in made.items()]

    def _remember(self, incident: str, state: Signature, tables: Tables) -> None:
        """Threads share the cache: each step on it is one that can't be interrupted."""
        self._cache.pop(incident, None)
        known = list(self._cache)
        for oldest in known[: max(0, len(known) + 1 - CACHED_DOCUMENTS)]:
            self._cache.pop(oldest, None)
        self._cache[incident] = state, tables

    @contextmanager
    def _locked(self, incident: str) -> Iterator[None]:
        from filelock import FileLock, Timeout

        with reporting_save_errors("Nothing was changed"):
            make_private_directory(self.places.incidents)
        lock = FileLock(
            self.places.lock(incident), LOCK_SECONDS, 0o600, fallback_to_soft=False, preserve_lock_file=True
        )
        with reporting_save_errors("Nothing was changed"):
            try:
                lock.acquire()
            except Timeout:  # an OSError too, hence in here
                raise SaveFailedError(
                    f"Another process has held this incident for {LOCK_SECONDS} s. Nothing was changed; notes are "
                    "still taken. See what runs `oncall`, end it, and try again."
                ) from None
        try:
            yield
        finally:
            lock.release()


def _check_readable(changes: Tables) -> None:
    """Refuse to write what would make the whole incident unreadable: a fault of ours costs one edit. Raises
    RefusedError.
    """
    try:
        check_document(changes)
    except InvalidDocumentError as error:
        raise RefusedError(f"That can't be stored: {error}. Nothing was changed.") from None


def _batches(documents: Iterable[tuple[str, Tables]]) -> Iterator[dict[str, bytes]]:
    """Yield the texts of the files of incidents that are new here, as many at once as may well be held in memory."""
    from oncall_tui.replication.document_join import join_tables

    batch, size = {}, 0
    for id, tables in documents:
        batch[id] = document_bytes(join_tables(_empty(), tables))
        size += len(batch[id])
        if len(batch) == BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _empty() -> Tables:
    return {"meta": {"document": {"format": FORMAT}}}


@contextmanager
def reporting_save_errors(what_is_safe: str) -> Iterator[None]:
    """Turn what the disk refuses into a message for a person."""
    try:
        yield
    except OncallError:
        raise
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise SaveFailedError(
            f"Not saved: {error.strerror or error}{where}. {what_is_safe}; what was saved before is as it was. "
            "Make room or mend the permissions, then try again."
        ) from None
