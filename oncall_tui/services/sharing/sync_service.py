"""Syncing this data directory with the team's share: the one place where store and share meet (S2)."""

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import OncallError, RefusedError
from oncall_tui.domain.team import TeamFiles
from oncall_tui.services.sharing.published_files import PublishedFiles, published_by
from oncall_tui.services.sharing.secret_hold import (
    DocumentsWithoutFreshSecrets,
    SuspectedSecret,
    suspected_secrets,
)
from oncall_tui.services.sharing.shared_documents import StoreDocuments
from oncall_tui.services.sharing.source_sync import SourceSync
from oncall_tui.services.sharing.team import Team
from oncall_tui.settings.settings import Settings
from oncall_tui.storage.actor_store import ActorStore
from oncall_tui.storage.store import reporting_save_errors
from oncall_tui.storage.sync_store import SyncStore
from oncall_tui.sync.manifest import Manifest
from oncall_tui.sync.replica_info import ReplicaInfo
from oncall_tui.sync.shares.dry_run import DryRunDocuments, DryRunShare
from oncall_tui.sync.shares.share import Share
from oncall_tui.sync.shares.share_guard import GuardedShare, share_away
from oncall_tui.sync.shares.share_url import shown_place
from oncall_tui.sync.sync_result import SyncResult
from oncall_tui.sync.sync_state import SyncState, decode_memory, encode_memory
from oncall_tui.sync.synchroniser import Progress, Synchroniser

WAIT_SECONDS = 60
READ_ONLY = "The share asks for a newer version to write: it was only read. Update oncall-tui."


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Result of a sync; `problems` are sentences about the team's files, `published` lists each replica's files."""

    outcome: SyncResult
    published: Mapping[str, PublishedFiles]
    problems: tuple[str, ...] = ()


def no_progress(done: int, total: int) -> None:
    """Progress that nobody watches."""


class SyncService:
    """One data directory's sync. Made once; the TUI asks it every minute and keeps what it saw."""

    def __init__(
        self,
        documents: StoreDocuments,
        actors: ActorStore,
        files: SyncStore,
        team: Team,
        clock: Clock,
        settings: Settings,
        open_share: Callable[[str], Share],
        sources: SourceSync,
    ) -> None:
        self._sources = sources
        self._documents = documents
        self._actors = actors
        self._files = files
        self._team = team
        self._clock = clock
        self._settings = settings
        self._open_share = open_share
        self._before: Manifest | None = None
        # Whether the share of the last sync is an object store, where a poll asks for news alone.
        self.polls_by_news = False

    def sync(
        self,
        *,
        refill: bool = False,
        wait: float = WAIT_SECONDS,
        hold: bool = False,
        progress: Progress = no_progress,
        withheld: Mapping[str, str] | None = None,
    ) -> SyncReport:
        """Once, looking at everything. `hold`: nobody asked for it, so what looks like a secret waits a while, and
        `withheld`, a record of an incident, waits too.

        Raises ShareUnavailableError (all is saved here), RefusedError, DamagedFileError or SaveFailedError.
        """
        return self._sync(
            refill=refill, wait=wait, hold=hold, before=None, progress=progress, withheld=withheld
        )

    def poll(self, progress: Progress = no_progress) -> SyncReport:
        """Sync like `sync`, for a clock that ticks every minute: do not list again what did not change."""
        return self._sync(
            refill=False, wait=0, hold=True, before=self._before, progress=progress, by_news=True
        )

    def dry_run(self) -> SyncReport:
        """Report what a sync would do; write nothing here or there."""
        memory = self.memory()
        share = DryRunShare(self._share())
        documents = DryRunDocuments(self._documents)
        with reporting_share_errors(share):
            outcome, manifest = Synchroniser(
                share, documents, memory, self._me(), self._clock, os.urandom
            ).sync()
        return SyncReport(outcome, published_by(outcome.replicas, manifest.folders, manifest.changed))

    def team_files(self) -> TeamFiles:
        """Return the team's files as they stand in the share right now."""
        share = self._share()
        with reporting_share_errors(share):
            return self._team.read_share(GuardedShare(share))

    def suspicions(self) -> dict[str, list[SuspectedSecret]]:
        """Our notes that look like they hold a secret, by incident, of those that are not wholly on the share."""
        changed = {*self._changed(), *self._documents.inboxes()}
        return {incident: self._suspicions_in(incident) for incident in sorted(changed)}

    @property
    def place(self) -> str | None:
        """Return the share's location, as it may be shown; None if none is set."""
        return None if self._settings.share is None else shown_place(self._settings.share)

    def replica(self) -> str:
        """Return the name of this data directory on the share."""
        return self._actors.replica()

    def memory(self) -> SyncState:
        """Return the state of the share after the last sync."""
        return decode_memory(self._files.read_memory())

    def waiting(self) -> int:
        """Count the incidents with something that is not yet on the share."""
        return len(self._changed())

    def _changed(self) -> list[str]:
        steps = self.memory().steps
        here = self._documents.signatures()
        return [id for id in here if id not in steps or steps[id].signature != here[id]]

    def _sync(
        self,
        *,
        refill: bool,
        wait: float,
        hold: bool,
        before: Manifest | None,
        progress: Progress,
        withheld: Mapping[str, str] | None = None,
        by_news: bool = False,
    ) -> SyncReport:
        share = self._share()
        held = DocumentsWithoutFreshSecrets(self._documents, self._settings.author, self._clock(), withheld)
        with self._files.exclusive(wait):
            unfiled = self._documents.file_inboxes()
            memory = self.memory()
            if refill:
                memory.pieces.clear()  # another share has none of them
            me = self._me()
            try:
                with reporting_share_errors(share), self._remembering(memory):
                    documents = held if hold else self._documents
                    synchroniser = Synchroniser(
                        share,
                        documents,
                        memory,
                        me,
                        self._clock,
                        os.urandom,
                        progress,
                        lambda share: self._sources.publish(share, me.replica, memory),
                    )
                    polled = synchroniser.poll(before) if by_news and before is not None else None
                    outcome, self._before = polled or synchroniser.sync(refill=refill, before=before)
                    outcome.skipped += self._sources.fetch(synchroniser.share, me.replica, memory)
            finally:
                self._documents.follow_clocks()  # of what was joined, also where the share went away then
            with reporting_save_errors("What was joined is saved"):
                if polled is None:
                    self.polls_by_news = synchroniser.share.is_listed_at_once
                    # A store's small files are read once and remembered.
                    with self._remembering(memory) if self.polls_by_news else nullcontext():
                        problems = self._team.sync_team_files(synchroniser.share, writable=outcome.writable)
                else:
                    problems = self._team.read().problems
        outcome.damaged |= unfiled
        outcome.waiting += len(held.incidents)
        return SyncReport(
            outcome, published_by(outcome.replicas, memory.verified_files, self._before.changed), problems
        )

    def _share(self) -> Share:
        if self._settings.share is None:
            raise RefusedError(
                "No share is set, so there is nothing to sync with; all is saved here. Give --share DIR, set "
                'ONCALL_SHARE, or write `share = "DIR"` into the file that `oncall config path` names.'
            )
        return self._open_share(self._settings.share)

    def _me(self) -> ReplicaInfo:
        return ReplicaInfo(
            self._actors.replica(),
            frozenset(),
            self._settings.author,
            socket.gethostname(),
            program_version(),
        )

    @contextmanager
    def _remembering(self, memory: SyncState) -> Iterator[None]:
        """Keep the memory whatever happens: everything in it is true when it is put there."""
        before = encode_memory(memory)
        try:
            yield
        finally:
            encoded = encode_memory(memory)
            if encoded != before:
                with reporting_save_errors("What was joined is saved"):
                    self._files.write_memory(encoded)
        self._files.touch_memory(self._clock())

    def _suspicions_in(self, incident: str) -> list[SuspectedSecret]:
        """Return the likely secrets in an incident; a damaged one holds none that could leave."""
        try:
            tables = self._documents.tables(incident)
        except OncallError:
            return []
        return list(
            suspected_secrets(incident, tables, self._documents.waiting(incident), self._settings.author)
        )


@contextmanager
def reporting_share_errors(share: Share) -> Iterator[None]:
    """Turn what the share refuses into a message for a person."""
    try:
        yield
    except OSError as error:
        raise share_away(error, share.words) from None


def program_version() -> str:
    """Return the version of this program, as the info file on the share says it. Its reader takes 20 ms to load."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("oncall-tui")
    except PackageNotFoundError:
        return "unknown"
