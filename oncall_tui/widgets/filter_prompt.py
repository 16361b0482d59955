"""The question in which one types a filter: Tab completes the word at the end, and the words say how."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.filter_language import complete_word
from oncall_tui.widgets.prompt import AnswerLine, TextPrompt
from oncall_tui.widgets.prompt_options import PreviewText

MOST_OFFERED = 5
# What the unfinished word at the end of a text could become.
Completions = Callable[[str], Sequence[str]]


class FilterPrompt(TextPrompt):
    """Narrows while one types (`consequence`); Enter keeps the filter, Esc takes it back. `words`: all it knows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "tab", "complete", id="filter.complete", tooltip="Complete the word at the end"),
    ]

    def __init__(self, initial: str, consequence: PreviewText, completions: Completions, words: str) -> None:
        super().__init__("/", initial, lambda text: f"{consequence(text)} · {self._offered(text) or words}")
        self._completions = completions

    def action_tab(self) -> None:
        """Complete: take the first of what is offered."""
        line = self.query_one(AnswerLine)
        offered = self._completions(line.text)
        if offered:
            line.set_text(complete_word(line.text, offered[0]))

    def _offered(self, text: str) -> str:
        offered = self._completions(text)
        return f"Tab {'  '.join(offered[:MOST_OFFERED])}" if offered else ""
