"""Syncing this data directory with the team's share: the one place where store and share meet (S2)."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import OncallError, Refused, ShareAway
from oncall_tui.domain.secrets import secret_in
from oncall_tui.services.settings import Settings
from oncall_tui.services.shared_documents import SharedDocuments
from oncall_tui.services.team import Team
from oncall_tui.storage.actors import Actors
from oncall_tui.storage.store import saving
from oncall_tui.storage.sync_files import SyncFiles
from oncall_tui.sync.directory import DirectoryShare
from oncall_tui.sync.files import DiskFiles
from oncall_tui.sync.info import Info
from oncall_tui.sync.manifest import Manifest
from oncall_tui.sync.memory import Memory, decode_memory, encode_memory
from oncall_tui.sync.outcome import Outcome
from oncall_tui.sync.rehearsal import RehearsedDocuments, RehearsedShare
from oncall_tui.sync.synchroniser import Progress, Synchroniser

WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A note that looks like it holds a secret and is about to be shared."""

    incident: str
    note: str
    what: str


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did; `problems` are sentences about the team's files and about notes that could not be filed."""

    outcome: Outcome
    problems: tuple[str, ...] = ()


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


class Synchronise:
    """One data directory's sync. Made once; the TUI asks it every minute and keeps what it saw."""

    def __init__(
        self,
        documents: SharedDocuments,
        actors: Actors,
        files: SyncFiles,
        team: Team,
        clock: Clock,
        settings: Settings,
    ) -> None:
        self._documents = documents
        self._actors = actors
        self._files = files
        self._team = team
        self._clock = clock
        self._settings = settings
        self._before: Manifest | None = None
        self._looked_at: set[str] = set()

    def sync(
        self,
        *,
        refill: bool = False,
        wait: float = WAIT_SECONDS,
        progress: Progress = lambda done, total: None,
    ) -> Synced:
        """Once, looking at everything. Raises ShareAway (all is saved here), Refused, Damaged or NotSaved."""
        return self._sync(refill=refill, wait=wait, before=None, progress=progress)

    def poll(self, progress: Progress = silent) -> Synced:
        """The same for a clock that ticks every minute: folders that did not change are not listed again."""
        return self._sync(refill=False, wait=0, before=self._before, progress=progress)

    def rehearse(self) -> Outcome:
        """What a sync would do; nothing is written here or there."""
        memory = self.memory()
        share = RehearsedShare(self._share())
        documents = RehearsedDocuments(self._documents)
        with reaching():
            return Synchroniser(share, documents, memory, self._me(), self._clock, os.urandom).sync()[0]

    def suspicions(self) -> list[Suspicion]:
        """Notes that look like they hold a secret, of incidents that changed since the last sync, each told once.

        Files what waits first.
        """
        self._documents.file_inboxes()
        steps = self.memory().steps
        changed = [
            incident
            for incident, signature in self._documents.signatures().items()
            if incident not in steps or steps[incident].signature != signature
        ]
        return [found for incident in changed for found in self._suspicious(incident)]

    def memory(self) -> Memory:
        """What is known of the share since the last sync."""
        return decode_memory(self._files.read_memory())

    def waiting(self) -> int:
        """How many incidents have something that is not yet on the share."""
        steps = self.memory().steps
        here = self._documents.signatures()
        return sum(id not in steps or steps[id].signature != signature for id, signature in here.items())

    def _sync(self, *, refill: bool, wait: float, before: Manifest | None, progress: Progress) -> Synced:
        share = self._share()
        with self._files.alone(wait):
            unfiled = self._documents.file_inboxes()
            memory = self.memory()
            me = self._me()
            with reaching(), self._remembering(memory):
                outcome, self._before = Synchroniser(
                    share, self._documents, memory, me, self._clock, os.urandom, progress
                ).sync(refill=refill, before=before)
            self._documents.follow_clocks()
            with saving("What was joined is saved"):
                problems = self._team.exchange(share, writable=outcome.writable)
        outcome.damaged |= unfiled
        return Synced(outcome, problems)

    def _share(self) -> DirectoryShare:
        if self._settings.share is None:
            raise Refused(
                "No share is set, so there is nothing to sync with; all is saved here. Give --share DIR, set "
                'ONCALL_SHARE, or write `share = "DIR"` into the file that `oncall config path` names.'
            )
        root = os.path.abspath(os.path.expanduser(self._settings.share))
        return DirectoryShare(root, DiskFiles(root))

    def _me(self) -> Info:
        return Info(
            self._actors.replica(), frozenset(), self._settings.author, socket.gethostname(), program()
        )

    @contextmanager
    def _remembering(self, memory: Memory) -> Iterator[None]:
        """Keeps the memory whatever happens: everything in it is true when it is put there."""
        before = encode_memory(memory)
        try:
            yield
        finally:
            encoded = encode_memory(memory)
            if encoded != before:
                with saving("What was joined is saved"):
                    self._files.write_memory(encoded)
        self._files.touch_memory(self._clock())

    def _suspicious(self, incident: str) -> Iterator[Suspicion]:
        try:
            notes = self._documents.tables(incident).get("notes", {})
        except OncallError:
            return
        for id in notes.keys() - self._looked_at:
            self._looked_at.add(id)
            what = secret_in(str(notes[id].get("raw", "")))
            if what:
                yield Suspicion(incident, id, what)


@contextmanager
def reaching() -> Iterator[None]:
    """Turns what the share's file system refuses into a message for a person."""
    try:
        yield
    except OSError as error:
        raise ShareAway(
            f"The share can't be reached: {error.strerror or error}. All is saved here. "
            "Mount it or mend its permissions, then sync again."
        ) from None


def program() -> str:
    """The version of this program, as the info file on the share says it. Its reader takes 20 ms to load."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("oncall-tui")
    except PackageNotFoundError:
        return "unknown"
