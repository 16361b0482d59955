"""A timeline on its way out: the same rows as text, Markdown and CSV, and nobody's text acts there."""

import csv
import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.instants import instant_of
from oncall_tui.domain.timeline.durations import Duration
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.sheet import Sheet, sheet_row
from oncall_tui.formats.writers.timeline_csv import timeline_csv
from oncall_tui.formats.writers.timeline_markdown import timeline_markdown
from oncall_tui.formats.writers.timeline_text import timeline_text

LONDON = ZoneInfo("Europe/London")
DETECTED, RESOLVED = instant_of("2024-05-02T09:10:00Z"), instant_of("2024-05-02T11:01:30Z")


def sheet(*events: Event, title: str = "Queue stuck") -> Sheet:
    took = {"time_to_resolve": Duration("detected", "resolved", DETECTED, RESOLVED), "time_to_detect": None}
    return Sheet(title, "Europe/London", LONDON, tuple(sheet_row(event, LONDON) for event in events), took)


ROWS = sheet(
    Event(
        "a",
        DETECTED,
        "Alert on queue length",
        "minute",
        kind="saw",
        milestones=("detected",),
        references=("PD-7",),
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
        "  2024-05-02 10:10     saw  Alert on queue length  ‹detected›  PD-7\n"
        "  no time                   nobody was awake\n"
        " ~2024-05-02 12:01:30       drained:  https://x.example/1\n"
        "                            40 lost\n"
        "\n"
        "detected → resolved  1h51m\n"
    )


def test_as_markdown() -> None:
    assert timeline_markdown(ROWS) == (
        "# Queue stuck\n"
        "\n"
        "| Time (Europe/London) | What happened | Reference |\n"
        "|---|---|---|\n"
        "| 2024-05-02 10:10 | *saw* Alert on queue length **(detected)** | PD-7 |\n"
        "|  | nobody was awake |  |\n"
        "| ~2024-05-02 12:01:30 | drained:<br>40 lost | <https://x.example/1> |\n"
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
