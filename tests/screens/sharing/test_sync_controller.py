"""The share on the screens: the header's words, the sync screen, and conflicts settled with arrows and Enter."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.screens.sharing.conflicts import ConflictsScreen
from tests.screens.harness import open_test_services, press, screen_text, settle, until


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


@pytest.fixture
def ana(tmp_path: Path, share: Path) -> ServiceContainer:
    """Ana and bo wrote one summary apart, and both have synced; ana has an incident open."""
    ana = open_test_services(tmp_path / "ana", share=str(share))
    bo = open_test_services(tmp_path / "bo", share=str(share))
    id = ana.incidents.create("checkout 5xx").id
    ana.synchronise.sync()
    bo.synchronise.sync()
    ana.incidents.set(id, {"summary": "Redis ran full at 03:12 and checkout failed."}, base_versions=None)
    bo.incidents.set(id, {"summary": "Redis ran full at 03:09 and checkout failed."}, base_versions=None)
    for person in (ana, bo, ana):
        person.synchronise.sync()
    return ana


async def synced(pilot: Pilot[None], app: OncallApp) -> None:
    """Until the sync that the app starts has been told."""
    await settle(pilot)
    app._sharing._look()
    await until(pilot, lambda: not app._sharing.is_busy)


async def test_the_header_says_how_old_the_share_is(ana: ServiceContainer) -> None:
    app = OncallApp(ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await synced(pilot, app)
        assert "saved✓ shared 0s" in screen_text(pilot)


async def test_a_share_that_is_away_is_said_and_nothing_stops(ana: ServiceContainer, share: Path) -> None:
    share.rename(share.with_name("unmounted"))
    app = OncallApp(ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await synced(pilot, app)
        assert "share away 0s" in screen_text(pilot)
        await press(pilot, "S")
        assert "can't be reached" in screen_text(pilot)


async def test_without_a_share_the_sync_screen_says_so(tmp_path: Path) -> None:
    app = OncallApp(open_test_services(tmp_path / "data"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "S")
        assert "on this machine only" in screen_text(pilot)
        await press(pilot, "escape")
        assert "on this machine only" not in screen_text(pilot)


async def test_the_sync_screen_names_who_publishes_and_what_was_skipped(
    ana: ServiceContainer, share: Path
) -> None:
    (share / "v1" / "\x1b[31mnotes.txt").write_text("x")
    app = OncallApp(ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await synced(pilot, app)
        await press(pilot, "S")
        text = screen_text(pilot)
        assert "1 conflict (C" in text
        assert "shared 0s" in text
        assert "who publishes · 2" in text
        assert "2 files of 1 incident" in text
        assert "[31mnotes.txt: not one of our files" in text
        assert "\x1b" not in text


async def test_an_open_sync_screen_is_written_again_after_each_sync(
    ana: ServiceContainer, share: Path
) -> None:
    app = OncallApp(ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await synced(pilot, app)
        await press(pilot, "S")
        share.rename(share.with_name("unmounted"))
        app._sharing._sync(asked=False)
        await until(pilot, lambda: not app._sharing.is_busy)
        assert "can't be reached" in screen_text(pilot)


async def test_syncing_now_is_answered_in_words(ana: ServiceContainer) -> None:
    app = OncallApp(ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await synced(pilot, app)
        await press(pilot, "ctrl+r")
        await synced(pilot, app)
        assert "Synced: 0 joined, 0 published, 0 skipped." in screen_text(pilot)


@pytest.mark.parametrize(
    "keys",
    [("enter",), ("down", "enter"), ("down", "down", "enter")],
    ids=["the first", "the second", "both"],
)
async def test_a_conflict_is_settled_with_arrows_and_enter(
    ana: ServiceContainer, keys: tuple[str, ...]
) -> None:
    [id] = ana.store.incident_ids()
    [conflict] = ana.conflicts.open_conflicts(id)
    wanted = [*(version.value for version in conflict.versions), conflict.both][len(keys) - 1]
    app = OncallApp(ana, ("1", id))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "C")
        assert isinstance(app.screen, ConflictsScreen)
        assert "Conflict 1 of 1" in screen_text(pilot)
        assert "[+12+]" in screen_text(pilot)
        await press(pilot, *keys)
        assert "No conflicts" in screen_text(pilot)
    assert ana.incidents.view(id).incident.summary == wanted
    assert ana.conflicts.open_conflicts(id) == []


async def test_redacting_meets_the_share_first_and_says_who_was_not_seen_since(
    ana: ServiceContainer, share: Path
) -> None:
    id = ana.incidents.current() or ""
    ana.capture.take("the word is swordfish", id)
    ana.capture.file_waiting(id)
    bo = open_test_services(share.parent / "bo", share=str(share))
    bo.capture.take("swordfish is in the log too", id)
    bo.synchronise.sync()
    async with OncallApp(ana, ("1", id)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "G", "X", *"swordfish", "enter", "j", "enter")
        assert "Taken out everywhere on this machine, 1 other note included." in screen_text(pilot)
        assert "Not seen since: ana on" in " ".join(screen_text(pilot).split())
    assert all("swordfish" not in note.raw for note in ana.incidents.view(id).notes)


async def test_redacting_says_that_the_share_was_not_met(ana: ServiceContainer, share: Path) -> None:
    id = ana.incidents.current() or ""
    ana.capture.take("the word is swordfish", id)
    ana.capture.file_waiting(id)
    share.rename(share.with_name("unmounted"))
    async with OncallApp(ana, ("1", id)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "G", "X", *"swordfish", "enter", "j", "enter")
        assert "The share was not met" in screen_text(pilot)
