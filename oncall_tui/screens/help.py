"""The keys and words of one view, on a whole screen. It is written by the bindings themselves."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from oncall_tui.screens.actions.filter import FilterActions, filter_help_row
from oncall_tui.screens.page import Page, lines
from oncall_tui.screens.tabs import tab_of
from oncall_tui.screens.view import View
from oncall_tui.widgets.bound_keys import bindings_of
from oncall_tui.widgets.key_names import key_name
from oncall_tui.widgets.rows import Row, Rows, Span, rule, wrap
from oncall_tui.widgets.takes_text import TakesText

KEYS_WIDTH = 16


class HelpScreen(Page[None]):
    """Shows sections of rows: the view's keys, those of the list and of text, then its words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "app.pop_screen", "back", id="help.close"),
    ]

    def __init__(self, title: str, sections: Iterable[tuple[str, Iterable[Row]]]) -> None:
        super().__init__()
        self._title = title
        self._sections = [(name, list(rows)) for name, rows in sections]

    def title_row(self) -> Row:
        return (Span(f" Keys and words: {self._title}", "strong"),)

    def rows(self, width: int) -> Rows:
        return lines(row for name, rows in self._sections for row in _section(name, rows, max(40, width - 1)))


def help_of(view: View[Any]) -> HelpScreen:
    """The help of a view: what acts there, by where it acts, and what its words mean."""
    label = tab_of(view.KEY).label
    texts = (widget for widget in view.query("*") if isinstance(widget, TakesText))
    words = [
        *view.help_words(),
        *([filter_help_row(view.understood())] if isinstance(view, FilterActions) else ()),
    ]
    return HelpScreen(
        label,
        [
            (f"Keys of {label}", key_help([view])),
            ("In a list", key_help([view.listed])),
            ("While typing", key_help([*texts][:1])),
            ("Everywhere", key_help([view.app])),
            ("Words and signs", words),
        ],
    )


def key_help(nodes: Iterable[DOMNode]) -> Iterator[Row]:
    """A row for each binding of the nodes that has a description: its keys, then what it does."""
    for node in nodes:
        by_action: dict[str, tuple[list[str], Binding]] = {}
        for binding in bindings_of(node):
            if binding.description:
                by_action.setdefault(binding.action, ([], binding))[0].append(key_name(binding.key))
        for keys, binding in by_action.values():
            words = binding.tooltip or binding.description.capitalize()
            yield Span(f" {' '.join(keys):<{KEYS_WIDTH}}", "key"), Span(words)


def _section(name: str, rows: list[Row], width: int) -> Iterator[Row]:
    if rows:
        yield rule(name, width)
        for row in rows:
            yield from wrap(row, width, " " * (KEYS_WIDTH + 1))
