"""A whole screen in front of a view: a title, rows to read or to choose from, and the keys that act there."""

from collections.abc import Iterable
from typing import ClassVar, Generic

from textual.app import ComposeResult
from textual.events import Resize
from textual.screen import Screen, ScreenResultType

from oncall_tui.widgets.bindings import page_keys
from oncall_tui.widgets.footer import StatusFooter, key_row
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Rows


class FullPage(Screen[ScreenResultType], Generic[ScreenResultType]):
    """Subclasses say the title and the rows; both are laid out again when the terminal gets another size."""

    READS: ClassVar[bool] = True
    # What Enter does in the list, for the footer; "" where it does nothing.
    CHOOSES: ClassVar[str] = ""

    def title_row(self) -> Row:
        """Return the title of the page."""
        raise NotImplementedError

    def rows(self, width: int) -> Rows:
        """Return the rows below the title, for a width in cells."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield RowLabel(id="header")
        yield RowList(reads=self.READS)
        yield StatusFooter()

    def on_mount(self) -> None:
        self.show_page()

    def on_resize(self, event: Resize) -> None:
        self.show_page()

    def show_page(self) -> None:
        """Lay everything out anew; the cursor stays with its row."""
        width = self.app.size.width
        self.query_one("#header", RowLabel).show(self.title_row())
        self.query_one(RowList).set_rows(self.rows(width))
        self.query_one(StatusFooter).show_keys(
            [key_row(page_keys(self, self.query_one(RowList), self.CHOOSES), width)]
        )

    def show_message(self, text: str, tone: str = "strong") -> None:
        """Tell an effect, at the foot, for a few seconds."""
        self.query_one(StatusFooter).show_message(text, tone)


def read_only_rows(rows: Iterable[Row]) -> FixedRows:
    """Return rows that are only read."""
    return FixedRows([FixedRow(str(number), row) for number, row in enumerate(rows)])
