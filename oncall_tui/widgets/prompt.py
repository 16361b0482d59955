"""Questions at the bottom of a view: one line of text, or a choice by arrows and Enter. Esc always takes back.

`answer` is a future, so that what asks reads top to bottom: `zone = await self.ask("Which zone?")`.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Key, Paste
from textual.widgets import TextArea

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.visible import escape_line
from oncall_tui.widgets.line_edit import LineEdit
from oncall_tui.widgets.prompt_options import Option, PreviewText
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.row_stack import RowStack
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Span, row_width, rule, wrap
from oncall_tui.widgets.text_entry import OneLineEntry

MOST_OPTIONS = 8
MOST_LINES = 3
# The options that typed text leaves, or offers.
Find = Callable[[str], Sequence[Option]]


class Prompt(Vertical):
    """Base of all questions: one answer, given once; None if it was cancelled."""

    REPLACES_KEYS = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take", id="prompt.take", tooltip="Take this answer"),
        Binding("escape", "cancel", "cancel", id="prompt.cancel", tooltip="Change nothing"),
        Binding("tab,shift+tab", "tab", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

    def action_take(self) -> None:
        """Take what stands there; each kind of question knows what that is."""

    def take_focus(self) -> None:
        """Let the person answer: the line, or the list."""
        self.screen.set_focus(next(widget for widget in self.query("*") if widget.focusable))

    def action_cancel(self) -> None:
        self.cancel()

    def action_tab(self) -> None:
        """Stay: a question that Tab had left would wait unseen, and the view's keys with it."""
        self.app.bell()

    def cancel(self) -> None:
        """Take it back."""
        self.resolve(None)

    def resolve(self, value: str | None) -> None:
        """Answer the question, once."""
        if not self.answer.done():
            self.answer.set_result(value)


class AnswerLine(LineEdit, OneLineEntry):
    """The line of a question: Enter and Esc go to the question at once, before the next key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take", id="prompt.take", tooltip="Take this answer"),
        Binding("escape", "cancel", "cancel", id="prompt.cancel", tooltip="Change nothing"),
        Binding("tab,shift+tab", "tab", show=False),
    ]

    def __init__(self, prompt: Prompt, text: str) -> None:
        super().__init__(text)
        self._prompt = prompt

    def action_take(self) -> None:
        self._prompt.action_take()

    def action_cancel(self) -> None:
        self._prompt.cancel()

    def action_tab(self) -> None:
        self._prompt.action_tab()


class TextPrompt(Prompt):
    """A question with one line of text. While it is typed, `consequence` says what it would do or why it can't be.

    `initial` is selected, so that typing replaces it; `amends` puts the cursor behind it, to go on writing.
    """

    def __init__(
        self,
        question: str,
        initial: str = "",
        consequence: PreviewText | None = None,
        *,
        amends: bool = False,
    ) -> None:
        super().__init__()
        self._question = (Span(f" {question} ", "strong"),)
        self._initial = initial
        self._consequence = consequence
        self._amends = amends

    def compose(self) -> ComposeResult:
        if self._consequence is not None:
            yield RowStack(id="consequence")
        with Horizontal(id="asked"):
            yield RowLabel(id="question")
            yield AnswerLine(self, self._initial)

    def on_mount(self) -> None:
        question = self.query_one("#question", RowLabel)
        question.styles.width = row_width(self._question)
        question.show(self._question)
        if not self._amends:
            self.query_one(AnswerLine).select_all()
        self._say(self._initial)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._say(event.text_area.text)

    def action_take(self) -> None:
        text = self.query_one(AnswerLine).text
        if self._say(text):
            self.resolve(text)
        else:
            self.app.bell()

    def _say(self, text: str) -> bool:
        """Return whether the text is an answer; what it would do, or why it is none, is shown."""
        if self._consequence is None:
            return True
        lines = self.query_one("#consequence", RowStack)
        try:
            lines.show(ruled(self._consequence(text), self.app.size.width))
        except OncallError as error:
            lines.show(ruled(str(error), self.app.size.width, "warn"))
            return False
        return True


class ChoicePrompt(Prompt):
    """A question whose answers are a list; the words below say what the one under the cursor will do.

    Typed letters narrow the list to the options with a word that begins so. j and k move while nothing is typed.
    With `find` all letters are typed, and it says which options they offer.
    """

    def __init__(self, question: str, options: Sequence[Option], find: Find | None = None) -> None:
        super().__init__()
        self._question = question
        self._all = tuple(options)
        self._find = find
        self._options: dict[str, Option] = {}
        self._typed = ""

    def compose(self) -> ComposeResult:
        yield RowStack(id="question")
        yield ChoiceList(self)
        yield RowStack(id="consequence")

    def on_mount(self) -> None:
        self._offer(self._all)

    @property
    def is_typing(self) -> bool:
        """Return whether letters are text now, j and k among them."""
        return self._find is not None or bool(self._typed)

    def insert_at_cursor(self, text: str) -> None:
        """Narrow further; text that leaves no option is not taken."""
        self._narrow(self._typed + text)

    def delete(self) -> None:
        """Take the last letter back."""
        self._narrow(self._typed[:-1])

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()
        self._say(message.row_id)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.resolve(message.row_id)

    def action_take(self) -> None:
        listed = self.query_one(RowList)
        if listed.cursor_id is not None:
            self.resolve(listed.cursor_id)

    def _narrow(self, typed: str) -> None:
        if not typed.strip():
            found: Sequence[Option] = self._all
        elif self._find is not None:
            found = self._find(typed)
        else:
            found = [option for option in self._all if begins_a_word(typed, option.label)]
        if found or self._find is not None:
            self._typed = typed
            self._offer(found)
        else:
            self.app.bell()

    def _offer(self, options: Sequence[Option]) -> None:
        self._options = {option.value: option for option in options}
        words = f"{self._question} {self._typed}▏" if self._typed or self._find else self._question
        self.query_one("#question", RowStack).show(ruled(words, self.app.size.width, "strong"))
        listed = self.query_one(RowList)
        listed.styles.height = max(1, min(MOST_OPTIONS, len(self._options)))
        listed.set_rows(
            FixedRows([FixedRow(value, (Span(f" {each.label}"),)) for value, each in self._options.items()])
        )
        listed.action_first()
        self._say(listed.cursor_id)

    def _say(self, value: str | None) -> None:
        """Describe the effect of Enter; before it the option itself if it was cut in the list."""
        option, width = self._options.get(value or ""), self.app.size.width
        words = "Nothing begins so. Backspace deletes." if option is None and self._typed else ""
        if option is not None:
            parts = [option.label] if row_width((Span(option.label),)) > width - 3 else []
            parts += [f"Enter: {option.consequence}"] if option.consequence else []
            words = "  ".join(parts)
        lines = wrap((Span(f" {words}", "muted"),), width, " ")[:MOST_LINES]
        self.query_one("#consequence", RowStack).show(lines or [()])


class ChoiceList(RowList, OneLineEntry):
    """The list of a choice: arrows move, Enter takes, letters narrow."""

    def __init__(self, prompt: ChoicePrompt) -> None:
        super().__init__()
        self._prompt = prompt

    async def process_key(self, event: Key) -> bool:
        """Do what a key does here, at once; False for a key that is for somebody else."""
        if event.key == "enter":
            self._prompt.action_take()
        elif event.key == "backspace":
            self._prompt.delete()
        elif event.is_printable and event.character and not self._moves(event):
            self._prompt.insert_at_cursor(event.character)
        else:
            return await super().process_key(event)
        return True

    def process_paste(self, event: Paste) -> None:
        self.insert_at_cursor(" ".join(event.text.split()))

    def insert_at_cursor(self, text: str) -> None:
        self._prompt.insert_at_cursor(text)

    def action_take(self) -> None:
        self._prompt.action_take()

    def _moves(self, event: Key) -> bool:
        return event.key in ("j", "k") and not self._prompt.is_typing


def ruled(words: str, width: int, tone: str = "rule") -> list[Row]:
    """Words as a rule of that width; longer ones on as many lines as they need, at most three."""
    line = escape_line(words)
    if row_width((Span(f"── {line} "),)) <= width:
        return [rule(line, width, tone=tone)]
    return wrap((Span(f" {line}", tone),), width, " ")[:MOST_LINES]


def begins_a_word(typed: str, label: str) -> bool:
    """Return whether each typed word begins a word of the label, whatever the case; handles have words between
    hyphens.
    """
    words = label.casefold().replace("-", " ").replace("/", " ").replace("_", " ").split()
    whole = label.casefold()
    return all(
        part in whole if any(mark in part for mark in "-/_") else any(word.startswith(part) for word in words)
        for part in typed.casefold().split()
    )
