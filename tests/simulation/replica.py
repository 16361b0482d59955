"""One machine with a data directory: real writing, real sync, and a disk that is a dictionary."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import islice
from random import Random
from typing import Any, Protocol

from oncall_tui.domain.ids import UlidGenerator
from oncall_tui.domain.redacted_texts import REPLACEMENT, Redactor, redacted_text
from oncall_tui.replication.actors import (
    Actor,
    ActorLocation,
    Replica,
    actor_name,
    current_replica,
    next_actor,
)
from oncall_tui.replication.document_join import highest_counter, join_tables, missing_versions
from oncall_tui.replication.encoding import EncodedRecord, Stamp, Tables
from oncall_tui.replication.hybrid_clock import HybridClock
from oncall_tui.replication.record_edits import hide_record, needs_new_actor, unhide_record, write_fields
from oncall_tui.replication.record_view import read_record
from oncall_tui.replication.redactions import REDACTIONS
from oncall_tui.replication.versions import Context
from oncall_tui.services.notes.incoming_redactions import JoinedRedactions, holds_redacted
from oncall_tui.services.notes.redaction_sweep import Sweep, redact_document
from oncall_tui.services.sharing.sync_service import reporting_share_errors
from oncall_tui.storage.actor_store import ActorStore
from oncall_tui.storage.redacted import IncidentRedactions, KeptRedactions, RedactedTexts
from oncall_tui.storage.store import MOST_AMENDMENTS, Amend
from oncall_tui.storage.transaction import Transaction
from oncall_tui.sync.documents import DocumentStore
from oncall_tui.sync.manifest import Manifest
from oncall_tui.sync.replica_info import ReplicaInfo
from oncall_tui.sync.shares.share import Share
from oncall_tui.sync.sync_result import SyncResult
from oncall_tui.sync.sync_state import Signature, SyncState, decode_memory, encode_memory
from oncall_tui.sync.synchroniser import Synchroniser
from tests.simulation import truth
from tests.simulation.fake_files import Crash, FakeFiles, Tree

FIRST = 1_795_231_200_000_000  # 2026-11-21T03:20:00Z
# What people write behind a token, and what is taken out of it: two secrets, and a short word that stands everywhere.
SECRETS = ("alpha-1111", "beta-2222")
SHORT = "ok"
PHRASES = (
    "",
    "all is ok",
    "keys alpha-1111 and beta-2222 leaked",
    "alpha-1111 rotated, ok",
    "beta-2222 is in the log",
)


class Machine(Protocol):
    """One machine's way to the share, which tests can disturb."""

    tree: Any
    crash_in: int | None
    calls: int
    writes: int
    meanwhile: Callable[[], None]

    def share(self) -> Share: ...


@dataclass
class Disk:
    """What is durable on one machine. Documents are immutable values, so a copy of a disk is a shallow one."""

    documents: dict[str, Tables] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    memory: bytes = b""
    actor: Actor | None = None
    own: frozenset[str] = frozenset()
    replica: Replica | None = None
    retired: bool = False

    redacted: KeptRedactions | None = None

    def copy(self) -> "Disk":
        return replace(
            self,
            documents=dict(self.documents),
            versions=dict(self.versions),
            redacted=deepcopy(self.redacted),
        )


class DiskRedactions(RedactedTexts):
    """`storage.redacted.RedactedTexts` on a disk that is a dictionary."""

    def __init__(self, replica: "SimulatedReplica") -> None:
        self._replica = replica

    def _load(self) -> KeptRedactions | None:
        return self._replica.disk.redacted

    @contextmanager
    def _changing(self) -> Iterator[KeptRedactions]:
        kept = deepcopy(self._load()) or KeptRedactions(self._replica.random.randbytes(32))
        yield kept
        self._replica.disk.redacted = kept


class DiskActors(ActorStore):
    """`storage.actors.ActorStore` of a simulated machine."""

    def __init__(self, stamp: Callable[[Callable[[str], bool]], Stamp]) -> None:
        self._stamp = stamp

    def next_stamp(self, by: str, unfit: Callable[[str], bool] = lambda actor: False) -> Stamp:
        return self._stamp(unfit)


@dataclass(frozen=True, slots=True)
class Editor:
    """A field that somebody has open: what it showed, as the program knows it and as it really was."""

    incident: str
    id: str
    shown: dict[str, Context]
    seen: dict[str, frozenset[str]]


class SimulatedReplica:
    """`documents.DocumentStore` over a disk of its own, and the person who works on it."""

    def __init__(
        self,
        name: str,
        tree: Tree,
        random: Random,
        kept: truth.Truth,
        disk: Disk,
        open_files: Callable[[Any, Random], Machine] = FakeFiles,
    ) -> None:
        self.name = name
        self.disk = disk
        self.random = random
        self.truth = kept
        self.files = open_files(tree, random)
        self.now = FIRST
        self.skew = 0
        self.boots = 0
        self.clock = HybridClock()
        self.editors: list[Editor] = []
        self.tokens = 0
        self.redacted = DiskRedactions(self)
        self.ids = UlidGenerator(self.wall, random.randbytes)
        self._seen: Manifest | None = None

    # What sync asks

    def signatures(self) -> dict[str, Signature]:
        return {id: (version,) for id, version in self.disk.versions.items()}

    def signature(self, incident: str) -> Signature | None:
        version = self.disk.versions.get(incident)
        return None if version is None else (version,)

    def tables(self, incident: str) -> Tables:
        return self.disk.documents.get(incident, {})

    def join(self, incident: str, tables: Tables) -> None:
        actor = self.disk.actor
        if actor is not None and highest_counter(actor.name, tables) > actor.last:
            self.disk.retired = True
        before = self.tables(incident)
        self._notice_redactions(incident, before, tables)
        joined = self._amended(
            incident, join_tables(before, tables), before, JoinedRedactions(self.redacted, incident, tables)
        )
        if joined != self.disk.documents.get(incident):
            self._store(incident, joined)

    def adopt(self, documents: Iterable[tuple[str, Tables]]) -> Iterator[tuple[str, Signature]]:
        """Some behind, as the store does it: others are read before one is saved."""
        found = iter(documents)
        while some := list(islice(found, 3)):
            for incident, tables in some:
                new = incident not in self.disk.documents
                self.join(incident, tables)
                if new and not missing_versions(self.tables(incident), tables):
                    yield incident, (self.disk.versions[incident],)

    def written(self) -> dict[str, int]:
        actor = self.disk.actor
        known = actor is not None and not self.disk.retired and actor.place == self._place()
        return {actor.name: actor.last} if actor is not None and known else {}

    def own_actors(self) -> frozenset[str]:
        return self.disk.own

    def holds_redacted(self, incident: str, tables: Tables) -> bool:
        return holds_redacted(self.redacted, incident, tables, self.tables(incident))

    # What people do

    def create(self, incident: str, id: str, name: str) -> None:
        """A first write, or a blind one by a command that replaces what is there now."""
        record = self.tables(incident).get(truth.TABLE, {}).get(id)
        seen = self.truth.shown(truth.heads(self.tables(incident), id, name))
        self._write(truth.Place(incident, id, name), record, None, seen)

    def open(self, incident: str, id: str) -> None:
        tables = self.tables(incident)
        record = tables.get(truth.TABLE, {}).get(id)
        if record is not None:
            seen = {name: self.truth.shown(truth.heads(tables, id, name)) for name in truth.fields(record)}
            self.editors.append(Editor(incident, id, read_record(record).base_versions, seen))

    def save(self, editor: Editor, name: str) -> None:
        self.editors.remove(editor)
        record = self.tables(editor.incident).get(truth.TABLE, {}).get(editor.id)
        place = truth.Place(editor.incident, editor.id, name)
        self._write(place, record, editor.shown, editor.seen.get(name, frozenset()))

    def strike(self, incident: str, id: str, *, out: bool) -> None:
        record = self.tables(incident).get(truth.TABLE, {}).get(id)
        if record is None:
            return
        seen = [
            self.truth.shown(truth.heads(self.tables(incident), id, name)) for name in truth.fields(record)
        ]
        changed = (hide_record if out else unhide_record)(record, self._stamp(lambda actor: False))
        self._put(incident, id, changed)
        if out:
            self.truth.struck.setdefault((incident, id), set()).update(*seen)

    def take_out(self, incident: str, id: str, text: str) -> None:
        """The real thing: a text goes out of a note, and out of others where it is long."""
        held = frozenset(truth.token_of(value) for value in self._texts(incident, id) if text in value)
        if not held:
            return
        key, redaction, record = self.redacted.key, self.ids.new(), f"{truth.TABLE}/{id}"
        texts = [redacted_text(key, redaction, record, text)]
        self.redacted.add(incident, IncidentRedactions(texts, {}, [redaction]))
        self.truth.tried.append(truth.Taken(incident, id, text))
        if self.random.random() < 0.03:
            return  # the machine died before the document was written
        sweep = Sweep(key, tuple(texts), {}, self.redacted.of(incident).known, redaction)

        def amend(unit: Transaction, before: Tables) -> None:
            redact_document(unit, sweep, [(table, id) for table, found in unit.base.items() for id in found])

        here = self.tables(incident)
        self._store(incident, self._amended(incident, here, here, amend))
        self.truth.taken[redaction] = truth.Taken(incident, id, text, held)
        self.truth.knowing[redaction] = {self.name}

    def redact(self, incident: str, id: str, name: str) -> None:
        """A new value in the place of all that is shown, and word of it, so that copies are taken away."""
        if id in self.tables(incident).get(truth.TABLE, {}):
            self.create(incident, id, name)
            word = write_fields(None, {f"records:{truth.TABLE}/{id}": True}, self._stamp(lambda actor: False))
            tables = self.tables(incident)
            redactions = tables.get(REDACTIONS, {}) | {str(self.tokens) + self.name: word}
            self._store(incident, tables | {REDACTIONS: redactions})

    # What happens to machines

    def sync(self, *, poll: bool = False) -> SyncResult:
        """The real thing. A crash leaves the memory as it was at the last end of a sync."""
        memory: SyncState | None = decode_memory(self.disk.memory)
        assert memory is not None
        me = ReplicaInfo(self._replica().name, frozenset(), self.name, self.name, "1")
        documents = self.shared_documents(poll=poll)
        synchroniser = Synchroniser(
            self.files.share(), documents, memory, me, self.wall, self.random.randbytes
        )
        try:
            before = self._seen if poll else None
            with reporting_share_errors(self.files.share()):
                polled = synchroniser.poll(before) if before is not None else None
                outcome, self._seen = polled or synchroniser.sync(before=before)
        except Crash:
            memory = self._seen = None
            raise
        else:
            return outcome
        finally:
            if memory is not None:
                self.disk.memory = encode_memory(memory)

    def shared_documents(self, *, poll: bool) -> DocumentStore:
        """What a sync sees of this machine."""
        return self

    def reboot(self) -> None:
        self.boots += 1
        self.clock = HybridClock()
        self.editors.clear()

    def wall(self) -> int:
        return self.now + self.skew

    def _place(self) -> ActorLocation:
        return ActorLocation(self.name, str(self.boots), self.name)

    def _replica(self) -> Replica:
        self.disk.replica = current_replica(self.disk.replica, self._place(), self._fresh)
        return self.disk.replica

    def _fresh(self) -> str:
        return actor_name(self.random.randbytes)

    def _stamp(self, unfit: Callable[[str], bool]) -> Stamp:
        kept = self.disk.actor
        if kept is not None and (self.disk.retired or unfit(kept.name)):
            kept = None
        actor = next_actor(kept, self._place(), {}, self._fresh)
        self.disk.actor, self.disk.retired = actor, False
        self.disk.own |= {actor.name}
        self.clock = self.clock.tick(self.wall())
        return Stamp(actor.dot, self.clock.text, self.name)

    def _write(
        self,
        place: truth.Place,
        record: EncodedRecord | None,
        shown: dict[str, Context] | None,
        seen: frozenset[str],
    ) -> None:
        """One transaction: the number first, then the document; only then is it acknowledged."""
        stamp = self._stamp(lambda actor: needs_new_actor(record, [place.name], shown, actor))
        if self.random.random() < 0.03:
            return  # the machine died between the two: a number without a write
        self.tokens += 1
        token = f"{self.name}-{self.tokens}"
        words = self._words(place.incident) if place.name == truth.WORDS_FIELD else SHORT
        value = f"{token} {words}".strip()
        self._put(place.incident, place.id, write_fields(record, {place.name: value}, stamp, shown))
        self.truth.acknowledge(token, place, seen, words)

    def _words(self, incident: str) -> str:
        """What somebody writes: nobody writes again what they know to be taken out."""
        words = self.random.choice(PHRASES)
        known = Redactor(self.redacted.key, self.redacted.of(incident).texts)
        return words if known.redact(words, anywhere=True)[0] == words else ""

    def _texts(self, incident: str, id: str) -> list[str]:
        return truth.texts_in(self.tables(incident), id)

    def _notice_redactions(self, incident: str, before: Tables, incoming: Tables) -> None:
        """Who held the text when it came in with its hole has to know from then on what was taken out.

        Here a text can be written over before anybody sees the hole; a note's raw text never is.
        """
        for redaction in incoming.get(REDACTIONS, {}).keys() - before.get(REDACTIONS, {}).keys():
            taken = self.truth.taken.get(redaction)
            if taken is not None:
                held = {text for text in self._texts(incident, taken.id) if taken.text in text}
                come = truth.texts_in(incoming, taken.id)
                holes = {truth.token_of(text) for text in come if REPLACEMENT in text} & taken.held
                if holes & {truth.token_of(text) for text in held}:
                    self.truth.knowing[redaction].add(self.name)

    def _amended(self, incident: str, tables: Tables, before: Tables, amend: Amend) -> Tables:
        """As `storage.store.Store` does it."""
        for _ in range(MOST_AMENDMENTS):
            unit = Transaction(incident, tables, DiskActors(self._stamp), self.ids, self.wall, self.name)
            amend(unit, before)
            changes = unit.build_changes()
            if not changes:
                return tables
            tables = tables | {name: tables.get(name, {}) | records for name, records in changes.items()}
        raise AssertionError("amending never ends")

    def _put(self, incident: str, id: str, record: EncodedRecord) -> None:
        tables = self.tables(incident)
        self._store(incident, tables | {truth.TABLE: tables.get(truth.TABLE, {}) | {id: record}})

    def _store(self, incident: str, tables: Tables) -> None:
        self.disk.documents[incident] = tables
        self.disk.versions[incident] = self.disk.versions.get(incident, 0) + 1
