"""The keys and words of one view, on a whole screen. It is written by the bindings themselves."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.events import Resize

from oncall_tui.screens.actions.filter import FilterActions, filter_help_row
from oncall_tui.screens.full_page import read_only_rows
from oncall_tui.screens.prompting import PromptingScreen, prompting_action
from oncall_tui.screens.tab_screen import TabScreen
from oncall_tui.screens.tabs import tab_of
from oncall_tui.widgets.bindings import active_bindings, page_keys
from oncall_tui.widgets.footer import StatusFooter, key_row
from oncall_tui.widgets.key_names import key_name
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import SIGN_CELLS, Row, Span, row_text, rule, sign_row, wrap
from oncall_tui.widgets.text_entry import TextEntry

Section = tuple[str, list[Row]]


class HelpScreen(PromptingScreen):
    """Shows sections of rows: the view's keys, those of the list and of text, then its words."""

    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "find", "find", id="help.find", tooltip="Show only the keys and words that say this"
        ),
        Binding("escape,q,question_mark,f1", "back", "back", id="help.close", tooltip="Back to the view"),
    ]

    def __init__(self, title: str, sections: Iterable[tuple[str, Iterable[Row]]]) -> None:
        super().__init__()
        self._title = title
        self._sections = [(name, list(rows)) for name, rows in sections]
        self._words = ""

    def compose(self) -> ComposeResult:
        yield RowLabel(id="header")
        yield RowList(reads=True)
        yield Vertical(id="questions")
        yield StatusFooter(id="foot")

    @property
    def listed(self) -> RowList:
        return self.query_one(RowList)

    def on_mount(self) -> None:
        self._show()

    def on_resize(self, event: Resize) -> None:
        self._show()

    def _show(self) -> None:
        width = self.app.size.width
        title = f" Keys and words: {self._title}"
        self.query_one("#header", RowLabel).show((Span(title, "strong"),))
        found = (line for section in self._found() for line in _section(*section, max(40, width - 1)))
        self.listed.set_rows(read_only_rows(found))
        self.query_one(StatusFooter).show_keys([key_row(page_keys(self, self.listed), width)])

    def _found(self) -> list[Section]:
        """Return the rows that have all of the words, in any order."""
        words = self._words.casefold().split()
        return [
            (name, [row for row in rows if all(word in row_text(row).casefold() for word in words)])
            for name, rows in self._sections
        ]

    def _narrow(self, words: str) -> str:
        self._words = words
        self._show()
        count = sum(len(rows) for _, rows in self._found())
        return f"{count} found" if count else "Nothing here says this. Esc shows all."

    @prompting_action
    async def action_find(self) -> None:
        words = await self.ask("Find:", self._words, self._narrow)
        self._narrow("" if words is None else words)

    def action_back(self) -> None:
        """Show everything again, then go back."""
        if self._words:
            self._narrow("")
        else:
            self.app.pop_screen()


def help_of(view: TabScreen[Any]) -> HelpScreen:
    """Return the help of a view, from where one is: what acts on the focused line or panel comes first."""
    label = tab_of(view.KEY).label
    focused = view.focused
    words = [
        *view.help_words(),
        *([filter_help_row(view.filter_vocabulary())] if isinstance(view, FilterActions) else ()),
    ]
    around = [] if focused is None else [node for node in focused.ancestors_with_self if node is not view]
    here = [node for node in around if node not in (view.row_list, view.app) and any(active_bindings(node))]
    texts = [widget for widget in view.query("*") if isinstance(widget, TextEntry) and widget not in here]
    own = {binding.key for binding in active_bindings(view)}
    keys = [
        (f"Keys of {label}", key_help([view])),
        ("In a list", key_help([view.row_list], but=own)),
        ("Everywhere", key_help([view.app])),
    ]
    if isinstance(focused, TextEntry):
        return HelpScreen(label, [("While typing", key_help(here)), ("Words and signs", words), *keys])
    typing = [("While typing", key_help(texts[:1])), ("Words and signs", words)]
    return HelpScreen(label, [("Here", key_help(here)), *keys, *typing])


def key_help(nodes: Iterable[DOMNode], but: Collection[str] = ()) -> Iterator[Row]:
    """Yield a row for each binding of the nodes that has a description: its keys, then what it does.

    `but`: keys that do something else, told elsewhere.
    """
    for node in nodes:
        by_action: dict[str, tuple[list[str], Binding]] = {}
        for binding in active_bindings(node):
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
