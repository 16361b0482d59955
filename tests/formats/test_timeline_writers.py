"""A timeline on its way out: the same rows as text, Markdown and CSV, and nobody's text acts there."""

import csv
import json
import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.instants import parse_instant
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.moments import Duration, Moment, duration
from oncall_tui.domain.timeline.timeline_export import SheetIncident, TimelineExport, sheet_json, sheet_row
from oncall_tui.formats.writers.timeline_csv import timeline_csv
from oncall_tui.formats.writers.timeline_markdown import timeline_markdown
from oncall_tui.formats.writers.timeline_text import timeline_text

LONDON = ZoneInfo("Europe/London")
DETECTED, RESOLVED = parse_instant("2024-05-02T09:10:00Z"), parse_instant("2024-05-02T11:01:30Z")


def sheet(*events: Event, title: str = "Queue stuck") -> TimelineExport:
    took = {"time_to_resolve": Duration("detected", "resolved", DETECTED, RESOLVED), "time_to_detect": None}
    return TimelineExport(
        title, "Europe/London", LONDON, tuple(sheet_row(event, LONDON) for event in events), took
    )


ROWS = sheet(
    Event(
        "a",
        DETECTED,
        "Alert on queue length",
        "minute",
        kind="saw",
        milestones=("detected",),
        references=("PD-7",),
        author="noor",
    ),
    Event("b", None, "nobody was awake", flags=("untimed",)),
    Event(
        "c", RESOLVED, "drained:\n40 lost", "second", approximate=True, references=("https://x.example/1",)
    ),
)


def test_as_text() -> None:
    assert timeline_text(ROWS) == (
        "Queue stuck · times in Europe/London\n"
        "\n"
        "  2024-05-02 10:10     noor  saw  Alert on queue length  ‹detected›  PD-7 (a)\n"
        "  no time                         nobody was awake (b)\n"
        " ~2024-05-02 12:01:30             drained:  https://x.example/1 (c)\n"
        "                                  40 lost\n"
        "\n"
        "detected → resolved  1h51m\n"
    )


def test_as_markdown() -> None:
    assert timeline_markdown(ROWS) == (
        "# Queue stuck\n"
        "\n"
        "| Time (Europe/London) | Who | What happened | Reference |\n"
        "|---|---|---|---|\n"
        "| 2024-05-02 10:10 | noor | *saw* Alert on queue length **(detected)** | PD-7 |\n"
        "|  |  | nobody was awake |  |\n"
        "| ~2024-05-02 12:01:30 |  | drained:<br>40 lost | <https://x.example/1> |\n"
        "\n"
        "- detected → resolved: 1h51m\n"
    )


def test_as_csv_for_timesketch() -> None:
    header, first, untimed, last = csv.reader(timeline_csv(ROWS).splitlines(keepends=True))
    assert header[:3] == ["datetime", "timestamp_desc", "message"]
    assert first[:3] == ["2024-05-02T09:10:00Z", "detected", "Alert on queue length"]
    assert untimed[:3] == ["", "note", "nobody was awake"]
    assert last[:3] == ["2024-05-02T11:01:30Z", "note", "drained:\n40 lost"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@sum", "\t=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = csv.DictReader(timeline_csv(sheet(Event(text, DETECTED, text, references=(text,)))).splitlines())
    assert {row["message"], row["id"]} == {f"'{text}"}
    assert row["references"].startswith("'")


@given(st.text())
def test_a_table_has_three_cells_whatever_is_in_them(text: str) -> None:
    event = Event("a", DETECTED, text, references=(text, f"https://x.example/{text}"), kind="saw")
    lines = timeline_markdown(sheet(event, title=text)).split("\n")
    row = lines[4]
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 4
    assert not re.search(r"(?<!\\)(?:\\\\)*<(?!br>|https?://[^\s<>]*>)", row)


@given(st.text())
def test_nothing_that_goes_out_obeys_a_terminal(text: str) -> None:
    one = sheet(Event("a", DETECTED, text, references=(text,), author=text), title=text)
    for written in (timeline_text(one), timeline_markdown(one), timeline_csv(one)):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", written)
        written.encode()


@given(st.text())
def test_a_csv_cell_is_what_a_spreadsheet_reads(text: str) -> None:
    rows = list(csv.reader(timeline_csv(sheet(Event("a", DETECTED, text))).splitlines(keepends=True)))
    assert len(rows[0]) == len(rows[1])


WRITERS = (timeline_text, timeline_markdown, timeline_csv)
ALL_WRITERS = (*WRITERS, lambda sheet: json.dumps(sheet_json(sheet), ensure_ascii=False))


@pytest.mark.parametrize("write", ALL_WRITERS)
def test_who_said_it_is_in_every_format(write: Callable[[TimelineExport], str]) -> None:
    assert "noor" in write(ROWS)


@pytest.mark.parametrize("write", ALL_WRITERS)
def test_an_open_contradiction_is_in_every_format(write: Callable[[TimelineExport], str]) -> None:
    moments = {
        "detected": (Moment(DETECTED),),
        "resolved": (Moment(RESOLVED), Moment(RESOLVED + 3_600_000_000)),
    }
    took = duration("detected", "resolved", moments)
    first = sheet_row(
        Event("c", RESOLVED, "drained", "second", milestones=("resolved",)),
        LONDON,
        ("milestone-twice",),
        ("resolved",),
    )
    second = sheet_row(Event("d", RESOLVED, "closed"), LONDON, ("milestone-twice",), ("resolved",))
    written = write(
        TimelineExport("Queue stuck", "Europe/London", LONDON, (first, second), {"time_to_resolve": took})
    )
    assert "1h51m or 2h51m (resolved is set twice)" in written
    if write in (timeline_text, timeline_markdown):
        assert written.count("resolved?") == 2


@pytest.mark.parametrize(
    ("kind", "word"),
    [("suspect", "suspected"), ("decided", "decided"), ("assumed", "assumed"), ("expected", "expected")],
)
def test_kinds_are_words_for_whoever_was_not_there(kind: str, word: str) -> None:
    one = sheet(Event("a", DETECTED, "the pool", kind=kind))
    assert f"*{word}* the pool" in timeline_markdown(one)
    assert f"{word} the pool" in timeline_text(one)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Event("a", DETECTED, "detected", milestones=("detected",), verb="detected"), "**(detected)**"),
        (
            Event("a", DETECTED, "acknowledged", milestones=("acknowledged",), verb="ack"),
            "**(acknowledged)**",
        ),
        (Event("a", DETECTED, "lead @bea", verb="lead"), "Incident lead: bea"),
        (Event("a", DETECTED, "comms @joana", verb="comms"), "Communications: joana"),
        (Event("a", DETECTED, "scribe", verb="scribe"), "Scribe: nobody"),
        (Event("a", DETECTED, "severity SEV2", verb="sev"), "Severity: SEV2"),
        (Event("a", DETECTED, "Rolling back", verb="update"), "Status update: Rolling back"),
        (Event("a", DETECTED, "lead @bea said so"), "lead @bea said so"),
    ],
)
def test_no_row_is_a_bare_verb(event: Event, words: str) -> None:
    assert f"| {words} |" in timeline_markdown(sheet(event))
    assert words.strip("*()") in timeline_text(sheet(event))


def test_links_with_a_name_are_links_with_that_name() -> None:
    named = sheet(Event("a", DETECTED, "paged", references=("https://pager.example/i/1 page 1", "PD-7")))
    assert "[page 1](<https://pager.example/i/1>) PD-7" in timeline_markdown(named)
    assert "page 1 https://pager.example/i/1" in timeline_text(named)


PACIFIC = ZoneInfo("America/Los_Angeles")


@pytest.mark.parametrize(
    ("instant", "local", "offset"),
    [
        ("2026-11-01T07:41:00Z", "2026-11-01 00:41 PDT", "-07:00"),
        ("2026-11-01T10:15:00Z", "2026-11-01 02:15 PST", "-08:00"),
        ("2026-11-02T10:15:00Z", "2026-11-02 02:15", "-08:00"),
        ("2026-03-08T08:15:00Z", "2026-03-08 00:15 PST", "-08:00"),
        ("2026-03-08T12:15:00Z", "2026-03-08 05:15 PDT", "-07:00"),
    ],
)
def test_on_a_day_when_clocks_change_every_row_has_its_zone(instant: str, local: str, offset: str) -> None:
    row = sheet_row(Event("a", parse_instant(instant), "x", "minute"), PACIFIC)
    assert (row.local, row.offset) == (local, offset)
    (cells,) = csv.DictReader(
        timeline_csv(TimelineExport("t", "America/Los_Angeles", PACIFIC, (row,), {})).splitlines()
    )
    assert (cells["local"], cells["offset"]) == (local[:16], f"UTC{offset}")


def test_a_row_known_only_to_the_day_has_that_day_in_every_zone() -> None:
    midnight = Event("a", parse_instant("2026-11-19T18:30:00Z"), "x", "day", day="2026-11-20")
    assert {sheet_row(midnight, zone).local for zone in (LONDON, PACIFIC, ZoneInfo("Asia/Tokyo"))} == {
        "2026-11-20"
    }


def test_an_export_says_which_incident_and_state_it_is_of() -> None:
    incident = SheetIncident("01k9", "queue-stuck", "Queue stuck", "SEV2", "outage", DETECTED, "ana")
    one = TimelineExport(
        "Queue stuck", "Europe/London", LONDON, ROWS.rows, {}, incident=incident, questions=("gap?", "zone?")
    )
    state = "queue-stuck · SEV2 · outage · last changed 2024-05-02 10:10 by ana"
    for written in (timeline_text(one), timeline_markdown(one)):
        assert state in written
        assert "2 questions are open" in written
    found = sheet_json(one)
    assert found["incident"] == {
        "id": "01k9",
        "handle": "queue-stuck",
        "title": "Queue stuck",
        "severity": "SEV2",
        "type": "outage",
    }
    assert (found["changed_at"], found["questions"]) == ("2024-05-02T09:10:00Z", ["gap?", "zone?"])
    for cells in csv.DictReader(timeline_csv(one).splitlines(keepends=True)):
        assert (cells["handle"], cells["severity"], cells["open_questions"]) == ("queue-stuck", "SEV2", "2")
