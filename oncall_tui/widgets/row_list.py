"""The list that every view is made of: any number of rows, of which only those in sight are ever built.

Stock lists paint themselves anew at each key (3.7 KB over ssh) or lay out every row when one is added. This one keeps
what it painted and sends only the lines that differ, so that moving the cursor costs two lines, at 100,000 rows too.
"""

from textual.binding import Binding
from textual.events import Click, Key, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from oncall_tui.widgets.places import nearest_selectable, scroll_top_for
from oncall_tui.widgets.row_widget import CURSOR, CURSOR_AWAY, RowWidget
from oncall_tui.widgets.rows import FixedRows, Row, Rows, Span

MOST_SEEN = 1_000
WHEEL_LINES = 3
IDLE_SECONDS = 0.05
GUTTER = {(False, False): " ", (True, False): "›", (False, True): "+", (True, True): "»"}


class RowList(RowWidget, ScrollView, can_focus=True, inherit_bindings=False):
    """A list over `Rows`, with a cursor and marks that hold on to rows by their id, wherever these move to.

    `follow`: stay on the last row when rows are added below it. `cursor_stays`: the cursor is to be seen without
    focus too. `reads`: rows that are only read; Space goes on by a page. The first cell of each line is the list's
    own: `›` cursor, `+` marked, `»` both.
    """

    BINDINGS = [
        Binding("j,down", "move(1)", "Next row", show=False, id="list.down"),
        Binding("k,up", "move(-1)", "Previous row", show=False, id="list.up"),
        Binding("pagedown", "page(1)", "A page down", show=False, id="list.page-down"),
        Binding("pageup", "page(-1)", "A page up", show=False, id="list.page-up"),
        Binding("g,home", "first", "First row", show=False, id="list.first"),
        Binding("G,end", "last", "Last row", show=False, id="list.last"),
        Binding("enter", "choose", "Open the row", show=False, id="list.choose"),
        Binding("space", "mark", "Mark the row", show=False, id="list.mark"),
    ]

    # The index of the row under the cursor, None in a list without selectable rows. Who watches it hears of a move
    # before it is drawn; who is told by `Moved` hears of it afterwards.
    cursor: reactive[int | None] = reactive(None, repaint=False, init=False)

    class ListMessage(Message):
        """From one list; `control` lets handlers name it: `@on(RowList.Moved, "#stream")`."""

        def __init__(self, row_list: "RowList") -> None:
            super().__init__()
            self.row_list = row_list

        @property
        def control(self) -> "RowList":
            return self.row_list

    class Moved(ListMessage):
        """The cursor stands on another row, or on none (`row_id` is then None)."""

        def __init__(self, row_list: "RowList", row_id: str | None) -> None:
            super().__init__(row_list)
            self.row_id = row_id

        def can_replace(self, message: Message) -> bool:
            """Of several moves that nobody has heard of yet, only the last one counts: a held key is one move."""
            return isinstance(message, RowList.Moved) and message.row_list is self.row_list

    class Chosen(ListMessage):
        """Enter, or a second click, on a row."""

        def __init__(self, row_list: "RowList", row_id: str) -> None:
            super().__init__(row_list)
            self.row_id = row_id

    class Marked(ListMessage):
        """The set of marked rows is another one."""

        def __init__(self, row_list: "RowList", row_ids: frozenset[str]) -> None:
            super().__init__(row_list)
            self.row_ids = row_ids

    def __init__(self, rows: Rows | None = None, *, id: str | None = None, follow: bool = False,
                 cursor_stays: bool = False, reads: bool = False) -> None:  # fmt: skip
        super().__init__(id=id)
        self._rows: Rows = rows if rows is not None else FixedRows()
        self._marks: frozenset[str] = frozenset()
        self._follow = follow
        self._cursor_stays = cursor_stays
        self._reads = reads
        self._ahead: Timer | None = None
        self._row_cache: dict[int, Row] = {}
        self._painted_lines: dict[int, tuple[Row, str, str]] = {}
        self.set_reactive(RowList.cursor, nearest_selectable(self._rows, 0))

    @property
    def rows(self) -> Rows:
        return self._rows

    @property
    def cursor_id(self) -> str | None:
        """Return the id of the row under the cursor."""
        return None if self.cursor is None else self._rows.row_id(self.cursor)

    @property
    def marks(self) -> frozenset[str]:
        """Return the ids of the marked rows."""
        return self._marks

    def set_rows(self, rows: Rows) -> None:
        """Show these rows instead; cursor and marks stay with their rows, and only lines that differ are sent."""
        before, at_end = self.cursor_id, self._at_end()
        self._rows = rows
        self._row_cache.clear()
        self._marks = frozenset(mark for mark in self._marks if rows.index_of(mark) is not None)
        self.cursor = self._place_of(before, at_end)
        self._fit_size()
        self._scroll_to_cursor()
        self._repaint_changed()
        if self.cursor_id != before:
            self.post_message(self.Moved(self, self.cursor_id))

    def move_to(self, row_id: str) -> bool:
        """Put the cursor on that row; False if it is not here."""
        index = self._rows.index_of(row_id)
        if index is None or not self._rows.selectable(index):
            return False
        self._set_cursor(index)
        return True

    def set_marks(self, row_ids: frozenset[str]) -> None:
        """Mark exactly these rows."""
        if row_ids != self._marks:
            self._marks = row_ids
            self._repaint_changed()
            self.post_message(self.Marked(self, row_ids))

    async def process_key(self, event: Key) -> bool:
        """Do what a key does here, at once; False for a key that is for somebody else."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                return True
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In an empty list there is nothing to move to or to choose: its keys are for others."""
        return len(self._rows) > 0

    def action_move(self, step: int) -> None:
        if self.cursor is not None:
            self._set_cursor(nearest_selectable(self._rows, self.cursor + step, step))

    def action_page(self, step: int) -> None:
        self._move_by(step * max(1, self.size.height - 1))

    def _move_by(self, lines: int) -> None:
        """Move so far, or to the end of the list."""
        if self.cursor is not None:
            target = min(max(self.cursor + lines, 0), len(self._rows) - 1)
            self._set_cursor(nearest_selectable(self._rows, target, 1 if lines > 0 else -1))

    def action_first(self) -> None:
        self._set_cursor(nearest_selectable(self._rows, 0))

    def action_last(self) -> None:
        self._set_cursor(nearest_selectable(self._rows, len(self._rows) - 1, -1))

    def action_choose(self) -> None:
        if (row_id := self.cursor_id) is not None:
            self.post_message(self.Chosen(self, row_id))

    def action_mark(self) -> None:
        """Mark the row or take its mark away, and go on to the next one."""
        if self._reads:
            self.action_page(1)
        elif (row_id := self.cursor_id) is not None:
            self.set_marks(self._marks ^ {row_id})
            self.action_move(1)

    def render_line(self, y: int) -> Strip:
        index = self.scroll_offset.y + y
        if index >= len(self._rows):
            self._painted_lines.pop(index, None)
            return self.strip_of((), self.size.width)
        if len(self._painted_lines) > MOST_SEEN:
            self._painted_lines.clear()
            self._row_cache.clear()
        look = self._painted_lines[index] = self._line_appearance(index)
        return self._strip(look)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines as they are: a list has no border and no padding, whatever Textual would look for."""
        strips = [self.render_line(y).crop(*crop.column_span) for y in crop.line_range]
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return strips

    def on_mount(self) -> None:
        self._fit_size()
        self._scroll_to_cursor()

    def on_resize(self, event: Resize) -> None:
        self._row_cache.clear()
        self._fit_size()
        self._scroll_to_cursor()

    def on_focus(self) -> None:
        self._repaint_changed()

    def on_blur(self) -> None:
        self._repaint_changed()

    def on_click(self, event: Click) -> None:
        index = self.scroll_offset.y + event.y
        if index < len(self._rows) and self._rows.selectable(index):
            again = index == self.cursor
            self._set_cursor(index)
            if again:
                self.action_choose()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self._move_by(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self._move_by(-WHEEL_LINES)

    def _line_appearance(self, index: int) -> tuple[Row, str, str]:
        """Return all that decides what the line looks like: its text, its first cell and the tone under it."""
        here = index == self.cursor and (self.has_focus or self._cursor_stays)
        marked = bool(self._marks) and self._rows.row_id(index) in self._marks
        under = "" if not here else CURSOR if self.has_focus else CURSOR_AWAY
        return self._row(index), GUTTER[here, marked], under

    def _strip(self, look: tuple[Row, str, str]) -> Strip:
        row, gutter, under = look
        return self.strip_of((Span(gutter, "" if gutter == " " else "key"), *row), self.size.width, under)

    def prerender_adjacent_pages(self) -> None:
        """Prepare a page above and a page below while nobody waits, so that paging shows them at once."""
        top, height = self.scroll_offset.y, self.size.height
        for index in range(max(0, top - height), min(len(self._rows), top + 2 * height)):
            self._strip(self._line_appearance(index))

    def _row(self, index: int) -> Row:
        """Return the row's text, asked for once: rows are what they are until others are shown."""
        if index not in self._row_cache:
            self._row_cache[index] = self._rows.row(index, max(0, self.size.width - 1))
        return self._row_cache[index]

    def _repaint_changed(self) -> None:
        """Send the lines in sight that would look different now."""
        top = self.scroll_offset.y
        bottom = top + self.size.height
        looks = (
            (index, self._line_appearance(index) if index < len(self._rows) else None)
            for index in range(top, bottom)
        )
        self._send(*(index for index, look in looks if self._painted_lines.get(index) != look))

    def _send(self, *indices: int) -> None:
        """Have these lines drawn again."""
        top, width = self.scroll_offset.y, self.size.width
        if lines := [Region(0, index - top, width, 1) for index in indices]:
            self.refresh(*lines)

    def _set_cursor(self, index: int | None) -> None:
        if index is None or index == self.cursor:
            return
        before, self.cursor = self.cursor, index
        self._scroll_to_cursor()
        self._send(index if before is None else before, index)
        self.post_message(self.Moved(self, self.cursor_id))

    def _place_of(self, before: str | None, at_end: bool) -> int | None:
        if self._follow and at_end:
            return nearest_selectable(self._rows, len(self._rows) - 1, -1)
        if before is not None and (place := self._rows.index_of(before)) is not None:
            return place
        return nearest_selectable(self._rows, min(self.cursor or 0, len(self._rows) - 1))

    def _at_end(self) -> bool:
        return self.cursor is None or self.cursor == nearest_selectable(self._rows, len(self._rows) - 1, -1)

    def _fit_size(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._rows))

    def _scroll_to_cursor(self) -> None:
        """Bring the cursor into sight."""
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor is None or height == 0 or (target := scroll_top_for(self.cursor, top, height)) == top:
            return
        self.scroll_to(y=target, animate=False, immediate=True, force=True)
        if self._ahead is not None:
            self._ahead.stop()
        self._ahead = self.set_timer(IDLE_SECONDS, self.prerender_adjacent_pages)
