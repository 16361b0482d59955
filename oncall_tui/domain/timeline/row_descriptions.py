"""Words for a row as it was written, and for what moves when rows get other times."""

from bisect import bisect_left

from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.timeline.order import note_text
from oncall_tui.domain.timeline.timeline import Timeline

STAYS = "No row moves."


def source_excerpts(timeline: Timeline, rows: list[str], most: int = 3) -> tuple[str, ...]:
    """Return the first rows as they were written: `line 24 14:03 User reported…`."""
    return tuple(row_source_line(timeline, row) for row in rows[:most])


def row_source_line(timeline: Timeline, row: str) -> str:
    """Return the first line of the row's first note, raw, and where it stands."""
    notes = timeline.note_ids(row)
    return note_source_line(timeline, notes[0]) if notes else timeline.text(row)


def note_source_line(timeline: Timeline, note: str) -> str:
    """Describe one note as its source line, even if it is not a row; of a page in HTML, what its readers see."""
    record = timeline.records.notes[note]
    is_page = timeline.records.sources.get(record.get("source") or "", {}).get("format") == "html"
    said = note_text(record) if is_page else record.get("raw") or note_text(record)
    raw = str(said).strip().split("\n", 1)[0]
    return f"line {record['line']}  {raw}" if record.get("line") else raw


def describe_moves(timeline: Timeline, moved: list[tuple[str, int]]) -> str:
    """Describe how the order changes when these rows get these instants."""
    passed = {row: _rows_between(timeline, row, instant) for row, instant in moved}
    moving = {row: count for row, count in passed.items() if count}
    if not moving:
        return STAYS
    if len(moved) == 1:
        return f"It moves past {count_text(next(iter(moving.values())), 'row')}."
    return f"{len(moving)} of {len(moved)} rows move past others."


def _rows_between(timeline: Timeline, row: str, instant: int) -> int:
    place = timeline.place_of(row)
    if place is None or timeline.instant_at(place) == instant:
        return 0
    there = bisect_left(timeline.keys, (format_instant(instant)[:-1],))
    return place - there if there <= place else there - place - 1
