"""What other tools do, each as a switch: the simulation is worth something only if it catches every one."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from typing import Any
from unittest.mock import patch

from oncall_tui.domain.redacted_texts import Redactor
from oncall_tui.domain.review.records import Heads
from oncall_tui.read_models import completions
from oncall_tui.replication import document_join, record_edits, record_view, versions
from oncall_tui.replication.actors import Actor, ActorLocation
from oncall_tui.replication.encoding import EncodedRecord, Stamp, Tables
from oncall_tui.replication.versions import Context, Register
from oncall_tui.services.notes import incoming_redactions
from oncall_tui.services.notes.incoming_redactions import JoinedRedactions
from oncall_tui.services.notes.redaction_sweep import DocumentRedactor, RecordRedaction, Redactions
from oncall_tui.storage.redacted import IncidentRedactions
from oncall_tui.sync import synchroniser
from oncall_tui.sync.manifest import Manifest
from oncall_tui.sync.publisher import Publisher
from oncall_tui.sync.sync_state import SyncState
from tests.simulation import replica
from tests.simulation.truth import TABLE

Variant = Callable[[], AbstractContextManager[Any]]


def last_writer_wins() -> AbstractContextManager[Any]:
    def join(a: Register, b: Register) -> Register:
        return versions.sort_heads([*a, *b])[:1]

    return patch.object(document_join, "join", join)


def context_at_save() -> AbstractContextManager[Any]:
    def write(
        record: EncodedRecord | None,
        changes: EncodedRecord,
        stamp: Stamp,
        shown: dict[str, Context] | None = None,
    ) -> EncodedRecord:
        return record_edits.write_fields(record, changes, stamp, None)

    return patch.object(replica, "write_fields", write)


def missing_means_deleted() -> AbstractContextManager[Any]:
    joined = replica.SimulatedReplica.join

    def join(self: replica.SimulatedReplica, incident: str, tables: Tables) -> None:
        joined(self, incident, tables)
        here = self.tables(incident)
        kept = {id: here[TABLE][id] for id in here.get(TABLE, {}) if id in tables.get(TABLE, {})}
        self.disk.documents[incident] = here | {TABLE: kept}

    return patch.object(replica.SimulatedReplica, "join", join)


def device_as_actor() -> AbstractContextManager[Any]:
    def next_actor(
        kept: Actor | None, place: ActorLocation, elsewhere: Context, name: Callable[[], str]
    ) -> Actor:
        return Actor(kept.name, kept.last + 1, kept.place) if kept else Actor(name(), 1, place)

    return patch.object(replica, "next_actor", next_actor)


def uncovered_own_head() -> AbstractContextManager[Any]:
    return patch.object(replica, "needs_new_actor", lambda *arguments: False)


def direct_parents_only() -> AbstractContextManager[Any]:
    def seen(register: Register) -> dict[str, int]:
        return versions.merge_contexts(*({head.dot.actor: head.dot.n} for head in register))

    both = ExitStack()
    for module in (record_view, record_edits):
        both.enter_context(patch.object(module, "context_of", seen))
    return both


def no_nonce() -> AbstractContextManager[Any]:
    return patch.object(Publisher, "_nonce", lambda self: "")


def size_not_checked_again() -> AbstractContextManager[Any]:
    def forget(memory: SyncState, manifest: Manifest) -> None:
        for folder, good in memory.verified_files.items():
            for name in good.keys() - manifest.folders.get(folder, {}).keys():
                memory.steps.pop(name[:26], None)
                del good[name]

    return patch.object(synchroniser, "forget_missing_files", forget)


def publish_only_on_local_change() -> AbstractContextManager[Any]:
    return patch.object(synchroniser, "forget_missing_files", lambda memory, manifest: None)


def redaction_not_applied_again() -> AbstractContextManager[Any]:
    return patch.object(JoinedRedactions, "__call__", lambda self, unit, before: None)


def redaction_learnt_from_the_incoming_alone() -> AbstractContextManager[Any]:
    learnt_from = incoming_redactions.learnt_from

    def learnt(key: bytes, before: Tables, joined: Tables, known: frozenset[str]) -> IncidentRedactions:
        return learnt_from(key, {}, joined, known)

    return patch.object(incoming_redactions, "learnt_from", learnt)


def every_string_redacted() -> AbstractContextManager[Any]:
    def value(self: DocumentRedactor, place: tuple[str, str], name: str, value: Any, due: Redactions) -> Any:
        redactor = Redactor(self.sweep.key, self.sweep.texts)
        return redactor.redact(value, anywhere=True) if isinstance(value, str) else (value, frozenset())

    return patch.object(DocumentRedactor, "value", value)


def edits_replaced_by_a_redaction() -> AbstractContextManager[Any]:
    """One value for a whole field, whatever people wrote in it without seeing each other."""

    def field(self: RecordRedaction, name: str, heads: Register) -> Any:
        change = redacted(self, name, heads)
        return None if change is None else (change[0], versions.context_of(heads), change[2])

    redacted = RecordRedaction._field
    return patch.object(RecordRedaction, "_field", field)


def context_in_place_of_heads() -> AbstractContextManager[Any]:
    """A completion remembers how far it had heard of each actor, and not which versions it signed."""

    def changed(before: Mapping[str, Heads], now: Mapping[str, Heads]) -> dict[str, set[str]]:
        context = versions.merge_contexts(
            *({dot.actor: dot.n} for dots in before.values() for dot in _dots(dots))
        )
        unseen = {
            key for key, dots in now.items() if not all(versions.covers(context, d) for d in _dots(dots))
        }
        return {key: {"*"} for key in unseen}

    return patch.object(completions, "changed_records", changed)


def _dots(heads: Heads) -> list[versions.Dot]:
    found = [heads] if isinstance(heads, str) else [dot for dots in heads.values() for dot in dots]
    return [versions.Dot.parse(dot) for dot in found]


# Of reviews: only the schedules of `review_schedule` sign anything.
REVIEW_VARIANTS: dict[str, Variant] = {"context in place of heads": context_in_place_of_heads}
VARIANTS: dict[str, Variant] = {
    "last writer wins": last_writer_wins,
    "context at save": context_at_save,
    "missing means deleted": missing_means_deleted,
    "device as actor": device_as_actor,
    "uncovered own head": uncovered_own_head,
    "direct parents only": direct_parents_only,
    "no nonce": no_nonce,
    "size not checked again": size_not_checked_again,
    "publish only on local change": publish_only_on_local_change,
    "redaction not applied again": redaction_not_applied_again,
    "redaction learnt from the incoming alone": redaction_learnt_from_the_incoming_alone,
    "every string redacted": every_string_redacted,
    "edits replaced by a redaction": edits_replaced_by_a_redaction,
}
