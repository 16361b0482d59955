"""Whatever stands in a joined document, a timeline of it can be shown: rules are checked on commands, never on load."""

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.timeline.question import QuestionContext
from oncall_tui.domain.timeline.readiness import check_readiness
from oncall_tui.domain.timeline.timeline import Timeline, TimelineRecords
from oncall_tui.domain.timeline.timeline_export import export_timeline, sheet_json
from oncall_tui.domain.timeline.walk import build_walk

LONDON = ZoneInfo("Europe/London")
JSON = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=6),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)
INSTANT = st.sampled_from(
    [
        "2026-11-21T03:12:00Z",
        "2026-11-21T03:12:00.5Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "soonZ",
        "x",
    ]
)
NAMES = (
    *(
        "text",
        "raw",
        "kind",
        "source",
        "line",
        "destination",
        "precision",
        "approximate",
        "alternatives",
        "flags",
    ),
    *("merged_into", "after", "order", "gap", "settled", "milestones:declared", "milestones:odd", "notes:a"),
    *("references:PD-1", "references", "tags", "people", "author", "recorded_at", "known_at", "zone_used"),
)
RECORD = st.builds(
    lambda fields, at: {**fields, "occurred_at": at},
    st.dictionaries(st.sampled_from(NAMES), JSON),
    st.one_of(INSTANT, JSON),
)
RECORDS = st.dictionaries(st.sampled_from("abcdef"), RECORD)


@given(RECORDS, RECORDS)
def test_no_document_is_too_odd_to_be_shown(notes: dict[str, Any], events: dict[str, Any]) -> None:
    shown = Timeline(TimelineRecords(notes, events))
    check_readiness(QuestionContext("incident", shown, LONDON, 0))
    sheet_json(export_timeline(shown, "title", "Europe/London", LONDON))
    build_walk(shown)
