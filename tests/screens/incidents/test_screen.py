"""Incidents: the list, a new one, the current one, unfiled notes; and going from view to view."""

import os
from pathlib import Path

import pytest

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.services.last_position import ScreenPosition
from tests.screens.harness import open_test_services, press, screen_lines, screen_text, settle


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    """Two incidents; the second one is current."""
    services = open_test_services(tmp_path)
    services.incidents.create("Disk full", severity="2", type="degradation")
    services.incidents.create("Checkout [/b] \x1b]0;title\x07")
    return services


async def test_an_empty_house_teaches(tmp_path: Path) -> None:
    async with OncallApp(open_test_services(tmp_path)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "No incident yet. Is something on fire?" in screen_text(pilot)
        await press(pilot, *"n", *"fire", "enter")
        assert "fire responding 0m since opened" in screen_lines(pilot.app.screen)[0]
        assert "Nothing is written yet." in screen_text(pilot)


async def test_the_list_shows_each_incident_harmlessly(house: ServiceContainer) -> None:
    async with OncallApp(house).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        lines = screen_lines(pilot.app.screen)
        assert lines[0].startswith(" Incidents 2, 2 responding")
        assert "Checkout [/b] ␛]0;title␇" in lines[3]
        assert lines[3].startswith("› ▸ checkout-b-0-title")
        assert "disk-full" in lines[4]
        assert "SEV2" in lines[4]
        assert lines[-1].endswith("? help")


async def test_keys(house: ServiceContainer) -> None:
    async with OncallApp(house).run_test(size=(160, 50)) as pilot:
        await press(pilot, "j")
        assert "degradation" in screen_text(pilot)
        await press(pilot, "c")
        assert "disk-full is the current incident" in screen_text(pilot)
        await press(pilot, "s", "enter", "ctrl+u", "1", "enter")
        assert "disk-full: severity is SEV1 now." in screen_text(pilot)
        await press(pilot, "s", "j", "enter", "j", "enter")
        assert "disk-full: type is degradation now." in screen_text(pilot)
        await press(pilot, "/", *"check", "enter")
        assert "1 shown" in screen_text(pilot)
        await press(pilot, "escape", "enter")
        assert "[1 Notes]" in screen_text(pilot)


async def test_the_filter_finds_words_in_notes_too(house: ServiceContainer) -> None:
    disk = house.incidents.find("disk-full")
    house.capture.take("Redis pool is full", disk)
    house.store.file_inbox(disk)
    async with OncallApp(house).run_test(size=(80, 24)) as pilot:
        await press(pilot, "/", *"redis pool", "enter")
        assert "1 shown" in screen_text(pilot)
        assert "› ▸ checkout" not in screen_text(pilot)
        assert "disk-full" in screen_text(pilot)


async def test_unfiled_notes_are_shown_and_filed(house: ServiceContainer) -> None:
    house.capture.take("written before", None)
    async with OncallApp(house).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "* 1 unfiled note" in screen_text(pilot)
        await press(pilot, "M", "enter")
        assert "1 note filed." in screen_text(pilot)
    assert house.capture.unfiled() == []


async def test_views_by_number_bracket_and_back(house: ServiceContainer) -> None:
    async with OncallApp(house).run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "tab", "[")
        assert "[0 Incidents]" in screen_text(pilot)
        await press(pilot, "1", "tab", "2")
        assert "[2 Timeline]" in screen_text(pilot)
        await press(pilot, "5")
        assert "[5 Recommendations]" in screen_text(pilot)
        await press(pilot, "0", "3")
        assert "[3 Write-up]" in screen_text(pilot)
        await press(pilot, "0")
        await press(pilot, ":")
        assert "What do you want to do?" in screen_text(pilot)
        await press(pilot, "escape", "?")
        assert "Make it the current one" in screen_text(pilot)


async def test_the_screens_open_where_one_left_them(house: ServiceContainer) -> None:
    views = frozenset("0125")
    first = house.incidents.current()
    assert house.last_place.start(views) == ScreenPosition("1", first)
    async with OncallApp(house, ("1", first)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "0")
    assert house.last_place.start(views) == ScreenPosition("0", first)
    newer = house.incidents.create("page")
    assert house.last_place.start(views) == ScreenPosition("1", newer.id)
    Path(house.settings.data, "last-place").write_bytes(b"\xff nonsense")
    assert house.last_place.start(views) == ScreenPosition("1", newer.id)


async def test_a_failure_is_told_in_words_and_its_traceback_kept(
    house: ServiceContainer, capsys: pytest.CaptureFixture[str]
) -> None:
    app = OncallApp(house)
    with pytest.raises(ZeroDivisionError):
        await _fail(app)
    said = " ".join(capsys.readouterr().err.split())
    assert "Every saved note is safe" in said
    assert "Traceback" not in said
    kept = Path(house.settings.data, "last-error.txt")
    assert "ZeroDivisionError" in kept.read_text()
    assert os.stat(kept).st_mode & 0o077 == 0


async def _fail(app: OncallApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.call_later(lambda: 1 // 0)
        await settle(pilot)
