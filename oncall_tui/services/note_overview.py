"""What the stream of notes is made of, found without building a note: 10,000 records in a few milliseconds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from oncall_tui.domain.incident import Incident
from oncall_tui.domain.instants import optional_instant
from oncall_tui.domain.note import Note
from oncall_tui.replication.reading import is_left_out
from oncall_tui.services.incident_view import IncidentView
from oncall_tui.services.note_filter import Raw, filter_ids, is_flagged, text_of


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
        return filter_ids(self.view.notes.ids, self._record, self.words)

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
                done = " ".join(text_of(record).casefold().split())
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
        return sum(1 for id in self.view.notes.ids if is_flagged(self._record(id)))

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
