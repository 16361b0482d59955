"""Hold back fresh notes that look like secrets: named before they are shared, and kept here for a while.

The rule: a sync that nobody asked for shares such a note two minutes after it was written, and everything else at
once. There is time to take it out; nobody has to, and nothing waits for an answer. A person who asks for a sync
(`oncall sync`, ctrl+r) shares everything.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.instants import MINUTE, parse_instant_or_none
from oncall_tui.domain.secrets import detect_secret
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.storage.transaction import HISTORY
from oncall_tui.sync.documents import DocumentStore
from oncall_tui.sync.sync_state import Signature

HOLD = 2 * MINUTE


@dataclass(frozen=True, slots=True)
class SuspectedSecret:
    """A note of ours that looks like it holds a secret; `what` kind, and `since` when (UTC microseconds)."""

    incident: str
    handle: str
    note: str
    what: str
    since: int

    def held_until(self, now: int) -> int | None:
        """Until when a sync that nobody asked for keeps it here; None for one that it shares."""
        return self.since + HOLD if self.since <= now < self.since + HOLD else None


def suspected_secrets(
    incident: str, tables: Tables, waiting: Mapping[str, EncodedRecord], author: str
) -> Iterator[SuspectedSecret]:
    """Yield the author's notes that nobody has settled yet; `waiting`: those of the inbox."""
    handle = str(tables.get("incident", {}).get(incident, {}).get("handle") or incident)
    found = {
        id: (str(note["secret"]), note)
        for id, note in tables.get("notes", {}).items()
        if note.get("secret") and note.get("_by") == author
    }
    for id, note in waiting.items():
        if id not in tables.get("notes", {}) and (what := detect_secret(str(note.get("raw")))):
            found[id] = what, note
    for id, (what, note) in sorted(found.items()):
        yield SuspectedSecret(incident, handle, id, what, parse_instant_or_none(note.get("recorded_at")) or 0)


class DocumentsWithoutFreshSecrets:
    """`sync.documents.DocumentStore` over others, without what is held back at `now`.

    A part of an incident joins like the whole. An incident of which something is held back has no signature, so
    that no sync takes it for settled; `incidents` are those that were asked for. `withheld`: by incident, a record
    that stays here whatever it looks like, with the history of the incident, which may tell of it.
    """

    def __init__(
        self, documents: DocumentStore, author: str, now: int, withheld: Mapping[str, str] | None = None
    ) -> None:
        self._documents = documents
        self._author = author
        self._now = now
        self._withheld = withheld or {}
        self.incidents: set[str] = set()

    def signatures(self) -> Mapping[str, Signature]:
        return self._documents.signatures()

    def signature(self, incident: str) -> Signature | None:
        signature = self._documents.signature(incident)
        return None if self._holds(incident, self._documents.tables(incident)) else signature

    def tables(self, incident: str) -> Tables:
        tables = self._documents.tables(incident)
        if not self._holds(incident, tables):
            return tables
        self.incidents.add(incident)
        return {
            table: {id: record for id, record in records.items() if not _tells(record)}
            for table, records in self._without_withheld(incident, tables).items()
        }

    def join(self, incident: str, tables: Tables) -> None:
        self._documents.join(incident, tables)

    def adopt(self, documents: Iterable[tuple[str, Tables]]) -> Iterator[tuple[str, Signature]]:
        return self._documents.adopt(documents)

    def written(self) -> Mapping[str, int]:
        return self._documents.written()

    def holds_redacted(self, incident: str, tables: Tables) -> bool:
        return self._documents.holds_redacted(incident, tables)

    def own_actors(self) -> frozenset[str]:
        return self._documents.own_actors()

    def _without_withheld(self, incident: str, tables: Tables) -> Tables:
        record = self._withheld.get(incident)
        if record is None:
            return tables
        return {
            table: {id: fields for id, fields in records.items() if id != record}
            for table, records in tables.items()
            if table != HISTORY
        }

    def _holds(self, incident: str, tables: Tables) -> bool:
        if incident in self._withheld:
            return True
        found = suspected_secrets(incident, tables, {}, self._author)
        return any(suspicion.held_until(self._now) for suspicion in found)


def _tells(value: Any) -> bool:
    """Return whether a text anywhere in a JSON value looks like it holds a secret: an idea or a link has it from
    its note.
    """
    if isinstance(value, str):
        return detect_secret(value) is not None
    if isinstance(value, dict):
        return any(map(_tells, value)) or any(map(_tells, value.values()))
    return isinstance(value, list) and any(map(_tells, value))
