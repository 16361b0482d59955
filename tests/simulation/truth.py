"""What really happened, kept beside the program: which writes were acknowledged, and what each author had seen.

A write is lost if it is neither shown in the end nor replaced by somebody who had really seen it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from oncall_tui.domain.redacted_texts import LONG, removed_texts
from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record
from oncall_tui.replication.record_view import STRUCK, is_hidden

TABLE = "notes"
# The field that holds people's words.
WORDS_FIELD = "text"


class Place(NamedTuple):
    """One field of one record of one incident."""

    incident: str
    id: str
    name: str


class Taken(NamedTuple):
    """A text that somebody took out of a record; `held`: the tokens that it stood behind there."""

    incident: str
    id: str
    text: str
    held: frozenset[str] = frozenset()


@dataclass
class Truth:
    """Values begin with tokens, a new one for every write, so that each can be told apart whatever becomes of its dot.

    Words stand behind a token, and may be taken out of a value; the token stays.
    """

    # Where each acknowledged token was written.
    written: dict[str, Place] = field(default_factory=dict)
    # For each token all that its author had been shown, transitively.
    seen: dict[str, frozenset[str]] = field(default_factory=dict)
    # What each token was written with, behind it.
    words: dict[str, str] = field(default_factory=dict)
    # By redaction: what was taken out of which record; `tried` ones may not have been saved.
    taken: dict[str, "Taken"] = field(default_factory=dict)
    tried: list["Taken"] = field(default_factory=list)
    # Who made a redaction, or held an older copy of its record when it came in.
    knowing: dict[str, set[str]] = field(default_factory=dict)
    # For each leaving out (by its place): what had been seen by somebody who left the record out.
    struck: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def shown(self, heads: list[str]) -> frozenset[str]:
        """All that somebody has seen who is shown these heads."""
        return frozenset(heads).union(*(self.seen.get(head, frozenset()) for head in heads))

    def acknowledge(self, token: str, place: Place, seen: frozenset[str], words: str = "") -> None:
        self.written[token] = place
        self.seen[token] = seen
        self.words[token] = words

    def damaged(self, documents: dict[str, Tables]) -> list[str]:
        """Values that lost more than was taken out of their record, or out of the incident where it is long."""
        return [
            f"{token}: {value}"
            for incident, tables in documents.items()
            for id, record in tables.get(TABLE, {}).items()
            for name in fields(record)
            for value in values(tables, id, name)
            if (token := token_of(value)) in self.words
            if not self._is_whole(Place(incident, id, name), value, f"{token} {self.words[token]}".strip())
        ]

    def _is_whole(self, place: Place, value: str, written: str) -> bool:
        if value == written:
            return True
        removed = removed_texts(value, written)
        allowed = {
            taken.text
            for taken in self.tried
            if taken.incident == place.incident and (taken.id == place.id or len(taken.text) >= LONG)
        }
        return place.name == WORDS_FIELD and removed is not None and set(removed) <= allowed

    def leaks(self, places: Iterable[tuple[str, Collection[str], str, str]]) -> list[str]:
        """What was taken out of an incident and still stands somewhere, although somebody knows of it who can help.

        `places`: incident, the names of those who can, where, and all that stands there.
        """
        long = [(redaction, taken) for redaction, taken in self.taken.items() if len(taken.text) >= LONG]
        return [
            f"{taken.text} in {where}"
            for incident, names, where, whole in places
            for redaction, taken in long
            if taken.incident == incident and taken.text in whole and self.knowing[redaction] & set(names)
        ]

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
            if is_hidden(record)
            for name in fields(record)
            for token in heads(tables, id, name)
            if token in self.written and token not in self.struck.get((incident, id), set())
        ]


def fields(record: EncodedRecord) -> list[str]:
    """The names of the fields that hold tokens."""
    return [name for name in record if name[0] != "_" and name != STRUCK]


def heads(tables: Tables, id: str, name: str) -> list[str]:
    """The tokens that a field shows."""
    record = tables.get(TABLE, {}).get(id)
    if record is None:
        return []
    return [token_of(value) for value in values(tables, id, name)]


def values(tables: Tables, id: str, name: str) -> list[str]:
    """The whole values of a field's heads."""
    return [head.value for head in decode_record(tables[TABLE][id]).get(name, ())]


def texts_in(tables: Tables, id: str) -> list[str]:
    """The whole values of a record's words."""
    has_words = WORDS_FIELD in tables.get(TABLE, {}).get(id, {})
    return values(tables, id, WORDS_FIELD) if has_words else []


def token_of(value: str) -> str:
    return value.partition(" ")[0]


def tokens_in(tables: Tables) -> set[str]:
    return {
        token
        for id, record in tables.get(TABLE, {}).items()
        for name in fields(record)
        for token in heads(tables, id, name)
    }
