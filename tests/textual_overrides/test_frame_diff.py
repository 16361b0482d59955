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

from oncall_tui.textual_overrides.compositor import CullingCompositor
from oncall_tui.textual_overrides.frame_diff import FrameDiff, changed_cells
from oncall_tui.widgets.row_list import RowList
from tests.screens.harness import press, settle
from tests.widgets.test_row_list import ListApp, Numbers

WIDTH = 12
FEWER: list[str] = []
CONSOLE = Console(color_system="truecolor", width=WIDTH)
STYLES = (
    Style(),
    Style(bold=True),
    Style(color="#123456"),
    Style(color="red", bgcolor="blue", bold=True),
    Style(bgcolor="blue", underline=True),
)


def strip(*parts: tuple[str, int]) -> Strip:
    """The texts in the styles of those numbers, cut and filled to the width."""
    return Strip([Segment(text, STYLES[style]) for text, style in parts]).adjust_cell_length(WIDTH)


strips = st.lists(
    st.tuples(st.text("ab é·─…漢\u0301👩", min_size=1, max_size=5), st.integers(0, 4)), max_size=4
).map(lambda parts: strip(*parts))


def frame(line: Strip) -> ChopsUpdate:
    return ChopsUpdate([{0: line}], [(0, 0, WIDTH)], [[WIDTH]])


def emulated(width: int, height: int, *texts: str) -> pyte.Screen:
    """A terminal of that size that was sent these texts."""
    screen = pyte.Screen(width, height)
    stream = pyte.Stream(screen)
    for text in texts:
        stream.feed(text)
    return screen


def seen(screen: pyte.Screen) -> list[list[Any]]:
    """What a person sees of it: a blank has no ink."""
    cells = [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]
    return [[_without_ink(cell) if cell.data == " " else cell for cell in line] for line in cells]


def _without_ink(blank: Any) -> Any:
    return blank if blank.underscore else blank._replace(fg="", bold=False)


def sent(glass: FrameDiff, line: Strip) -> str:
    changes = glass.changes(frame(line))
    assert isinstance(changes, CompositorUpdate)
    return changes.render_segments(CONSOLE)


@given(st.lists(strips, min_size=1, max_size=4))
def test_a_terminal_that_is_sent_changes_shows_the_last_frame(lines: list[Strip]) -> None:
    glass = FrameDiff()
    changes = [sent(glass, line) for line in lines]
    whole = frame(lines[-1]).render_segments(CONSOLE)
    assert seen(emulated(WIDTH, 1, *changes)) == seen(emulated(WIDTH, 1, whole))


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
    glass = FrameDiff()
    first = sent(glass, strip(("text", 0)))
    assert sent(glass, strip(("text", 0))) == ""
    glass.changes("something that is no frame")
    assert sent(glass, strip(("text", 0))) == first


class ReplayedScreen(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self._compositor = CullingCompositor()


class ReplayedApp(ListApp):
    """What the app sends goes to a terminal emulator too."""

    def __init__(self, row_list: RowList) -> None:
        super().__init__(row_list)
        self.glass, self.emulator = FrameDiff(), pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.emulator)

    def get_default_screen(self) -> Screen[None]:
        return ReplayedScreen()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        changes = self.glass.changes(renderable)
        if isinstance(changes, CompositorUpdate):
            self.stream.feed(changes.render_segments(self.console))
        super()._display(screen, renderable)

    def drawn_whole(self) -> pyte.Screen:
        """A terminal that was sent everything at once, as Textual does it."""
        return emulated(80, 24, self.screen._compositor.render_full_update().render_segments(self.console))


async def test_frames_of_a_list_replayed_are_what_the_screen_shows() -> None:
    row_list = RowList(Numbers(100))
    app = ReplayedApp(row_list)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (["j", "j"], ["pagedown"], ["k", "space"], ["G"], FEWER, ["k"]):
            if keys is FEWER:
                row_list.set_rows(Numbers(5))
            await press(pilot, *keys)
            while app.screen._dirty_widgets:
                await settle(pilot)
            assert seen(app.emulator) == seen(app.drawn_whole()), keys
