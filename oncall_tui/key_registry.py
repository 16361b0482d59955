"""The registry of actions: every key of the program with its id, its words and where it acts, from the bindings.

`oncall config keys` lists it, and the person's own keys are checked against it.
"""

import pkgutil
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from oncall_tui import screens, widgets
from oncall_tui.app import VIEWS, OncallApp
from oncall_tui.screens.tab_screen import TabScreen
from oncall_tui.screens.tabs import TABS
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.text_entry import TextEntry

EVERYWHERE, LISTS, ALL_VIEWS = "everywhere", "lists", "views"
Node = type[DOMNode]


class KeyAction(NamedTuple):
    """One thing that a key does. `keys`: as Textual names them; `where`: the places, as a person calls them."""

    id: str
    keys: tuple[str, ...]
    words: str
    where: tuple[str, ...]


class Place(NamedTuple):
    """A group of widgets that act together: a widget, its ancestors, and the app. `takes_text`: letters are text
    there.
    """

    name: str
    nodes: tuple[Node, ...]
    takes_text: bool


@cache
def places() -> tuple[Place, ...]:
    """Return every place that has keys: the views in their order, then pages, panels and lines of text."""
    found = _own_classes()
    views = {_class_of(path): _label(key) for key, path in VIEWS.items()}
    lists = {cls for cls in found if issubclass(cls, RowList)}
    made = [Place(label, (view, _list_of(view, lists), OncallApp), False) for view, label in views.items()]
    for cls in found:
        if cls in views or cls in lists or cls is OncallApp:
            continue
        around: tuple[Node, ...] = (RowList,) if issubclass(cls, Screen) else ()
        made.append(Place(_name(cls), (cls, *around, OncallApp), issubclass(cls, TextEntry)))
    return tuple(made)


@cache
def actions() -> tuple[KeyAction, ...]:
    """Return every action that has an id, once."""
    found: dict[str, KeyAction] = {}
    for place in places():
        for node in place.nodes:
            where = EVERYWHERE if node is OncallApp else LISTS if node is RowList else place.name
            for action in _actions_of(node, where):
                known = found.setdefault(action.id, action)
                keys = tuple(dict.fromkeys((*known.keys, *action.keys)))
                found[action.id] = known._replace(keys=keys, where=(*known.where, *action.where))
    return tuple(action._replace(where=_shortened(action.where)) for action in found.values())


def _shortened(where: Sequence[str]) -> tuple[str, ...]:
    """Each place once; all views are `views`, and all lists need no view named beside them."""
    views = {place.name for place in places() if issubclass(place.nodes[0], TabScreen)}
    if views <= set(where):
        where = [ALL_VIEWS, *(place for place in where if place not in views)]
    return (LISTS,) if LISTS in where else tuple(dict.fromkeys(where))


def _actions_of(node: Node, where: str) -> Iterator[KeyAction]:
    by_id: dict[str, list[Binding]] = {}
    for binding in bindings_of_class(node):
        if binding.id and binding.description:
            by_id.setdefault(binding.id, []).append(binding)
    for id, bound in by_id.items():
        words = bound[0].tooltip or bound[0].description.capitalize()
        yield KeyAction(id, tuple(binding.key for binding in bound), words, (where,))


def bindings_of_class(node: Node) -> Sequence[Binding]:
    """Return every binding that acts on such a node, one for each key."""
    merged = node._merged_bindings
    return [] if merged is None else [each for bound in merged.key_to_bindings.values() for each in bound]


def _own_classes() -> list[Node]:
    """Return the classes of ours that have keys and that nothing of ours is made from, and the plain list."""
    for package in (widgets, screens):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    return [RowList, *dict.fromkeys(cls for cls in _descendants(DOMNode) if _is_used(cls))]


def _descendants(cls: Node) -> Iterator[Node]:
    for child in cls.__subclasses__():
        yield child
        yield from _descendants(child)


def _is_used(cls: Node) -> bool:
    ours = cls.__module__.startswith("oncall_tui.")
    has_keys = any(
        "BINDINGS" in vars(base) for base in cls.__mro__ if base.__module__.startswith("oncall_tui.")
    )
    return ours and has_keys and not cls.__subclasses__()


def _class_of(path: str) -> Node:
    module, _, name = path.partition(":")
    found: Node = getattr(import_module(f"oncall_tui.screens.{module}"), name)
    return found


def _label(key: str) -> str:
    return next((tab.label for tab in TABS if tab.key == key), key.capitalize())


def _list_of(view: Node, lists: Collection[Node]) -> Node:
    """Return the list of a view: its own kind where its folder has one."""
    folder = view.__module__.rpartition(".")[0]
    return next((cls for cls in lists if cls.__module__.rpartition(".")[0] == folder), RowList)


def _name(cls: Node) -> str:
    """`CaptureLine` is `capture line`."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in cls.__name__).split()
    return " ".join(word for word in words if word != "screen")
