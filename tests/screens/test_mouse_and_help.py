"""The mouse, help, and the first letter in an empty list."""

from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.screens.tab_screen import TabScreen
from oncall_tui.widgets.key_names import NAMES, key_name, key_named
from oncall_tui.widgets.row_list import RowList
from tests.screens.harness import (
    open_test_services,
    press,
    press_at_once,
    screen_lines,
    screen_text,
    settle,
    until,
)
from tests.widgets.test_row_list import ListApp, Numbers


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    services = open_test_services(tmp_path)
    incident = services.incidents.create("Checkout 5xx").id
    for number in range(60):
        services.capture.take(f"-{90 - number}m > line {number}", incident)
    services.capture.file_waiting(incident)
    return services


def wheel(row_list: RowList, down: bool) -> None:
    event = MouseScrollDown if down else MouseScrollUp
    row_list.post_message(event(row_list, 1, 1, 0, 1 if down else -1, 0, False, False, False))


async def test_the_wheel_moves_through_a_list() -> None:
    row_list = RowList(Numbers(1000))
    async with ListApp(row_list).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _ in range(12):
            wheel(row_list, down=True)
        await settle(pilot)
        assert row_list.cursor is not None
        assert row_list.cursor > 24
        assert row_list.scroll_offset.y > 0
        for _ in range(40):
            wheel(row_list, down=False)
        await settle(pilot)
        assert row_list.cursor == 1


async def test_tabs_and_footer_take_a_click(house: ServiceContainer) -> None:
    async with OncallApp(house, ("1", house.incidents.current())).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        tabs = screen_lines(pilot.app.screen)[1]
        await pilot.click("#tabs", offset=(tabs.index("Timeline"), 0))
        await until(pilot, lambda: "[2 Timeline]" in screen_text(pilot))
        footer = screen_lines(pilot.app.screen)[-1]
        await pilot.click("#foot", offset=(footer.index("time"), 0))
        await until(pilot, lambda: "Time:" in screen_text(pilot))


async def test_a_click_beside_a_question_takes_it_back(house: ServiceContainer) -> None:
    async with OncallApp(house, ("1", house.incidents.current())).run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "t", *"14:0")
        await pilot.click("#stream", offset=(5, 3))
        await until(pilot, lambda: "When did it happen?" not in screen_text(pilot))
        await press(pilot, "t")
        assert "When did it happen?" in screen_text(pilot)


@pytest.mark.parametrize("key", [*NAMES, "ctrl+j", "ctrl+q", "x", "G", "ctrl+pageup"])
def test_every_key_that_is_written_can_be_read_back(key: str) -> None:
    assert key_named(key_name(key)) == key


def test_names_of_keys_are_those_on_a_keyboard() -> None:
    assert [key_name(key) for key in ("ctrl+left", "ctrl+pageup", "shift+tab", "delete", "super+c")] == [
        "^←", "^PgUp", "Shift+Tab", "Del", "Super+C",
    ]  # fmt: skip


@pytest.mark.parametrize("view", ["0", "1", "2", "5"])
async def test_help_names_each_key_once_and_as_it_is_on_the_keyboard(
    house: ServiceContainer, view: str
) -> None:
    incident = None if view == "0" else house.incidents.current()
    async with OncallApp(house, (view, incident)).run_test(size=(100, 200)) as pilot:
        await settle(pilot)
        if view == "1":
            await press(pilot, "tab")
        await press(pilot, "?")
        text = screen_text(pilot)
        for raw in ("PAGEUP", "^LEFT", "shift+tab", "delete  ", "super+c", "Scroll Left", "Scroll Up"):
            assert raw not in text
        lists = text.partition("── In a list")[2].partition("── Everywhere")[0]
        keys = text.partition("── In a list")[0]
        assert "Enter" not in lists or " Enter " not in keys
        assert keys.count(" ← ") <= 1


async def test_help_from_the_line_begins_with_what_can_be_typed(house: ServiceContainer) -> None:
    async with OncallApp(house, ("1", house.incidents.current())).run_test(size=(80, 24)) as pilot:
        await press(pilot, "f1")
        assert "── While typing" in screen_lines(pilot.app.screen)[1]


async def test_the_day_above_the_timeline_is_that_of_its_top_line(tmp_path: Path) -> None:
    services = open_test_services(tmp_path)
    incident = services.incidents.create("Two days").id
    for day in (19, 20):
        for minute in range(30):
            services.capture.take(f"@2026-11-{day} 10:{minute:02} > row {minute} of day {day}", incident)
    services.capture.take("@2026-11-20 23:00 :detected", incident)
    services.capture.take("@2026-11-20 23:10 :detected", incident)
    services.capture.file_waiting(incident)
    async with OncallApp(services, ("2", incident)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "!")
        await until(pilot, lambda: "needs a look" in screen_text(pilot))
        lines = screen_lines(pilot.app.screen)
        top = next(line for line in lines[3:] if "of day" in line or "detected" in line)
        assert ("Fri 20 Nov" if "day 20" in top or "23:" in top else "Thu 19 Nov") in lines[2]


async def test_a_first_letter_in_an_empty_program_is_the_first_letter_of_the_note(tmp_path: Path) -> None:
    services = open_test_services(tmp_path)
    app = OncallApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press_at_once(pilot, *"checkout is down", "enter")
        await until(pilot, lambda: [note.text for note in services.capture.unfiled()] == ["checkout is down"])


@pytest.mark.parametrize("line", ["network is down", "kafka lags", "Grafana is gone"])
async def test_every_letter_begins_the_first_note_of_an_incident(tmp_path: Path, line: str) -> None:
    services = open_test_services(tmp_path)
    incident = services.incidents.create("Checkout 5xx").id
    async with OncallApp(services, ("1", incident)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", *line, "enter")
        await until(
            pilot,
            lambda: [note.text for note in services.incidents.view(incident).notes if note.text] == [line],
        )


async def test_keys_that_move_do_nothing_in_other_empty_lists(tmp_path: Path) -> None:
    services = open_test_services(tmp_path)
    async with OncallApp(services, ("5", services.incidents.create("x").id)).run_test(size=(80, 24)) as pilot:
        await press(pilot, *"jkgG", "enter", "space")
        assert "[5 Recommendations]" in screen_text(pilot)


async def test_a_key_goes_back_to_the_other_incident(house: ServiceContainer) -> None:
    first = house.incidents.current() or ""
    second = house.incidents.create("Disk full").id
    async with OncallApp(house, ("2", first)).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, OncallApp)
        await press(pilot, "'")
        assert "No other incident was open since the start" in screen_text(pilot)
        await app.go("2", second)
        await press(pilot, "'")
        assert (app.incident_id, app.screen.KEY) == (first, "2")  # type: ignore[attr-defined]
        await press(pilot, "5", "'")
        assert (app.incident_id, app.screen.KEY) == (second, "1")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("stage", "tab"),
    [
        ("responding", "1 Notes"),
        ("timeline", "2 Timeline"),
        ("write-up", "3 Write-up"),
        ("complete", "2 Timeline"),
    ],
)
async def test_enter_opens_an_incident_where_its_stage_is(
    house: ServiceContainer, stage: str, tab: str
) -> None:
    summary = {"summary": "Over."}  # without one nothing is complete
    house.incidents.set(house.incidents.current() or "", {**summary, "stage": stage}, base_versions=None)
    async with OncallApp(house).run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert f"[{tab}]" in screen_text(pilot)
        assert isinstance(pilot.app.screen, TabScreen)


async def test_what_is_cut_in_ascii_ends_in_a_tilde(tmp_path: Path) -> None:
    services = open_test_services(tmp_path, ascii=True)
    incident = services.incidents.create("plain").id
    services.capture.take("> " + "word " * 40, incident)
    async with OncallApp(services, ("1", incident)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert screen_text(pilot).isascii()
        assert any(line.endswith("~") for line in screen_lines(pilot.app.screen))
