"""Timeline: each key once, on a report with the faults that real ones have (T1-T8)."""

import re
from collections.abc import Callable
from pathlib import Path

from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.timeline.event import Event
from oncall_tui.screens.text_page import TextPage
from tests.screens.harness import screen_lines, screen_text
from tests.screens.timelines import event, press, screen, stored, timeline_open

Check = Callable[[Event], object]


async def test_the_rows_stand_in_one_zone_with_their_questions(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        lines = screen_lines(pilot.app.screen)
        assert "detected→resolved 3h33m" in lines[0]
        assert lines[2].startswith("── Wed 18 Nov 2026 · GMT")
        assert lines[2].endswith("6 rows · 0 settled · 5 no link ──")
        assert lines[3] == "›  15:35          Plan pushed to the branch" + " " * 27 + "‹detected›"
        assert lines[4].startswith(" ! 16:48          More tokens found")
        assert lines[4].endswith("‹declared?›")
        assert len(lines[-1]) <= 80


# Keys, the row they change, what is looked at, and what it is then.
CHANGES: list[tuple[tuple[str, ...], str, Check, object]] = [
    (("enter",), "Plan pushed", lambda row: row.settled, True),
    (("t", "type:15:40", "enter"), "Plan pushed", lambda row: _at(row), "2026-11-18T15:40:00Z"),
    (("t", "type:+2m", "enter"), "Plan pushed", lambda row: _at(row), "2026-11-18T15:37:00Z"),
    (("t", "type:Asia/Kolkata", "enter"), "Plan pushed", lambda row: _at(row), "2026-11-18T10:05:00Z"),
    (("W", "type:+30m", "enter"), "Plan pushed", lambda row: _known(row), "2026-11-18T16:05:00Z"),
    (("e", "ctrl+u", "type:it leaked", "enter"), "it leaked", lambda row: row.draft, False),
    (("K", "exclamation_mark"), "Plan pushed", lambda row: row.kind, "did"),
    (("m", "s"), "Plan pushed", lambda row: row.milestone, "started"),
    (("m", "-"), "Plan pushed", lambda row: row.milestone, None),
    (("l", "type:PD-8841", "enter"), "Plan pushed", lambda row: row.references, ("PD-8841",)),
    (("asterisk",), "Plan pushed", lambda row: (row.starred, row.lucky), (True, False)),
    (("asterisk", "asterisk"), "Plan pushed", lambda row: (row.starred, row.lucky), (True, True)),
    # One undo took back the second star: the row went well, so that two more stars make it neither.
    (("asterisk", "asterisk"), "Plan pushed", lambda row: (row.starred, row.lucky), (False, False)),
    (("at", "type:ana", "enter"), "Plan pushed", lambda row: row.people, ("ana",)),
    (("number_sign", "type:git", "enter"), "Plan pushed", lambda row: row.tags, ("git",)),
    (("a", "type:16:00 ! called ana", "enter"), "called ana", lambda row: row.kind, "did"),
    (("a", "type:nobody knew", "enter"), "nobody knew", lambda row: row.flags, ("untimed",)),
    (("space", "space", "J"), "Plan pushed", lambda row: len(row.notes), 2),
]


async def test_each_key_changes_the_row_under_the_cursor_and_undo_takes_it_back(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        before = list(stored(pilot))
        for keys, row, check, wanted in CHANGES:
            await press(pilot, "g", *keys)
            assert (keys, check(event(pilot, row))) == (keys, wanted)
            await press(pilot, "u")
            assert [(row.id, row.text, row.milestones) for row in stored(pilot)] == [
                (row.id, row.text, row.milestones) for row in before
            ]


def _known(row: Event) -> str | None:
    return None if row.known_at is None else format_instant(row.known_at)


def _at(row: Event) -> str | None:
    return None if row.occurred_at is None else format_instant(row.occurred_at)


async def test_a_row_is_left_out_and_undone_and_left_out_again(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, *"jjjj", "x")
        assert len(stored(pilot)) == 5
        await press(pilot, "u")
        assert len(stored(pilot)) == 6
        await press(pilot, "U")
        assert len(stored(pilot)) == 5


async def test_a_row_of_several_lines_is_broken(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, *"jjjj", "B")
        assert [row.text for row in stored(pilot)][4:7] == ["Token list:", "first token", "second token"]


async def test_ties_change_places_by_hand(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "j", "greater_than_sign")
        assert [row.text for row in stored(pilot)][1:3] == ["Two of them are live", "More tokens found"]
        await press(pilot, "less_than_sign")
        assert [row.text for row in stored(pilot)][1:3] == ["More tokens found", "Two of them are live"]


async def test_a_link_is_copied_and_taken_away(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "j", "j", "j", "o")
        assert pilot.app.clipboard == "https://chat.example/archives/C514ETYJX/p1795021142000000"
        await press(pilot, "L")
        assert event(pilot, "in the channel").references == ()


async def test_the_row_is_copied_with_its_time_and_zone(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "y")
        assert pilot.app.clipboard == "2026-11-18 15:35 Europe/London  Plan pushed to the branch"


async def test_the_queue_asks_and_each_answer_says_what_moves(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "exclamation_mark")
        shown = screen_text(pilot)
        assert "! needs a look · 1 of 3" in shown
        assert "“declared” is set twice, 11m apart." in shown
        assert "Enter: detected→declared becomes 1h24m. No row moves." in shown
        await press(pilot, "down")
        assert "Enter: detected→declared becomes 1h13m. No row moves." in screen_text(pilot)
        await press(pilot, "enter")
        assert event(pilot, "More tokens").milestone == "declared"
        assert "needs a look · 1 of 2" in screen_text(pilot)


async def test_what_a_source_leaves_open_is_typed_in_the_queue(tmp_path: Path) -> None:
    async with timeline_open(tmp_path, report="T+0 alert\nT+5m on it\n") as pilot:
        await press(pilot, "exclamation_mark")
        assert "nothing says what T+ counts from" in screen_text(pilot)
        await press(pilot, "enter", "type:2026-11-20 09:10 UTC")
        assert "2 of 2 lines get or lose their time" in screen_text(pilot)
        await press(pilot, "enter")
        assert _at(event(pilot, "on it")) == "2026-11-20T09:15:00Z"
        await press(pilot, "escape", "u")
        assert event(pilot, "on it").occurred_at is None
    async with timeline_open(tmp_path / "day", report="09:10 alert\n09:15 on it\n") as pilot:
        await press(pilot, "exclamation_mark", "down", "enter", "type:2026-11-18", "enter")
        assert _at(event(pilot, "on it")) == "2026-11-18T09:15:00Z"


async def test_the_queue_exposes_a_figure_that_is_wrong_and_is_left_with_escape(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "exclamation_mark", "n")
        assert "time to resolve 2h10m; detected → resolved is 3h33m: 1h23m more" in " ".join(
            screen_text(pilot).split()
        )
        await press(pilot, "N", "escape", "j")
        assert not screen(pilot).queue.display
        assert screen(pilot).row_list.has_focus


async def test_answering_every_question_leaves_nothing_to_look_at(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "exclamation_mark", "enter", "enter", "enter")
        assert "nothing is left" in screen_text(pilot)
        assert screen(pilot).open_question_count == 0
        await press(pilot, "u", "u", "u")
        assert screen(pilot).open_question_count == 3


async def test_a_filter_shows_less_and_escape_all_again(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "slash", "type:ref:any")
        assert "1 row" in screen_text(pilot)
        await press(pilot, "enter")
        assert "“ref:any”: 1 of 6 rows" in screen_text(pilot)
        await press(pilot, "escape")
        assert "6 rows" in screen_text(pilot)


async def test_a_filter_holds_when_rows_come_before_it(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "slash", "type:#nobody", "escape", "slash", "type:ref:any", "enter")
        await press(pilot, "a", "type:2026-11-18 10:00 earlier", "enter")
        assert "“ref:any”: 1 of 7 rows" in screen_text(pilot)
        assert "in the channel" in screen_text(pilot)
        assert "earlier" not in screen_text(pilot).split("Added")[0]


async def test_a_time_that_is_still_to_come_is_said_before_enter(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "a", "type:2027-01-05 04:15 paged the vendor")
        assert re.search(r"2027-01-05 04:15:00 .*in \d+d .*!", screen_text(pilot))
        await press(pilot, "escape", "t", "type:2027-01-05 04:15")
        assert re.search(r"2027-01-05 04:15 Tue in \d+d .*!", screen_text(pilot))


async def test_minutes_around_a_row(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "j", "plus", "1")
        assert "±15m: 3 of 6 rows" in screen_text(pilot)


async def test_the_cursor_goes_to_a_time(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "minus", "type:17:30", "enter")
        assert screen(pilot).row_list.cursor_id == event(pilot, "Token list").id


async def test_n_goes_from_one_open_row_to_the_next(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "n")
        assert screen(pilot).row_list.cursor_id == event(pilot, "More tokens").id
        await press(pilot, "n", "N")
        assert screen(pilot).row_list.cursor_id == event(pilot, "More tokens").id


async def test_the_walk_shows_only_what_was_known(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "w")
        assert "walk 1 of 6 · known 15:35" in screen_text(pilot)
        assert "More tokens" not in screen_text(pilot)
        await press(pilot, "n")
        assert "More tokens" in screen_text(pilot)
        await press(pilot, "N", "w")
        assert "6 rows" in screen_text(pilot)


async def test_another_zone_is_only_shown(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        before = [row.occurred_at for row in stored(pilot)]
        await press(pilot, "z", "down", "down", "enter", "type:Asia/Kolkata", "enter")
        assert "21:05" in screen_text(pilot)
        assert [row.occurred_at for row in stored(pilot)] == before


async def test_a_source_is_read_in_another_zone_with_what_moves_said_first(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "T", "z", "type:America/New_York")
        assert "9 lines move, the first by +5h00m" in screen_text(pilot)
        await press(pilot, "enter")
        assert event(pilot, "Plan pushed").occurred_at == screen(pilot).data.timeline.instant_at(0)  # type: ignore[union-attr]
        assert "20:35" in screen_text(pilot)


async def test_lines_of_a_source_are_picked_in_and_put_back(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "T", "p", "g", "enter", "escape")
        assert event(pilot, "Tokens in a public branch").flags == ("untimed",)


async def test_the_timeline_as_a_text(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "Y", "t")
        assert isinstance(pilot.app.screen, TextPage)
        assert "| 2026-11-18 15:35 |" in pilot.app.clipboard


async def test_beside_a_wide_timeline_stands_how_the_row_was_read(tmp_path: Path) -> None:
    async with timeline_open(tmp_path, (160, 50)) as pilot:
        await press(pilot, "j", "j", "j")
        shown = screen_text(pilot)
        assert "happened  16:59 GMT Wed 18 Nov 2026" in shown
        assert "As written · report.md · line 14" in shown
        assert "zone Europe/London" in shown
        assert "its link says 2026-11-18 16:59:02: agrees" in shown
        assert "── Sources · T changes one ──" in shown
        assert "── Durations ──" in shown
        assert "detected → resolved      15:35 → 19:08" in shown
        assert "report: 2h10m differs !" in shown


async def test_at_80_columns_the_pane_is_there_on_request(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        assert "As written" not in screen_text(pilot)
        await press(pilot, "v")
        assert "As written" in screen_text(pilot)


async def test_what_is_no_time_is_said_and_changes_nothing(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "t", "type:soonish")
        assert "is not a time. Nothing was changed" in " ".join(screen_text(pilot).split())
        await press(pilot, "enter", "escape")
        assert event(pilot, "Plan pushed").draft


async def test_an_incident_without_rows_says_what_to_do(tmp_path: Path) -> None:
    async with timeline_open(tmp_path, report="") as pilot:
        assert "a adds one, I imports" in screen_text(pilot)


async def test_the_stage_of_the_incident(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "s", "down", "enter")
        assert "SEV1 timeline" in screen_lines(pilot.app.screen)[0]


async def test_the_help_names_every_key_by_its_sign(tmp_path: Path) -> None:
    async with timeline_open(tmp_path, (80, 60)) as pilot:
        await press(pilot, "question_mark")
        shown = screen_text(pilot)
        assert "  <               Move the row up" in shown
        assert "  -               Go to a time" in shown


async def test_marks_outlive_a_filter(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "slash", "type:plan", "enter", "space", "escape")
        await press(pilot, "slash", "type:tokens", "enter", "space")
        assert "2 marked, 1 not shown" in screen_text(pilot)
        rows = len(list(stored(pilot)))
        await press(pilot, "J")
        assert len(list(stored(pilot))) == rows - 1
        assert len(event(pilot, "Plan pushed").notes) == 2
        assert "marked" not in screen_text(pilot)


async def test_escape_ends_the_filter_first_and_then_the_marks(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "slash", "type:plan", "enter", "space", "escape")
        assert "1 marked" in screen_text(pilot)
        await press(pilot, "escape")
        assert "marked" not in screen_text(pilot)


async def test_a_walk_does_not_tell_the_end_at_its_beginning(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        assert "resolved" in screen_lines(pilot.app.screen)[0]
        await press(pilot, "w")
        assert "resolved" not in screen_lines(pilot.app.screen)[0]
        await press(pilot, "w")
        assert "resolved" in screen_lines(pilot.app.screen)[0]


async def test_a_named_link_is_copied_as_its_address(tmp_path: Path) -> None:
    async with timeline_open(tmp_path) as pilot:
        await press(pilot, "g", "l", "type:https://pager.example/i/123 page 123", "enter", "o")
        assert "Copied https://pager.example/i/123" in screen_text(pilot)
        assert "page 123" not in screen_lines(pilot.app.screen)[-1]
