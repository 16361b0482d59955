"""What really happened, kept beside the program: which writes were acknowledged, and what each author had seen.

A write is lost if it is neither shown in the end nor replaced by somebody who had really seen it.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from oncall_tui.replication.encoding import Record, Tables, decode_record
from oncall_tui.replication.reading import STRUCK, is_left_out

TABLE = "notes"


class Place(NamedTuple):
    """One field of one record of one incident."""

    incident: str
    id: str
    name: str


@dataclass
class Truth:
    """Values are tokens, a new one for every write, so that each can be told apart whatever becomes of its dot."""

    # Where each acknowledged token was written.
    written: dict[str, Place] = field(default_factory=dict)
    # For each token all that its author had been shown, transitively.
    seen: dict[str, frozenset[str]] = field(default_factory=dict)
    # For each leaving out (by its place): what had been seen by somebody who left the record out.
    struck: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def shown(self, heads: list[str]) -> frozenset[str]:
        """All that somebody has seen who is shown these heads."""
        return frozenset(heads).union(*(self.seen.get(head, frozenset()) for head in heads))

    def acknowledge(self, token: str, place: Place, seen: frozenset[str]) -> None:
        self.written[token] = place
        self.seen[token] = seen

    def forget_all_but(self, surviving: set[str]) -> None:
        """A disk died: what nobody else holds, and stands on no share, is nobody's fault."""
        for token in self.written.keys() - self.shown(sorted(surviving)):
            del self.written[token]

    def lost(self, documents: dict[str, Tables]) -> list[str]:
        """Acknowledged tokens that are neither heads nor seen by the author of one; or hidden though unseen."""
        found = []
        heads_at: dict[Place, list[str]] = {}
        for token, place in sorted(self.written.items()):
            if place not in heads_at:
                heads_at[place] = heads(documents.get(place.incident, {}), place.id, place.name)
            if token not in self.shown(heads_at[place]):
                found.append(token)
        return found + self._hidden(documents)

    def _hidden(self, documents: dict[str, Tables]) -> list[str]:
        """Heads of records that are left out although nobody who left them out had seen those heads."""
        return [
            token
            for incident, tables in documents.items()
            for id, record in tables.get(TABLE, {}).items()
            if is_left_out(record)
            for name in fields(record)
            for token in heads(tables, id, name)
            if token in self.written and token not in self.struck.get((incident, id), set())
        ]


def fields(record: Record) -> list[str]:
    """The names of the fields that hold tokens."""
    return [name for name in record if name[0] != "_" and name != STRUCK]


def heads(tables: Tables, id: str, name: str) -> list[str]:
    """The tokens that a field shows."""
    record = tables.get(TABLE, {}).get(id)
    if record is None:
        return []
    return [head.value for head in decode_record(record).get(name, ())]


def tokens_in(tables: Tables) -> set[str]:
    return {
        token
        for id, record in tables.get(TABLE, {}).items()
        for name in fields(record)
        for token in heads(tables, id, name)
    }
