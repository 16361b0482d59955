"""Every editor replaces exactly what it showed: a colleague's words that came meanwhile are kept beside it (S2)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.settings.settings import Settings
from tests.screens.harness import NOW, open_test_services, press, screen_text, settle, until

Arrives = Callable[[str, str, dict[str, Any]], None]
TABLES = {"note": "notes", "row": "events", "incident": "incident", "recommendation": "recommendations"}


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    services = open_test_services(tmp_path / "ana")
    incident = services.incidents.create("Checkout 5xx", severity="1").id
    note = services.capture.take("on it", incident).id
    services.capture.file_waiting(incident)
    services.curate.edit_text(incident, note, "on it, dash open", base_versions=None)
    services.follow_up.add(incident, "Alert on the pool")
    return services


@pytest.fixture
def arrives(house: ServiceContainer, tmp_path: Path) -> Arrives:
    """What a colleague wrote, without having seen anything since the house was made, reaches this machine."""
    incident = house.incidents.current() or ""
    bo = build_services(Settings(str(tmp_path / "bo"), "bo"), lambda: NOW)
    bo.store.join(incident, house.store.tables(incident))

    def arrive(table: str, id: str, fields: dict[str, Any]) -> None:
        with bo.store.transaction(incident, "by bo") as unit:
            unit.put(table, id, fields)
        house.store.join(incident, bo.store.tables(incident))

    return arrive


# Where, the keys that open the editor, what is typed there, the keys that save, and what the colleague wrote.
EDITORS = [
    ("1", "e", "X", "notes", {"text": "on it, by bo"}),
    ("1", "t", "03:50", "notes", {"occurred_at": "2026-11-21T03:40:00Z"}),
    ("2", "e", "X", "events", {"text": "on it, by bo"}),
    ("2", "t", "03:50", "events", {"occurred_at": "2026-11-21T03:40:00Z"}),
    ("2", "W", "03:50", "events", {"known_at": "2026-11-21T03:40:00Z"}),
    ("1", "st", "X", "incident", {"title": "Checkout, by bo"}),
    ("1", "sv", "2", "incident", {"severity": "SEV3"}),
    ("3", "@", "noor", "incident", {"preparer": "li"}),
    ("3", "t", "+5d", "incident", {"due_at": "2026-11-30T17:00:00Z"}),
    ("5", "e⏎", "X", "recommendations", {"title": "Alert, by bo"}),
]


def record_of(house: ServiceContainer, table: str) -> str:
    incident = house.incidents.current() or ""
    if table == "incident":
        return incident
    return next(iter(house.store.tables(incident)[table]))


def assert_both_are_kept(house: ServiceContainer, table: str, theirs: dict[str, Any]) -> None:
    [field] = theirs
    found = [
        each
        for each in house.conflicts.open_conflicts(house.incidents.current() or "")
        if each.field == field
    ]
    assert len(found) == 1, f"no conflict in {field}"
    values = [version.value for version in found[0].versions]
    assert theirs[field] in values
    assert len(values) == 2


@pytest.mark.parametrize(("view", "keys", "typed", "table", "theirs"), EDITORS)
async def test_words_that_came_while_a_question_was_open_are_kept(
    house: ServiceContainer,
    arrives: Arrives,
    view: str,
    keys: str,
    typed: str,
    table: str,
    theirs: dict[str, Any],
) -> None:
    app = OncallApp(house, (view, house.incidents.current()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(
            pilot, *(("tab",) if view == "1" else ()), *("enter" if key == "⏎" else key for key in keys)
        )
        arrives(table, record_of(house, table), theirs)
        await press(pilot, *typed, "enter")
    assert_both_are_kept(house, table, theirs)


async def test_a_field_is_asked_for_with_what_a_colleague_wrote_before_the_question(
    house: ServiceContainer, arrives: Arrives
) -> None:
    incident = house.incidents.current() or ""
    async with OncallApp(house).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "s", "j", "j")
        arrives("incident", incident, {"title": "Checkout, by bo"})
        await press(pilot, "enter")
        assert "Checkout, by bo" in screen_text(pilot)


@pytest.mark.parametrize(("view", "table"), [("1", "notes"), ("2", "events")])
async def test_words_that_came_while_the_editor_was_open_are_kept(
    house: ServiceContainer, arrives: Arrives, monkeypatch: pytest.MonkeyPatch, view: str, table: str
) -> None:
    theirs = {"text": "on it, by bo"}

    @contextmanager
    def edited(app: Any, text: str, settings: Any) -> Iterator[str]:
        arrives(table, record_of(house, table), theirs)
        yield text + ", as ana saw it"

    folder = {"1": "notes", "2": "timeline"}[view]
    monkeypatch.setattr(f"oncall_tui.screens.{folder}.actions.edit_externally", edited)
    app = OncallApp(house, (view, house.incidents.current()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *(("tab",) if view == "1" else ()), "E")
    assert_both_are_kept(house, table, theirs)


@pytest.mark.parametrize("keys", [("e", *"as ana saw it", "escape"), ("E",)])
async def test_a_section_that_a_colleague_wrote_while_it_was_edited_is_kept(
    house: ServiceContainer, arrives: Arrives, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    theirs = {"impact": "as bo saw it"}
    incident = house.incidents.current() or ""

    @contextmanager
    def edited(app: Any, text: str, settings: Any) -> Iterator[str]:
        arrives("incident", incident, theirs)
        yield text + "as ana saw it"

    monkeypatch.setattr("oncall_tui.screens.writeup.editing.edit_externally", edited)
    app = OncallApp(house, ("3", incident))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert pilot.app.screen.row_list.move_to("impact")  # type: ignore[attr-defined]
        await press(pilot, keys[0])
        if keys[0] == "e":
            arrives("incident", incident, theirs)
            await until(pilot, lambda: house.writeup.section(incident, "impact").text == "as bo saw it")
        await press(pilot, *keys[1:])
        assert_both_are_kept(house, "incident", theirs)
        await until(pilot, lambda: "2 versions" in screen_text(pilot))
        assert "[+ana+]" in screen_text(pilot), "they are shown word by word"
        await press(pilot, "e")
        assert "Conflict 1 of 1" in screen_text(pilot), "neither is edited over the other"


async def test_a_note_that_was_filed_while_it_was_amended_is_no_conflict(house: ServiceContainer) -> None:
    app = OncallApp(house, ("1", house.incidents.current()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *"new note", "enter")
        await until(pilot, lambda: "new note" in screen_text(pilot) and "saving" not in screen_text(pilot))
        await press(pilot, "up", *" again")
        house.capture.file_waiting(house.incidents.current() or "")
        await press(pilot, "enter")
    incident = house.incidents.current() or ""
    assert "new note again" in [note.text for note in house.incidents.view(incident).notes]
    assert house.conflicts.open_conflicts(incident) == []
