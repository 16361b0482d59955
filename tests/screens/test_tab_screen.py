"""What every view has: header, tabs, keys that fit, questions that take back, a detail pane where there is room."""

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from oncall_tui.domain.errors import RefusedError
from oncall_tui.screens.header import header_row
from oncall_tui.screens.messages import NotesRequested, ViewRequested
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.tab_screen import TabScreen
from oncall_tui.screens.text_page import TextPage
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.widgets.footer import StatusFooter
from oncall_tui.widgets.prompt_options import Choice, Option
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Span, row_text
from tests.screens.harness import open_test_services, press, screen_lines, screen_text, settle


class Words(TabScreen[list[str]]):
    """A view over a list of words."""

    KEY = "2"
    BINDINGS = [
        ("a", "ask_word", "ask"),
        ("s", "state", "state"),
        ("t", "choose_time", "time"),
        ("x", "fail", "fail"),
    ]

    def compose_main(self) -> ComposeResult:
        yield RowList()

    def load(self) -> list[str]:
        return ["one", "two"]

    def show_data(self, read: list[str]) -> None:
        self.query_one(RowList).set_rows(FixedRows([FixedRow(word, (Span(word),)) for word in read]))

    @prompting_action
    async def action_ask_word(self) -> None:
        self.show_message(f"asked: {await self.ask('Which word?', 'none', self.consequence)}")

    def consequence(self, text: str) -> str:
        if not text:
            raise RefusedError("A word is needed. Nothing was changed.")
        return f"will be {text}"

    @prompting_action
    async def action_state(self) -> None:
        self.show_message(
            f"chosen: {await self.choose('State', Choice('d', 'done', 'done'), Choice('x', 'dropped', 'dropped'))}"
        )

    @prompting_action
    async def action_choose_time(self) -> None:
        options = (Option("16:59", "declared = 16:59", "declared moves"), Option("16:48", "declared = 16:48"))
        self.show_message(f"picked: {await self.pick('When was it declared?', *options)}")

    @prompting_action
    async def action_fail(self) -> None:
        raise RefusedError("That can't be. Nothing was changed. Try [/another way].")


class ViewApp(App[None]):
    CSS_PATH = [stylesheet_path("base.tcss")]

    def __init__(self, data: Path) -> None:
        super().__init__()
        self.view = Words(open_test_services(data))
        self.asked: list[object] = []

    def get_default_screen(self) -> Words:
        return self.view

    def on_view_requested(self, message: ViewRequested) -> None:
        self.asked.append(message.key)

    def on_notes_requested(self, message: NotesRequested) -> None:
        self.asked.append(message.text)


@pytest.fixture
def app(tmp_path: Path) -> ViewApp:
    return ViewApp(tmp_path)


async def test_header_tabs_and_keys_stand_where_they_should(app: ViewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        lines = screen_lines(app.screen)
        assert lines[0].startswith(" Timeline")
        assert lines[0].endswith("UTC 03:59:12 saved✓")
        assert lines[1] == " 0 Incidents  1 Notes [2 Timeline] 3 Write-up  4 Review  5 Recommendations"
        assert lines[2] == "›one"
        assert lines[-1] == " a ask  s state  t time  x fail  ? help"


@pytest.mark.parametrize(("size", "shown"), [((80, 24), False), ((80, 30), True), ((110, 24), True)])
async def test_the_detail_pane_needs_room_or_v(app: ViewApp, size: tuple[int, int], shown: bool) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert app.view.detail_shown is shown
        await press(pilot, "v")
        assert app.view.detail_shown is not shown


async def test_numbers_and_brackets_ask_for_views(app: ViewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "0", "1", "5", "[", "]", "2")
        assert app.asked == ["0", "1", "5", "1", "3"]


QUESTIONS = [
    (["a", "x", "enter"], "asked: x"),
    (["a", "end", "x", "enter"], "asked: nonex"),
    (["a", "ctrl+u", "enter", "o", "k", "enter"], "asked: ok"),
    (["a", "escape"], "asked: None"),
    (["s", "d"], "chosen: done"),
    (["s", "x"], "chosen: dropped"),
    (["s", "j"], "chosen: None"),
    (["s", "escape"], "chosen: None"),
    (["t", "enter"], "picked: 16:59"),
    (["t", "j", "enter"], "picked: 16:48"),
    (["t", "escape"], "picked: None"),
    (["t", "x", "q", "a", "escape"], "picked: None"),
]


async def test_questions(app: ViewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, said in QUESTIONS:
            await press(pilot, *keys)
            assert said in screen_text(pilot), keys
            assert isinstance(app.focused, RowList)
            app.view.query_one(StatusFooter).clear_message()


async def test_a_question_says_what_will_happen_and_what_is_no_answer(app: ViewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a")
        assert "will be none" in screen_text(pilot)
        assert "Enter take  Esc cancel" in screen_text(pilot)
        await press(pilot, "ctrl+u")
        assert "A word is needed." in screen_text(pilot)


async def test_a_refusal_is_told_in_words(app: ViewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "x")
        assert "! That can't be. Nothing was changed. Try [/another way]." in screen_text(pilot)


async def test_an_idea_can_be_written_down_from_anywhere(app: ViewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "i", *"alert on it", "enter")
        assert [note.text for note in app.view.services.capture.unfiled()] == ["alert on it"]
        assert "Idea kept" in screen_text(pilot)


async def test_a_page_is_laid_out_again_for_another_size(app: ViewApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(TextPage("a text", "word " * 12))
        await settle(pilot)
        assert len([line for line in screen_lines(app.screen) if "word" in line]) == 1
        await pilot.resize_terminal(40, 24)
        await settle(pilot)
        assert len([line for line in screen_lines(app.screen) if "word" in line]) == 2


async def test_what_cannot_be_read_beside_is_told_in_words(app: ViewApp) -> None:
    async def fail() -> None:
        raise RefusedError("It can't be read. Nothing was changed. Look at it again.")

    async with app.run_test(size=(80, 24)) as pilot:
        app.view.run_in_background(fail, "beside")
        await settle(pilot)
        assert "! It can't be read." in screen_text(pilot)


def test_where_room_is_short_the_name_is_cut_before_the_time_that_it_lasts() -> None:
    left = (
        Span("checkout-5xx-in-europe", "strong"),
        Span(" SEV1"),
        Span(" detected→mitigated 31m49s", "muted"),
    )
    shown = row_text(header_row(left, (Span("Europe/Berlin 10:29:26 saved✓"),), 80))
    assert shown == " checkout-5xx-in-… SEV1 detected→mitigated 31m49s Europe/Berlin 10:29:26 saved✓ "
