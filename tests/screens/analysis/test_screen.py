"""The analysis as a preparer works on it: every key once, at 80x24 and wide (RETROSPECTIVE 4 and 11)."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.screens.analysis.screen import AnalysisScreen
from oncall_tui.screens.writeup.screen import WriteupScreen
from oncall_tui.widgets.rows import row_text
from tests.screens.harness import open_test_services, press, press_at_once, screen_text, settle, until

SMALL, WIDE = (80, 24), (160, 50)
SIZES = pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "160x50"])


class House:
    """An incident with a small analysis: loss, hazard, constraint, one control that was late, one that held."""

    def __init__(self, data: Path) -> None:
        self.services = services = open_test_services(data)
        self.incident = services.incidents.create("Disk space").id
        services.capture.take("the disk alert fired", self.incident)
        add = services.analysis.add
        self.loss = add(self.incident, "loss", "four hours of deployments")
        self.hazard = add(self.incident, "hazard", "less disk than images need", [f"losses={self.loss}"])
        self.constraint = add(
            self.incident, "constraint", "pods only where there is room", [f"hazards={self.hazard}"]
        )
        self.alert = add(
            self.incident,
            "control",
            "Disk alert",
            [f"constraints={self.constraint}", "exercised_by=on-call", "feedback=a page"],
        )
        self.late = add(self.incident, "finding", "named the volume", [f"control={self.alert}", "how=late"])
        self.eviction = add(
            self.incident,
            "control",
            "Eviction",
            ["exercised_by=node group", "acts_on=pods", "feedback=none", f"constraints={self.constraint}"],
        )
        self.held = add(self.incident, "finding", "nodes stayed up", [f"control={self.eviction}", "how=held"])

    @property
    def analysis(self) -> Analysis:
        return self.services.writeup.view(self.incident).analysis


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "data")


def app_of(services: ServiceContainer, incident: str) -> OncallApp:
    return OncallApp(services, ("analysis", incident))


async def type_in(pilot: Pilot[None], text: str) -> None:
    await press(pilot, *("space" if character == " " else character for character in text))


async def start(pilot: Pilot[None]) -> AnalysisScreen:
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, AnalysisScreen)
    return screen


async def go_to(pilot: Pilot[None], screen: AnalysisScreen, id: str) -> None:
    assert screen.row_list.move_to(id)
    await settle(pilot)


@SIZES
async def test_shows_the_structure_with_counts_and_the_record(house: House, size: tuple[int, int]) -> None:
    async with app_of(house.services, house.incident).run_test(size=size) as pilot:
        screen = await start(pilot)
        text = screen_text(pilot)
        assert "disk-space · analysis" in text
        assert "✗ 1  ✓ 1  ∅ 0  S 0" in text
        assert "Disk alert" in text
        assert "✗ late" in text
        assert "✓ held" in text
        assert f"{len(screen.read_sheet().left)} left" in text
        await go_to(pilot, screen, house.late)
        assert "late: too late, too early, or stopped too soon" in screen_text(pilot)


@SIZES
async def test_footer_fits_and_names_the_keys(house: House, size: tuple[int, int]) -> None:
    async with app_of(house.services, house.incident).run_test(size=size) as pilot:
        await start(pilot)
        last = screen_text(pilot).splitlines()[-1]
        assert "Enter answer" in last
        assert "? help" in last
        assert len(last) <= 80


@SIZES
async def test_enter_asks_what_the_record_lacks_and_goes_on(house: House, size: tuple[int, int]) -> None:
    async with app_of(house.services, house.incident).run_test(size=size) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter")
        assert "At which rows of the timeline?" in screen_text(pilot)
        await press(pilot, "enter")  # nothing: skipped
        assert "What made this the sensible thing" in screen_text(pilot)
        await type_in(pilot, "it was built for volumes")
        await press(pilot, "ctrl+j")
        await type_in(pilot, "of another size")
        await press(pilot, "enter")
        assert house.analysis.findings[0].made_sense == "it was built for volumes\nof another size"
        assert "What did they, or it, see afterwards" in screen_text(pilot)


async def test_page_keys_go_to_the_questions_around_and_answers_can_be_read_again(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter", "pageup")
        assert "What did “Disk alert” do?" in screen_text(pilot)
        assert screen.panel.edit.text == "named the volume"
        await press(pilot, "pagedown")
        assert "At which rows" in screen_text(pilot)


@pytest.mark.parametrize("key", ["tab", "escape"])
async def test_leaving_keeps_what_is_typed_for_the_next_time(house: House, key: str) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter", "pagedown")
        await type_in(pilot, "half a tho")
        await press(pilot, key)
        assert screen.focused is screen.row_list
        assert "is kept, not saved" in screen_text(pilot)
        assert not house.analysis.findings[0].made_sense
        await press(pilot, "enter", "pagedown")
        assert screen.panel.edit.text == "half a tho"


async def test_a_draft_survives_the_program_and_replaces_only_what_it_was_shown(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter", "pageup")
        await type_in(pilot, " mine")
        await press(pilot, "tab")
    edits = house.services.analysis
    base = edits.base_versions(house.incident, house.late)
    edits.set(house.incident, house.late, ["what=theirs"], base_versions=base)
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter", "pageup")
        assert screen.panel.edit.text == "named the volume mine"
        await press(pilot, "enter")
        (conflict,) = house.services.incidents.view(house.incident).conflicts
        assert set(conflict["values"]) == {"theirs", "named the volume mine"}


async def test_what_is_typed_is_on_the_disk_before_it_is_left(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter", "pagedown")
        await type_in(pilot, "half a tho")
        await until(pilot, lambda: house.services.section_drafts.of(house.incident))
        drafts = house.services.section_drafts
        await until(pilot, lambda: [d.text for d in drafts.of(house.incident).values()] == ["half a tho"])


async def test_question_mark_asks_an_open_question_and_none_is_an_answer(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter")
        await type_in(pilot, "none")
        await press(pilot, "enter")
        await type_in(pilot, "? ask the vendor")
        await press(pilot, "enter")
        (question,) = house.analysis.questions
        assert (question.text, list(question.about)) == ("ask the vendor", [house.late])
        codes = {(end.code, end.id) for end in screen.read_sheet().left}
        assert ("finding-without-event", house.late) not in codes


async def test_a_new_hazard_is_linked_with_the_only_loss_and_asks_on(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        await start(pilot)
        await press(pilot, "a", "h")
        assert "Finish the sentence" in screen_text(pilot)
        await type_in(pilot, "images were larger")
        await press(pilot, "enter")
        assert house.analysis.hazards[-1].losses == (house.loss,)
        assert "linked with four hours of deployments" in screen_text(pilot)
        assert "Turn it round" in screen_text(pilot)
        await type_in(pilot, "sizes are known")
        await press(pilot, "enter")
        assert house.analysis.constraints[-1].hazards == (house.analysis.hazards[-1].id,)


async def test_a_new_control_leads_to_how_it_held(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.constraint)
        await press(pilot, "a", "c")
        for answer in ("Runbook", "team -> module", "none", "late", "no step"):
            await type_in(pilot, answer)
            await press(pilot, "enter")
        control, finding = house.analysis.controls[-1], house.analysis.findings[-1]
        assert (control.exercised_by, control.acts_on, control.feedback) == ("team", "module", "none")
        assert control.constraints == (house.constraint,)
        assert (finding.control, finding.how, finding.what) == (control.id, "late", "no step")


async def test_answers_that_come_in_one_read_each_reach_their_own_question(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.alert)
        await press(pilot, "a", "f")
        typed = [*"late", "enter", *"rang", "enter", "enter", *"as built", "enter"]
        await press_at_once(pilot, *("space" if key == " " else key for key in typed))
        finding = house.analysis.findings[-1]
        assert (finding.how, finding.what, finding.made_sense) == ("late", "rang", "as built")


async def test_rows_are_offered_by_their_words_where_rows_are_asked(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter")
        await type_in(pilot, "disk")
        assert "the disk alert fired" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert len(house.analysis.findings[0].events) == 1


async def test_every_letter_of_add_asks_for_its_kind(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        tables = {"l": "losses", "m": "missing_controls", "s": "systemic_problems", "i": "insights"}
        for letter, table in {**tables, "q": "questions", "k": "constraints"}.items():
            before = len(house.analysis.records[table])
            await press(pilot, "a", letter)
            await type_in(pilot, "some words")
            await press(pilot, "enter")
            if screen.interview is not None:
                await press(pilot, "escape")
            assert len(house.analysis.records[table]) == before + 1
        await go_to(pilot, screen, house.held)
        await press(pilot, "a", "f")
        assert "How did “Eviction” hold?" in screen_text(pilot)
        await press(pilot, "escape", "a", "r")
        await type_in(pilot, "Evict earlier")
        await press(pilot, "enter")
        recommendation = next(iter(house.analysis.recommendations))
        assert house.analysis.find(house.held).mended_by == (recommendation,)  # type: ignore[union-attr]


async def test_links_with_a_row_and_takes_it_off_again(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "l", "t", "enter")
        assert len(house.analysis.findings[0].events) == 1
        await press(pilot, "x")
        await type_in(pilot, "take off: row")
        await press(pilot, "enter")
        assert not house.analysis.findings[0].events
        await press(pilot, "u")
        assert len(house.analysis.findings[0].events) == 1
        await press(pilot, "U")
        assert not house.analysis.findings[0].events


async def test_rows_are_named_by_words_of_theirs_and_enter_takes_what_is_offered(house: House) -> None:
    fired = next(iter(house.services.incidents.view(house.incident).notes.ids))
    other = house.services.capture.take("the disk alert was silenced", house.incident).id
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter")
        assert "At which rows" in screen_text(pilot)
        await type_in(pilot, f"{fired[-6:]} alert silenc")
        assert "↓ takes" in screen_text(pilot)
        await press(pilot, "enter")
        assert set(house.analysis.findings[0].events) == {fired, other}
        assert "At which rows" not in screen_text(pilot)
        assert "Saved" in screen_text(pilot)


async def test_wording_is_shown_while_an_answer_or_a_field_is_typed(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter")
        await type_in(pilot, "nobody checked it")
        assert "“nobody checked” (omission)" in screen_text(pilot)
        await press(pilot, "escape", "a", "r")
        await type_in(pilot, "be more careful")
        assert "“be more careful” (exhortation)" in screen_text(pilot)
        await press(pilot, "escape")


async def test_a_row_leads_to_its_finding_and_back(house: House) -> None:
    row = next(iter(house.services.incidents.view(house.incident).notes.ids))
    async with OncallApp(house.services, ("2", house.incident)).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "f")
        assert "No finding of the analysis names this row" in screen_text(pilot)
        base = house.services.analysis.base_versions(house.incident, house.late)
        house.services.analysis.set(house.incident, house.late, [f"events={row}"], base_versions=base)
        await press(pilot, "f")
        screen = await start(pilot)
        assert screen.record().id == house.late
        await press(pilot, "o")
        await type_in(pilot, "row")
        await press(pilot, "enter")
        assert "[2 Timeline]" in screen_text(pilot)


async def test_links_that_the_other_end_holds_are_made_and_taken_off(house: House) -> None:
    house.services.analysis.add(house.incident, "loss", "trust")
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.analysis.losses[-1].id)
        await press(pilot, "l", "h", "enter")
        assert len(house.analysis.hazards[0].losses) == 2
        await press(pilot, "x")
        await type_in(pilot, "take off: hazard")
        await press(pilot, "enter")
        assert list(house.analysis.hazards[0].losses) == [house.loss]


async def test_settles_with_a_reason_and_leaves_out(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        before = len(screen.read_sheet().left)
        await go_to(pilot, screen, house.late)
        await press(pilot, "x", "enter")
        await type_in(pilot, "a known gap")
        await press(pilot, "enter")
        assert len(screen.read_sheet().left) == before - 1
        assert f"{before - 1} left" in screen_text(pilot)
        await press(pilot, "x")
        await type_in(pilot, "leave out: finding")
        await press(pilot, "enter")
        assert [each.id for each in house.analysis.findings] == [house.held]


async def test_a_loose_end_about_no_record_is_settled_or_linked_on_its_row(house: House) -> None:
    house.services.follow_up.add(house.incident, "Larger disks")
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "G", "k")
        ends = {end.code for end in screen.read_sheet().unplaced_ends}
        assert ends == {"no-control-for-detection", "recommendation-without-finding"}
        await press(pilot, "G", "l", "enter")
        assert house.analysis.findings[0].mended_by


async def test_bang_goes_to_the_next_of_which_something_is_left(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await press(pilot, "!")
        assert screen.row_list.cursor_id == house.late
        await press(pilot, "!")
        assert screen.row_list.cursor_id == house.held


async def test_the_chain_is_walked_both_ways(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        for words, target in (
            ("must hold", house.constraint),
            ("hazard", house.hazard),
            ("loss", house.loss),
            ("hazard", house.hazard),
            ("must hold", house.constraint),
            ("control: evict", house.held),
        ):
            await press(pilot, "o")
            await type_in(pilot, words)
            await press(pilot, "enter")
            assert screen.row_list.cursor == screen.row_list.rows.index_of(target), words


async def test_enter_walks_on_where_all_is_answered(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.hazard)
        await press(pilot, "enter", "enter")
        assert screen.row_list.cursor_id == house.loss
        await press(pilot, "enter", "enter")
        assert screen.row_list.cursor_id == house.hazard


async def test_by_kind_lists_every_kind(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=WIDE) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "b")
        assert "how they held 2" in screen_text(pilot)
        assert "missing controls 0" in screen_text(pilot)
        assert screen.row_list.cursor_id == house.late
        await press(pilot, "b")
        assert "who acts on what" in screen_text(pilot)


async def test_next_asks_everything_that_is_open(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        await start(pilot)
        await press(pilot, "n")
        assert "What here can we change?" in screen_text(pilot)
        await type_in(pilot, "the alerts")
        await press(pilot, "enter")
        assert house.analysis.boundary == "the alerts"
        assert "What can we only watch?" in screen_text(pilot)


async def test_edits_any_field(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "e")
        await type_in(pilot, "context")
        await press(pilot, "enter")
        await type_in(pilot, "a quiet night")
        await press(pilot, "enter")
        assert house.analysis.findings[0].context == "a quiet night"
        await press(pilot, "e")
        await type_in(pilot, "how")
        await press(pilot, "enter")
        await type_in(pilot, "harmful")
        await press(pilot, "enter")
        assert house.analysis.findings[0].how == "harmful"


async def test_a_field_is_written_in_the_editor(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "two\\nlines" > "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", _nothing)
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "E")
        await type_in(pilot, "what")
        await press(pilot, "enter")
        assert house.analysis.findings[0].what == "two\nlines"


async def test_comments_for_the_review(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "c", "d")
        await type_in(pilot, "it was early")
        await press(pilot, "enter")
        (thread,) = house.services.reviews.view(house.incident).threads
        assert (thread.comment.kind, thread.comment.target.id) == ("disagree", house.late)


async def test_what_a_colleague_wrote_meanwhile_is_kept_and_told(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        await go_to(pilot, screen, house.late)
        await press(pilot, "enter", "pageup")
        edits = house.services.analysis
        base = edits.base_versions(house.incident, house.late)
        edits.set(house.incident, house.late, ["what=theirs"], base_versions=base)
        await settle(pilot)
        await type_in(pilot, " mine")
        await press(pilot, "enter")
        (conflict,) = house.services.incidents.view(house.incident).conflicts
        assert set(conflict["values"]) == {"theirs", "named the volume mine"}
        assert "! 1 written twice" in screen_text(pilot)
        await press(pilot, "escape", "g", "!")
        assert screen.row_list.cursor_id == house.late


async def test_the_same_control_of_another_incident_is_offered_while_a_name_is_typed(house: House) -> None:
    other = house.services.incidents.create("Another night").id
    known = house.services.analysis.add(other, "control", "Restore drill")
    house.services.analysis.add(other, "finding", "was skipped", [f"control={known}", "how=bypassed"])
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        await start(pilot)
        await press(pilot, "a", "c")
        await type_in(pilot, "drill")
        assert "Restore drill, failed in 1, held in 0, elsewhere" in screen_text(pilot)
        await press(pilot, "down", "enter")
        control = house.analysis.controls[-1]
        assert (control.name, control.key) == ("Restore drill", known)


@SIZES
async def test_two_hundred_controls_with_a_cycle_and_two_parents_are_drawn_and_walked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    services = open_test_services(tmp_path / "data")
    incident = services.incidents.create("Large").id
    made = _large_structure(services, incident)
    async with app_of(services, incident).run_test(size=size) as pilot:
        screen = await start(pilot)
        rows = screen.row_list.rows
        assert all(rows.index_of(id) is not None for id in made)
        assert any("node 5, above" in row_text(rows.row(n, 79)) for n in range(len(rows)))
        await press(pilot, "g", *["j"] * 5, "pagedown", "pagedown", "G")
        await go_to(pilot, screen, made[-1])
        assert "control 199" in screen_text(pilot)
        await press(pilot, "b")
        assert screen.row_list.cursor_id == made[-1]


async def test_help_names_the_keys_and_the_words(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=(80, 90)) as pilot:
        await start(pilot)
        await press(pilot, "?")
        text = screen_text(pilot)
        assert "Settle what is left with a reason" in text
        assert "somebody or something went round it" in text


async def test_the_palette_opens_it_and_escape_goes_back(house: House) -> None:
    async with OncallApp(house.services, ("2", house.incident)).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p")
        await type_in(pilot, "analysis")
        await press(pilot, "enter")
        await start(pilot)
        await press(pilot, "escape")
        back = pilot.app.screen
        assert isinstance(back, WriteupScreen)
        assert back.row_list.cursor_id == "analysis"
        await press(pilot, "enter")
        await start(pilot)


async def test_plain_terminals_get_plain_signs_and_words(tmp_path: Path) -> None:
    services = open_test_services(tmp_path / "data", ascii=True)
    incident = services.incidents.create("Plain").id
    control = services.analysis.add(incident, "control", "Drill", ["exercised_by=team"])
    services.analysis.add(incident, "finding", "was skipped", [f"control={control}", "how=bypassed"])
    services.analysis.add(incident, "missing-control", "nothing compares", [f"control={control}"])
    async with app_of(services, incident).run_test(size=SMALL) as pilot:
        await start(pilot)
        text = screen_text(pilot)
        assert "x bypassed" in text
        assert "o missing" in text
        assert text.isascii()


async def test_a_row_is_chosen_with_the_mouse(house: House) -> None:
    async with app_of(house.services, house.incident).run_test(size=SMALL) as pilot:
        screen = await start(pilot)
        place = screen.row_list.rows.index_of(house.loss)
        await pilot.click("#records", offset=(5, place or 0))
        await settle(pilot)
        assert screen.row_list.cursor_id == house.loss


def _large_structure(services: ServiceContainer, incident: str) -> list[str]:
    """A chain of 200 controls whose end acts on its beginning, and one name that two act on."""
    with services.store.transaction(incident, "made") as unit:
        ids = [unit.new_id() for _ in range(200)]
        for number, id in enumerate(ids):
            below = (number + 1) % 199 if number < 199 else 5
            fields = {
                "name": f"control {number}",
                "exercised_by": f"node {number}",
                "acts_on": f"node {below}",
            }
            unit.put("controls", id, fields)
    return ids


def _nothing() -> object:
    from contextlib import nullcontext

    return nullcontext()
