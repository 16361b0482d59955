"""`I`: a file, what it would become, and the incident that it becomes."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.screens.importing.preview import ImportPreview
from oncall_tui.screens.timeline.screen import TimelineScreen
from tests.screens.harness import open_test_services, screen_lines, screen_text, settle
from tests.screens.timelines import press

REPORT = """\
# Queue stuck

## Key events
- Detected 2026-11-18 09:10

## Impact
Orders were late

## Timeline
09:10 Alert on queue length
09:40 restarted the consumer

## Actions
- alert earlier
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "queue.md"
    file.write_text(REPORT)
    return file


async def open_preview(pilot: Pilot[None], file: Path) -> None:
    await settle(pilot)
    await press(pilot, "I")
    pilot.app.screen.query_one("AnswerLine").text = str(file)  # type: ignore[attr-defined]
    await press(pilot, "enter")


def app(services: ServiceContainer, start: str, incident: str | None = None) -> OncallApp:
    return OncallApp(services, (start, incident))


async def test_the_preview_gives_each_section_its_place(tmp_path: Path, report: Path) -> None:
    services = open_test_services(tmp_path / "data")
    async with app(services, "0").run_test(size=(80, 24)) as pilot:
        await open_preview(pilot, report)
        lines = screen_lines(pilot.app.screen)
        assert "Import queue.md · text · UTC, the incident's" in lines[0]
        assert [line.split()[:2] for line in lines[1:12]] == [
            ["›kept", "1"],
            ["kept", "1"],
            ["milestone", "1"],
            ["2026-11-18", "09:10"],
            ["kept", "1"],
            ["write-up", "1"],
            ["kept", "1"],
            ["row", "2"],
            ["2026-11-18", "09:10"],
            ["2026-11-18", "09:40"],
            ["kept", "1"],
        ]
        assert "Alert on queue length  read as UTC" in lines[9]
        assert "10 lines, 3 of 3 events have a time" in screen_text(pilot)
        assert all(len(line) <= 80 for line in lines)
        assert services.incidents.listing().summaries == {}


async def test_enter_makes_an_incident_and_shows_its_timeline(tmp_path: Path, report: Path) -> None:
    services = open_test_services(tmp_path / "data")
    async with app(services, "0").run_test(size=(80, 24)) as pilot:
        await open_preview(pilot, report)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TimelineScreen)
        assert "Alert on queue length" in screen_text(pilot)
    (incident,) = services.store.incident_ids()
    assert services.incidents.view(incident).incident.impact == "Orders were late"


async def test_escape_imports_nothing(tmp_path: Path, report: Path) -> None:
    services = open_test_services(tmp_path / "data")
    async with app(services, "0").run_test(size=(80, 24)) as pilot:
        await open_preview(pilot, report)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, ImportPreview)
    assert services.store.incident_ids() == []


async def test_a_section_can_take_another_place(tmp_path: Path, report: Path) -> None:
    services = open_test_services(tmp_path / "data")
    async with app(services, "0").run_test(size=(80, 24)) as pilot:
        await open_preview(pilot, report)
        await press(pilot, "j", "j", "j", "j", "p", "enter", "enter")
    (incident,) = services.store.incident_ids()
    view = services.incidents.view(incident)
    assert view.incident.impact == ""
    assert "Orders were late" in [note.text for note in view.notes if note.destination is None]


async def test_what_is_said_of_it_is_seen_before_enter(tmp_path: Path, report: Path) -> None:
    services = open_test_services(tmp_path / "data")
    async with app(services, "0").run_test(size=(80, 24)) as pilot:
        await open_preview(pilot, report)
        await press(pilot, "z", "type:Mars")
        assert "no time zone 'Mars'" in screen_text(pilot)
        await press(pilot, "ctrl+u", "type:Asia/Tokyo", "enter")
        assert "Asia/Tokyo, you said" in screen_lines(pilot.app.screen)[0]
        await press(pilot, "enter")
    (incident,) = services.store.incident_ids()
    (record,) = services.store.tables(incident)["sources"].values()
    assert (record["zone"], record["zone_origin"]) == ("Asia/Tokyo", "source")


async def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    services = open_test_services(tmp_path / "data")
    async with app(services, "0").run_test(size=(80, 24)) as pilot:
        await open_preview(pilot, tmp_path / "nowhere.txt")
        assert "can't be read" in screen_text(pilot)


async def test_the_preview_names_the_day_that_it_assumed_and_what_is_in_doubt(tmp_path: Path) -> None:
    services = open_test_services(tmp_path / "data")
    file = tmp_path / "notes.txt"
    file.write_text("14:02 node down\n14:09 drained\n")
    async with app(services, "0").run_test(size=(120, 24)) as pilot:
        await open_preview(pilot, file)
        assert "2 lines, 2 of 2 events have a time, day 20" in screen_text(pilot)
        assert "assumed (d)" in screen_text(pilot)


async def test_a_section_can_have_a_zone_of_its_own(tmp_path: Path, report: Path) -> None:
    services = open_test_services(tmp_path / "data")
    async with app(services, "0").run_test(size=(120, 24)) as pilot:
        await open_preview(pilot, report)
        await press(pilot, *"jjjjjj", "Z")
        pilot.app.screen.query_one("AnswerLine").text = "Asia/Kolkata"  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert "2026-11-18 03:40" in screen_text(pilot)
        assert "read as Asia/Kolkata" in screen_text(pilot)


async def test_the_same_file_again_is_asked_about(tmp_path: Path, report: Path) -> None:
    services = open_test_services(tmp_path / "data")
    incident = services.incidents.create("Queue").id
    async with app(services, "2", incident).run_test(size=(120, 24)) as pilot:
        for _ in range(2):
            await open_preview(pilot, report)
            await press(pilot, "enter")
        assert "The same text was imported at " in screen_text(pilot)
        await press(pilot, "enter")
        assert len(services.incidents.view(incident).values("sources")) == 1


async def test_a_paste_comes_through_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf '## Timeline (UTC)\\n2026-11-18 09:10 down\\n' > \"$1\"\n")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    services = open_test_services(tmp_path / "data")
    async with app(services, "0").run_test(size=(120, 24)) as pilot:
        await settle(pilot)
        with monkeypatch.context() as patched:
            patched.setattr(type(pilot.app), "suspend", lambda _: nullcontext())
            await press(pilot, "I", "enter")
        assert "Import a paste · text" in screen_text(pilot)
        assert "2026-11-18 09:10" in screen_text(pilot)
