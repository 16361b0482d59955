"""`p`: the whole page as readers get it, searchable, walked by heading."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize

from oncall_tui.screens.full_page import read_only_rows
from oncall_tui.screens.prompting import PromptingScreen, prompting_action
from oncall_tui.widgets.bindings import page_keys
from oncall_tui.widgets.footer import StatusFooter, key_row
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import DIVIDER, Row, Span, row_text, wrap_row


class ReportPage(PromptingScreen):
    """`heading`: the title of the section at which it opens."""

    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,p", "close", "back", id="page.close"),
        Binding("n", "heading(1)", "next heading", id="page.next"),
        Binding("N", "heading(-1)", "heading before", id="page.previous"),
        Binding("slash", "find", "find", id="page.find"),
    ]

    def __init__(self, title: str, rows: Sequence[Row], heading: str = "") -> None:
        super().__init__()
        self._title = title
        self._rows = tuple(rows)
        self._lines: list[Row] = []
        self._headings: list[int] = []
        self._heading = heading
        self._words = ""

    def compose(self) -> ComposeResult:
        yield RowLabel(id="header")
        yield RowList(reads=True)
        yield Vertical(id="questions")
        yield StatusFooter(id="foot")

    @property
    def listed(self) -> RowList:
        return self.query_one(RowList)

    def on_mount(self) -> None:
        self._show()
        titles = {row_text(self._lines[index]).strip("─ "): index for index in self._headings}
        if (index := titles.get(self._heading)) is not None:
            self.call_after_refresh(self._go, index)

    def on_resize(self, event: Resize) -> None:
        self._show()

    def _show(self) -> None:
        width = self.app.size.width
        self.query_one("#header", RowLabel).show((Span(f" {self._title}", "strong"),))
        self._lines, self._headings = [], []
        for row in self._rows:
            if len(row) == 1 and row[0].tone == DIVIDER:
                self._headings.append(len(self._lines))
            self._lines += wrap_row(row, width - 2, "   ")
        self.listed.set_rows(read_only_rows(self._lines))
        self.query_one(StatusFooter).show_keys([key_row(page_keys(self, self.listed), width)])

    def action_close(self) -> None:
        self.dismiss()

    def action_heading(self, step: int) -> None:
        """Go to the next or previous heading, which then is the first line in sight."""
        here = self.listed.cursor or 0
        ahead = [index for index in self._headings if (index - here) * step > 0]
        if ahead:
            self._go(min(ahead) if step > 0 else max(ahead))
        else:
            self.show_message(
                "There is no heading after this one." if step > 0 else "There is no heading before this one."
            )

    def _go(self, index: int) -> None:
        self.listed.move_to(str(index))
        self.listed.scroll_to(y=index, animate=False, immediate=True, force=True)

    @prompting_action
    async def action_find(self) -> None:
        words = await self.ask("Find:", self._words)
        if not words or not words.strip():
            return
        self._words = words
        here, wanted = self.listed.cursor or 0, words.strip().casefold()
        order = [*range(here + 1, len(self._lines)), *range(here + 1)]
        found = [index for index in order if wanted in row_text(self._lines[index]).casefold()]
        if not found:
            self.show_message(f"“{words.strip()}” is not on this page.")
            return
        self.listed.move_to(str(found[0]))
        self.show_message(f"{len(found)} found. / and Enter goes to the next one.")
