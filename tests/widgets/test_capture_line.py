"""The capture line: readline's keys in strict order, several lines, pastes, and nothing typed is ever lost."""

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste

from oncall_tui.stylesheets import stylesheet
from oncall_tui.widgets.bursts import Burst
from oncall_tui.widgets.capture_line import CaptureLine


class LineApp(App[None]):
    CSS_PATH = [stylesheet("base.tcss")]

    def __init__(self) -> None:
        super().__init__()
        self.saved: list[tuple[str, bool]] = []
        self.asked: list[str] = []

    def compose(self) -> ComposeResult:
        yield CaptureLine(id="capture")

    @property
    def line(self) -> CaptureLine:
        return self.query_one(CaptureLine)

    def on_capture_line_submitted(self, message: CaptureLine.Submitted) -> None:
        self.saved.append((message.text, message.pasted))

    def on_capture_line_amend_requested(self) -> None:
        self.asked.append("amend")

    def on_capture_line_scrolled(self, message: CaptureLine.Scrolled) -> None:
        self.asked.append(f"scroll {message.pages}")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ([*"ab", "backspace", "c"], "ac"),
        ([*"one two", "ctrl+w", "x"], "one x"),
        ([*"one two", "ctrl+u", "x"], "x"),
        ([*"one two", "ctrl+a", "ctrl+k", "x"], "x"),
        ([*"bc", "ctrl+a", "a", "ctrl+e", "d"], "abcd"),
        ([*"abc", "ctrl+a", "ctrl+d"], "bc"),
        ([*"one", "ctrl+j", *"two"], "one\ntwo"),
        ([*"one", "ctrl+z", *"two"], "onetwo"),
        ([*"one", "ctrl+s", "ctrl+b"], "one"),
        ([*"kept", "ctrl+c", "up"], "kept"),
        ([*"one", "ctrl+j", *"two", "up", "!"], "one!\ntwo"),
        ([*"ab", "escape"], "ab"),
        ([*"ab", "left", "x"], "axb"),
        ([*"ab", "home", "x", "end", "y"], "xaby"),
    ],
)
async def test_keys(keys: list[str], text: str) -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        assert app.line.text == text


async def test_enter_saves_and_blank_lines_are_nothing() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"one", "enter", "space", "enter", *"two", "enter")
        assert app.saved == [("one", False), (" two", False)]
        assert app.line.text == ""


async def test_up_in_an_empty_line_amends_and_pages_scroll() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up", "pageup", "pagedown")
        assert app.asked == ["amend", "scroll -1", "scroll 1"]


async def test_a_paste_of_several_lines_is_saved_at_once_beside_what_is_being_typed() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"half")
        app.line.post_message(Paste("a\r\nb\rc\n"))
        await pilot.pause()
        assert app.saved == [("a\nb\nc", True)]
        assert app.line.text == "half"


@pytest.mark.parametrize("text", ["one line\n", "one line"])
async def test_a_paste_of_one_line_is_typed(text: str) -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.line.post_message(Paste(text))
        await pilot.pause()
        assert (app.line.text, app.saved) == ("one line", [])


async def test_in_a_burst_every_enter_saves_and_a_tab_is_text() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.line.post_message(Burst("first\tcell\nsecond line\nthi"))
        await pilot.pause()
        assert [text for text, _ in app.saved] == ["first\tcell", "second line"]
        assert app.line.text == "thi"


async def test_the_line_grows_with_its_lines() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.line.size.height == 1
        app.line.styles.height = "auto"
        await pilot.press(*"a", "ctrl+j", *"b", "ctrl+j")
        await pilot.pause()
        assert app.line.size.height == 3


async def test_what_could_not_be_saved_comes_back() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.line.put_back("failed")
        assert app.line.text == "failed"
        app.line.put_back("another")
        await pilot.press("ctrl+u", "up")
        assert app.line.text == "another"
