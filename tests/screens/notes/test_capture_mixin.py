"""The capture line says before Enter what it will save, refuses no words, and amends all of a note (N1, N3)."""

from pathlib import Path

import pytest
from textual.events import Paste

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.note import Note
from tests.screens.harness import open_test_services, press, screen_text, settle, until
from tests.screens.notes.test_screen import notes_of, saved, stored, texts, write


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    services = open_test_services(tmp_path)
    incident = services.incidents.create("Checkout 5xx", severity="1").id
    services.capture.take("plain note", incident)
    services.capture.file_waiting(incident)
    return services


def only(house: ServiceContainer) -> Note:
    [note] = stored(house)
    return note


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("restarted it 5 min ago", "now · says “5 min ago”: ^T takes 03:54"),
        ("! rebooted at 02:10", "now · did · says “02:10”: ^T takes 02:10"),
        (":sev1", "no verb “:sev1”, saved as text · did you mean :sev 1?"),
        (":tada", "no verb “:tada”, saved as text · :help"),
        (":q", "no verb “:q”, saved as text · ^Q leaves the program"),
        (":wq!", "^Q leaves the program"),
        (":sev", ":sev asks how bad it is"),
        (":sev banana", "── “banana” is not a severity"),
        (":sev 2", "now · severity SEV2"),
        (":lead me", "now · lead @ana"),
        (":update rolling back next 45", "now · rolling back · next update due 04:44"),
        (":update rolling back, next update in 30 min", "now · rolling back · next update due 04:29"),
        (":resolved", "now · resolved"),
        ("-10m ! drained", "happened 03:49:12 UTC (10m ago) · did"),
        ("@02:50-02:58 in failover", "happened 02:50:00–02:58 UTC"),
        ("? the cache", "now · suspected"),
        (":help", ":help shows the keys and words"),
    ],
)
async def test_the_preview_says_what_enter_does(house: ServiceContainer, line: str, said: str) -> None:
    async with notes_of(house) as pilot:
        pilot.app.post_message(Paste(line))
        await settle(pilot)
        assert said in screen_text(pilot)


async def test_the_time_in_the_text_is_taken_by_a_key(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        pilot.app.post_message(Paste("! restarted it 5 min ago"))
        await settle(pilot)
        await press(pilot, "ctrl+t", "enter")
        await saved(pilot)
    note = next(note for note in stored(house) if note.kind == "did")
    assert (format_instant(note.occurred_at or 0), note.text) == (
        "2026-11-21T03:54:00Z",
        "restarted it 5 min ago",
    )


@pytest.mark.parametrize("line", [":lead", ":update", ":link", ":sev banana"])
async def test_a_verb_without_its_value_is_refused_and_stays_in_the_line(
    house: ServiceContainer, line: str
) -> None:
    async with notes_of(house) as pilot:
        await write(pilot, ":lead @bo")
        pilot.app.post_message(Paste(line))
        await press(pilot, "enter")
        await until(pilot, lambda: "Nothing was saved" in screen_text(pilot))
        assert pilot.app.screen.query_one("#capture").text == line  # type: ignore[attr-defined]
    incident = house.incidents.view(house.incidents.current() or "").incident
    assert (incident.severity, incident.lead, len(texts(house))) == ("SEV1", "bo", 2)


@pytest.mark.parametrize(
    ("before", "after", "kind", "occurred_at", "text"),
    [
        ("", "! ", "did", "2026-11-21T03:59:12Z", "plain note"),
        ("", "-30m ", None, "2026-11-21T03:29:12Z", "plain note"),
        ("", "@03:10 = ", "decided", "2026-11-21T03:10:00Z", "plain note"),
    ],
)
async def test_amending_reads_kind_and_time(
    house: ServiceContainer, before: str, after: str, kind: str | None, occurred_at: str, text: str
) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "up", "home", *after)
        await press(pilot, "enter")
    note = only(house)
    assert (note.kind, format_instant(note.occurred_at or 0), note.text) == (kind, occurred_at, text)
    assert note.raw == "plain note"


async def test_amending_shows_kind_and_time_and_leaves_them_alone(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await write(pilot, "@03:10:30 ! drained b")
        await press(pilot, "tab", "a", "up")
        assert pilot.app.screen.query_one("#capture").text == "@03:10:30 ! drained b"  # type: ignore[attr-defined]
        assert "happened 03:10:30 UTC (48m42s ago) · did" in screen_text(pilot)
        await press(pilot, *", all of it", "enter")
    note = next(note for note in stored(house) if note.kind)
    assert (note.kind, format_instant(note.occurred_at or 0)) == ("did", "2026-11-21T03:10:30Z")
    assert note.text == "drained b, all of it"


async def test_an_emptied_line_ends_amending(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "up", "ctrl+u")
        await write(pilot, "the next note")
    assert texts(house) == ["plain note", "the next note"]


async def test_undo_takes_back_the_note_that_was_just_written(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await write(pilot, "wrong window")
        await press(pilot, "tab", "u")
        assert "undone: note “wrong window”" in screen_text(pilot)
        assert texts(house) == ["plain note"]
        await press(pilot, "U")
    assert texts(house) == ["plain note", "wrong window"]


async def test_an_idea_from_anywhere_is_in_the_tracker_at_once(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "i", *"alert on it", "enter")
        await press(pilot, "5")
        assert "alert on it" in screen_text(pilot)


async def test_an_idea_while_cleaning_up_is_no_row_of_today(house: ServiceContainer) -> None:
    house.incidents.set(house.incidents.current() or "", {"stage": "timeline"}, base_versions=None)
    async with notes_of(house) as pilot:
        await press(pilot, "tab", "2", "i", *"alert on it", "enter")
        assert "alert on it" not in screen_text(pilot)
        await press(pilot, "5")
        assert "alert on it" in screen_text(pilot)
    note = next(note for note in stored(house) if note.kind == "idea")
    assert note.about == stored(house)[0].id


async def test_lines_pasted_through_tmux_are_not_doubled(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        pilot.app.post_message(Paste("one\r\rtwo\r\rthree"))
        await saved(pilot)
    assert "one\ntwo\nthree" in texts(house)


async def test_resolved_says_what_follows(house: ServiceContainer) -> None:
    async with notes_of(house) as pilot:
        await write(pilot, ":resolved")
        await until(pilot, lambda: "opened→resolved 0m" in screen_text(pilot))
        assert "s moves on" in screen_text(pilot)
