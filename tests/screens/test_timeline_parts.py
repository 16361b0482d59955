"""The parts of the timeline as plain rows: lines between events, the pane, the queue's title. No screen needed."""

from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from oncall_tui.domain.incident import Incident
from oncall_tui.domain.instants import parse_instant
from oncall_tui.domain.timeline.elapsed_since import elapsed_words
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.moments import Moment
from oncall_tui.domain.timeline.question import Answer, Question
from oncall_tui.screens.timeline.detail import RowDetails, detail_rows
from oncall_tui.screens.timeline.question_panel import choice_row, title_row
from oncall_tui.screens.timeline.row_details import milestone_facts
from oncall_tui.screens.timeline.rows import TimelineDisplay, TimelineRows, event_row
from oncall_tui.widgets.rows import row_text, row_width
from tests.builders.timelines import line, note, timeline

LONDON = ZoneInfo("Europe/London")
NOTES = {
    "a": note("2023-09-18T16:54:00Z", "Incident repaired", precision="minute"),
    "b": note("2023-09-19T09:30:00Z", "Started validating the fix", precision="minute"),
    "c": note("2023-09-19T09:31:00Z", "Done", precision="minute"),
}
SHOWN = TimelineDisplay(timeline(NOTES), LONDON, range(3))


def lines(rows: TimelineRows) -> list[str]:
    return [row_text(rows.row(index, 60)).rstrip(" ─") for index in range(len(rows))]


def test_days_and_silences_stand_between_the_rows() -> None:
    assert lines(TimelineRows(SHOWN)) == [
        "  17:54          Incident repaired",
        "! ·· 16h36m without a row, night",
        "── Tue 19 Sep 2023 · BST, UTC+1",
        "  10:30          Started validating the fix",
        "  10:31          Done",
    ]


def test_a_silence_that_somebody_named_needs_no_look() -> None:
    shown = replace(SHOWN, timeline=timeline(NOTES, {"a": {"gap": "holiday"}}))
    assert lines(TimelineRows(shown))[1] == "  ·· 16h36m without a row, holiday"


def test_every_row_is_found_where_it_stands_and_the_cursor_skips_the_others() -> None:
    rows = TimelineRows(SHOWN)
    assert [rows.index_of(id) for id in "abc"] == [0, 3, 4]
    assert [rows.selectable(index) for index in range(5)] == [True, False, False, True, True]
    assert rows.index_of("nobody") is None


def test_of_an_excerpt_only_its_rows_are_lines_and_silences_are_not_claimed() -> None:
    rows = TimelineRows(replace(SHOWN, places=[0, 2]))
    assert [rows.row_id(index) for index in range(len(rows))] == ["a", "cut:1", "c"]
    assert rows.index_of("b") is None


@pytest.mark.parametrize(
    ("event", "row"),
    [
        (Event("a", parse_instant("2023-09-18T12:42:07Z"), "x", "second"), "  13:42:07       x"),
        (
            Event("a", parse_instant("2023-09-18T12:42:00Z"), "x", "minute", approximate=True),
            "  13:42~         x",
        ),
        (Event("a", None, "x", kind="did"), "      ·     did  x"),
        (Event("a", None, "x", settled=True, starred=True), "✓*    ·          x"),
        (Event("a", None, "one\ntwo"), "      ·          one" + " " * 33 + "2 lines"),
        (Event("a", None, "x", milestones=("detected",)), "      ·          x" + " " * 32 + "‹detected›"),
        (
            Event("a", None, "x", references=("PD-1", "https://x.example")),
            "      ·          x" + " " * 35 + "PD-1 +1",
        ),
    ],
)
def test_a_row_says_with_signs_and_words_what_it_is(event: Event, row: str) -> None:
    assert row_text(event_row(event, SHOWN, 60)).rstrip() == row


def test_a_row_in_question_says_so() -> None:
    shown = replace(SHOWN, asked={"a": ("declared",)})
    row = row_text(event_row(Event("a", None, "x"), shown, 60))
    assert row.startswith("! ")
    assert row.endswith("‹declared?›")


def test_hostile_text_stays_text_and_in_its_row() -> None:
    row = event_row(Event("a", None, "\x1b]52;c;x\x07[/bold]\u202e" + "w" * 500), SHOWN, 60)
    assert row_width(row) == 60
    assert "\x1b" not in row_text(row)


def test_the_pane_tells_when_how_and_what_else() -> None:
    event = Event(
        "a",
        parse_instant("2023-09-18T12:42:00Z"),
        "x",
        "minute",
        known_at=parse_instant("2023-09-18T12:52:00Z"),
        alternatives=(
            (parse_instant("2023-09-18T12:42:00Z"), "London"),
            (parse_instant("2023-09-18T06:42:00Z"), "Dhaka"),
        ),
    )
    story = RowDetails(event, [{"raw": "13:42 BST x", "line": 7}], {"name": "chat.txt"})
    shown = "\n".join(row_text(row) for row in detail_rows(story, LONDON))
    assert "happened  13:42 BST Mon 18 Sep 2023 = 12:42 UTC" in shown
    assert "2023-09-18 13:52, 10m later" in shown
    assert "As written · chat.txt · line 7" in shown
    assert "2023-09-18 07:42  Dhaka" in shown
    assert "London" not in shown.partition("Could also be")[2]


def test_of_a_milestone_the_pane_tells_its_durations_and_an_odd_order_once() -> None:
    shown = timeline(
        {
            "a": line(1, "11:57", "First detected", destination="milestone"),
            "b": line(2, "14:38", "Resolved", destination="milestone"),
            "c": line(3, "14:41", "Incident declared", destination="milestone"),
        }
    )
    assert list(milestone_facts(shown, ["resolved"], shown.moments())) == ["detected → resolved 2h41m"]
    assert list(milestone_facts(shown, ["declared"], shown.moments())) == [
        "declared came 3m after resolved: a fact"
    ]


def test_the_queue_names_the_other_questions_as_far_as_they_fit() -> None:
    looks = [Question(f"twice:{name}", "milestone", (), "") for name in ("declared", "resolved")]
    looks += [Question("gap:a", "gap", (), ""), Question("gap:b", "gap", (), "")]
    assert "others: resolved twice · 2 gap" in row_text(title_row(looks, 0, 80))
    assert "others: resolved twice ──" in row_text(title_row(looks, 0, 62))
    assert "nothing is left" in row_text(title_row([], 0, 80))


def test_answers_stand_in_two_columns() -> None:
    among = [Answer("it was night", "nothing happened"), Answer("open", "later")]
    assert [row_text(choice_row(choice, among)) for choice in among] == [
        " it was night  nothing happened",
        " open          later",
    ]


def test_utc_is_told_once() -> None:
    story = RowDetails(Event("a", parse_instant("2023-09-18T12:42:00Z"), "x", "minute"), ())
    assert "happened  12:42 UTC Mon 18 Sep 2023" in row_text(detail_rows(story, UTC)[1])


def test_an_imported_line_says_who_said_it() -> None:
    said = timeline(
        {
            "a": line(1, "03:10", "pager went off", author="Ana Torres"),
            "b": note("03:20", "mine", author="bo"),
        }
    )
    shown = TimelineRows(TimelineDisplay(said, UTC, range(2)))
    assert "Ana Torres: pager went off" in row_text(shown.row(0, 80))
    assert "bo:" not in row_text(shown.row(1, 80))


def test_of_an_open_contradiction_the_header_shows_both_values_first() -> None:
    minute = 60_000_000
    moments = {"detected": (Moment(0),), "resolved": (Moment(83 * minute), Moment(158 * minute))}
    words = elapsed_words(Incident(id="i", handle="quote-latency", stage="timeline"), moments, 0)
    assert words == "1h23m or 2h38m detected→resolved (resolved is set twice)"
