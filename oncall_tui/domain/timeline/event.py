"""An event: a clean timeline row, computed from its notes and from what people edited on it (T6, T7).

An event is stored under the id of its note with only the fields that somebody edited; all else goes on being
computed. A null is not an edit (it is what undo leaves behind); "" says that there is none, on purpose. Records come
with their sets folded *and* with the single elements (`references:PD-8841`: false), since an event may take away
what its note says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.destinations import MILESTONE
from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.local_time import written_day
from oncall_tui.domain.note import parse_alternatives
from oncall_tui.domain.timeline.milestones import MILESTONES

Fields = Mapping[str, Any]
NOTHING: Fields = {}
DAY = "day"
# What people themselves did they knew when it happened, also where the row was added afterwards.
KNOWN_AT_ONCE = ("did", "decided")


@dataclass(frozen=True, slots=True)
class Event:
    """One row. Instants are UTC microseconds; `known_at` is None where nobody can say when it was known (T8).

    `day`: the date of a row that is known only to the day (`2026-11-20`), which no zone moves; empty for others.
    `verb`: of a note that was typed as one (`:lead @ana`), until its words are edited. `ends_at`: the end of
    a span. `joined`: how many rows it was made of.
    `notes`: ids of the notes that it stands on. `alternatives`: (instant, why) of every reading its stamp could
    have, empty once a person timed it. `draft`: nobody edited it yet; `settled`: a person said that it is right.
    """

    id: str
    occurred_at: int | None
    text: str
    precision: str | None = None
    approximate: bool = False
    kind: str | None = None
    milestones: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    alternatives: tuple[tuple[int, str], ...] = ()
    author: str = ""
    known_at: int | None = None
    recorded_at: int | None = None
    source: str | None = None
    line: int | None = None
    ends_at: int | None = None
    joined: int = 1
    gap: str | None = None
    day: str = ""
    verb: str | None = None
    starred: bool = False
    lucky: bool = False
    public: bool = False
    settled: bool = False
    draft: bool = True

    @property
    def milestone(self) -> str | None:
        """The one to show where there is room for one: the latest stage."""
        return self.milestones[-1] if self.milestones else None


def build_event(
    id: str,
    own: Fields | None,
    joined: Sequence[Fields],
    notes: Sequence[tuple[str, Fields]],
    milestones: Iterable[str] = (),
    from_log: bool = False,
) -> Event:
    """Return the row that these records make: its own edits if it has any, and those of rows joined into it.

    `from_log`: its source was written by machines and imported later, so nobody knew of it when it happened.
    """
    draft = own is None and not joined
    own = NOTHING if own is None else own
    edits = (own, *joined)
    first = notes[0][1] if notes else NOTHING
    timing = timing_record(own, first)
    occurred_at = parse_instant_or_none(timing.get("occurred_at"))
    recorded_at = parse_instant_or_none(first.get("recorded_at"))
    known = recorded_at if first.get("source") is None else None if from_log else occurred_at
    if not notes and (kind_of(own, first) in KNOWN_AT_ONCE or milestones):
        known = occurred_at
    flags = tuple(
        flag for flag in timing.get("flags") or () if not (flag == "order" and _is_key_event(first))
    )
    records = [fields for _, fields in notes]
    return Event(
        id=id,
        occurred_at=occurred_at,
        text=str(own.get("text") or first.get("text") or first.get("raw") or ""),
        precision=timing.get("precision"),
        approximate=bool(timing.get("approximate")),
        kind=kind_of(own, first),
        milestones=tuple(sorted(set(milestones), key=MILESTONES.index)),
        references=_elements("references", records, edits),
        flags=flags if occurred_at is not None else (*flags, "untimed"),
        notes=tuple(note for note, _ in notes),
        tags=_elements("tags", records, edits),
        people=_elements("people", records, edits),
        alternatives=parse_alternatives(timing.get("alternatives")),
        author=author_of(own, first),
        known_at=known if own.get("known_at") is None else parse_instant_or_none(own["known_at"]),
        recorded_at=recorded_at,
        source=first.get("source"),
        line=first.get("line"),
        ends_at=_end(first, occurred_at),
        joined=1 + len(joined),
        gap=own.get("gap"),
        day=day_of_row(timing, occurred_at),
        verb=None if own.get("text") else first.get("verb"),
        starred=bool(own.get("starred")),
        lucky=bool(own.get("starred") and own.get("lucky")),
        public=bool(own.get("public")),
        settled=bool(own.get("settled")),
        draft=draft,
    )


def timing_record(event: Fields, note: Fields) -> Fields:
    """Return the record that times the row: the event once a person timed it, else the note with its reading."""
    return note if event.get("occurred_at") is None else event


def kind_of(event: Fields, note: Fields) -> str | None:
    """Return the kind of a row: set by a person, else that of its note."""
    return (note if event.get("kind") is None else event).get("kind") or None


def author_of(event: Fields, note: Fields) -> str:
    """Return who wrote the row: the author of its note; of a row without a note, who added it.

    An imported line whose speaker is not known has no author: whoever curates it did not say it.
    """
    return str(event.get("author") or note.get("author") or ("" if note else event.get("_by")) or "")


def day_of_row(timing: Fields, occurred_at: int | None) -> str:
    """Return the day of a row that is timed to the day alone, empty for all others."""
    if timing.get("precision") != DAY or occurred_at is None:
        return ""
    return written_day(occurred_at, timing.get("zone_used"))


def cited_notes(id: str, event: Fields) -> list[str]:
    """Return the notes that a stored event stands on: the one whose id it has, then those it cites."""
    return [id, *(name[6:] for name, held in event.items() if name.startswith("notes:") and held)]


def decided_milestones(event: Fields) -> dict[str, bool]:
    """Return people's decisions on a row: milestones that it is (True) and is not (False)."""
    return {
        name[11:]: held
        for name, held in event.items()
        if name.startswith("milestones:") and name[11:] in MILESTONES and isinstance(held, bool)
    }


def _end(note: Fields, occurred_at: int | None) -> int | None:
    """Return the end of a span: it keeps its length when the row gets another time."""
    start, end = parse_instant_or_none(note.get("occurred_at")), parse_instant_or_none(note.get("ends_at"))
    if start is None or end is None or occurred_at is None:
        return None
    return end + occurred_at - start


def _is_key_event(note: Fields) -> bool:
    """Key events stand in the order of their stages, not of their times."""
    return note.get("destination") == MILESTONE


def _elements(name: str, notes: Sequence[Fields], edits: Sequence[Fields]) -> tuple[str, ...]:
    """Return the set's elements over all records, in order; an edit that takes one away wins over the notes."""
    prefix = name + ":"
    held = [element for fields in (*notes, *edits) for element in fields.get(name) or ()]
    taken = {
        key.removeprefix(prefix)
        for fields in edits
        for key, value in fields.items()
        if key.startswith(prefix) and value is False
    }
    return tuple(element for element in dict.fromkeys(held) if element not in taken)
