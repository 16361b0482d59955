"""The keys and words of one view, on a whole screen. It is written by the bindings themselves."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from oncall_tui.screens.actions.filter import FilterActions, filter_help_row
from oncall_tui.screens.page import Page, lines
from oncall_tui.screens.tabs import tab_of
from oncall_tui.screens.view import View
from oncall_tui.widgets.bound_keys import bindings_of
from oncall_tui.widgets.key_names import key_name
from oncall_tui.widgets.rows import SIGN_CELLS, Row, Rows, Span, rule, sign_row, wrap
from oncall_tui.widgets.takes_text import TakesText


class HelpScreen(Page[None]):
    """Shows sections of rows: the view's keys, those of the list and of text, then its words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "app.pop_screen", "back", id="help.close"),
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
    """The help of a view, from where one is: while typing the line and its words come first."""
    label = tab_of(view.KEY).label
    texts = (widget for widget in view.query("*") if isinstance(widget, TakesText))
    words = [
        *view.help_words(),
        *([filter_help_row(view.understood())] if isinstance(view, FilterActions) else ()),
    ]
    own = {binding.key for binding in bindings_of(view)}
    typing = [("While typing", key_help([*texts][:1])), ("Words and signs", words)]
    keys = [
        (f"Keys of {label}", key_help([view])),
        ("In a list", key_help([view.listed], but=own)),
        ("Everywhere", key_help([view.app])),
    ]
    is_typing = isinstance(view.focused, TakesText)
    return HelpScreen(label, [*typing, *keys] if is_typing else [*keys, *typing])


def key_help(nodes: Iterable[DOMNode], but: Collection[str] = ()) -> Iterator[Row]:
    """A row for each binding of the nodes that has a description: its keys, then what it does.

    `but`: keys that do something else, told elsewhere.
    """
    for node in nodes:
        by_action: dict[str, tuple[list[str], Binding]] = {}
        for binding in bindings_of(node):
            if binding.description and binding.key not in but:
                by_action.setdefault(binding.action, ([], binding))[0].append(key_name(binding.key))
        for keys, binding in by_action.values():
            words = binding.tooltip or binding.description.capitalize()
            yield sign_row(" ".join(keys), words)


def _section(name: str, rows: list[Row], width: int) -> Iterator[Row]:
    if rows:
        yield rule(name, width)
        for row in rows:
            yield from wrap(row, width, " " * (SIGN_CELLS + 1))
