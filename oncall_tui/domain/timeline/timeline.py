"""A timeline: every row of an incident in the order in which things happened, each worked out when it is asked for.

It knows instants only; the zone they are shown in is chosen by who shows them (T2), and changes nothing here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, takewhile

from oncall_tui.domain.field_types import drop_invalid_fields, drop_invalid_note_fields
from oncall_tui.domain.instants import format_instant, parse_instant_or_none
from oncall_tui.domain.timeline.event import (
    DAY,
    NOTHING,
    Event,
    Fields,
    author_of,
    build_event,
    day_of_row,
    decided_milestones,
    kind_of,
    timing_record,
)
from oncall_tui.domain.timeline.milestones import (
    DECIDED,
    STATED,
    MilestoneClaim,
    MilestonePlacement,
    resolve_milestones,
    stated_milestone,
)
from oncall_tui.domain.timeline.moments import Moment
from oncall_tui.domain.timeline.order import Records, note_text, order_rows


@dataclass(frozen=True, slots=True)
class TimelineRecords:
    """The visible records behind a timeline, by id. `read` folds the sets of one record (`values` beside the single
    elements); `logs`: the sources written by machines; `sources`: what each was read with.
    """

    notes: Records
    events: Records = field(default_factory=dict)
    logs: Set[str] = frozenset()
    read: Callable[[Fields], Fields] = lambda record: record
    sources: Records = field(default_factory=dict)


LAST_ORDER = "\x7f"  # sorts after every manual order


class Timeline:
    """Immutable; built anew when the document changes. Rows are named by id or by place, 0 first."""

    def __init__(self, records: TimelineRecords) -> None:
        events = {id: drop_invalid_fields(event) for id, event in records.events.items()}
        self.records = replace(records, notes=drop_invalid_note_fields(records.notes), events=events)
        self._order = order_rows(self.records.notes, self.records.events)
        self.keys = self._order.keys

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Event]:
        return (self.event(key[4]) for key in self.keys)

    def id_at(self, place: int) -> str:
        """Return the id of the row at a position."""
        return self.keys[place][4]

    def place_of(self, id: str) -> int | None:
        """Return the row's position, in constant time; None if it is no row."""
        return self._places.get(id)

    def instant_at(self, place: int) -> int | None:
        """Return the instant by which the row is placed: its own, or that of the row it follows."""
        return parse_instant_or_none(self.keys[place][0] + "Z")

    def last_at_or_before(self, instant: int) -> int:
        """Return the place of the last row at or before that instant; the first where all come later."""
        return max(0, bisect_right(self.keys, (format_instant(instant)[:-1], LAST_ORDER)) - 1)

    def instant(self, id: str) -> int | None:
        """Return the row's own instant, None for an untimed one."""
        return parse_instant_or_none(self.timing(id).get("occurred_at"))

    def timing(self, id: str) -> Fields:
        """Return the record that times the row, unread: its stamp, precision, alternatives and flags."""
        return timing_record(self.records.events.get(id, NOTHING), self._first_note(id))

    def day(self, id: str) -> str:
        """Return the date of a row that is known only to the day, empty for all others."""
        return day_of_row(self.timing(id), self.instant(id))

    def zone_used(self, id: str) -> str:
        """Return the zone that the row's time was read in, empty where none is known."""
        return str(self.timing(id).get("zone_used") or "")

    def settled(self, id: str) -> bool:
        """Return whether a person confirmed the row."""
        return bool(self.records.events.get(id, NOTHING).get("settled"))

    def kind(self, id: str) -> str | None:
        """Return the kind of the row; None if it has none."""
        return kind_of(self.records.events.get(id, NOTHING), self._first_note(id))

    def author(self, id: str) -> str:
        """Return the author of the row."""
        return author_of(self.records.events.get(id, NOTHING), self._first_note(id))

    def may_have(self, id: str, name: str) -> bool:
        """Return whether any record of the row knows of such a set (`references`); if none does, it is empty."""
        events = (self.records.events.get(event, NOTHING) for event in (id, *self.joined_into(id)))
        notes = (self.records.notes.get(note, NOTHING) for note in self.note_ids(id))
        return any(field.startswith(name) for record in (*events, *notes) for field in record)

    def text(self, id: str) -> str:
        """Return the row's text without computing the rest of the row."""
        return str(self.records.events.get(id, NOTHING).get("text") or note_text(self._first_note(id)))

    def note_ids(self, id: str) -> list[str]:
        """Return the notes that the row stands on."""
        return self._order.note_ids.get(id, [id])

    def rows_on(self, note: str) -> list[str]:
        """Return the edited rows that stand on the note; none for a draft."""
        return [row for row, cited in self._order.note_ids.items() if note in cited]

    def event(self, id: str) -> Event:
        """Return the row with that id. Raises KeyError if there is none."""
        if id not in self._places:
            raise KeyError(id)
        records, read = self.records, self.records.read
        own = records.events.get(id)
        joined = [
            drop_invalid_fields(read(records.events[other])) for other in self._order.joined.get(id, ())
        ]
        notes = [(note, drop_invalid_fields(read(records.notes[note]))) for note in self.note_ids(id)]
        from_log = bool(notes) and notes[0][1].get("source") in records.logs
        milestones = self._milestones_by_row.get(id, ())
        return build_event(
            id, None if own is None else drop_invalid_fields(read(own)), joined, notes, milestones, from_log
        )

    def rows_at_same_instant(self, id: str) -> list[tuple[str, str]]:
        """Return the rows of the same moment, this one included, each with its manual order."""
        moment = self.keys[self._places[id]][0]
        start = bisect_left(self.keys, (moment,))
        tied = takewhile(lambda key: key[0] == moment, islice(self.keys, start, None))
        return [(key[4], key[1]) for key in tied]

    def joined_into(self, id: str) -> list[str]:
        """Return the events that were joined into the row."""
        return self._order.joined.get(id, [])

    def is_key_event(self, id: str) -> bool:
        """Return whether the row is nothing but a key event: one that fell on no other row."""
        return id in self._order.key_events.get(id, ())

    @cached_property
    def milestone_placements(self) -> dict[str, MilestonePlacement]:
        """Return the row of each milestone, by decision or by what a source states (L1)."""
        return resolve_milestones(self.claims())

    @property
    def milestone_instants(self) -> dict[str, int]:
        """UTC microseconds of each milestone that has a row with a time of day."""
        return {
            name: place.claim.at
            for name, place in self.milestone_placements.items()
            if place.claim.at is not None and place.claim.row not in self.day_rows
        }

    def moments(
        self, placed: Mapping[str, MilestonePlacement] | None = None
    ) -> dict[str, tuple[Moment, ...]]:
        """Return when each milestone was: of the row that has it, then of those that claim it too.

        `placed`: as found from more claims than people's and sources' own.
        """
        found = {}
        for name, place in (self.milestone_placements if placed is None else placed).items():
            claims = [claim for claim in (place.claim, *place.rivals) if claim.at is not None]
            found[name] = tuple(self.moment(claim.row, claim.at) for claim in claims if claim.at is not None)
        return {name: moments for name, moments in found.items() if moments}

    def moment(self, row: str, at: int) -> Moment:
        """Return that instant with what is known of the row's precision."""
        timing = self.timing(row)
        return Moment(at, timing.get("precision"), bool(timing.get("approximate")), self.day(row))

    @cached_property
    def day_rows(self) -> frozenset[str]:
        """The rows of which only the day is known: they have no place among times of day."""
        notes, events = self.records.notes, self.records.events
        held = {id for id, note in notes.items() if note.get("precision") == DAY}
        rows = held | {id for id, event in events.items() if event.get("precision") == DAY}
        rows |= {row for row, cited in self._order.note_ids.items() if not held.isdisjoint(cited)}
        return frozenset(
            row for row in rows if row in self._places and self.timing(row).get("precision") == DAY
        )

    @cached_property
    def unplaced(self) -> frozenset[str]:
        """The rows without a time that follow no row with one: where they are says nothing."""
        notes = self.records.notes.items()
        untimed = [id for id, note in notes if note.get("source") and not note.get("occurred_at")]
        moments = {id: self.keys[place][0] for id in untimed if (place := self._places.get(id)) is not None}
        wanted = set(moments.values())
        timed = {key[0] for key in self.keys if key[0] in wanted and self.instant(key[4]) is not None}
        return frozenset(id for id, moment in moments.items() if moment not in timed)

    def claims(self) -> list[MilestoneClaim]:
        """Every claim to a milestone that somebody decided or that a source states."""
        return [*self._decided_claims(), *self._stated_claims()]

    def _decided_claims(self) -> Iterator[MilestoneClaim]:
        for row in self._order.note_ids:
            for name, held in self.confirmed_milestones(row).items():
                if held:
                    yield MilestoneClaim(name, row, self.instant(row), DECIDED)

    def _stated_claims(self) -> Iterator[MilestoneClaim]:
        for row, key_events in self._order.key_events.items():
            decided = self.confirmed_milestones(row)
            for note in key_events:
                name = stated_milestone(note_text(self.records.notes[note]))
                if name is not None and name not in decided:
                    yield MilestoneClaim(name, row, self.instant(row), STATED, note)

    def confirmed_milestones(self, id: str) -> dict[str, bool]:
        """Return people's decisions on the row: milestones that it is and is not."""
        edits = (self.records.events.get(edited, NOTHING) for edited in (*self.joined_into(id), id))
        return {name: held for edit in edits for name, held in decided_milestones(edit).items()}

    def _first_note(self, id: str) -> Fields:
        cited = self._order.note_ids.get(id)
        if cited is None:
            return self.records.notes.get(id, NOTHING)
        return self.records.notes.get(cited[0], NOTHING) if cited else NOTHING

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key[4]: place for place, key in enumerate(self.keys)}

    @cached_property
    def _milestones_by_row(self) -> Mapping[str, list[str]]:
        by_row: dict[str, list[str]] = {}
        for name, place in self.milestone_placements.items():
            by_row.setdefault(place.claim.row, []).append(name)
        return by_row
