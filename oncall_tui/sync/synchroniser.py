"""One sync: list, read what is new, join it here, publish what the share lacks of ours (S2; DESIGN, sync).

Only new files are ever made, in our own folder only, and nothing is believed because it is absent.
"""

from collections.abc import Callable, Mapping
from itertools import chain

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import OncallError, SaveFailedError, ShareUnavailableError
from oncall_tui.sync.documents import DocumentStore
from oncall_tui.sync.format_file import ShareFormat, decode_format
from oncall_tui.sync.incident_sync import IncidentSync
from oncall_tui.sync.layout import FORMAT_FILE, NEWS, TEMPORARY, replica_folder
from oncall_tui.sync.listed_share import ListedShare
from oncall_tui.sync.manifest import Manifest, ShareScanner
from oncall_tui.sync.news import Heard, NewsReader, publish_news
from oncall_tui.sync.plan import (
    SyncTask,
    due_incidents,
    forget_missing_files,
    new_there,
    plan_tasks,
    split_new_incidents,
)
from oncall_tui.sync.publisher import Publisher
from oncall_tui.sync.reader import ShareReader
from oncall_tui.sync.replica_info import ReplicaInfo
from oncall_tui.sync.share_identity import LARGEST_FORMAT, identify_share, read_or_found_share
from oncall_tui.sync.shares.share import DirectoryEntry, Share
from oncall_tui.sync.shares.share_guard import GuardedShare
from oncall_tui.sync.sync_result import SyncResult
from oncall_tui.sync.sync_state import Signature, SyncState

# Called with how many incidents are done, and of how many.
Progress = Callable[[int, int], None]
SHARE_ID_BYTES = 10


class Synchroniser:
    """Syncs one replica, `me`, with one share, once.

    `memory` is changed as things become true, so it may be saved whatever happens.
    """

    def __init__(
        self,
        share: Share,
        documents: DocumentStore,
        memory: SyncState,
        me: ReplicaInfo,
        clock: Clock,
        random_bytes: Callable[[int], bytes],
        progress: Progress = lambda done, total: None,
        publish_first: Callable[[Share], None] = lambda share: None,
    ) -> None:
        self._share = share = ListedShare(GuardedShare(share), memory)
        self._documents = documents
        self._memory = memory
        self._me = me
        self._clock = clock
        self._random_bytes = random_bytes
        self._progress = progress
        # Called before anything of a document is published, for what documents name.
        self._publish_first = publish_first
        self._outcome = SyncResult()
        self._reader = ShareReader(share, memory, self._outcome.skipped)
        self._publisher = Publisher(share, memory, me.replica, random_bytes)
        self._news = NewsReader(share, memory, me.replica)

    @property
    def share(self) -> ListedShare:
        """The share as this sync listed it."""
        return self._share

    def sync(self, *, refill: bool = False, before: Manifest | None = None) -> tuple[SyncResult, Manifest]:
        """`before` is the manifest of the last poll; an explicit sync looks at everything and gives none.

        `refill` makes this directory our share, whatever it is, and puts all that we have there. Raises
        ShareUnavailableError, DamagedFileError for a share that only a newer program may read, or SaveFailedError.
        """
        manifest = self._open(refill, before)
        heard = self._news.listed(self._list_news()) if self._share.is_listed_at_once else None
        here = self._documents.signatures()
        again = {*due_incidents(self._memory, self._clock()), *(here if refill else ())}
        forget_missing_files(self._memory, manifest)
        tasks = plan_tasks(manifest, self._memory, here, again)
        self._attend(tasks, here, refill)
        self._sweep(manifest)
        if heard is not None:
            self._remember_news(heard, manifest)
            self._tell_news(heard)
        self._conclude(manifest)
        return self._outcome, manifest

    def poll(self, before: Manifest) -> tuple[SyncResult, Manifest] | None:
        """Sync by what the replicas' news say: one request where they say nothing. None: a full sync is needed.

        `before` is the manifest of the last full sync or poll. Raises as `sync` does.
        """
        format = self._known_format()
        found = self._news.poll(before) if format is not None else None
        if format is None or found is None:
            return None
        manifest, heard = found
        here = self._documents.signatures()
        tasks = plan_tasks(manifest, self._memory, here, due_incidents(self._memory, self._clock()))
        if tasks and self._read_format() != format:
            return None
        self._reader.ids = self._memory.shares
        self._reader.written = self._documents.written()
        self._publisher.share_id = format.share
        self._publisher.writable = self._outcome.writable = format.writable
        self._outcome.replicas = self._reader.infos(before)
        if tasks:
            self._attend(tasks, here, refill=False)
        self._remember_news(heard, None)
        if tasks:
            self._tell_news(heard)
        self._outcome.skipped += manifest.skipped
        self._conclude(manifest)
        return self._outcome, manifest

    def _known_format(self) -> ShareFormat | None:
        """Return the format file as it was read last; None where that was no share of ours that we may read."""
        kept = self._memory.texts.get(FORMAT_FILE)
        return None if kept is None else self._our_format(kept.text.encode())

    def _read_format(self) -> ShareFormat | None:
        """Return the format file as it is now: before anything is read or written, this must still be our share."""
        try:
            return self._our_format(self._share.get(FORMAT_FILE, LARGEST_FORMAT))
        except OSError:
            return None

    def _our_format(self, data: bytes) -> ShareFormat | None:
        try:
            format = decode_format(data)
        except ValueError:
            return None
        return format if format.readable and format.share in self._memory.shares else None

    def _list_news(self) -> list[DirectoryEntry]:
        try:
            return self._share.list(NEWS)
        except FileNotFoundError:
            return []

    def _remember_news(self, heard: Heard, manifest: Manifest | None) -> None:
        """Remember others' news as far as they are dealt with."""
        self._outcome.skipped += heard.skipped
        self._news.remember(heard, manifest)

    def _tell_news(self, heard: Heard) -> None:
        """Put our news."""
        publish_news(self._memory, self._publisher, heard.names.get(self._me.replica, ()))

    def _open(self, refill: bool, before: Manifest | None) -> Manifest:
        known = self._memory.shares
        acquaintances = self._memory.replicas | {self._me.replica}
        format = read_or_found_share(self._share, known, acquaintances, self._new_id, refill=refill)
        manifest = ShareScanner(self._share, self._memory.verified_files, before).manifest()
        infos = self._reader.infos(manifest)
        opened = identify_share(
            self._share,
            format,
            known,
            [info.shares for info in infos.values()],
            acquainted=bool(acquaintances & set(infos)),
            refill=refill,
        )
        self._memory.shares = self._reader.ids = opened.ids
        self._reader.written = self._documents.written()
        self._memory.replicas |= infos.keys()
        self._publisher.share_id = opened.share
        self._publisher.writable = self._outcome.writable = opened.writable
        self._outcome.replicas = infos
        self._introduce(manifest)
        return manifest

    def _new_id(self) -> str:
        return self._random_bytes(SHARE_ID_BYTES).hex()

    def _introduce(self, manifest: Manifest) -> None:
        """Say who we are, where that is not said yet."""
        replica = self._me.replica
        if not manifest.is_listed(replica_folder(replica)):
            return
        me = ReplicaInfo(replica, self._memory.shares, self._me.author, self._me.host, self._me.program)
        if self._outcome.replicas.get(replica) != me:
            before = [f"{replica_folder(replica)}/{name}" for name in manifest.infos.get(replica, {})]
            self._publisher.info(me, before)
            self._outcome.replicas[replica] = me

    def _attend(self, tasks: list[SyncTask], here: Mapping[str, Signature], refill: bool) -> None:
        exchange = IncidentSync(
            self._documents,
            self._memory,
            self._reader,
            self._publisher,
            self._outcome,
            self._clock,
            refill=refill,
        )
        new, others = split_new_incidents(tasks, self._memory, here)
        unknown_there, others = new_there(others, self._memory, here)
        self._share.expect(ref.path for task in (*new, *others) for ref in task.new_files)
        if self._publisher.writable:
            self._publish_first(self._share)
        self._progress(0, len(tasks))
        many = chain(exchange.adopt_new(new) if new else (), exchange.publish_new(unknown_there))
        for done, _ in enumerate(many, 1):
            self._progress(done, len(tasks))
        for done, task in enumerate(others, len(new) + len(unknown_there)):
            self._progress(done, len(tasks))
            try:
                exchange.sync_incident(task)
            except (SaveFailedError, ShareUnavailableError):
                raise
            except OncallError as error:
                self._outcome.damaged[task.incident] = str(error)
        self._progress(len(tasks), len(tasks))
        self._note_own(tasks)

    def _note_own(self, tasks: list[SyncTask]) -> None:
        """Note files of ours that were read: a crash came before they were noted, or the memory was lost."""
        for ref in (ref for task in tasks for ref in task.new_files if ref.replica == self._me.replica):
            if ref.name in self._memory.verified_files.get(ref.folder, {}):
                self._memory.note_published(ref.name, ref.size)

    def _sweep(self, manifest: Manifest) -> None:
        """Take away what a crash of ours left half written; there is one sync at a time here."""
        ours = replica_folder(self._me.replica) + "/"
        for skipped in manifest.skipped:
            left = skipped.file.startswith(ours) and skipped.file.rpartition("/")[2].startswith(TEMPORARY)
            if not (left and self._publisher.writable and self._publisher.delete(skipped.file)):
                self._outcome.skipped.append(skipped)

    def _conclude(self, manifest: Manifest) -> None:
        self._outcome.skipped.sort(key=lambda skipped: skipped.file)
        self._outcome.refused = self._publisher.refused
        self._outcome.conflicts = sum(step.conflicts for step in self._memory.steps.values())
        self._outcome.size = manifest.size
        self._outcome.holders = self._memory.redacted_copy_holders
        self._outcome.ahead = self._memory.clock_lead_us
