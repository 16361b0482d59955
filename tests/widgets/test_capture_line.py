"""The capture line: readline's keys in strict order, several lines, pastes, and nothing typed is ever lost."""

from textual.app import App, ComposeResult
from textual.events import Paste

from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste
from oncall_tui.widgets.capture_line import CaptureLine
from tests.screens.harness import press, settle


class LineApp(App[None]):
    CSS_PATH = [stylesheet_path("base.tcss")]

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


KEYS = [
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
]


async def test_keys() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, text in KEYS:
            app.line.set_text("")
            await press(pilot, *keys)
            assert app.line.text == text, keys


async def test_enter_saves_and_blank_lines_are_nothing() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"one", "enter", "space", "enter", *"two", "enter")
        assert app.saved == [("one", False), (" two", False)]
        assert app.line.text == ""


async def test_up_in_an_empty_line_amends_and_pages_scroll() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "up", "pageup", "pagedown")
        assert app.asked == ["amend", "scroll -1", "scroll 1"]


async def test_a_paste_of_several_lines_is_saved_at_once_beside_what_is_being_typed() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"half")
        app.line.post_message(Paste("a\r\nb\rc\n"))
        await settle(pilot)
        assert app.saved == [("a\nb\nc", True)]
        assert app.line.text == "half"


async def test_a_paste_of_one_line_is_typed() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        for text in ("one line\n", "\r\nand more"):
            app.line.post_message(Paste(text))
        await settle(pilot)
        assert (app.line.text, app.saved) == ("one lineand more", [])


async def test_in_a_burst_every_enter_saves_and_a_tab_is_text() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.line.post_message(UnbracketedPaste("first\tcell\nsecond line\nthi"))
        await settle(pilot)
        assert [text for text, _ in app.saved] == ["first\tcell", "second line"]
        assert app.line.text == "thi"


async def test_the_line_grows_with_its_lines() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.line.size.height == 1
        app.line.styles.height = "auto"
        await press(pilot, *"a", "ctrl+j", *"b", "ctrl+j")
        await settle(pilot)
        assert app.line.size.height == 3


async def test_what_could_not_be_saved_comes_back() -> None:
    app = LineApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.line.restore_text("failed")
        assert app.line.text == "failed"
        app.line.restore_text("another")
        await press(pilot, "ctrl+u", "up")
        assert app.line.text == "another"
