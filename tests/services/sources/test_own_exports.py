"""What this program exported and reads back is the same timeline: kinds, milestones, `~`, precision, links, authors."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.instants import format_instant, parse_instant
from oncall_tui.domain.note import KINDS
from oncall_tui.domain.timeline.milestones import MILESTONES
from oncall_tui.domain.timeline.timeline import Timeline
from oncall_tui.domain.timeline.timeline_export import ExportRow, TimelineExport, export_timeline
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.formats.writers.timeline_csv import timeline_csv
from oncall_tui.formats.writers.timeline_markdown import timeline_markdown
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.read_models.source_notes import note_fields, read_lines
from oncall_tui.services.sources.proposals import ImportInput
from oncall_tui.timestamps.types import SourceContext
from tests.builders.timelines import timeline

ZONE = "America/Los_Angeles"
START = parse_instant("2026-11-01T07:00:00Z")  # clocks go back on that day
UNITS = {"minute": 60_000_000, "second": 1_000_000, "millisecond": 1_000}
WORDS = st.text(st.sampled_from("ab 1|<>[]*_`\\'=+-@~\"(),;:\n\u00e9"), min_size=1, max_size=30)
REFERENCES = st.lists(
    st.sampled_from(
        ["PD-7", "https://x.example/1", "https://x.example/2 page [two]", "https://x.example/a_b"]
    ),
    unique=True,
)


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Records of notes in the order of their instants, with the milestones that people set."""
    made, at = [], START
    for number in range(draw(st.integers(1, 6))):
        precision = draw(st.sampled_from(list(UNITS)))
        at += draw(st.integers(1, 40_000)) * 1_000_000
        at -= at % UNITS[precision]
        text = "\n".join(line.strip() for line in draw(WORDS).split("\n")).strip() or "x"
        timed = draw(st.integers(0, 9)) > 0 or number == 0
        made.append(
            {
                "text": text,
                "raw": text,
                "kind": draw(st.sampled_from([None, *KINDS])),
                "author": draw(st.sampled_from(["ana", "Bo L.", ""])),
                "occurred_at": format_instant(at) if timed else None,
                "precision": precision if timed else "",
                "approximate": timed and draw(st.booleans()),
                "recorded_at": format_instant(at),
                "references": draw(REFERENCES),
                "source": "s",
                "line": number + 1,
                "milestones": draw(st.sets(st.sampled_from(MILESTONES), max_size=2)),
            }
        )
    return made


def original(records: list[dict[str, Any]]) -> Timeline:
    notes = {f"{number:04}": record for number, record in enumerate(records)}
    events = {
        id: {f"milestones:{name}": True for name in record["milestones"]}
        for id, record in notes.items()
        if record["milestones"]
    }
    return timeline(notes, events)


def exported(shown: Timeline) -> TimelineExport:
    zone = ZoneInfo(ZONE)
    found = {
        row: ("milestone-twice",)
        for place in shown.milestone_placements.values()
        for row in [place.claim.row]
        if place.rivals
    }
    return export_timeline(shown, "round trip", ZONE, zone, found)


def read_back(text: str) -> Timeline:
    """The timeline that an import of that text makes, without a store."""
    notes, events = {}, {}
    context = SourceContext(captured=START + 10**13, zone=None, default_zone="Asia/Tokyo")
    for number, read in enumerate(read_lines(read_source(text), context)):
        fields = note_fields(read, "s", format_instant(START + 10**13))
        elements = [name.partition(":")[2] for name in fields if name.startswith("references:")]
        notes[f"{number:04}"] = {**fields, "references": elements, "destination": fields.get("destination")}
        if read.line.exported is not None and read.line.exported.fields:
            events[f"{number:04}"] = read.line.exported.fields
    return timeline(notes, events)


def facts(row: ExportRow) -> tuple[object, ...]:
    event = row.event
    about = event.approximate, event.kind, event.text, event.author
    return row.local, row.offset, *about, event.milestones, set(row.claimed), set(event.references)


@pytest.mark.parametrize("write", [timeline_csv, timeline_markdown])
@given(records=rows())
def test_an_export_reads_back_as_the_same_timeline(
    write: Callable[[TimelineExport], str], records: list[dict[str, Any]]
) -> None:
    before = exported(original(records))
    after = exported(read_back(write(before)))
    assert [facts(row) for row in after.rows] == [facts(row) for row in before.rows]
    assert [found.text for found in after.known_durations] == [found.text for found in before.known_durations]


@given(records=rows())
def test_csv_keeps_every_instant_and_its_precision(records: list[dict[str, Any]]) -> None:
    before, after = (
        exported(shown) for shown in (original(records), read_back(timeline_csv(exported(original(records)))))
    )
    for one, other in zip(before.rows, after.rows, strict=True):
        assert (one.event.occurred_at, one.event.precision or "") == (
            other.event.occurred_at,
            other.event.precision or "",
        )


def test_a_spreadsheet_may_put_a_mark_before_it(services: ServiceContainer, incident: str) -> None:
    note = {"text": "=1+1", "raw": "=1+1", "occurred_at": format_instant(START), "precision": "minute"}
    shown = original([{**note, "recorded_at": format_instant(START), "milestones": {"detected"}}])
    material = ImportInput("\ufeff" + timeline_csv(exported(shown)))
    services.importing.save(incident, services.importing.preview(incident, material))
    (row,) = timeline_of(services.incidents.view(incident))
    assert (row.text, row.milestones, row.precision) == ("=1+1", ("detected",), "minute")


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_row_known_only_to_the_day_keeps_its_day(zone: str) -> None:
    note = {
        "text": "released",
        "raw": "released",
        "occurred_at": "2026-11-19T18:30:00Z",
        "precision": "day",
        "zone_used": "Asia/Kolkata",
        "recorded_at": format_instant(START),
        "milestones": set(),
    }
    sheet = export_timeline(original([note]), "day", zone, ZoneInfo(zone))
    for written in (timeline_csv(sheet), timeline_markdown(sheet)):
        (row,) = read_back(written)
        assert row.day == "2026-11-20"
