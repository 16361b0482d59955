"""The story of one row, gathered from what the view read."""

from collections.abc import Iterator, Sequence

from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.permalinks import permalink_instant
from oncall_tui.domain.timeline.durations import (
    duration_text,
    durations,
    out_of_order_milestones,
    reported_duration_text,
)
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.moments import Moments
from oncall_tui.domain.timeline.questions.reported_duration_questions import reported_durations
from oncall_tui.domain.timeline.timeline import Timeline
from oncall_tui.screens.timeline.data import TimelineData
from oncall_tui.screens.timeline.detail import RowDetails


def row_details(data: TimelineData, event: Event, moments: Moments) -> RowDetails:
    """Collect the content of the row's detail pane."""
    records = data.timeline.records
    notes = [records.read(records.notes[note]) for note in event.notes if note in records.notes]
    source = data.sources.get(event.source or "", {})
    facts = tuple(milestone_facts(data.timeline, event.milestones, moments))
    places = [("events", event.id), *(("notes", note) for note in event.notes)]
    hidden = [words for table, id in places for words in data.view.hidden_words(table, id)]
    return RowDetails(event, notes, source, data.changes_of(event.id), tuple(_links(event)), facts, hidden)


def milestone_facts(timeline: Timeline, names: Sequence[str], moments: Moments) -> Iterator[str]:
    """Yield the durations that end with these milestones, stated figures, and an order that one does not expect."""
    instants = timeline.milestone_instants
    if not names:
        return
    for found in filter(None, durations(moments).values()):
        if found.end in names:
            yield f"{found.start} → {found.end} {found.text}"
    for stated in reported_durations(timeline):
        pair = stated.check.same or stated.check.ours
        if pair is not None and pair.end in names:
            yield reported_duration_text(stated.check)
    for odd in out_of_order_milestones(instants):
        if odd.late in names:
            yield f"{odd.late} came {duration_text((odd.late_at - odd.early_at) // SECOND)} after {odd.early}: a fact"


def _links(event: Event) -> Iterator[tuple[str, int]]:
    for reference in event.references:
        instant = permalink_instant(reference)
        if instant is not None:
            yield reference, instant
