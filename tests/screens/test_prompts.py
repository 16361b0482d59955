"""Every question of every view: Tab never strands it, its keys are in sight, its words fit, Esc takes it back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.services.display_zone import zone_meant, zones_like
from oncall_tui.widgets.menu import Menu
from oncall_tui.widgets.prompt import AnswerLine, ChoicePrompt, Prompt, begins_a_word, ruled
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import row_text, row_width
from tests.screens.harness import open_test_services, press, press_at_once, screen_lines, screen_text, settle

PROMPTS = {
    "0": "n/sIiM",
    "1": "t#@lMXz-/iIKmsY",
    "2": "teazW-/iIKms+@#lYo",
    "5": "st@#clexabOF/iY",
}
# Nothing to ask about: the first row of Incidents is of no incident, and the tracker has no filter to keep.
ASK_NOTHING = {"0s", "5F"}


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    services = open_test_services(tmp_path)
    services.incidents.create("Disk full")
    incident = services.incidents.create("Checkout 5xx", severity="1").id
    for text in (
        "> 5xx https://a.example/x https://b.example/y",
        "+ alert on it",
        "? redis pool full #redis",
    ):
        services.capture.take(text, incident)
    services.capture.file_waiting(incident)
    services.capture.take("a note without an incident", None)
    return services


@asynccontextmanager
async def list_of(house: ServiceContainer, view: str) -> AsyncIterator[Pilot[Any]]:
    incident = None if view == "0" else house.incidents.current()
    async with OncallApp(house, (view, incident)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        while not isinstance(pilot.app.focused, RowList):
            await press(pilot, "tab")
        await press(pilot, "g")
        yield pilot


def asked(pilot: Pilot[Any]) -> list[Prompt | Menu]:
    screen = pilot.app.screen
    return [each for each in (*screen.query(Prompt), *screen.query(Menu)) if not each.answer.done()]


@pytest.mark.parametrize("view", PROMPTS)
async def test_every_question_is_in_sight_whole_and_never_stranded(
    house: ServiceContainer, view: str
) -> None:
    async with list_of(house, view) as pilot:
        for key in PROMPTS[view]:
            pilot.app.screen.show_message("an old message")  # type: ignore[attr-defined]
            await press(pilot, key)
            questions = asked(pilot)
            assert bool(questions) != (view + key in ASK_NOTHING), key
            if questions:
                await is_in_sight(pilot, key)
                await is_not_stranded_by_tab(pilot, key)


async def is_in_sight(pilot: Pilot[Any], key: str) -> None:
    """Assert that no message hides a question, and that its words fit."""
    assert "an old message" not in screen_text(pilot), key
    for question in asked(pilot):
        top = question.region.y
        assert not [line for line in screen_lines(pilot.app.screen)[top:] if line.endswith("…")], key
    if isinstance(asked(pilot)[0], Prompt):
        pilot.app.screen.show_message("news from elsewhere")  # type: ignore[attr-defined]
        await settle(pilot)
        assert "Enter take  Esc cancel" in screen_lines(pilot.app.screen)[-1], key
        assert "news from elsewhere" in screen_text(pilot), key


async def is_not_stranded_by_tab(pilot: Pilot[Any], key: str) -> None:
    """Assert that Tab stays in a question, that Esc takes it back, and that the list's keys act again then."""
    await press(pilot, "tab")
    for question in asked(pilot):
        assert pilot.app.focused is not None, key
        assert question in pilot.app.focused.ancestors_with_self, key
    await press(pilot, "shift+tab", "tab", "escape")
    assert asked(pilot) == [], key
    await press(pilot, key)
    assert asked(pilot), f"{key} acts again"
    await press(pilot, "escape")
    assert isinstance(pilot.app.focused, RowList), key


async def test_a_value_is_replaced_by_typing_and_amended_after_an_arrow(house: ServiceContainer) -> None:
    async with list_of(house, "1") as pilot:
        await press(pilot, "s", "t", *"Orders", "enter")
        assert house.incidents.view(house.incidents.current() or "").incident.title == "Orders"
        await press(pilot, "s", "t", "end", *" fail", "enter")
        assert house.incidents.view(house.incidents.current() or "").incident.title == "Orders fail"


async def test_a_filter_is_replaced_by_typing(house: ServiceContainer) -> None:
    async with list_of(house, "5") as pilot:
        await press(pilot, "/", *"alert", "enter", "/", *"on")
        line = pilot.app.screen.query_one(AnswerLine)
        assert line.text == "on"


ZONES = [("ist", "Asia/Kolkata"), ("kolkata", "Asia/Kolkata"), ("Oslo", "Europe/Oslo"), ("utc-7", "UTC-7"),
         ("new york", "America/New_York"), ("jst", "Asia/Tokyo"), ("lond", "Europe/London")]  # fmt: skip


@pytest.mark.parametrize(("typed", "zone"), ZONES)
async def test_a_zone_is_chosen_by_typing(house: ServiceContainer, typed: str, zone: str) -> None:
    async with list_of(house, "1") as pilot:
        await press_at_once(pilot, "z", *typed, "enter")
        assert f"Times are shown in {zone}" in screen_text(pilot)
    assert zone_meant(typed) == zone
    assert zones_like("") == []


async def test_letters_narrow_a_choice_and_those_that_fit_nothing_change_nothing(
    house: ServiceContainer,
) -> None:
    async with list_of(house, "1") as pilot:
        house.incidents.create("Kafka lag")
        await press(pilot, "M")
        prompt = pilot.app.screen.query_one(ChoicePrompt)
        listed = prompt.query_one(RowList)
        assert len(listed.rows) == 2
        await press(pilot, "d", "i")
        assert [row_text(listed.rows.row(0, 80)).split()[0]] == ["disk-full"]
        await press(pilot, "z")
        assert len(listed.rows) == 1
        await press(pilot, "backspace", "backspace", "j", "k")
        assert len(listed.rows) == 2


def test_words_that_do_not_fit_are_wrapped_and_never_cut() -> None:
    for words in ("short", "w" * 74, "word " * 30, "a\nb"):
        rows = ruled(words, 80)
        assert all(row_width(row) <= 80 for row in rows)
        assert len(rows) <= 3
        assert "…" not in "".join(map(row_text, rows))


@pytest.mark.parametrize(
    ("typed", "label", "fits"),
    [("disk", "disk-full  Disk full", True), ("full", "disk-full", True), ("isk", "disk-full", False),
     ("disk-f", "disk-full", True), ("f d", "disk-full", True), ("x", "disk-full", False)],
)  # fmt: skip
def test_what_begins_a_word(typed: str, label: str, fits: bool) -> None:
    assert begins_a_word(typed, label) is fits
