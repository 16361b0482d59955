"""A person's own keys, by the id of the action: put in place of those that the bindings name.

Textual's own keymap acts on a copy of the bindings, which a list or a line that takes its keys at once never sees.
"""

from collections.abc import Mapping, Sequence

from textual.binding import BindingsMap
from textual.dom import DOMNode

# Keys by action id, as Textual names them; an action without an entry keeps the keys of its binding.
Keymap = Mapping[str, Sequence[str]]


def rebind(node: DOMNode, keymap: Keymap) -> None:
    """Give a node the person's keys. Doing it again changes nothing."""
    if keymap:
        node._bindings = rebound(node._bindings, keymap)


def rebound(bindings: BindingsMap, keymap: Keymap) -> BindingsMap:
    """Return the bindings with the keymap's keys, in the order of the bindings."""
    made = BindingsMap()
    for key, bound in bindings.key_to_bindings.items():
        for binding in bound:
            for own in keymap.get(binding.id or "", (key,)):
                held = made.key_to_bindings.setdefault(own, [])
                if (renamed := binding.with_key(own)) not in held:
                    held.append(renamed)
    return made
