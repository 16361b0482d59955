"""The story of one row, gathered from what the view read."""

from collections.abc import Iterator

from oncall_tui.domain.permalinks import permalink_instant
from oncall_tui.domain.timeline_event import Event
from oncall_tui.screens.timeline_data import TimelineData
from oncall_tui.screens.timeline_detail import RowStory


def story_of(data: TimelineData, event: Event) -> RowStory:
    """What the detail pane tells of the row."""
    records = data.timeline.records
    notes = [records.read(records.notes[note]) for note in event.notes if note in records.notes]
    source = data.sources.get(event.source or "", {})
    return RowStory(event, notes, source, data.told(event.id), tuple(_links(event)))


def _links(event: Event) -> Iterator[tuple[str, int]]:
    for reference in event.references:
        instant = permalink_instant(reference)
        if instant is not None:
            yield reference, instant
