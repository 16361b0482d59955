"""An editor for a text of several lines, where leaving keeps: Tab and Esc leave and save, ctrl+c puts aside."""

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message

from oncall_tui.domain.visible import escape_line
from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste
from oncall_tui.widgets.line_edit import LineEdit
from oncall_tui.widgets.prompt import Prompt
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_stack import RowStack
from oncall_tui.widgets.rows import Span, rule, wrap

MOST_WORDS = 2


class Edited(NamedTuple):
    """The text that an editor was left with, and whether it was put aside unsaved."""

    text: str
    aside: bool = False


class TextEditor(LineEdit):
    """Enter is a new line. What leaving means is up to the prompt around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,tab", "leave", "leave, saved", id="editor.leave",
                tooltip="Leave the editor; the text is saved"),
        Binding("ctrl+c", "put_aside", "put aside, unsaved", id="editor.aside",
                tooltip="Leave the editor; the text is put aside unsaved, and comes back with e"),
        Binding("enter,ctrl+j", "newline", "newline", id="editor.newline", tooltip="A new line"),
        Binding("pageup", "page(-1)", "A page up", show=False, id="editor.page-up"),
        Binding("pagedown", "page(1)", "A page down", show=False, id="editor.page-down"),
        Binding("ctrl+home", "to_start", "Start of the text", show=False, id="editor.start"),
        Binding("ctrl+end", "to_end", "End of the text", show=False, id="editor.end"),
        Binding("f1", "screen.help", "help", id="editor.help", tooltip="Keys and words"),
    ]  # fmt: skip

    def __init__(self, prompt: "EditorPrompt", text: str) -> None:
        super().__init__(text)
        self._prompt = prompt

    def process_paste(self, event: Paste) -> None:
        """Keep the lines of a paste. Keys that came all at once end with the Tab that leaves, if there is one."""
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        leaves = isinstance(event, UnbracketedPaste) and text.endswith("\t")
        self.insert_at_cursor(text[:-1] if leaves else text)
        if leaves:
            self.action_leave()

    def action_leave(self) -> None:
        self._prompt.cancel()

    def action_put_aside(self) -> None:
        self._prompt.put_aside()

    def action_newline(self) -> None:
        self.insert_at_cursor("\n")

    def action_page(self, step: int) -> None:
        (self.action_cursor_page_down if step > 0 else self.action_cursor_page_up)()

    def action_to_start(self) -> None:
        self.move_cursor(self.document.start)

    def action_to_end(self) -> None:
        self.move_cursor(self.document.end)

    def on_up_at_top(self) -> None:
        """Up in the first row stays where it is."""

    def on_down_at_bottom(self) -> None:
        """Down in the last row stays where it is."""


class EditorPrompt(Prompt, inherit_bindings=False):
    """A titled editor in the place of a question. `answer` is "" once it was left; `edited` holds the text."""

    class Typed(Message):
        """The text is another one; `at` is where the cursor is in it, in characters."""

        def __init__(self, text: str, at: int) -> None:
            super().__init__()
            self.text = text
            self.at = at

    def __init__(self, title: str, text: str, hint: str = "", at: int | None = None) -> None:
        """`at`: where the cursor begins, in characters; None for where an editor begins."""
        super().__init__()
        self._at = at
        self._title = title
        self._hint = hint
        self._initial = text
        self.edited = Edited(text)

    def compose(self) -> ComposeResult:
        yield RowLabel(id="question")
        yield TextEditor(self, self._initial)
        yield RowStack(id="said-of-text")

    def on_mount(self) -> None:
        self.query_one("#question", RowLabel).show(
            rule(escape_line(self._title), self.app.size.width, escape_line(self._hint), "strong")
        )
        if self._at is not None:
            before = self._initial[: self._at].split("\n")
            self.editor.move_cursor((len(before) - 1, len(before[-1])))

    @property
    def editor(self) -> TextEditor:
        return self.query_one(TextEditor)

    def take_focus(self) -> None:
        self.screen.set_focus(self.editor)

    def on_text_area_changed(self, event: TextEditor.Changed) -> None:
        event.stop()
        row, column = event.text_area.cursor_location
        text = event.text_area.text
        at = sum(len(line) + 1 for line in text.split("\n")[:row]) + column
        self.post_message(self.Typed(text, at))

    def show_words(self, words: str) -> None:
        """Show what is to be said of the text below the editor; "" takes no line at all."""
        rows = wrap((Span(f" {escape_line(words)}", "warn"),), self.app.size.width, " ") if words else ()
        self.query_one("#said-of-text", RowStack).show(rows[:MOST_WORDS])

    def cancel(self) -> None:
        """Leaving keeps, however it is left: by a key, or by a click beside it."""
        self._leave(aside=False)

    def put_aside(self) -> None:
        """Leave, and save nothing."""
        self._leave(aside=True)

    def _leave(self, *, aside: bool) -> None:
        if not self.answer.done():
            self.edited = Edited(self.editor.text, aside)
            self.resolve("")
