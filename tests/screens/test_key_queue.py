"""Keys that arrive in one read with a key that opens something wait for it: they never act on the list behind."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.widgets.row_list import RowList
from tests.screens.harness import (
    key_event,
    open_test_services,
    press,
    press_at_once,
    screen_text,
    settle,
    until,
)

VIEWS = {"Incidents": "0", "Notes": "1", "Timeline": "2", "Recommendations": "5"}
# Of each view: what opens a prompt, a menu, the palette, a page, the queue or another view.
OPENING = {
    "Incidents": [":", "?", "/", "n", "s", "S", "i", "I", "1", "2", "5", "enter"],
    "Notes": [*":?/teliIXYmz!-#@MKsS", "0", "2", "5", "ctrl+p", "tab"],
    "Timeline": [*":?/teilWaYTmzK@#sI!S", "0", "1", "5", "[", "]"],
    "Recommendations": [*":?/st@l#cexabOFfYiS", "0", "1", "2", "enter"],
}


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    """Two incidents; one with notes of every kind, a row that needs a look, and a recommendation."""
    services = open_test_services(tmp_path)
    services.incidents.create("Disk full")
    incident = services.incidents.create("Checkout 5xx", severity="1").id
    for text in (":detected", "> 5xx > 5% PD-8841", "+ alert on it", "? redis pool full #redis", ":detected"):
        services.capture.take(text, incident)
    services.capture.file_waiting(incident)
    return services


def kept(house: ServiceContainer) -> str:
    """Everything that is stored, as one text."""
    return "\n".join(
        json.dumps(house.incidents.view(id).tables, sort_keys=True, default=str)
        for id in sorted(house.store.incident_ids())
    )


async def in_a_list(pilot: Pilot[Any]) -> None:
    await settle(pilot)
    while not isinstance(pilot.app.focused, RowList):
        await press(pilot, "tab")


@pytest.mark.parametrize(
    ("view", "key"), [(view, key) for view, keys in OPENING.items() for key in keys if key != "tab"]
)
async def test_a_key_behind_one_that_opens_something_does_nothing_to_the_list(
    house: ServiceContainer, view: str, key: str
) -> None:
    incident = house.incidents.current()
    app = OncallApp(house, (VIEWS[view], None if view == "Incidents" else incident))
    async with app.run_test(size=(80, 24)) as pilot:
        await in_a_list(pilot)
        before = kept(house)
        await press_at_once(pilot, key, "x")
        assert app.is_running, screen_text(pilot)
        assert kept(house) == before, screen_text(pilot)


async def test_keys_in_one_read_answer_what_the_first_one_asks(house: ServiceContainer) -> None:
    async with OncallApp(house, ("1", house.incidents.current())).run_test(size=(80, 24)) as pilot:
        await in_a_list(pilot)
        await press_at_once(pilot, "G", "k", "t", *"03:50", "enter", "#", *"pool", "enter", "x", "u")
        incident = house.incidents.view(house.incidents.current() or "")
        (note,) = [note for note in incident.notes if "redis" in note.text]
        assert (note.tags, note.struck) == (("pool", "redis"), False)
        assert "undone" in screen_text(pilot)


async def test_a_change_typed_before_its_view_is_in_front_is_told_and_not_done(
    house: ServiceContainer,
) -> None:
    async with OncallApp(house, ("1", house.incidents.current())).run_test(size=(80, 24)) as pilot:
        await in_a_list(pilot)
        await press_at_once(pilot, "2", "x")
        assert "x was typed before this was in front. Nothing was changed." in screen_text(pilot)
        await press(pilot, "x")
        assert "left out" in screen_text(pilot)


@pytest.mark.parametrize("typed", ["quick", "mq", "qq"])
async def test_a_q_in_a_word_that_is_typed_fast_does_not_leave(house: ServiceContainer, typed: str) -> None:
    app = OncallApp(house)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_a_list(pilot)
        await press_at_once(pilot, *typed)
        await until(pilot, lambda: "q leaves when it is typed alone" in screen_text(pilot))
        assert app.is_running


@pytest.mark.parametrize("keys", [["q"], ["j", "q"], ["down", "q"]])
async def test_a_q_that_is_typed_alone_leaves(house: ServiceContainer, keys: list[str]) -> None:
    app = OncallApp(house)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_a_list(pilot)
        app.keys._latest.clear()
        for key in keys:
            app.post_message(key_event(key))
        while app._exit is False:
            await asyncio.sleep(0.01)
    assert app.return_code == 0


async def test_a_q_that_is_judged_while_the_program_closes_is_no_error(house: ServiceContainer) -> None:
    app = OncallApp(house)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_a_list(pilot)
        screens = app._screen_stack.copy()
        app._screen_stack.clear()  # as between the last screen's end and the app's own
        await app._quit_if_alone(key_event("q"))
        app._screen_stack.extend(screens)
        assert app.is_running
