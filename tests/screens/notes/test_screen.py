"""Notes end to end: what is typed is saved, shown and can be mended; each key once, at 80x24 and wide."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.note import Note
from oncall_tui.screens.notes.screen import NotesScreen
from oncall_tui.services.sources.proposals import ImportInput
from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste
from oncall_tui.widgets.capture_line import CaptureLine
from tests.screens.harness import NOW, open_test_services, press, screen_lines, screen_text, settle, until

HOSTILE = "\x1b]52;c;aGk=\x07 \x9b31m [bold] [/ \u202e tfel \ud800 \x00 👩‍🚒 e\u0301 שלום"


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    """One incident, with a few notes of ours."""
    services = open_test_services(tmp_path)
    incident = services.incidents.create("Checkout 5xx", severity="1").id
    for text in ("> 5xx > 5% PD-8841", "! on it, from bastion-2", "? redis pool full #redis"):
        services.capture.take(text, incident)
    services.capture.file_waiting(incident)
    return services


@asynccontextmanager
async def notes_of(house: ServiceContainer, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[Any]]:
    app = OncallApp(house, ("1", house.incidents.current()))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def write(pilot: Pilot[Any], text: str) -> None:
    """Writes a line and waits until it is on the disk and on the screen."""
    pilot.app.post_message(Paste(text))
    await press(pilot, "enter")
    await saved(pilot)


async def saved(pilot: Pilot[Any]) -> None:
    """Wait until what was entered is on the disk and on the screen."""
    screen = pilot.app.screen
    assert isinstance(screen, NotesScreen)
    while screen.pending and not any(item.failed for item in screen.pending.values()):
        await settle(pilot)
    await settle(pilot)


def stored(house: ServiceContainer) -> list[Note]:
    incident = house.incidents.current()
    return list(house.incidents.view(incident).notes) if incident else []


def texts(house: ServiceContainer) -> list[str]:
    return [note.text for note in stored(house) if not note.struck]


async def test_the_frame_at_80x24(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        lines = screen_lines(pilot.app.screen)
        assert len(lines) == 24
        assert lines[0].startswith(" checkout-5xx SEV1 responding 0m since opened")
        assert lines[1].startswith(" 0 Incidents [1 Notes]")
        assert f"{' 03:59:12   saw  5xx > 5%':<73}PD-8841" in lines
        assert f"{' 03:59:12   sus  redis pool full':<74}#redis" in lines
        assert lines[-2] == " ! did  > saw  = decided  ? suspected  + idea  @03:52 or -5m  :help  :mitigated"
        assert lines[-1] == " Enter save  ^J newline  PgUp scroll  ↑ amend last  Tab commands  F1 help"
        await press(pilot, "tab")
        assert screen_lines(pilot.app.screen)[-1].endswith("? help")


async def test_what_is_typed_is_previewed_saved_and_shown(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        pilot.app.post_message(Paste("@03:52 ! first node drained @bo"))
        await settle(pilot)
        assert "happened 03:52:00 UTC (7m12s ago) · did · @bo" in screen_text(pilot)
        await press(pilot, "enter")
        await saved(pilot)
        note = next(note for note in stored(house) if note.kind == "did" and note.people)
        assert note.raw == "@03:52 ! first node drained @bo"
        assert "03:52      did  first node drained" in screen_text(pilot)


async def test_a_verb_sets_the_header_and_the_strip(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        for line in (":sev 2", ":lead @ana", "-47m :detected", ":update Rolling back. next 30m"):
            await write(pilot, line)
        screen = screen_text(pilot)
        assert "checkout-5xx SEV2 responding 47m since detected" in screen
        assert "lead ana │ update due 04:29" in screen
        assert "‹detected›" in screen


async def test_pastes_are_notes_wherever_they_arrive(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        pilot.app.post_message(Paste("NAME READY\npod-a 1/1"))
        await saved(pilot)
        await press(pilot, "tab")
        pilot.app.post_message(UnbracketedPaste("x q leave out\tthis table"))
        await saved(pilot)
        assert "NAME READY\npod-a 1/1" in texts(house)
        assert "▸ 2 lines: NAME READY" in screen_text(pilot)
        assert "x q leave out\tthis table" in pilot.app.screen.query_one("#capture").text  # type: ignore[attr-defined]


async def test_the_half_typed_line_stands_there_again(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, *"half")
    async with notes_of(house) as pilot:
        assert "half" in screen_text(pilot)
        await write(pilot, " a line")
    assert "half a line" in texts(house)
    assert house.capture.load_draft(house.incidents.current()) == ""


async def test_up_amends_my_last_note_and_esc_takes_back(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "up")
        assert "Enter changes it" in screen_text(pilot)
        await press(pilot, "escape", "up", *" again", "enter")
        assert "redis pool full #redis again" in texts(house)
        assert 'amended 03:59:12 "redis pool full #redis"' in screen_text(pilot)


@pytest.mark.parametrize(("typed", "said"), [("", "Tab leaves the line: letters"), ("x", "^C puts it aside")])
async def test_esc_says_which_keys_leave_the_line(house: ServiceContainer, typed: str, said: str) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, *typed, "escape")
        assert said in screen_text(pilot)
        assert pilot.app.screen.query_one(CaptureLine).text == typed


KEYS_ON_A_NOTE = [
    (["x"], "left out", "struck", True),
    (["u"], "undone: left out", "struck", False),
    (["U"], "done again: left out", "struck", True),
    (["u"], "undone: left out", "struck", False),
    (["K", "="], "made decided:", "kind", "decided"),
    (["p"], "pinned", "pinned", True),
    (["t", *"03:59:50", "enter"], "retimed", "occurred_at", NOW + 38 * SECOND),
    (["#", *"pool -redis", "enter"], "tags pool -redis:", "tags", ("pool",)),
    (["@", *"bo", "enter"], "people bo:", "people", ("bo",)),
    (["l", *"PD-1", "enter"], "references PD-1:", "references", ("PD-1",)),
    (["e", *"!", "enter", "tab"], "amended", "text", "redis pool full #redis!"),
]


async def test_keys_on_a_note(house: ServiceContainer) -> None:
    last = stored(house)[-1].id
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "G")
        for keys, said, field, value in KEYS_ON_A_NOTE:
            await press(pilot, "G", *keys)
            assert said in screen_text(pilot)
            note = next(note for note in stored(house) if note.id == last)
            assert getattr(note, field) == value


async def test_keys_on_the_incident(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "m", "d")
        assert "‹detected›" in screen_text(pilot)
        await press(pilot, "s", "v", "ctrl+u", "2", "enter")
        assert "SEV2" in screen_lines(pilot.app.screen)[0]
        await press(pilot, "s", "s", "j", "enter", "enter")
        incident = house.incidents.view(house.incidents.current() or "").incident
        assert (incident.stage, incident.bad_enough) == ("timeline", "yes")
        await press(pilot, "z", "down", "enter", *"Asia/Tokyo", "enter")
        assert "Asia/Tokyo 12:59:12" in screen_lines(pilot.app.screen)[0]


async def test_marked_notes_are_left_out_together(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "g", "space", "space", "x")
        assert "and 1 more" in screen_text(pilot)
        assert texts(house) == ["redis pool full #redis"]


async def test_a_paste_is_broken_into_rows(house: ServiceContainer) -> None:
    house.capture.take("03:10 first\n03:11 second\nthird", house.incidents.current(), evidence=True)
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "G", "B")
        assert "broken into 3 rows:" in screen_text(pilot)
    assert [note.raw for note in stored(house) if note.source and not note.struck][:2] == [
        "03:10 first",
        "03:11 second",
    ]


async def test_the_filter_narrows_while_one_types(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "/", *"redis")
        assert "1 note · words" in screen_text(pilot)
        await press(pilot, "enter")
        assert "/ redis   1 of 3   Esc shows all" in screen_text(pilot)
        assert "on it" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "on it" in screen_text(pilot)


KUBELET = "".join(f"2026-11-21T03:50:{second:02d}.000Z WARN pod {second} evicted\n" for second in range(40))


async def test_lines_of_a_log_are_one_row_until_they_are_picked_in(house: ServiceContainer) -> None:
    incident = house.incidents.current() or ""
    log = ImportInput(KUBELET, "kubelet-old-1.log")
    house.importing.save(incident, house.importing.preview(incident, log))
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "g")
        assert "›03:50:00        ▸ 40 lines: kubelet-old-1.log" in screen_text(pilot)
        assert "evicted" not in screen_text(pilot)
        await press(pilot, "x")
        assert "There is no note under the cursor" in screen_text(pilot)
        await press(pilot, "/", *'"pod 7 e"', "enter")
        assert "▸ 1 line: kubelet-old-1.log" in screen_text(pilot)
        await press(pilot, "escape", "g", "enter", "g", "j", "space", "space", "enter")
        assert "2 picked into the timeline." in screen_text(pilot)
        await press(pilot, "escape")
        await until(pilot, lambda: "▸ 38 lines: kubelet-old-1.log" in screen_text(pilot))
        assert "pod 1 evicted" in screen_text(pilot)
        assert "pod 2 evicted" in screen_text(pilot)


async def test_a_note_moves_to_another_incident(house: ServiceContainer) -> None:
    first = house.incidents.current()
    other = house.incidents.create("Other").id
    house.incidents.use(first or "")
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "G", "M", "enter")
        assert "moved" in screen_text(pilot)
    assert [note.text for note in house.incidents.view(other).notes] == ["redis pool full #redis"]


async def test_a_secret_is_redacted_after_one_question(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "G", "X", *"pool", "enter", "enter")
        assert "redis pool full #redis" in texts(house)
        await press(pilot, "X", *"pool", "enter", "j", "enter")
        assert "redis [redacted] full #redis" in texts(house)


async def test_the_text_that_looks_like_a_secret_is_filled_in_and_other_notes_are_counted(
    house: ServiceContainer,
) -> None:
    incident = house.incidents.current()
    house.capture.take("hunter2hunter2 is in the log too", incident)
    house.capture.take("export DB_PASSWORD=hunter2hunter2", incident)
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "G", "X")
        assert "hunter2hunter2" in screen_text(pilot)
        assert "1 place in this note, and 1 other note" in screen_text(pilot)
        await press(pilot, "enter", "j", "enter")
        assert "Taken out everywhere on this machine, 1 other note included." in screen_text(pilot)
    assert "[redacted] is in the log too" in texts(house)


async def test_going_to_a_time_by_key_and_by_command(house: ServiceContainer) -> None:
    house.capture.take("@03:10 early", house.incidents.current())
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "G", "-", *"03:05", "enter")
        assert "›03:10" in screen_text(pilot)
        await press(pilot, ":", *"03:59")
        while "Go to 03:59" not in screen_text(pilot):
            await settle(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert "›03:59:12   saw" in screen_text(pilot)


async def test_what_looks_like_a_secret_is_told_at_once(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await write(pilot, "export DB_PASSWORD=hunter2hunter2")
        assert "looks like it holds a password or token" in screen_text(pilot)


async def test_ascii_shows_plain_signs(tmp_path: Path) -> None:
    house = open_test_services(tmp_path, ascii=True)
    house.incidents.create("plain")
    async with notes_of(house) as pilot:
        assert screen_text(pilot).isascii()
        assert "saved ok" in screen_text(pilot)


async def test_texts_that_write_themselves(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "Y", "h")
        assert "# Handover: Checkout 5xx" in screen_text(pilot)
        await press(pilot, "escape", "Y", "u")
        assert "SEV1 Checkout 5xx: responding" in screen_text(pilot)


async def test_notes_of_other_processes_appear(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        house.capture.take("from a shell", house.incidents.current())
        await until(pilot, lambda: "from a shell" in screen_text(pilot))


async def test_what_cannot_be_saved_says_so_and_comes_back(
    house: ServiceContainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    async with notes_of(house) as pilot:
        monkeypatch.setattr("oncall_tui.services.notes.capture.put_note", full)
        await press(pilot, *"lost?", "enter")
        await saved(pilot)
        screen = screen_text(pilot)
        assert "NOT SAVED✗" in screen
        assert "No space left on device" in screen
        monkeypatch.undo()
        await press(pilot, "enter")
        await until(pilot, lambda: "not saved" not in screen_text(pilot).lower())
    assert "lost?" in texts(house)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_hostile_text_is_harmless_in_rows_pane_and_toast(
    house: ServiceContainer, size: tuple[int, int]
) -> None:
    house.capture.take(HOSTILE, house.incidents.current())
    house.capture.take("x" * 100_000 + "\n" + HOSTILE, house.incidents.current(), evidence=True)
    async with notes_of(house, size) as pilot:
        await press(pilot, "tab", "G", "k")
        screen = screen_text(pilot)
        assert "␛]52;c;aGk=␇ ‹009B›31m [bold] [/ ‹202E› tfel ‹D800› ␀" in screen
        await press(pilot, "p", "x")
        assert "\x1b" not in screen_text(pilot)
        assert not {"\x1b", "\x9b", "\u202e", "\x00"} & set(screen_text(pilot))


async def test_the_pane_beside_shows_the_note_whole(house: ServiceContainer) -> None:
    async with notes_of(house, (160, 50)) as pilot:
        await press(pilot, "tab", "G")
        screen = screen_text(pilot)
        assert "happened  Sat 2026-11-21 03:59:12 UTC" in screen
        assert "? redis pool full #redis" in screen


async def test_the_pane_is_filled_as_soon_as_there_is_room_for_it(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "G")
        assert "happened" not in screen_text(pilot)
        await pilot.resize_terminal(160, 50)
        await settle(pilot)
        assert "happened  Sat 2026-11-21 03:59:12 UTC" in screen_text(pilot)


async def test_no_incident_never_refuses_a_note(tmp_path: Path) -> None:
    house = open_test_services(tmp_path)
    async with OncallApp(house, ("1", None)).run_test(size=(80, 24)) as pilot:
        await write(pilot, "first words")
        assert "no incident" in screen_lines(pilot.app.screen)[0]
        assert "first words" in screen_text(pilot)
    assert [note.text for note in house.capture.unfiled()] == ["first words"]


async def test_help_shows_the_keys_of_the_view(house: ServiceContainer) -> None:
    async with notes_of(house, (80, 100)) as pilot:
        await press(pilot, "tab", "?")
        screen = screen_text(pilot)
        assert "Leave the note out of the stream" in screen
        assert "The incident" in screen or "Stage, severity" in screen
        assert ":detected :declared :ack :mitigated :resolved" in screen
        await press(pilot, "escape")
        assert "[1 Notes]" in screen_text(pilot)


async def test_an_incident_that_was_seen_before_is_named_with_the_reason(house: ServiceContainer) -> None:
    other = house.incidents.create("Checkout is slow, 5xx again").id
    house.follow_up.add(other, "Raise the pool")
    house.incidents.use(house.incidents.find("checkout-5xx"))
    async with notes_of(house, size=(104, 24)) as pilot:
        await until(pilot, lambda: "Seen before" in screen_text(pilot))
        shown = screen_text(pilot)
        assert "Seen before: 2026-11-21 checkout-is-slow-5xx-again (" in shown
        assert "checkout" in shown.partition("Seen before")[2]
        assert "1 recommendation open" in shown
        pilot.app.post_message(Paste(":seen"))
        await press(pilot, "enter")
        shown = screen_text(pilot)
        assert "because of" in shown
        assert "still open: Raise the pool" in shown


async def test_what_is_new_in_the_process_is_said_once_and_open_steps_when_a_stage_is_left(
    house: ServiceContainer, tmp_path: Path
) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "process.md").write_text("version: 4\n## responding\n- tell legal\n")
    async with notes_of(house, size=(140, 24)) as pilot:
        await until(pilot, lambda: "Version 4 of the team's process: new: tell legal." in screen_text(pilot))
        await press(pilot, "tab", "s", "s", "j", "enter", "enter")
        assert "Now in timeline. Open in responding: tell legal." in screen_text(pilot)
    assert open_test_services(tmp_path).process_news.take() == ""
