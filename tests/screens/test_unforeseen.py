"""An error that no rule foresaw ends what was asked for: it is told at the foot, and the program goes on."""

import os
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.screens.messages import TimelineRequested
from oncall_tui.screens.notes.screen import NotesScreen
from oncall_tui.screens.timeline.screen import TimelineScreen
from oncall_tui.screens.unforeseen import DETAILS, MOST_IN_A_ROW
from tests.screens.harness import open_test_services, press, screen_text, settle, until


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ServiceContainer:
    monkeypatch.delenv("ONCALL_DEBUG")
    services = open_test_services(tmp_path)
    services.capture.take("5xx at 11%", services.incidents.create("Checkout 5xx").id)
    return services


def fails(*_: Any, **__: Any) -> Any:
    return 1 // 0


def app_of(house: ServiceContainer) -> OncallApp:
    return OncallApp(house, ("1", house.incidents.current()))


# What fails: a plain action, the work of a conversation, a handler of the view's messages, one of the app's.
PLACES = [
    (NotesScreen, "action_detail", "v"),
    (NotesScreen, "pin_notes", "p"),
    (NotesScreen, "pasted", "paste"),
    (TimelineScreen, "on_opened", "2"),
]


@pytest.mark.parametrize(("owner", "name", "key"), PLACES)
async def test_it_is_told_and_notes_can_be_taken_as_before(
    house: ServiceContainer, monkeypatch: pytest.MonkeyPatch, owner: type[Any], name: str, key: str
) -> None:
    if name == "pin_notes":
        monkeypatch.setattr(house.note_edits, "pin", fails)
    else:
        monkeypatch.setattr(owner, name, fails)
    async with app_of(house).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", *([key] if key != "paste" else []))
        if key == "paste":
            pilot.app.post_message(Paste("evidence"))
        await until(pilot, lambda: "unexpected" in screen_text(pilot))
        assert "ZeroDivisionError" in screen_text(pilot)
        await press(pilot, "1", *([] if key == "2" else ["tab"]), "a", *"> rolled back", "enter")
        await until(pilot, lambda: "rolled back" in screen_text(pilot))
    details = Path(house.settings.data, DETAILS)
    assert "ZeroDivisionError" in details.read_text()
    assert os.stat(details).st_mode & 0o077 == 0


async def test_a_screen_that_only_fails_ends_the_program(
    house: ServiceContainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ZeroDivisionError):
        await _fail_again_and_again(app_of(house), monkeypatch)


async def _fail_again_and_again(app: OncallApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        monkeypatch.setattr(OncallApp, "on_timeline_requested", fails)
        for _ in range(MOST_IN_A_ROW + 1):
            app.post_message(TimelineRequested(None))
        await settle(pilot)
