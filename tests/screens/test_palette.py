"""The palette: what a text finds first, Enter that waits for it, and no way to leave by accident."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.screens.palette.ranking import PaletteEntry, Rank, command_rank
from oncall_tui.screens.palette.screen import Palette
from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import row_text
from tests.screens.harness import (
    key_event,
    open_test_services,
    press,
    press_at_once,
    screen_lines,
    screen_text,
    settle,
    until,
)

LEAVE = "Leave; everything is saved"


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    services = open_test_services(tmp_path)
    lag = services.incidents.create("Manifest lag", severity="1").id
    for text in ("> lag is 11 min", "! restarted redis", "? the redis pool is saved too late"):
        services.capture.take(text, lag)
    services.capture.file_waiting(lag)
    services.incidents.create("Checkout 5xx")
    return services


@asynccontextmanager
async def list_of(house: ServiceContainer, view: str = "1") -> AsyncIterator[Pilot[Any]]:
    incident = None if view == "0" else house.incidents.current()
    async with OncallApp(house, (view, incident)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        while not isinstance(pilot.app.focused, RowList):
            await press(pilot, "tab")
        yield pilot


def offered(pilot: Pilot[Any]) -> list[str]:
    """What the palette lists, without the keys at the right."""
    assert isinstance(pilot.app.screen, Palette), screen_text(pilot)
    rows = pilot.app.screen.listed.rows
    return [row_text(rows.row(index, 80)).strip() for index in range(len(rows))]


FIRST = [
    ("redis", "restarted redis"),
    ("manifest", "Go to manifest-lag"),
    ("checkout 5xx", "Go to checkout-5xx"),
    ("new incident", "A new incident"),
    ("new", "A new incident"),
    ("declare", "A new incident"),
    ("sev 2", ":sev 2"),
    ("lead @ana", ":lead @ana"),
    (":lead @ana", ":lead @ana"),
    ("mitigated", ":mitigated"),
    ("update hello next 30m", ":update hello next 30m"),
    ("14:02", "Go to 14:02"),
    ("go to 14:02", "Go to 14:02"),
    ("lead", "Say who leads"),
    ("new disk is full", "New incident: disk is full"),
    ("export", "Show and copy the timeline"),
    ("digest", "Show and copy the digest"),
    ("go back", "the incident that was open before"),
    ("last incident", "the incident that was open before"),
]


@pytest.mark.parametrize(("typed", "first"), FIRST)
async def test_what_comes_first(house: ServiceContainer, typed: str, first: str) -> None:
    async with list_of(house) as pilot:
        await press(pilot, ":", *typed)
        assert first in offered(pilot)[0], offered(pilot)[:4]


SYNONYMS = [
    ("quit", LEAVE), ("exit", LEAVE), ("close", LEAVE), ("leave", LEAVE), ("handover", "handover"),
    ("status", "status update"), ("copy", "Copy the note"), ("export", "timeline"), ("csv", "timeline as CSV"),
    ("digest", "digest"), ("merge", "Join"), ("duplicate", "Join"), ("settle", "right"), ("publish", "Sync"),
    ("resolve", ":resolved"), ("filter", "Show only notes"), ("search", "Show only notes"), ("lead", ":lead"),
    ("redact", "Take a secret out"), ("secret", "Take a secret out"), ("import", "Import"), ("undo", "Undo"),
]  # fmt: skip


@pytest.mark.parametrize("view", ["0", "1", "2", "5"])
async def test_everyday_words_find_their_command_from_every_view(house: ServiceContainer, view: str) -> None:
    async with list_of(house, view) as pilot:
        await press(pilot, ":")
        for typed, wanted in SYNONYMS:
            await press_at_once(pilot, "ctrl+u", *typed)
            assert [title for title in offered(pilot) if wanted.casefold() in title.casefold()], typed


async def test_leave_is_found_by_its_own_words_only_and_never_first(house: ServiceContainer) -> None:
    async with list_of(house) as pilot:
        await press(pilot, ":")
        assert [title for title in offered(pilot) if LEAVE in title] == [offered(pilot)[-1]]
        for typed in ("l", "le", "lea", "lead", "lag", "qui", "ex", "saved", "everything", "is", "clos", "e"):
            await press_at_once(pilot, "ctrl+u", *typed)
            assert not any(LEAVE in title for title in offered(pilot)), typed


def test_scattered_letters_find_nothing() -> None:
    entry = PaletteEntry(
        "x", "Take a secret out for good: raw text, drafts, copies and history", print, "redact"
    )
    for typed in ("redis", "search", "tsog", "ecret", "zzz"):
        assert command_rank(typed, entry) is None
    assert command_rank("redact", entry) is Rank.NAME
    assert command_rank("take secret", entry) is Rank.TITLE
    assert command_rank("red", entry) is Rank.NAME_BEGINS


@given(st.text(max_size=12))
def test_whatever_is_typed_leaving_is_asked_for_in_one_of_its_words(typed: str) -> None:
    leave = PaletteEntry("app.quit", LEAVE, print, "quit exit close leave", leaves=True)
    assert (command_rank(typed, leave) is not None) == (
        "".join(filter(str.isalnum, typed)).casefold() in ("quit", "exit", "close", "leave")
        and len(typed.split()) == 1
        and command_rank(typed, leave) is Rank.LEAVE
    )


@pytest.mark.parametrize("typed", ["sev 2", "lead @bo"])
@pytest.mark.parametrize("view", ["1", "2"])
async def test_a_verb_typed_from_a_list_at_once_is_done(
    house: ServiceContainer, typed: str, view: str
) -> None:
    async with list_of(house, view) as pilot:
        await press_at_once(pilot, ":", *typed, "enter")
        await until(pilot, lambda: f":{typed}" in [note.raw for note in notes(house)])
        assert pilot.app.is_running
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "capture", "what is typed next is a note"


async def test_what_is_typed_after_a_verb_is_a_note(house: ServiceContainer) -> None:
    async with list_of(house) as pilot:
        await press_at_once(pilot, ":", *"sev 2", "enter", *"> lag is up", "enter")
        await until(pilot, lambda: [note.raw for note in notes(house)][-2:] == [":sev 2", "> lag is up"])


@pytest.mark.parametrize("view", ["0", "1", "2", "5"])
@pytest.mark.parametrize(
    "keys",
    [
        [*"lag", "enter", "enter"],
        ["pageup", "pagedown", *"zzq", "ctrl+u", "pagedown", "enter"],
        [*"q", "enter", "escape", "escape"],
        [*"lead", "backspace", "enter", "enter", "enter"],
        ["enter", "escape", ":", "down", "up", "up", "escape"],
        ["tab", "tab", "shift+tab", "ctrl+n", "ctrl+p", *"xyzzy", "enter", "enter"],
    ],
)
async def test_no_fast_sequence_leaves_or_crashes(
    house: ServiceContainer, view: str, keys: list[str]
) -> None:
    async with list_of(house, view) as pilot:
        await press_at_once(pilot, ":", *keys)
        assert pilot.app.is_running
        assert pilot.app.return_code is None


async def test_new_incident_from_notes_asks_for_its_title(house: ServiceContainer) -> None:
    async with list_of(house) as pilot:
        await press_at_once(pilot, ":", *"new incident", "enter", *"Disk is full", "enter")
        await until(pilot, lambda: "disk-is-full" in screen_lines(pilot.app.screen)[0])


async def test_a_key_of_another_view_is_shown_where_it_acts(house: ServiceContainer) -> None:
    async with list_of(house, "5") as pilot:
        await press(pilot, ":", *"redact", "enter")
        assert "X on a row: Take a secret out" in screen_text(pilot)
        assert isinstance(pilot.app.focused, RowList)


async def test_a_time_goes_there_from_a_view_without_times(house: ServiceContainer) -> None:
    async with list_of(house, "5") as pilot:
        await press(pilot, ":", *"03:59", "enter")
        assert "[2 Timeline]" in screen_text(pilot)


async def test_each_command_is_one_line(house: ServiceContainer) -> None:
    async with list_of(house) as pilot:
        await press(pilot, ":")
        lines = screen_lines(pilot.app.screen)
        assert len([line for line in lines[2:-1] if line.strip()]) == 21


def notes(house: ServiceContainer) -> list[Any]:
    return list(house.incidents.view(house.incidents.current() or "").notes)


async def test_a_verb_and_a_note_in_one_read_are_typed_into_the_line(house: ServiceContainer) -> None:
    async with list_of(house) as pilot:
        pilot.app.post_message(UnbracketedPaste(":sev 2\n> lag is"))
        pilot.app.post_message(key_event("x"))
        await settle(pilot)
        await until(pilot, lambda: [note.raw for note in notes(house)][-1:] == [":sev 2"])
        assert "> lag isx" in screen_text(pilot)


async def test_a_burst_behind_the_colon_is_entered_line_by_line(house: ServiceContainer) -> None:
    async with list_of(house) as pilot:
        pilot.app.post_message(key_event(":"))
        pilot.app.post_message(UnbracketedPaste("sev 2\n> lag is up\n> still typing"))
        await until(pilot, lambda: [note.raw for note in notes(house)][-2:] == [":sev 2", "> lag is up"])
        assert "> still typing" in screen_text(pilot)


async def test_a_burst_behind_the_key_of_a_question_answers_it(house: ServiceContainer) -> None:
    async with list_of(house) as pilot:
        incident = house.incidents.current() or ""
        pilot.app.post_message(key_event("i"))
        pilot.app.post_message(UnbracketedPaste("alert on redis\n"))
        pilot.app.post_message(key_event("z"))
        pilot.app.post_message(UnbracketedPaste("Asia/Kolkata\n"))
        await until(pilot, lambda: "Times are shown in Asia/Kolkata" in screen_text(pilot))
        assert "alert on redis" in [note.text for note in house.incidents.view(incident).notes]
