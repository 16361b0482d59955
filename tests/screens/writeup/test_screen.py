"""Write-up end to end: the list, each key once, at 80x24 and wide; nothing that was typed is lost."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.read_models.writeup_view import WriteupView
from oncall_tui.screens.writeup.report_page import ReportPage
from oncall_tui.screens.writeup.screen import WriteupScreen
from oncall_tui.services.sources.proposals import ImportInput
from oncall_tui.widgets.rows import row_text
from oncall_tui.widgets.text_editor import TextEditor
from tests.screens.harness import open_test_services, press, screen_lines, screen_text, settle, until
from tests.screens.timelines import REPORT

SIZES = [(80, 24), (160, 50)]
IMPORTED = REPORT + "\n## Impact\n\nFour teams waited.\n"


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    services = open_test_services(tmp_path)
    incident = services.incidents.create("leak", severity="1", zone="Europe/London").id
    services.importing.save(incident, services.importing.preview(incident, ImportInput(REPORT, "report.md")))
    return services


@asynccontextmanager
async def writeup_of(house: ServiceContainer, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[Any]]:
    async with OncallApp(house, ("3", house.incidents.current())).run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def screen(pilot: Pilot[Any]) -> WriteupScreen:
    assert isinstance(pilot.app.screen, WriteupScreen)
    return pilot.app.screen


def text_of(house: ServiceContainer, name: str) -> str:
    return house.writeup.section(house.incidents.current() or "", name).text


def write(house: ServiceContainer, name: str, text: str) -> None:
    incident = house.incidents.current() or ""
    house.writeup.set(incident, name, text, base_versions=house.writeup.base_versions(incident, name))


def line_at_cursor(page: ReportPage) -> str:
    return row_text(page.listed.rows.row(page.listed.cursor or 0, 80))


async def go_to(pilot: Pilot[Any], name: str) -> None:
    assert screen(pilot).row_list.move_to(name)
    await settle(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_on_the_section_to_write_next(house: ServiceContainer, size: tuple[int, int]) -> None:
    async with writeup_of(house, size) as pilot:
        lines = screen_lines(pilot.app.screen)
        assert screen(pilot).row_list.cursor_id == "impact"
        assert "[3 Write-up]" in lines[1]
        assert "nobody prepares it: @" in lines[2]
        assert "next: impact" in lines[2]
        assert any(line.startswith("›  Impact") and "empty" in line for line in lines)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("leave", ["escape", "tab"])
async def test_leaving_the_editor_saves(house: ServiceContainer, size: tuple[int, int], leave: str) -> None:
    async with writeup_of(house, size) as pilot:
        await press(pilot, "enter", *"Four teams waited.", "enter", *"A day", leave)
        assert text_of(house, "impact") == "Four teams waited.\nA day"
        assert "5 words" in screen_text(pilot)
        assert pilot.app.focused is screen(pilot).row_list
        await press(pilot, "u")
        assert text_of(house, "impact") == ""
        await press(pilot, "U")
        assert text_of(house, "impact").endswith("A day")


async def test_leaving_an_unchanged_text_changes_nothing(house: ServiceContainer) -> None:
    write(house, "impact", "Four teams waited.")
    async with writeup_of(house) as pilot:
        await go_to(pilot, "impact")
        before = house.history.actions(house.incidents.current() or "")
        await press(pilot, "e", "escape")
        assert "Nothing was changed" in screen_text(pilot)
        assert house.history.actions(house.incidents.current() or "") == before


async def test_a_text_that_is_put_aside_is_not_saved_and_comes_back(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        await press(pilot, "e", *"half a thought", "ctrl+c")
        assert text_of(house, "impact") == ""
        assert "put aside, unsaved" in screen_text(pilot)
        await press(pilot, "e")
        assert pilot.app.screen.query_one(TextEditor).text == "half a thought"
        await press(pilot, *", whole", "escape")
        assert text_of(house, "impact") == "half a thought, whole"
        assert "unsaved" not in screen_text(pilot)


async def test_a_paste_keeps_its_lines(house: ServiceContainer) -> None:
    from textual.events import Paste

    async with writeup_of(house) as pilot:
        await press(pilot, "e")
        pilot.app.post_message(Paste("one\r\ntwo\n"))
        await press(pilot, "escape")
        assert text_of(house, "impact") == "one\ntwo"


async def test_space_says_that_a_text_is_still_true(house: ServiceContainer) -> None:
    write(house, "summary", "A token leaked.")
    write(house, "impact", "Four teams waited.")
    async with writeup_of(house) as pilot:
        await go_to(pilot, "summary")
        assert "written before the rest" in screen_text(pilot)
        await press(pilot, "space")
        assert "Still true: Summary" in screen_text(pilot)
        assert "written before the rest" not in screen_text(pilot)


async def test_what_it_reads_is_read_ahead_and_an_incident_that_went_is_no_error(
    house: ServiceContainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    view = house.writeup.view

    def counted(incident: str) -> WriteupView:
        asked.append(incident)
        return view(incident)

    monkeypatch.setattr(house.writeup, "view", counted)
    incident = house.incidents.current() or ""
    shown = WriteupScreen(house, incident)
    shown.preload(None)
    assert asked == []
    shown.preload(incident)
    shown.preload("01hv3z9x8k7m6n5p4q3r2s1t0v")
    assert asked == [incident, "01hv3z9x8k7m6n5p4q3r2s1t0v"]


async def test_the_preparer_is_set_and_a_responder_is_told_once(house: ServiceContainer) -> None:
    house.capture.take("on it", house.incidents.current())
    async with writeup_of(house) as pilot:
        await press(pilot, "@", *"noor", "enter")
        assert "prepared by noor ·" in screen_text(pilot)
        await press(pilot, "@", *"me", "enter")
        assert "prepared by ana, who responded" in screen_text(pilot)
        await press(pilot, "@", "backspace", "enter")
        assert "nobody prepares it" in screen_text(pilot)
        await press(pilot, "@", "enter")
        assert "took notes or held a role" in screen_text(pilot)
        assert "prepared by ana, who responded" in screen_text(pilot)


async def test_a_deadline_is_said_before_it_is_set(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        await press(pilot, "t", *"+5d")
        assert "due Thu 26 Nov 2026 17:00" in screen_text(pilot)
        await press(pilot, "enter")
        assert "due in 5d" in screen_lines(pilot.app.screen)[0]
        await press(pilot, "t", *"soon", "enter")
        assert "Nothing was changed" in screen_text(pilot)
        await press(pilot, "escape")


async def test_what_is_left_is_counted_and_gone_to(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        left = house.writeup.view(house.incidents.current() or "").left
        assert f"!{len(left)} " in screen_lines(pilot.app.screen)[1] + " "
        await press(pilot, "!")
        assert f"{len(left)} left" in screen_text(pilot)
        assert left[0].text in screen_text(pilot)
        await press(pilot, "enter")
        assert screen(pilot).row_list.cursor_id == left[0].id


async def test_wording_is_shown_while_it_is_typed_and_gone_to_with_l(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        await press(pilot, "l")
        assert "asks nothing about this write-up" in screen_text(pilot)
        await press(pilot, "e", *"A quiet line.", "enter", "enter", *"We should have")
        assert "“We should have”" not in screen_text(pilot)
        await press(pilot, *" checked.")
        assert "“should have checked” (counterfactual): What did they see" in screen_text(pilot)
        await press(pilot, "ctrl+home", "x")
        assert "(counterfactual)" not in screen_text(pilot)
        await press(pilot, "escape", "g", "l")
        assert "1 wording" in screen_text(pilot)
        await press(pilot, "enter")
        editor = pilot.app.focused
        assert isinstance(editor, TextEditor)
        assert editor.cursor_location == (2, 3)
        await press(pilot, "escape")


async def test_a_step_of_the_process_is_ticked_or_skipped_where_it_is_left(house: ServiceContainer) -> None:
    incident = house.incidents.current() or ""
    house.sync_files.write_team({"process.md": "version: 2\n## responding\n- tell support\n- tell legal\n"})
    async with writeup_of(house) as pilot:
        for name, keys in (("tell support", ("d",)), ("tell legal", ("s", *"no data", "enter"))):
            left = [each.id for each in house.writeup.view(incident).left]
            await press(pilot, "!", *["down"] * left.index(name), "enter")
            assert f"Step “{name}”" in screen_text(pilot)
            await press(pilot, *keys)
        steps = {step.name: (step.state, step.reason) for step in house.process.view(incident).steps}
        assert steps == {"tell support": ("done", ""), "tell legal": ("skipped", "no data")}


async def test_what_a_person_answered_is_pasted_as_their_account(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        await press(pilot, "a", "p", *"bo", "enter", "enter")
        assert "bo answers" in screen_text(pilot)
        await press(pilot, *"I saw the plan", "enter", *"and nothing else", "escape")
        assert "Saved · account of bo" in screen_text(pilot)
    incident = house.incidents.current() or ""
    [note] = [note for note in house.incidents.view(incident).notes if note.author == "bo"]
    assert note.raw == "I saw the plan\nand nothing else"


async def test_rows_are_picked_for_what_went_well(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        await go_to(pilot, "went_well")
        await press(pilot, "*", *"purged", "enter", "escape")
        view = house.writeup.view(house.incidents.current() or "")
        assert [view.timeline.text(row) for row in view.starred["went_well"]] == ["History purged"]
        assert "written, 1 row" in screen_text(pilot)
        await go_to(pilot, "got_lucky")
        await press(pilot, "*", "enter", "escape")
        assert house.writeup.view(view.view.id).starred["got_lucky"]


@pytest.mark.parametrize("size", SIZES)
async def test_wording_is_shown_with_its_question_and_kept_with_a_reason(
    house: ServiceContainer, size: tuple[int, int]
) -> None:
    write(house, "impact", "The team should have checked the branch.")
    async with writeup_of(house, size) as pilot:
        await go_to(pilot, "impact")
        assert "1 wording" in screen_text(pilot)
        assert "What did they see at that moment" in screen_text(pilot)
        await press(pilot, "x", *"they say so themselves", "enter")
        assert "1 wording" not in screen_text(pilot)
        assert house.writeup.view(house.incidents.current() or "").wording == ()


async def test_sections_that_are_not_typed_lead_to_where_they_are_made(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        await go_to(pilot, "timeline")
        await press(pilot, "e")
        assert "is not typed" in screen_text(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.KEY == "2"  # type: ignore[attr-defined]
        await press(pilot, "3")
        await go_to(pilot, "recommendations")
        await press(pilot, "enter")
        assert pilot.app.screen.KEY == "5"  # type: ignore[attr-defined]


async def test_a_footer_fits_at_80_columns(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        foot = screen_lines(pilot.app.screen)[-1]
        assert foot.strip().endswith("? help")
        assert "p page" in foot


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_is_searched_and_walked_by_heading(
    house: ServiceContainer, size: tuple[int, int]
) -> None:
    write(house, "impact", "Four teams waited.")
    async with writeup_of(house, size) as pilot:
        await go_to(pilot, "impact")
        await press(pilot, "p")
        page = pilot.app.screen
        assert isinstance(page, ReportPage)
        assert "── Impact ─" in line_at_cursor(page), "it opens where one was"
        await press(pilot, "n")
        here = page.listed.cursor
        assert "── Durations ─" in line_at_cursor(page)
        await press(pilot, "N")
        assert (page.listed.cursor or 0) < (here or 0)
        await press(pilot, "/", *"PURGED", "enter")
        assert "History purged" in line_at_cursor(page)
        await press(pilot, "escape")
        assert screen(pilot).row_list.cursor_id == "impact"


async def test_beside_the_list_the_page_follows_the_cursor(house: ServiceContainer) -> None:
    write(house, "impact", "Four teams waited.")
    async with writeup_of(house, (160, 24)) as pilot:
        await until(
            pilot, lambda: "History purged" in screen_text(pilot) or "Four teams" in screen_text(pilot)
        )
        await go_to(pilot, "timeline")
        await until(pilot, lambda: "── Timeline ─" in screen_lines(pilot.app.screen)[2])
        assert "History purged" in screen_text(pilot)


async def test_the_report_is_copied_or_written_to_a_file_whose_path_is_said(
    house: ServiceContainer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.html").write_text("mine")
    async with writeup_of(house) as pilot:
        await press(pilot, "Y", "p", "enter")
        assert "The report, copied" in screen_text(pilot)
        assert pilot.app.clipboard.startswith("# ")
        await press(pilot, "escape", "Y", "p", *"html", "enter", "enter")
        assert "Written to" in screen_text(pilot)
        assert (tmp_path / "leak.html").read_text().startswith("<!")
        await press(pilot, "Y", "p", *"html", "enter", "ctrl+u", *"mine.html", "enter")
        assert "is not a report of this program" in screen_text(pilot)
        assert (tmp_path / "mine.html").read_text() == "mine"


async def test_questions_to_a_person_are_a_text_to_send(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        await press(pilot, "Y", "q", *"noor", "enter")
        assert "questions to noor, copied" in screen_text(pilot)
        assert "What did you see?" in pilot.app.clipboard


async def test_an_imported_text_is_accepted_with_space(house: ServiceContainer) -> None:
    incident = house.incidents.current() or ""
    house.importing.save(incident, house.importing.preview(incident, ImportInput(IMPORTED, "impact.md")))
    async with writeup_of(house) as pilot:
        await go_to(pilot, "impact")
        assert "imported, not looked at" in screen_text(pilot)
        await press(pilot, "space")
        assert "Ours now: Impact" in screen_text(pilot)
        assert "imported, not looked at" not in screen_text(pilot)


async def test_all_texts_are_edited_together_from_a_section_that_is_none(
    house: ServiceContainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def edited(app: Any, text: str, settings: Any) -> Iterator[str]:
        yield text.replace("=== impact === Impact\n", "=== impact === Impact\nFour teams waited.\n")

    monkeypatch.setattr("oncall_tui.screens.writeup.editing.edit_externally", edited)
    async with writeup_of(house) as pilot:
        await go_to(pilot, "timeline")
        await press(pilot, "E")
        assert text_of(house, "impact") == "Four teams waited."
        assert text_of(house, "summary") == ""


async def test_a_click_beside_the_editor_keeps_the_text(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        await press(pilot, "e", *"Four teams")
        await pilot.click("#sections", offset=(5, 1))
        await until(pilot, lambda: text_of(house, "impact") == "Four teams")


async def test_a_click_on_a_section_opens_it_the_second_time(house: ServiceContainer) -> None:
    async with writeup_of(house) as pilot:
        await pilot.click("#sections", offset=(5, 0))
        await settle(pilot)
        assert screen(pilot).row_list.cursor_id == "summary"
        await pilot.click("#sections", offset=(5, 0))
        await settle(pilot)
        assert isinstance(pilot.app.focused, TextEditor)


async def test_hostile_texts_are_only_text(house: ServiceContainer) -> None:
    write(house, "impact", "\x1b]52;c;aGk=\x07 [bold] [/ \u202e tfel \x00")
    async with writeup_of(house, (160, 50)) as pilot:
        await go_to(pilot, "impact")
        assert "\x1b]52" not in screen_text(pilot)
        await press(pilot, "p")
        assert "[bold]" in screen_text(pilot)
        assert "\x1b]52" not in screen_text(pilot)


@pytest.mark.parametrize(("key", "kind"), [("r", "recommendations"), ("l", "losses"), ("q", "questions")])
async def test_a_adds_what_a_write_up_is_made_of(house: ServiceContainer, key: str, kind: str) -> None:
    async with writeup_of(house) as pilot:
        await press(pilot, "a", key, *"something", "enter")
        assert "Added · something" in screen_text(pilot)
        records = house.store.tables(house.incidents.current() or "")[kind].values()
        assert "something" in [record.get("text") or record.get("title") for record in records]
