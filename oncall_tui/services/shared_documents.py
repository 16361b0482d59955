"""The store as sync sees it: documents that are joined, and word of what others wrote."""

import os

from oncall_tui.domain.errors import NotFound, OncallError
from oncall_tui.domain.ids import is_id
from oncall_tui.replication.document import actors_in
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.forgetting import REDACTIONS
from oncall_tui.services.joined_redactions import redacted_texts
from oncall_tui.services.redaction import Redaction
from oncall_tui.storage.actors import Actors
from oncall_tui.storage.store import Store
from oncall_tui.sync.memory import Signature


class SharedDocuments:
    """`sync.documents.Documents` over the store of this data directory."""

    def __init__(self, store: Store, actors: Actors, redaction: Redaction) -> None:
        self._store = store
        self._actors = actors
        self._redaction = redaction

    def file_inboxes(self) -> dict[str, str]:
        """Files every waiting note; incidents where that can't be done, with the message for a person."""
        refused = {}
        for incident in self._store.inbox.incidents():
            try:
                self._store.file_inbox(incident)
            except OncallError as error:
                refused[incident] = str(error)
        return refused

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
        except NotFound:
            return {}

    def join(self, incident: str, tables: Tables) -> None:
        """Joins, and takes out here what a colleague redacted there: it may stand in more places here."""
        self._notice(tables)
        before = self.tables(incident) if REDACTIONS in tables else {}
        self._store.join(incident, tables)
        for secret in redacted_texts(before, tables):
            self._redaction.clean(incident, secret, "redacted, as a colleague did")

    def own_actors(self) -> frozenset[str]:
        return self._actors.own()

    def _notice(self, tables: Tables) -> None:
        """Others' clocks are followed; a number of our own actor that we never gave makes us another actor."""
        moments = (record.get("_at", "") for table in tables.values() for record in table.values())
        self._actors.notice(actors_in(tables), max(moments, default=""))
