"""The question in front: what is asked, an example in grey, the answer, and what it is linked with."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Paste
from textual.widgets import TextArea

from oncall_tui.widgets.line_edit import LineEdit
from oncall_tui.widgets.row_stack import RowStack
from oncall_tui.widgets.rows import Row, Span, rule, wrap
from oncall_tui.widgets.text_entry import OneLineEntry

MOST_QUESTION = 7
MOST_LINKS = 3


class Asker(Protocol):
    """The screen that asks. It handles the keys of the answer before the next key is looked at."""

    def take_answer(self) -> None:
        """Save the typed answer."""

    def step_question(self, by: int) -> None:
        """Go to the next question, or to the one before."""

    def leave_question(self) -> None:
        """Close the question."""

    def answer_changed(self, text: str) -> None:
        """Handle a change of the typed answer."""

    def take_offer(self) -> None:
        """Accept the offered answer."""


class AnswerEdit(LineEdit, OneLineEntry):
    """An answer: Enter saves it and goes on, ctrl+j is a new line. What is typed stays when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "save, next", id="answer.take",
                tooltip="Save and go on; on nothing: skip; `?` not known, `none` there is none"),
        Binding("pagedown", "step(1)", "skip", id="answer.next", tooltip="The next question; nothing is saved"),
        Binding("pageup", "step(-1)", "back", id="answer.previous", tooltip="The question before"),
        Binding("ctrl+j", "newline", "newline", id="answer.newline", tooltip="A new line in the answer"),
        Binding("tab,shift+tab,escape", "leave", "list", id="answer.leave",
                tooltip="Back to the list; what is typed stays for the next time"),
        Binding("f1", "screen.help", "Help", show=False, id="answer.help", tooltip="Keys and words"),
    ]  # fmt: skip

    def __init__(self, asker: Asker) -> None:
        super().__init__(id="answer")
        self._asker = asker

    def action_take(self) -> None:
        self._asker.take_answer()

    def action_step(self, by: int) -> None:
        self._asker.step_question(by)

    def action_newline(self) -> None:
        self.insert_at_cursor("\n")

    def action_leave(self) -> None:
        self._asker.leave_question()

    def process_paste(self, event: Paste) -> None:
        """Insert a paste: an answer may have several lines."""
        self.insert_at_cursor(event.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))

    def on_down_at_bottom(self) -> None:
        """Down in the last row takes what is offered there."""
        self._asker.take_offer()


class AskingPanel(Vertical):
    """Shown while a question is in front; the list stays in sight above it."""

    def __init__(self, asker: Asker) -> None:
        super().__init__(id="asking")
        self._asker = asker
        self.display = False

    def compose(self) -> ComposeResult:
        yield RowStack(id="asked-question")
        yield AnswerEdit(self._asker)
        yield RowStack(id="asked-links")

    @property
    def edit(self) -> AnswerEdit:
        return self.query_one(AnswerEdit)

    def show_question(self, title: str, place: str, question: str, example: str, text: str) -> None:
        """Ask this; `text` is what is answered by now, or a draft."""
        width = self.app.size.width
        asked = wrap((Span(f" {question}", "strong"),), width, " ")[:MOST_QUESTION]
        shown = wrap((Span(f"   {example}", "muted"),), width, "   ")[:1] if example else []
        self.query_one("#asked-question", RowStack).show([rule(title, width, place), *asked, *shown])
        self.edit.set_text(text)
        self.display = True

    def show_links(self, rows: Sequence[Row]) -> None:
        """Show the links of the answer, or the offered ones."""
        self.query_one("#asked-links", RowStack).show(tuple(rows)[:MOST_LINKS])

    def close(self) -> None:
        """Hide the panel."""
        self.display = False

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._asker.answer_changed(event.text_area.text)
