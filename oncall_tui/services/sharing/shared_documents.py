"""The store as sync sees it: documents that are joined, and word of what others wrote."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from oncall_tui.domain.errors import NotFoundError, OncallError
from oncall_tui.domain.ids import is_id
from oncall_tui.replication.document_join import highest_dots, latest_clock, missing_versions
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.replication.hybrid_clock import HybridClock
from oncall_tui.services.notes.redaction import Redaction
from oncall_tui.storage.actor_store import ActorStore
from oncall_tui.storage.store import Store, reporting_save_errors
from oncall_tui.sync.sync_state import Signature


class StoreDocuments:
    """`sync.documents.DocumentStore` over the store of this data directory."""

    def __init__(self, store: Store, actors: ActorStore, redaction: Redaction) -> None:
        self._store = store
        self._actors = actors
        self._redaction = redaction
        self._latest = HybridClock()

    def file_inboxes(self) -> dict[str, str]:
        """File every waiting note; incidents where that can't be done, with the message for a person.

        Notes of an incident that is not here (yet) go on waiting.
        """
        refused = {}
        self._redaction.finish_all()
        for incident in self._store.inbox.incidents():
            try:
                self._store.file_inbox(incident)
            except NotFoundError:
                continue
            except OncallError as error:
                refused[incident] = str(error)
        return refused

    def waiting(self, incident: str) -> Mapping[str, EncodedRecord]:
        """Return the notes of an incident that still wait in its inbox, by id."""
        return self._store.inbox.waiting(incident).notes

    def inboxes(self) -> list[str]:
        """Return the incidents that have waiting notes."""
        return [incident for incident in self._store.inbox.incidents() if self._store.inbox.ids(incident)]

    def signatures(self) -> dict[str, Signature]:
        found: dict[str, Signature] = {}
        try:
            with os.scandir(self._store.places.incidents) as entries:
                for entry in entries:
                    id, _, ending = entry.name.partition(".")
                    if ending == "json" and is_id(id):
                        status = entry.stat()
                        found[id] = (status.st_ino, status.st_size, status.st_mtime_ns)
        except FileNotFoundError:
            return {}
        return found

    def signature(self, incident: str) -> Signature | None:
        return self._store.signature(incident)

    def tables(self, incident: str) -> Tables:
        try:
            return self._store.tables(incident)
        except NotFoundError:
            return {}

    def join(self, incident: str, tables: Tables) -> None:
        """Join; what was redacted here or by a colleague goes from all of it before any of it is saved."""
        self._notice(tables)
        self._store.join(incident, tables, self._redaction.joining(incident, tables))
        self._redaction.joined(incident)

    def adopt(self, documents: Iterable[tuple[str, Tables]]) -> Iterator[tuple[str, Signature]]:
        """Make files for incidents that have none here.

        One that a redaction changes on the way here is not told of: what was changed is still to be published.
        """
        concerned: list[tuple[str, Tables]] = []

        def plain() -> Iterator[tuple[str, Tables]]:
            for incident, tables in map(self._noticed, documents):
                if self._redaction.concerns(incident, tables):
                    concerned.append((incident, tables))
                else:
                    yield incident, tables

        yield from self._store.create_incidents(plain())
        for incident, tables in concerned:
            new = self._store.signature(incident) is None
            self.join(incident, tables)
            signature = self._store.signature(incident)
            if new and signature is not None and not missing_versions(self.tables(incident), tables):
                yield incident, signature

    def written(self) -> dict[str, int]:
        return self._actors.written()

    def holds_redacted(self, incident: str, tables: Tables) -> bool:
        return self._redaction.holds_redacted(incident, tables)

    def own_actors(self) -> frozenset[str]:
        return self._actors.own_actor_names()

    def follow_clocks(self) -> None:
        """After a sync: our clock goes on from the latest that was read, if that is not far ahead."""
        with reporting_save_errors("What was joined is saved"):
            self._actors.observe({}, self._latest.text)

    def _noticed(self, document: tuple[str, Tables]) -> tuple[str, Tables]:
        self._notice(document[1])
        return document

    def _notice(self, tables: Tables) -> None:
        """Become another actor if a number of our own actor is seen that we never gave, before anything else is
        written.
        """
        self._latest = max(self._latest, latest_clock(tables))
        found = highest_dots(self._written, tables)
        if any(n > self._written[actor] for actor, n in found.items()):
            with reporting_save_errors("Nothing was changed"):
                self._actors.observe(found, "")
            self._written = self._actors.written()

    @cached_property
    def _written(self) -> dict[str, int]:
        return self._actors.written()
