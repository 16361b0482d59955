"""Sync one incident: join visible files, publish what they lack, compact our folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, reduce
from itertools import islice

from oncall_tui.domain.clock import Clock
from oncall_tui.replication.document_join import join_tables, latest_clock, missing_versions
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.record_view import conflicts_in
from oncall_tui.replication.redactions import REDACTIONS, may_contain_redacted
from oncall_tui.replication.versions import Dot
from oncall_tui.sync.documents import DocumentStore
from oncall_tui.sync.plan import (
    FileRef,
    SyncTask,
    due_incidents,
    known_files,
    retirable_files,
    should_compact,
)
from oncall_tui.sync.publisher import Publisher
from oncall_tui.sync.reader import ShareReader
from oncall_tui.sync.sync_result import SyncResult
from oncall_tui.sync.sync_state import IncidentSyncState, Signature, SyncState
from oncall_tui.sync.version_file import split_by_size

MANY_AT_ONCE = 32
Files = Mapping[FileRef, Tables]


class IncidentSync:
    """Attends to incidents one by one."""

    def __init__(
        self,
        documents: DocumentStore,
        memory: SyncState,
        reader: ShareReader,
        publisher: Publisher,
        outcome: SyncResult,
        clock: Clock,
        *,
        refill: bool,
    ) -> None:
        self._documents = documents
        self._memory = memory
        self._reader = reader
        self._publisher = publisher
        self._outcome = outcome
        self._clock = clock
        self._own: frozenset[str] = frozenset()
        self._refill = refill

    def sync_incident(self, task: SyncTask) -> None:
        """Do what a task asks. The step is forgotten first and kept only once all is true again."""
        step = self._memory.steps.pop(task.incident, None)
        news = self._reader.files(task.new_files)
        self._outcome.joined += len(news)
        self._compare_clocks(news)
        if task.is_in_sync and self._join_news(task.incident, news, step):
            return
        known = [ref for ref in self._known.get(task.incident, ()) if ref not in news]
        if not self._settle(task.incident, {**self._reader.files(known), **news}):
            self._outcome.waiting += 1

    def adopt_new(self, tasks: Iterable[SyncTask]) -> Iterator[str]:
        """Attend to incidents that are new here, many at once: nothing of ours can be in them.

        Yields each once it is saved.
        """
        saving: dict[str, IncidentSyncState] = {}

        def visible() -> Iterator[tuple[str, Tables]]:
            for task in tasks:
                if found := self._visible(task):
                    saving[task.incident] = _step((), found)
                    yield task.incident, found

        for incident, signature in self._documents.adopt(visible()):
            self._memory.steps[incident] = replace(saving.pop(incident), signature=signature)
            yield incident

    def publish_new(self, tasks: Iterable[SyncTask]) -> Iterator[str]:
        """Attend to incidents of which the share has nothing, several at once. Yields each once that is settled."""
        pending = iter(tasks)
        while some := list(islice(pending, MANY_AT_ONCE)):
            states = {task.incident: self._state(task.incident) for task in some}
            self._own = self._documents.own_actors()
            lacks = {
                incident: list(split_by_size(found))
                for incident, (_, here) in states.items()
                if (found := self._to_publish(incident, here, {}))
            }
            items = [(incident, piece) for incident, pieces in lacks.items() for piece in pieces]
            refused = {
                incident
                for (incident, _), ref in zip(items, self._publisher.parts(items), strict=True)
                if ref is None
            }
            self._outcome.waiting += len(refused)
            for incident, (signature, here) in states.items():
                if incident not in refused:
                    self._outcome.published += len(lacks.get(incident, ()))
                    self._remember(incident, signature, here)
                yield incident

    def _visible(self, task: SyncTask) -> Tables:
        """Return all that is visible of an incident of which every file is new."""
        news = self._reader.files(task.new_files)
        self._outcome.joined += len(news)
        self._compare_clocks(news)
        return _joined(news)

    @cached_property
    def _known(self) -> dict[str, list[FileRef]]:
        """Return the files that were verified before this sync; computed only if something is unsettled."""
        return known_files(self._memory)

    def _join_news(self, incident: str, news: Files, step: IncidentSyncState | None) -> bool:
        """Join news into an incident of which we have nothing to say; False if we have, after all."""
        if not news:
            if step is not None:
                self._memory.steps[incident] = step
            return True
        before, here = self._state(incident)
        if before != (step.signature if step else None):
            return False
        visible = _joined(news)
        self._documents.join(incident, visible)
        signature, after = self._state(incident)
        if _redactions(after) != (step.redacted if step else 0) or may_contain_redacted(here, after):
            return False  # files of ours may hold what was redacted
        if any(self._holds_redacted(incident, tables, after) for tables in news.values()):
            return False  # one that was taken away stands there again
        if missing_versions(after, join_tables(here, visible)):
            return False  # somebody wrote here meanwhile
        self._remember(incident, signature, after)
        return True

    def _settle(self, incident: str, files: dict[FileRef, Tables]) -> bool:
        """Join all that is visible and publish what that lacks; True once nothing of ours waits here."""
        visible = _joined(files)
        if visible:
            self._documents.join(incident, visible)
        signature, here = self._state(incident)
        self._own = self._documents.own_actors()  # after the document: whoever wrote in it is known by then
        lacks = self._to_publish(incident, here, visible)
        if lacks and not self._publish(incident, lacks, files):
            return False
        if not self._clear_redacted(incident, here, files):
            return False
        self._tidy(incident, here, files)
        self._remember(incident, signature, here)
        return True

    def _compare_clocks(self, news: Files) -> None:
        """Record how far others' clocks are ahead; one that is behind looks like a late file."""
        for ref, tables in news.items():
            ahead = latest_clock(tables).milliseconds * 1000 - self._clock()
            if ahead > 0:
                self._memory.clock_lead_us[ref.replica] = ahead
            else:
                self._memory.clock_lead_us.pop(ref.replica, None)

    def _state(self, incident: str) -> tuple[Signature | None, Tables]:
        """Return the signature first: what is written between the two is then seen as a change next time."""
        signature = self._documents.signature(incident)
        return signature, self._documents.tables(incident)

    def _to_publish(self, incident: str, here: Tables, visible: Tables) -> Tables:
        """Return versions of ours that the share lacks. A colleague's only after a day: they may be on their way."""
        if not missing_versions(here, visible, lambda dot: not self._is_own(dot)):
            self._memory.missing.pop(incident, None)
        elif self._refill or incident in due_incidents(self._memory, self._clock()):
            return missing_versions(here, visible)
        else:
            self._memory.missing.setdefault(incident, self._clock())
        return missing_versions(here, visible, self._is_own)

    def _is_own(self, dot: Dot) -> bool:
        return dot.actor in self._own

    def _publish(self, incident: str, tables: Tables, files: dict[FileRef, Tables]) -> FileRef | None:
        """Publish all of these versions, in one file unless they are very many; the last file, or None."""
        ref = None
        for piece in split_by_size(tables):
            ref = self._publisher.part(incident, piece)
            if ref is None:
                return None
            files[ref] = piece
            self._outcome.published += 1
        return ref

    def _clear_redacted(self, incident: str, here: Tables, files: dict[FileRef, Tables]) -> bool:
        """Take our files that may hold a redacted text away at once, and say whose copies still may."""
        if REDACTIONS not in here:
            return True
        holding = [ref for ref, tables in files.items() if self._holds_redacted(incident, tables, here)]
        own = [ref for ref in holding if self._is_ours(ref)]
        others = {ref.replica for ref in holding if not self._is_ours(ref)}
        self._memory.redacted_copy_holders = _changed(
            self._memory.redacted_copy_holders, incident, sorted(others)
        )
        if not own:
            return True
        others_hold = _joined({ref: tables for ref, tables in files.items() if ref not in own})
        alone = missing_versions(
            here, others_hold
        )  # a colleague's too: ours may be the only copy of what was theirs
        if alone and not self._publish(incident, alone, files):
            return False
        self._retire(own, files)
        return not any(ref in files for ref in own)

    def _holds_redacted(self, incident: str, tables: Tables, here: Tables) -> bool:
        """Return whether a file may hold what was redacted in the document."""
        return REDACTIONS in here and (
            may_contain_redacted(tables, here) or self._documents.holds_redacted(incident, tables)
        )

    def _tidy(self, incident: str, here: Tables, files: dict[FileRef, Tables]) -> None:
        """One whole of ours instead of many parts, which go a while later."""
        own = [ref for ref in files if self._is_ours(ref)]
        if should_compact(own, self._memory):
            whole = self._publish(incident, missing_versions(here, {}, self._is_own), files)
            if whole is not None:
                since = self._clock()
                self._memory.covered.update({ref.path: (whole.path, since) for ref in own})
        self._retire(retirable_files(own, self._memory, self._clock()), files)

    def _retire(self, refs: Iterable[FileRef], files: dict[FileRef, Tables]) -> None:
        """Take files of ours away, each only if all else that is visible covers it."""
        for ref in refs:
            rest = _joined({other: tables for other, tables in files.items() if other != ref})
            if join_tables(rest, files[ref]) == rest and self._publisher.delete(ref.path):
                del files[ref]
                self._outcome.retired += 1

    def _is_ours(self, ref: FileRef) -> bool:
        return ref.replica == self._publisher.replica

    def _remember(self, incident: str, signature: Signature | None, here: Tables) -> None:
        if signature is not None:
            self._memory.steps[incident] = _step(signature, here)


def _joined(files: Files) -> Tables:
    return reduce(join_tables, files.values(), {})


def _step(signature: Signature, here: Tables) -> IncidentSyncState:
    large = any("piece_count" in record for record in here.get("sources", {}).values())
    return IncidentSyncState(signature, sum(1 for _ in conflicts_in(here)), _redactions(here), large)


def _redactions(tables: Tables) -> int:
    return len(tables.get(REDACTIONS, ()))


def _changed(holders: dict[str, list[str]], incident: str, replicas: list[str]) -> dict[str, list[str]]:
    kept = {id: others for id, others in holders.items() if id != incident}
    return kept | ({incident: replicas} if replicas else {})
