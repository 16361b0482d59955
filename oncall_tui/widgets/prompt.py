"""Questions at the bottom of a view: one line of text, or a choice by arrows and Enter. Esc always takes back.

`answer` is a future, so that what asks reads top to bottom: `zone = await self.ask("Which zone?")`.
"""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import TextArea

from oncall_tui.domain.errors import OncallError
from oncall_tui.widgets.choices import Consequence, Option
from oncall_tui.widgets.line_edit import LineEdit
from oncall_tui.widgets.row_line import RowLine
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Span, cells, rule

MOST_OPTIONS = 8


class Prompt(Vertical):
    """What all questions share: one answer, given once; None if it was taken back."""

    REPLACES_KEYS = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take", id="prompt.take", tooltip="Take this answer"),
        Binding("escape", "cancel", "cancel", id="prompt.cancel", tooltip="Change nothing"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

    def action_take(self) -> None:
        """Take what stands there; each kind of question knows what that is."""

    def take_focus(self) -> None:
        """Lets the person answer: the line, or the list."""
        self.screen.set_focus(next(widget for widget in self.query("*") if widget.focusable))

    def action_cancel(self) -> None:
        self.give(None)

    def give(self, value: str | None) -> None:
        if not self.answer.done():
            self.answer.set_result(value)


class AnswerLine(LineEdit):
    """The line of a question: Enter and Esc go to the question at once, before the next key."""

    BINDINGS: ClassVar[list[BindingType]] = [*Prompt.BINDINGS]

    def __init__(self, prompt: Prompt, text: str) -> None:
        super().__init__(text)
        self._prompt = prompt

    def action_take(self) -> None:
        self._prompt.action_take()

    def action_cancel(self) -> None:
        self._prompt.action_cancel()


class TextPrompt(Prompt):
    """A question with one line of text. While it is typed, `consequence` says what it would do or why it can't be."""

    def __init__(self, question: str, initial: str = "", consequence: Consequence | None = None) -> None:
        super().__init__()
        self._question = (Span(f" {question} ", "strong"),)
        self._initial = initial
        self._consequence = consequence

    def compose(self) -> ComposeResult:
        if self._consequence is not None:
            yield RowLine(id="consequence")
        with Horizontal(id="asked"):
            yield RowLine(id="question")
            yield AnswerLine(self, self._initial)

    def on_mount(self) -> None:
        question = self.query_one("#question", RowLine)
        question.styles.width = cells(self._question)
        question.show(self._question)
        self._say(self._initial)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._say(event.text_area.text)

    def action_take(self) -> None:
        text = self.query_one(AnswerLine).text
        if self._say(text):
            self.give(text)
        else:
            self.app.bell()

    def _say(self, text: str) -> bool:
        """Whether the text is an answer; what it would do, or why it is none, is shown."""
        if self._consequence is None:
            return True
        line = self.query_one("#consequence", RowLine)
        try:
            line.show(rule(self._consequence(text), self.app.size.width))
        except OncallError as error:
            line.show(rule(str(error), self.app.size.width, tone="warn"))
            return False
        return True


class ChoicePrompt(Prompt):
    """A question whose answers are a list; the words below say what the one under the cursor will do."""

    def __init__(self, question: str, options: Sequence[Option]) -> None:
        super().__init__()
        self._question = question
        self._options = {option.value: option for option in options}

    def compose(self) -> ComposeResult:
        yield RowLine(id="question")
        rows = [FixedRow(option.value, (Span(f" {option.label}"),)) for option in self._options.values()]
        yield RowList(FixedRows(rows))
        yield RowLine(id="consequence")

    def on_mount(self) -> None:
        self.query_one("#question", RowLine).show(rule(self._question, self.app.size.width, tone="strong"))
        listed = self.query_one(RowList)
        listed.styles.height = min(MOST_OPTIONS, len(self._options))
        self._say(listed.cursor_id)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()
        self._say(message.row_id)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.give(message.row_id)

    def action_take(self) -> None:
        self.query_one(RowList).action_choose()

    def _say(self, value: str | None) -> None:
        option = self._options.get(value or "")
        words = f" Enter: {option.consequence}" if option and option.consequence else ""
        self.query_one("#consequence", RowLine).show((Span(words, "muted"),))
