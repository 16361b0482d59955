"""A frame draws what changed and no more. Fails where another version of Textual composes its frames otherwise."""

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from oncall_tui.textual_overrides.compositor import CullingCompositor
from oncall_tui.widgets.row_list import RowList
from tests.screens.harness import press, settle
from tests.widgets.test_row_list import Numbers


class Counted(RowList):
    drawn = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)


class Behind(Vertical):
    drawn = 0

    def render_lines(self, crop: Region) -> list[Strip]:
        self.drawn += crop.height
        return super().render_lines(crop)


class FramedScreen(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self._compositor = CullingCompositor()

    def compose(self) -> ComposeResult:
        with Behind():
            yield Counted(Numbers(100))


class FramedApp(App[None]):
    def get_default_screen(self) -> Screen[None]:
        return FramedScreen()


async def test_a_move_draws_its_two_lines_and_nothing_behind_them() -> None:
    async with FramedApp().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        row_list, behind = pilot.app.query_one(Counted), pilot.app.query_one(Behind)
        row_list.drawn = behind.drawn = 0
        await press(pilot, "j")
        assert (row_list.drawn, behind.drawn) == (2, 0)
