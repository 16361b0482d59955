"""What the stream of notes is made of, found without building a note: 10,000 records in a few milliseconds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from oncall_tui.domain.filter_words import Filter, Term, read_filter
from oncall_tui.domain.incident import Incident
from oncall_tui.domain.instants import optional_instant
from oncall_tui.domain.note import Note
from oncall_tui.replication.reading import is_left_out
from oncall_tui.services.incident_view import IncidentView

FILTER_KEYS = ("kind", "tag", "who")
FILTER_FLAGS = ("pinned", "left-out", "flagged")
Raw = dict[str, Any]


@dataclass(frozen=True)
class NoteOverview:
    """One incident's notes as the stream shows them; `words` is the filter that a person typed."""

    view: IncidentView
    words: str = ""

    @property
    def incident(self) -> Incident:
        return self.view.incident

    def note(self, id: str) -> Note:
        """Raises KeyError for a note that is not here."""
        return self.view.notes.by_id(id)

    @cached_property
    def ids(self) -> Sequence[str]:
        """The notes that the filter lets through, in the order of events; left-out ones only if asked for."""
        wanted = read_filter(self.words, FILTER_KEYS, FILTER_FLAGS)
        return [id for id in self.view.notes.ids if _matches(self._record(id), wanted)]

    @cached_property
    def total(self) -> int:
        """How many notes there are, left-out ones not counted."""
        return sum(1 for id in self.view.notes.ids if not is_left_out(self._record(id)))

    @cached_property
    def milestones(self) -> dict[str, str]:
        """The milestone that a person said a note is, by note."""
        if not self.view.tables.get("events"):
            return {}
        from oncall_tui.domain.milestones import MILESTONES

        said = {id: values.get("milestones") or () for id, values in self.view.values("events").items()}
        return {
            id: names[0]
            for id, held in said.items()
            if (names := [name for name in MILESTONES if name in held])
        }

    @cached_property
    def milestone_instants(self) -> dict[str, int]:
        """When each milestone that a person set was, by name: UTC microseconds."""
        instants: dict[str, int] = {}
        for id, name in self.milestones.items():
            event = self.view.tables.get("events", {}).get(id, {})
            at = optional_instant(event.get("occurred_at") or self._record(id).get("occurred_at"))
            if at is not None:
                instants[name] = min(at, instants.get(name, at))
        return instants

    @cached_property
    def times_done(self) -> dict[str, int]:
        """For what was done more than once by hand (N8): which time it was, by note."""
        counts: Counter[str] = Counter()
        times: dict[str, int] = {}
        for id in self.view.notes.ids:
            record = self._record(id)
            if record.get("kind") == "did" and not record.get("source"):
                done = " ".join(_text(record).casefold().split())
                counts[done] += 1
                times[id] = counts[done]
        return {id: count for id, count in times.items() if count > 1}

    @cached_property
    def pinned(self) -> list[str]:
        return [id for id in self.ids if self._record(id).get("pinned")]

    @cached_property
    def pasted(self) -> list[str]:
        """The notes that came as a paste or from a pipe."""
        return [id for id in self.view.notes.ids if self._record(id).get("pasted")]

    @cached_property
    def flagged(self) -> int:
        """How many notes were read in a way that is not certain."""
        return sum(1 for id in self.view.notes.ids if _is_flagged(self._record(id)))

    def prepare(self) -> None:
        """Finds in the reader's thread what the screen will ask for at once."""
        _ = self.ids, self.milestones, self.times_done, self.flagged, self.pinned, self.pasted

    def last_by(self, author: str) -> str | None:
        """The note that this person wrote last."""
        mine = (id for id in self.view.notes.ids if self._is_by(id, author))
        return max(mine, default=None)

    def _is_by(self, id: str, author: str) -> bool:
        record = self._record(id)
        return record.get("author", "") == author and not record.get("source") and not is_left_out(record)

    def _record(self, id: str) -> Raw:
        """The note's record; empty for one that is not here (yet)."""
        record = self.view.tables.get("notes", {}).get(id)
        return self.view.waiting.get(id, {}) if record is None or "raw" not in record else record


def _text(record: Raw) -> str:
    return str(record.get("text") or record.get("raw") or "")


def _is_flagged(record: Raw) -> bool:
    return bool(record.get("flags") or record.get("alternatives")) and not is_left_out(record)


def _matches(record: Raw, wanted: Filter) -> bool:
    left_out = is_left_out(record)
    if left_out != any(term.values == ("left-out",) and not term.negated for term in wanted.terms):
        return False
    if not all(_holds(record, term) != term.negated for term in wanted.terms if term.values != ("left-out",)):
        return False
    if not wanted.words and not wanted.without:
        return True
    text = " ".join((_text(record), *_elements(record))).casefold()
    return all(word in text for word in wanted.words) and not any(word in text for word in wanted.without)


def _holds(record: Raw, term: Term) -> bool:
    if term.key == "kind":
        return any(str(record.get("kind") or "").startswith(value) for value in term.values)
    if term.key == "tag":
        return any(record.get(f"tags:{value}") for value in term.values)
    if term.key == "who":
        return any(record.get(f"people:{who}") or record.get("author") == who for who in term.values)
    return bool(record.get("pinned")) if term.values == ("pinned",) else _is_flagged(record)


def _elements(record: Raw) -> Iterator[str]:
    """Tags, people and references as one would type them into a filter."""
    signs = {"tags": "#", "people": "@", "references": ""}
    for name, value in record.items():
        base, colon, element = name.partition(":")
        if colon and value and base in signs:
            yield signs[base] + element
