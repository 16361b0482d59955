"""The tracker as a lead uses it: every key once, at 80x24 and wide (SCREENS, a lead's Monday)."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.instants import DAY, parse_instant
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.screens.recommendations.screen import RecommendationsScreen
from oncall_tui.settings.settings import Settings
from tests.screens.harness import press, screen_text, settle

SMALL, WIDE = (80, 24), (160, 50)
START = parse_instant("2026-09-01T09:00:00Z")
MONDAY = parse_instant("2026-11-23T09:00:00Z")


class House:
    """A data directory told over a quarter of a year, seen on a Monday by a lead."""

    def __init__(self, data: Path) -> None:
        self.now = START
        self.services = build_services(Settings(data=str(data), author="kim"), lambda: self.now)
        follow_up = self.services.follow_up
        self.leak = self.services.incidents.create("Secrets leak", severity="1").id
        self.tokens = follow_up.add(
            "secrets",
            "Move off personal tokens",
            [
                "label=strategic",
                "owner=raj",
                "definition_of_done=none in vaults",
                "due=2026-09-30",
                "status=planned",
            ],
        ).id
        self.runbook = follow_up.add("secrets", "Runbook for revoking a leaked token through the API").id
        self.now += 20 * DAY
        self.services.incidents.create("Redis night")
        self.pool = follow_up.add("redis", "Alert on redis pool use", ["owner=bo"]).id
        self.now = MONDAY - 2 * DAY
        self.again = follow_up.add("redis", "Runbook: revoke a leaked token by API", ["ticket=CP-1"]).id
        self.now = MONDAY

    def whole(self, id: str) -> Recommendation:
        return self.services.tracker.with_history(id)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "data")


def app_of(services: ServiceContainer) -> OncallApp:
    return OncallApp(services, ("5", None))


async def type_in(pilot: Pilot[None], text: str) -> None:
    await press(pilot, *("space" if character == " " else character for character in text))


async def start(pilot: Pilot[None]) -> RecommendationsScreen:
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, RecommendationsScreen)
    return screen


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_opens_on_what_needs_a_word_worst_first(house: House, size: tuple[int, int]) -> None:
    async with app_of(house.services).run_test(size=size) as pilot:
        await start(pilot)
        text = screen_text(pilot)
        assert "‹Monday 3›" in text
        assert text.index("overdue 1") < text.index("silent 2") < text.index("moved 1")
        assert "!S planned   30 Sep raj?" in text
        assert "asked 83 days ago, not accepted" in text
        assert "now 54 days over" in text
        assert max(map(len, text.splitlines())) <= size[0]
        assert ("secrets-leak" in text) == (size == WIDE) or size == SMALL


async def test_a_second_look_tells_what_changed_since_the_first(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        assert screen.tracked is not None
        assert "news since Mon 16 Nov" in screen_text(pilot)
    house.now += 7 * DAY
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        assert "news since Mon 23 Nov" in screen_text(pilot)
        assert "Moved 0" in screen_text(pilot)


async def test_views_are_turned_with_the_arrows(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "right")
        assert screen.view == "Moved"
        await press(pilot, "left", "left")
        assert screen.view == "All"
        assert len(screen.row_list.rows) == 4


async def test_a_filter_narrows_while_typing_and_completes(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "ove")
        assert "4 shown · Tab overdue" in screen_text(pilot)
        await press(pilot, "tab")
        assert "1 shown" in screen_text(pilot)
        await type_in(pilot, "label:st")
        await press(pilot, "tab", "enter")
        assert screen.filter_words.strip() == "overdue label:strategic"
        assert [item.id for item in screen.chosen()] == [house.tokens]
        await press(pilot, "escape")
        assert screen.filter_words == ""
        assert screen.view == "Monday"


async def test_a_number_that_is_none_is_said_and_changes_nothing(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "stale:x")
        assert "is not a number of days" in screen_text(pilot)
        await press(pilot, "escape")
        assert "‹Monday 3›" in screen_text(pilot) or "All 4" in screen_text(pilot)


async def test_what_a_colleague_wrote_while_a_question_stood_open_is_kept_beside_the_answer(
    house: House,
) -> None:
    colleague = build_services(Settings(house.services.settings.data, "lee"), lambda: house.now)
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        await press(pilot, "at", "ctrl+u")
        await type_in(pilot, "bo")
        colleague.follow_up.set(house.tokens, ["owner=lee"], base_versions=None)
        await press(pilot, "enter")
    [conflict] = [
        each for each in house.services.conflicts.open_conflicts(house.leak) if each.field == "owner"
    ]
    assert {version.value for version in conflict.versions} == {"bo", "lee"}


async def test_owner_date_slip_and_state(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        await press(pilot, "at", "ctrl+u")
        await type_in(pilot, "bo")
        assert "bo is asked; it counts once bo says yes" in screen_text(pilot)
        await press(pilot, "enter")
        assert house.whole(house.tokens).owner == "bo"
        await press(pilot, "t", "ctrl+u")
        await type_in(pilot, "+14d")
        assert "days later than promised" in screen_text(pilot)
        await press(pilot, "enter")
        await type_in(pilot, "budget")
        await press(pilot, "enter")
        moved = house.whole(house.tokens)
        assert (moved.due, moved.slips, moved.slip_reason) == ("2026-12-07", 1, "budget")
        assert [change.field for change in moved.history[1:]] == ["owner", "due"]


async def test_the_two_hard_rules_ask_for_what_is_missing(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        screen.row_list.move_to(house.pool)
        await press(pilot, "s", "p", "enter")
        assert "what somebody else could check" in screen_text(pilot)
        await type_in(pilot, "it pages")
        await press(pilot, "enter")
        assert house.whole(house.pool).status == "planned"
        screen.row_list.move_to(house.pool)
        await press(pilot, "x", "enter")
        assert "Dropped why?" in screen_text(pilot)
        await type_in(pilot, "bought")
        await press(pilot, "enter")
        assert (house.whole(house.pool).status, house.whole(house.pool).reason) == ("dropped", "bought")
        await press(pilot, "u")
        assert house.whole(house.pool).status == "planned"
        await press(pilot, "U")
        assert house.whole(house.pool).status == "dropped"


async def test_several_that_are_marked_change_together(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "left")
        screen.row_list.set_marks(frozenset({house.pool, house.runbook}))
        await press(pilot, "number_sign", "s")
        assert {house.whole(id).label for id in (house.pool, house.runbook)} == {"strategic"}
        await press(pilot, "number_sign", "number_sign")
        await type_in(pilot, "q4")
        await press(pilot, "enter", "l")
        await type_in(pilot, "CP-9")
        await press(pilot, "enter")
        assert house.whole(house.pool).labels == ("q4",)
        assert house.whole(house.runbook).tickets == ("CP-9",)


async def test_undo_reaches_all_that_was_changed_together(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        screen.row_list.set_marks(frozenset({house.tokens, house.pool}))
        await press(pilot, "at", "ctrl+u")
        await type_in(pilot, "zoe")
        await press(pilot, "enter")
        assert {house.whole(id).owner for id in (house.tokens, house.pool)} == {"zoe"}
        await press(pilot, "u", "u")
        assert (house.whole(house.tokens).owner, house.whole(house.pool).owner) == ("raj", "bo")
        await press(pilot, "U", "U")
        assert {house.whole(id).owner for id in (house.tokens, house.pool)} == {"zoe"}


async def test_likely_duplicates_become_one(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        screen.row_list.move_to(house.again)
        await press(pilot, "J")
        assert "Runbook for revoking a leaked token" in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert house.whole(house.again).merged_into == house.runbook
        assert len(house.whole(house.runbook).incidents) == 2
        assert "u undoes" in screen_text(pilot)
        await press(pilot, "u")
        assert house.whole(house.again).merged_into == ""


async def test_a_word_ends_the_silence_and_a_meeting_goes_on_by_itself(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "w")
        assert screen.tracked is not None
        steps = screen.tracked.count("Monday")
        assert f"meeting: 1 of {steps} · c notes a word" in screen_text(pilot)
        first = screen.row_list.cursor_id
        await press(pilot, "c")
        await type_in(pilot, "asked again")
        await press(pilot, "enter")
        assert screen.row_list.cursor_id != first
        assert f"meeting: 2 of {steps} · c notes a word" in screen_text(pilot)
        last = house.whole(house.tokens).last_word
        assert last is not None
        assert (last.text, last.by) == ("asked again", "kim")
        await press(pilot, "N")
        assert screen.row_list.cursor_id == first
        await press(pilot, *["n"] * steps)
        assert "meeting: moved, 1 of " in screen_text(pilot)
        await press(pilot, "escape")
        assert not screen.meeting


async def test_edit_add_group_order_and_kept_filters(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "e", "enter", "ctrl+u")
        await type_in(pilot, "No personal tokens")
        await press(pilot, "enter")
        assert house.whole(house.tokens).title == "No personal tokens"
        await press(pilot, "a")
        await type_in(pilot, "Test restores")
        await press(pilot, "enter")
        assert "Test restores" in {item.title for item in house.services.tracker.load_all()[0]}
        await press(pilot, "left", "b", "i")
        assert "redis-night 2" in screen_text(pilot)
        await press(pilot, "O", "G", "enter", "b", "minus", "slash")
        await type_in(pilot, "redis")
        await press(pilot, "enter", "F", "enter")
        assert house.services.looks.filters() == ("redis",)
        await press(pilot, "escape", "F", "enter")
        assert screen.filter_words == "redis"
        assert "Alert on redis pool use" in screen_text(pilot)


async def test_figures_open_the_rows_behind_them(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "f")
        assert "how they stand" in screen_text(pilot)
        await press(pilot, "enter")
        assert screen.filter_words == "overdue"
        await press(pilot, "f", "escape")
        assert pilot.app.screen is screen


async def test_the_digest_is_read_and_copied_and_the_whole_one_has_its_history(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        await press(pilot, "Y", "d")
        assert "# Recommendations, Mon 23 Nov 2026" in screen_text(pilot)
        await press(pilot, "y")
        assert pilot.app.clipboard.startswith("# Recommendations, Mon 23 Nov 2026")
        await press(pilot, "escape", "enter")
        assert "1 Sep kim: created as planned" in screen_text(pilot)
        await press(pilot, "escape", "y")
        assert pilot.app.clipboard.startswith("Move off personal tokens")


async def test_an_empty_tracker_says_how_one_begins(tmp_path: Path) -> None:
    services = build_services(Settings(data=str(tmp_path / "none"), author="kim"), lambda: MONDAY)
    async with app_of(services).run_test(size=SMALL) as pilot:
        await start(pilot)
        assert "A recommendation begins as an idea" in screen_text(pilot)
        await press(pilot, "s")
        assert "There is no recommendation under the cursor" in screen_text(pilot)


async def test_the_keys_at_the_foot_fit_eighty_cells(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        foot = screen_text(pilot).splitlines()[-1]
        assert foot.rstrip().endswith("? help")
        for key in ("s state", "t date", "@ owner", "J join", "c word", "Y digest", "/ filter"):
            assert key in foot


async def test_nobodys_text_acts_on_the_terminal(house: House) -> None:
    hostile = "\x1b]52;c;eA==\x07[/bold] \u202e"
    house.services.follow_up.set(house.tokens, [f"title={hostile}", f"owner={hostile}"], base_versions=None)
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        text = screen_text(pilot)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[/bold]" in text


async def test_each_row_says_why_it_is_in_the_list(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        text = screen_text(pilot)
        assert "54 days over" in text
        assert "silent 61 days" in text or "silent " in text
        assert "moved 1, for your information" in text
        await press(pilot, "right")
        assert "new, " in screen_text(pilot)


async def test_what_moved_says_from_where_and_by_whom(house: House) -> None:
    bo = build_services(Settings(house.services.settings.data, "bo"), lambda: house.now)
    bo.follow_up.set(
        house.runbook, ["definition_of_done=it is written", "status=planned"], base_versions=None
    )
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        await press(pilot, "right")
        assert "idea → planned, bo" in screen_text(pilot)


async def test_a_tab_opens_on_its_worst_row(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "G")
        for _ in range(6):
            await press(pilot, "right")
            rows = screen.row_list.rows
            first = next((index for index in range(len(rows)) if rows.selectable(index)), None)
            assert screen.row_list.cursor == first


async def test_the_sign_for_looks_goes_to_the_next_flagged_recommendation(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "G", "exclamation_mark")
        assert pilot.app.screen is screen
        assert screen.row_list.cursor_id == house.tokens


async def test_a_peek_moves_no_mark_but_a_meeting_does(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        assert house.services.looks.since("2026-11-30") == "2026-11-23"
        assert house.services.looks.since("2026-12-07") == "2026-11-30"
        await press(pilot, "w")
        assert house.services.looks.since("2026-12-07") == "2026-11-23"


async def test_done_without_anything_to_check_is_asked_what_to_look_at(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        screen.row_list.move_to(house.runbook)
        await press(pilot, "s", "d")
        assert "Look at what, when?" in screen_text(pilot)
        await type_in(pilot, "pages per week, in 4 weeks")
        await press(pilot, "enter")
        item = house.whole(house.runbook)
        assert (item.status, item.effect_check, item.effect_due) == ("done", "pages per week", "2026-12-21")


async def test_an_empty_view_says_what_is_well(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "right", "right", "right")
        assert screen.view == "Slipped"
        assert "Nothing has slipped." in screen_text(pilot)


async def test_a_slip_in_a_filter_is_said_while_one_types(house: House) -> None:
    async with app_of(house.services).run_test(size=SMALL) as pilot:
        await start(pilot)
        await press(pilot, "slash")
        await type_in(pilot, "owener:none")
        assert "Did you mean owner" in screen_text(pilot)
