"""A line to type into: one row of a TextArea, with the keys that shells have taught everybody.

Textual's own Input keeps only the first line of a paste and selects all on focus; this keeps everything.
"""

from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from oncall_tui.widgets.text_entry import TextEntry


class LineEdit(TextEntry, TextArea, inherit_bindings=False):
    """Readline's keys (ctrl+a e w u k d p n); ctrl+z s b are left to the terminal: no undo by surprise."""

    # Nothing is inherited: what acts here is what stands here, and help shows exactly that.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cursor_left", "Left", show=False),
        Binding("right", "cursor_right", "Right", show=False),
        Binding("ctrl+left", "cursor_word_left", "A word left", show=False),
        Binding("ctrl+right", "cursor_word_right", "A word right", show=False),
        Binding("home,ctrl+a", "cursor_line_start", "Start of the line", show=False, id="text.start"),
        Binding("end,ctrl+e", "cursor_line_end", "End of the line", show=False, id="text.end"),
        Binding("backspace", "delete_left", "Delete left", show=False),
        Binding("delete,ctrl+d", "delete_right", "Delete right", show=False, id="text.delete"),
        Binding("ctrl+w", "delete_word_left", "Delete the word before", show=False, id="text.delete-word"),
        Binding(
            "ctrl+u", "delete_to_start_of_line", "Delete to the start", show=False, id="text.delete-start"
        ),
        Binding("ctrl+k", "delete_to_end_of_line", "Delete to the end", show=False, id="text.delete-end"),
        Binding("up,ctrl+p", "earlier", "Up", show=False, id="text.up"),
        Binding("down,ctrl+n", "later", "Down", show=False, id="text.down"),
    ]

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(
            text, id=id, compact=True, show_line_numbers=False, soft_wrap=True, highlight_cursor_line=False
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.move_cursor(self.document.end)

    async def process_key(self, event: Key) -> bool:
        """Do what a key does here, at once; False for a key that is for somebody else.

        Textual sends keys that are bound a longer way round than letters, so that in "ab", backspace, "c" typed
        fast the c would be deleted. The app gives each key to the focused line before it looks at the next one.
        """
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                return True
        if event.is_printable and event.character:
            self.insert_at_cursor(event.character)
            return True
        return False

    def process_paste(self, event: Paste) -> None:
        """Insert a paste as one line: its lines are joined, none is lost."""
        self.insert_at_cursor(" ".join(event.text.splitlines()))

    async def _on_key(self, event: Key) -> None:
        """Nothing of TextArea's own: Enter is no newline here."""
        event.prevent_default()
        if await self.process_key(event):
            event.stop()

    async def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.process_paste(event)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return no lines without styles: Textual may render a removed widget once more."""
        return super().render_lines(crop) if self.is_running else [Strip.blank(crop.width)] * crop.height

    def set_text(self, text: str) -> None:
        """Put this text there, the cursor at its end."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def insert_at_cursor(self, text: str) -> None:
        """Put text at the cursor, as if it had been typed."""
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def action_earlier(self) -> None:
        """Move a row up inside the text; above its first row, do what the place makes of it."""
        if self.cursor_at_first_line:
            self.on_up_at_top()
        else:
            self.action_cursor_up()

    def action_later(self) -> None:
        if self.cursor_at_last_line:
            self.on_down_at_bottom()
        else:
            self.action_cursor_down()

    def on_up_at_top(self) -> None:
        """Up in the first row. Nothing here; places that keep a history recall it."""
        raise SkipAction

    def on_down_at_bottom(self) -> None:
        """Down in the last row."""
        raise SkipAction
