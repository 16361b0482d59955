"""Describe the keys of widgets from their bindings: for the footer, the help, the palette and hints."""

from collections.abc import Iterable, Iterator

from textual.binding import Binding
from textual.dom import DOMNode

from oncall_tui.widgets.key_names import key_name

HELP, CLOSE = ".help", ".close"


def active_bindings(node: DOMNode) -> Iterator[Binding]:
    """Every binding of ours that acts on a node, its own class's first, one for each key."""
    acting: dict[tuple[str | None, str, str, str], list[Binding]] = {}
    for bound in node._bindings.key_to_bindings.values():
        for binding in bound:
            acting.setdefault(_words(binding), []).append(binding)
    for cls in (cls for cls in type(node).__mro__ if not cls.__module__.startswith("textual.")):
        for declared in Binding.make_bindings(vars(cls).get("BINDINGS", ())):
            yield from acting.pop(_words(declared), ())


def _words(binding: Binding) -> tuple[str | None, str, str, str]:
    """Return all of a binding but its keys, which may be a person's own."""
    return binding.id, binding.action, binding.description, binding.tooltip


def shown_keys(nodes: Iterable[DOMNode]) -> list[tuple[str, str]]:
    """(key, word) of what a footer shows, each word once, as on the keyboard; the way out and help come last."""
    keys: dict[str, Binding] = {}
    for binding in (binding for node in nodes for binding in active_bindings(node)):
        if binding.show:
            keys.setdefault(binding.description, binding)
    ordered = sorted(keys.values(), key=lambda binding: (binding.id or "").endswith((HELP, CLOSE)))
    return [(key_name(binding.key), binding.description) for binding in ordered]


def key_for(nodes: Iterable[DOMNode], id: str) -> str:
    """Return the key of an action on these nodes, as on the keyboard; "" where none of them has it."""
    return next((key_name(each.key) for node in nodes for each in active_bindings(node) if each.id == id), "")


def move_keys(row_list: DOMNode) -> tuple[str, str]:
    """`j k PgDn G` move: what moves through a list, for the footer of a page."""
    ids = ("list.down", "list.up", "list.page-down", "list.last")
    return " ".join(key_for([row_list], id) for id in ids), "move"


def page_keys(page: DOMNode, row_list: DOMNode, choose: str = "") -> list[tuple[str, str]]:
    """Return the footer of a page: `choose` names what Enter does in its list; the way out comes last."""
    *own, way_out = shown_keys([page])
    chosen = [(key_for([row_list], "list.choose"), choose)] if choose else []
    return [*chosen, *own, move_keys(row_list), way_out]
