"""What is sent to a terminal, replayed in one: the same picture as if every frame had been sent whole."""

from typing import Any

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.screen import Screen
from textual.strip import Strip

from oncall_tui.widgets.frames import Frames
from oncall_tui.widgets.glass import Glass, changed_cells
from oncall_tui.widgets.row_list import RowList
from tests.screens.house import press, screen_lines
from tests.widgets.test_row_list import ListApp, Numbers

WIDTH = 12
STYLES = (Style(), Style(bold=True), Style(color="red"), Style(bgcolor="blue"))
CONSOLE = Console(color_system="truecolor", width=WIDTH)


def strip(*parts: tuple[str, int]) -> Strip:
    """The texts in the styles of those numbers, cut and filled to the width."""
    return Strip([Segment(text, STYLES[style]) for text, style in parts]).adjust_cell_length(WIDTH)


strips = st.lists(
    st.tuples(st.text("ab é·─…漢\u0301👩", min_size=1, max_size=5), st.integers(0, 3)), max_size=4
).map(lambda parts: strip(*parts))


def frame(line: Strip) -> ChopsUpdate:
    return ChopsUpdate([{0: line}], [(0, 0, WIDTH)], [[WIDTH]])


def replayed(texts: list[str]) -> list[Any]:
    screen = pyte.Screen(WIDTH, 1)
    stream = pyte.Stream(screen)
    for text in texts:
        stream.feed(text)
    return [screen.buffer[0][x] for x in range(WIDTH)]


def sent(glass: Glass, line: Strip) -> str:
    changes = glass.changes(frame(line))
    assert isinstance(changes, CompositorUpdate)
    return changes.render_segments(CONSOLE)


@given(st.lists(strips, min_size=1, max_size=4))
def test_a_terminal_that_is_sent_changes_shows_the_last_frame(lines: list[Strip]) -> None:
    glass = Glass()
    assert replayed([sent(glass, line) for line in lines]) == replayed(
        [frame(lines[-1]).render_segments(CONSOLE)]
    )


def test_only_cells_that_differ_are_sent() -> None:
    table = [
        (strip(("same", 0)), strip(("same", 0)), (WIDTH, WIDTH)),
        (strip(("done 12:41", 0)), strip(("done 12:57", 0)), (8, 10)),
        (strip(("done ", 0), ("ok", 1)), strip(("done ", 0), ("ok", 2)), (5, 7)),
        (strip(("no", 0)), strip(("node", 0)), (2, 4)),
        (strip(("漢 a", 0)), strip(("漢 b", 0)), (0, WIDTH)),
    ]
    for before, now, cells in table:
        assert changed_cells(before, now) == cells, (before.text, now.text)


def test_after_something_else_wrote_everything_is_sent_again() -> None:
    glass = Glass()
    first = sent(glass, strip(("text", 0)))
    assert sent(glass, strip(("text", 0))) == ""
    glass.changes("something that is no frame")
    assert sent(glass, strip(("text", 0))) == first


class ReplayedScreen(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self._compositor = Frames()


class ReplayedApp(ListApp):
    """What the app sends goes to a terminal emulator too."""

    def __init__(self, row_list: RowList) -> None:
        super().__init__(row_list)
        self.glass, self.emulator = Glass(), pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.emulator)

    def get_default_screen(self) -> Screen[None]:
        return ReplayedScreen()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        changes = self.glass.changes(renderable)
        if isinstance(changes, CompositorUpdate):
            self.stream.feed(changes.render_segments(self.console))
        super()._display(screen, renderable)


async def test_frames_of_a_list_replayed_are_what_the_screen_shows() -> None:
    row_list = RowList(Numbers(100))
    app = ReplayedApp(row_list)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (["j", "j"], ["pagedown"], ["k", "space"], ["G"], ["j"] * 3):
            await press(pilot, *keys)
            assert [line.rstrip() for line in app.emulator.display] == screen_lines(app.screen), keys
        row_list.show(Numbers(5))
        await press(pilot, "j")
        assert [line.rstrip() for line in app.emulator.display] == screen_lines(app.screen)
