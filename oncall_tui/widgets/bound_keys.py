"""What the keys of some widgets do, as their bindings say it: for the footer and for the help."""

from collections.abc import Iterable, Iterator

from textual.binding import Binding
from textual.dom import DOMNode


def bindings_of(node: DOMNode) -> Iterator[Binding]:
    """Every binding of ours that acts on a node, its own class's first, one for each key."""
    acting = node._bindings.key_to_bindings
    for cls in (cls for cls in type(node).__mro__ if not cls.__module__.startswith("textual.")):
        for binding in Binding.make_bindings(vars(cls).get("BINDINGS", ())):
            if binding in acting.get(binding.key, ()):
                yield binding


def shown_keys(nodes: Iterable[DOMNode], last: str) -> list[tuple[str, str]]:
    """(key, word) of what a footer shows, each word once; the key `last` comes at the end."""
    keys: dict[str, str] = {}
    for binding in (binding for node in nodes for binding in bindings_of(node)):
        if binding.show:
            keys.setdefault(binding.description, binding.key)
    return sorted(((key, word) for word, key in keys.items()), key=lambda entry: entry[0] == last)
