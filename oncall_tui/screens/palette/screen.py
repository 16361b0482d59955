"""The palette on the screen: a line to type into, and below it one line for each thing that it finds.

Enter takes what was found for the text as it is now, however fast it was typed.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Key
from textual.screen import Screen
from textual.widgets import TextArea

from oncall_tui.screens.palette.entries import Commands
from oncall_tui.screens.palette.ranking import PaletteEntry, Rank, ordered
from oncall_tui.widgets.footer import StatusFooter, key_row
from oncall_tui.widgets.line_edit import LineEdit
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Span, justify_row
from oncall_tui.widgets.text_entry import OneLineEntry

KEYS = [("Enter", "do it"), ("↑ ↓ PgDn", "choose"), ("Esc", "back")]
HINT = "What do you want to do? A verb (sev 2), a time, an incident, any words to find"
Run = Callable[[], object]


class PaletteLine(LineEdit, OneLineEntry):
    """The line of the palette: what is not text here chooses in the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "do it", show=False, id="palette.take"),
        Binding("escape", "cancel", "back", show=False, id="palette.cancel"),
        Binding("up,ctrl+p", "move(-1)", show=False),
        Binding("down,ctrl+n,tab", "move(1)", show=False),
        Binding("shift+tab", "move(-1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(self, palette: "Palette") -> None:
        super().__init__(id="palette-line")
        self._palette = palette

    def action_take(self) -> None:
        self._palette.take()

    def action_cancel(self) -> None:
        self._palette.end(None)

    def action_move(self, step: int) -> None:
        self._palette.listed.action_move(step)

    def action_page(self, step: int) -> None:
        self._palette.listed.action_page(step)


class Palette(Screen[Run]):
    """Ends with what is to be run, or None."""

    AUTO_FOCUS = "PaletteLine"

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self._entries: dict[str, PaletteEntry] = {}
        self._found_for: str | None = None
        self._wants = False
        self._is_over = False

    @property
    def is_opening(self) -> bool:
        """Return whether Enter waits for what is looked for."""
        return self._wants

    @property
    def listed(self) -> RowList:
        return self.query_one(RowList)

    @property
    def typed(self) -> str:
        """Return the typed text, without surrounding blanks."""
        return self.query_one(PaletteLine).text.strip()

    def compose(self) -> ComposeResult:
        yield RowLabel(id="header")
        with Horizontal(id="asked"):
            yield RowLabel(id="question")
            yield PaletteLine(self)
        yield RowList(cursor_stays=True)
        yield StatusFooter()

    def on_mount(self) -> None:
        self.query_one("#question", RowLabel).show((Span(" : ", "key"),))
        self.query_one(StatusFooter).show_keys([key_row(KEYS, self.app.size.width)])
        reading: Any = self._read
        self.run_worker(reading, group="read")
        self._look()

    def on_resize(self) -> None:
        self._show_header()

    async def _read(self) -> None:
        """Incidents and texts are read beside the first keys."""
        await asyncio.to_thread(self._commands.load)
        self._look()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._look()

    def _look(self) -> None:
        """Show what fits at once, then look through the texts."""
        if self._is_over:
            return
        typed = self.typed
        self._found_for = None
        self._show([], typed)
        looking: Any = partial(self._look_through_texts, typed)
        self.run_worker(looking, group="texts", exclusive=True)

    async def _look_through_texts(self, typed: str) -> None:
        texts = await asyncio.to_thread(self._commands.texts, typed) if typed else []
        if typed != self.typed or self._is_over:
            return
        self._show(texts, typed)
        self._found_for = typed
        if self._wants:
            self._wants = False
            self.take()

    def _show(self, texts: Sequence[tuple[Rank, PaletteEntry]], typed: str) -> None:
        found = ordered([*self._commands.found(typed), *texts]) if typed else self._commands.all()
        is_first = self.listed.cursor in (None, 0) or not typed
        self._entries = {entry.id: entry for entry in found}
        width = self.app.size.width - 1
        self.listed.set_rows(
            FixedRows([FixedRow(id, _row(entry, width)) for id, entry in self._entries.items()])
        )
        if is_first:
            self.listed.action_first()
        self._show_header()

    def _show_header(self) -> None:
        typed, count = self.typed, len(self._entries)
        words = (
            HINT
            if not typed
            else f"{count} found"
            if count
            else "Nothing is called so, and no text holds it."
        )
        self.query_one("#header", RowLabel).show((Span(f" {words}", "strong" if typed else "muted"),))

    def take(self) -> None:
        """Run what the cursor is on, once everything was found for the text as it is now."""
        if self._found_for != self.typed:
            self._wants = True
        elif entry := self._entries.get(self.listed.cursor_id or ""):
            self.end(entry.run)
        else:
            self.app.bell()

    def end(self, run: Run | None) -> None:
        """Close the palette, once."""
        if not self._is_over:
            self._is_over = True
            self._wants = False
            self.dismiss(run)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.take()

    async def on_key(self, event: Key) -> None:
        """Letters go to the line even when a click put the focus elsewhere."""
        self.set_focus(self.query_one(PaletteLine))


def _row(entry: PaletteEntry, width: int) -> Row:
    return justify_row((Span(f" {entry.title}"),), (Span(entry.key, "key"), Span(" ")), width)
