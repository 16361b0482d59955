"""Overview of an incident's notes, computed without building a note: 10,000 records in a few milliseconds."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from oncall_tui.domain.destinations import FOLDED
from oncall_tui.domain.incident import Incident
from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.note import Note
from oncall_tui.domain.timeline.moments import Moment
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.note_filter import NoteFilter, Raw, is_flagged, text_of
from oncall_tui.replication.record_view import is_hidden


class FoldedLines(NamedTuple):
    """Lines of a log that stand as one row at the place of the first: how many, and of which source."""

    source: str
    name: str
    lines: int


class VisibleNotes(NamedTuple):
    """The notes that a filter lets through, in the order of events: a row for each note, one for all folded lines
    of a source. `folds`: the rows that stand for such lines, by id; `pinned` ones are among them.
    """

    ids: Sequence[str]
    folds: Mapping[str, FoldedLines]
    pinned: Sequence[str]


NOTHING = VisibleNotes((), {}, ())


@dataclass(frozen=True)
class NoteOverview:
    """One incident's notes as the stream shows them. It is made anew when they change, and asked at every key of a
    filter, so that what holds for all of them is found out once."""

    view: IncidentView

    @property
    def incident(self) -> Incident:
        return self.view.incident

    def note(self, id: str) -> Note:
        """Raise KeyError for a note that is not here."""
        return self.view.notes.by_id(id)

    def shown(self, words: str = "") -> VisibleNotes:
        """Apply the typed filter; left-out notes only if it asks for them. Raises RefusedError."""
        return self._shown(words) if words.strip() else self.all_visible

    @cached_property
    def all_visible(self) -> VisibleNotes:
        """All but what was left out."""
        return self._shown("")

    @cached_property
    def filter(self) -> NoteFilter:
        return NoteFilter(self.view.notes.ids, self._records.__getitem__)

    def _shown(self, words: str) -> VisibleNotes:
        ids: list[str] = []
        firsts: dict[str, str] = {}
        lines: Counter[str] = Counter()
        folded, pinned = self._folded, self._pinned
        for id in self.filter.matching(words):
            source = folded.get(id)
            if source is None:
                ids.append(id)
                continue
            lines[source] += 1
            if firsts.setdefault(source, id) == id:
                ids.append(id)
        folds = {
            id: FoldedLines(source, self._source_name(source), lines[source]) for source, id in firsts.items()
        }
        return VisibleNotes(ids, folds, [id for id in ids if id in pinned])

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        """The sources of folded lines, by note."""
        found = self._records.items()
        return {id: str(record.get("source")) for id, record in found if record.get("destination") == FOLDED}

    @cached_property
    def _pinned(self) -> Collection[str]:
        return {id for id, record in self._records.items() if record.get("pinned")}

    def _source_name(self, source: str) -> str:
        return str(self.view.tables.get("sources", {}).get(source, {}).get("name") or "a paste")

    @cached_property
    def milestones(self) -> dict[str, str]:
        """The milestone that a person said a note is, by note."""
        if not self.view.tables.get("events"):
            return {}
        from oncall_tui.domain.timeline.milestones import MILESTONES

        said = {id: values.get("milestones") or () for id, values in self.view.values("events").items()}
        return {
            id: names[0]
            for id, held in said.items()
            if (names := [name for name in MILESTONES if name in held])
        }

    @cached_property
    def milestone_moments(self) -> dict[str, tuple[Moment, ...]]:
        """Return the instants of milestones set by people, by name; the earliest first where several rows have it."""
        moments: dict[str, list[Moment]] = {}
        for id, name in self.milestones.items():
            event, note = self.view.tables.get("events", {}).get(id, {}), self._records.get(id, {})
            timing = event if event.get("occurred_at") else note
            at = parse_instant_or_none(timing.get("occurred_at"))
            if at is not None:
                moment = Moment(at, timing.get("precision"), bool(timing.get("approximate")))
                moments.setdefault(name, []).append(moment)
        return {name: tuple(sorted(found, key=lambda moment: moment.at)) for name, found in moments.items()}

    @cached_property
    def times_done(self) -> dict[str, int]:
        """For what was done more than once by hand (N8): which time it was, by note."""
        counts: Counter[str] = Counter()
        times: dict[str, int] = {}
        for id, record in self._records.items():
            if record.get("kind") == "did" and not record.get("source"):
                done = " ".join(text_of(record).casefold().split())
                counts[done] += 1
                times[id] = counts[done]
        return {id: count for id, count in times.items() if count > 1}

    @cached_property
    def pasted(self) -> Collection[str]:
        """The notes that came as a paste or from a pipe."""
        return {id for id, record in self._records.items() if record.get("pasted")}

    @cached_property
    def authors(self) -> Collection[str]:
        """Return the authors of the notes shown; folded lines of a log do not count."""
        found = self._records.values()
        return {
            str(record.get("author") or "") for record in found if record.get("destination") != FOLDED
        } - {""}

    @cached_property
    def flagged(self) -> int:
        """Count the notes with an uncertain reading; folded lines are asked about once they are opened."""
        return sum(map(_asks, self._records.values()))

    def prepare(self) -> None:
        """Find in the reader's thread what the screen will ask for at once."""
        _ = self.all_visible, self.milestones, self.times_done, self.flagged, self.pasted, self.authors

    def last_by(self, author: str) -> str | None:
        """Return the note that this person wrote last."""
        return max((id for id, record in self._records.items() if _is_by(record, author)), default=None)

    @cached_property
    def _records(self) -> Mapping[str, Raw]:
        """The notes' records by id, in the order of events: found once, for all that is asked of every one."""
        filed, waiting = self.view.tables.get("notes", {}), self.view.waiting
        return {id: filed[id] if "raw" in filed.get(id, ()) else waiting[id] for id in self.view.notes.ids}


def _asks(record: Raw) -> bool:
    return is_flagged(record) and record.get("destination") != FOLDED


def _is_by(record: Raw, author: str) -> bool:
    return record.get("author", "") == author and not record.get("source") and not is_hidden(record)
