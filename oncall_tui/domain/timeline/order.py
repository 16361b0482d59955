"""Select and order the rows of a timeline from the stored records alone (T3).

Every visible note whose place is a row appears; an event covers the notes that it stands on; a row joined into
another disappears in it. Order: instant, then manual order, then source and line. Only the fields that decide are
looked at, so that 100,000 rows are ordered in a moment; what a row says is worked out when it is shown.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.destinations import MILESTONE, ROW
from oncall_tui.domain.timeline.event import NOTHING, Fields, cited_notes, timing_record
from oncall_tui.domain.timeline.milestones import implied_milestone, stated_milestone

Records = Mapping[str, Fields]
# Moment (an instant's text without its Z, which sorts as instants do), manual order, source, line, row id.
RowKey = tuple[str, str, str, int, str]
ROW_PLACES = (None, ROW)
KEY_EVENT = MILESTONE
END = "~"  # sorts after every moment: for a row that nothing places


@dataclass(frozen=True, slots=True)
class RowOrder:
    """`keys`: the rows, sorted. `note_ids`: the notes of every row that somebody edited; `joined`: the events
    joined into a row; `key_events`: a report's key events, by the row that they are about."""

    keys: list[RowKey]
    note_ids: Mapping[str, list[str]]
    joined: Mapping[str, list[str]]
    key_events: Mapping[str, list[str]]


def order_rows(notes: Records, events: Records) -> RowOrder:
    """Return the rows that visible notes and visible events make."""
    roots = _roots(notes, events)
    stands_on = _rows_of_events(notes, events, roots)
    covered = {note for cited in stands_on.values() for note in cited}
    keys, untimed, key_events = _drafts(notes, covered)
    fallen = _fall_on_rows(key_events, notes, keys, stands_on)
    alone = sorted(set(key_events).difference(*fallen.values()))
    edited = _edited_key_events(notes, stands_on)
    places = _Places(notes, events)
    keys += [places.key(note, NOTHING, [note]) for note in (*untimed, *alone)]
    keys += [places.key(row, events.get(row, NOTHING), cited) for row, cited in stands_on.items()]
    keys.sort()
    said = _merged([fallen, {note: [note] for note in alone}, edited])
    return RowOrder(keys, stands_on, _by_root(roots), said)


def _roots(notes: Records, events: Records) -> dict[str, str]:
    """Return the row that each joined event ended up in; one whose row is not here stays a row of its own."""
    targets = {id: event["merged_into"] for id, event in events.items() if event.get("merged_into")}
    roots = {id: _root(id, targets) for id in targets}
    return {
        id: root
        for id, root in roots.items()
        if root != id and (root in events or notes.get(root, NOTHING).get("destination") in ROW_PLACES)
    }


def _root(id: str, targets: Mapping[str, str]) -> str:
    """Follow the chain of joins to its end; in a cycle (two people joined rows into each other) the lowest id is
    the root.
    """
    path: list[str] = []
    while id in targets and id not in path:
        path.append(id)
        id = targets[id]
    return min(path[path.index(id) :]) if id in path else id


def _by_root(roots: Mapping[str, str]) -> dict[str, list[str]]:
    joined: dict[str, list[str]] = defaultdict(list)
    for id, root in sorted(roots.items()):
        joined[root].append(id)
    return dict(joined)


def _rows_of_events(notes: Records, events: Records, roots: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the notes that each row with stored events stands on. An edit whose note is left out or not here is no
    row.
    """
    rows: dict[str, list[str]] = {}
    for id, event in events.items():
        cited = [note for note in cited_notes(id, event) if note in notes]
        if id not in roots and (cited or event.get("text")):
            rows[id] = cited
    for id, root in sorted(roots.items()):
        mine = rows.setdefault(root, [root] if root in notes else [])
        mine += [note for note in cited_notes(id, events[id]) if note in notes and note not in mine]
    return rows


def _drafts(notes: Records, covered: Set[str]) -> tuple[list[RowKey], list[str], list[str]]:
    """Return keys of the notes that are rows by themselves, those without an instant, and the key events."""
    keys: list[RowKey] = []
    untimed: list[str] = []
    key_events: list[str] = []
    for id, note in notes.items():
        get = note.get
        place = get("destination")
        if covered and id in covered:
            continue
        if place is not None and place != ROW:
            if place == KEY_EVENT:
                key_events.append(id)
            continue
        at = get("occurred_at")
        if type(at) is str:
            keys.append((at[:-1], "", get("source") or "", get("line") or 0, id))
        else:
            untimed.append(id)
    return keys, untimed, key_events


def _fall_on_rows(
    key_events: Iterable[str], notes: Records, keys: Iterable[RowKey], stands_on: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Return the row of the same source and minute that each key event is about; without one it is a row by itself."""
    wanted = {_minute(notes[id]): id for id in key_events}
    if not wanted:
        return {}
    found: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for moment, _, source, _, row in keys:
        if (source, moment[:16]) in wanted:
            found[source, moment[:16]].append((row, row))
    for row, cited in stands_on.items():
        for note in cited:
            if notes[note].get("destination") in ROW_PLACES and (minute := _minute(notes[note])) in wanted:
                found[minute].append((row, note))
    fallen: dict[str, list[str]] = defaultdict(list)
    for id in key_events:
        if candidates := found.get(_minute(notes[id])):
            fallen[_most_fitting(notes[id], candidates, notes)].append(id)
    return dict(fallen)


def _edited_key_events(notes: Records, stands_on: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Key events that are rows by themselves because somebody edited them."""
    found = {
        row: [note for note in cited if notes[note].get("destination") == KEY_EVENT]
        for row, cited in stands_on.items()
    }
    return {row: key_events for row, key_events in found.items() if key_events}


def _merged(parts: Iterable[Mapping[str, list[str]]]) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        for row, items in part.items():
            merged[row] += items
    return dict(merged)


def _minute(note: Fields) -> tuple[str, str]:
    return str(note.get("source") or ""), str(note.get("occurred_at") or "")[:16]


def _most_fitting(key_event: Fields, candidates: list[tuple[str, str]], notes: Records) -> str:
    """Return the row whose own sentence says the same, else the first."""
    name = stated_milestone(note_text(key_event))
    saying = [row for row, note in candidates if implied_milestone(note_text(notes[note])) == name]
    return (saying or [candidates[0][0]])[0]


def note_text(note: Fields) -> str:
    """Return the row's text as the note has it, before any edit."""
    return str(note.get("text") or note.get("raw") or "")


class _Places:
    """Sort keys of rows; a row without an instant comes after the line before it in its source."""

    def __init__(self, notes: Records, events: Records) -> None:
        self._notes = notes
        self._events = events
        self._timed_lines: dict[str, list[tuple[int, str, str]]] = {}

    def key(self, row: str, event: Fields, cited: list[str]) -> RowKey:
        note = self._notes[cited[0]] if cited else NOTHING
        timing = timing_record(event, note)
        moment, order = _moment(timing), str(event.get("order") or "")
        if moment is None:
            moment, order = self._after(event, note)
        return moment, order, str(note.get("source") or ""), note.get("line") or 0, row

    def _after(self, event: Fields, note: Fields) -> tuple[str, str]:
        """Return the moment and manual order to follow: of the row it was put after, of the line before, of its
        writing.
        """
        before = self._events.get(str(event.get("after"))) or self._notes.get(str(event.get("after")))
        if before is not None and (moment := _moment(before)):
            return moment, str(before.get("order") or "")
        lines = self._lines(str(note.get("source") or ""))
        if lines and note.get("source"):
            place = bisect_right(lines, (note.get("line") or 0, END, END))
            return lines[max(0, place - 1)][1:]
        return str(note.get("recorded_at") or END).removesuffix("Z"), ""

    def _lines(self, source: str) -> list[tuple[int, str, str]]:
        """Return the timed lines of a source with their moments, in order."""
        if source not in self._timed_lines:
            timed = (
                (note.get("line") or 0, moment, str(event.get("order") or ""))
                for id, note in self._notes.items()
                if (note.get("source") or "") == source
                for event in (self._events.get(id, NOTHING),)
                if (moment := _moment(timing_record(event, note)))
            )
            self._timed_lines[source] = sorted(timed)
        return self._timed_lines[source]


def _moment(fields: Fields) -> str | None:
    at = fields.get("occurred_at")
    return at[:-1] if isinstance(at, str) and at.endswith("Z") else None
