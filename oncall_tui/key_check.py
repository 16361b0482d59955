"""Check a person's own keys against the registry: ids that are, keys that arrive, no key with two meanings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from oncall_tui.key_registry import Place, actions, bindings_of_class, places
from oncall_tui.widgets.key_names import key_name
from oncall_tui.widgets.keymap import Keymap
from oncall_tui.widgets.own_keys import KeyNameError, read_key, swallowed

SHIFTED = frozenset({"space"})


class Problem(NamedTuple):
    """The reason why a setting is not taken. `others`: the settings of other actions that are part of it."""

    id: str
    why: str
    others: tuple[str, ...] = ()


class Checked(NamedTuple):
    """The keys that can be taken, and what is wrong with the others: these actions keep the keys they had."""

    keymap: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()


def check_keys(wanted: Mapping[str, Sequence[str]]) -> Checked:
    """Check keys by action id, as people write them."""
    taken: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for id, words in wanted.items():
        if why := _unknown(id):
            problems.append(Problem(id, why))
            continue
        try:
            keys = tuple(dict.fromkeys(map(read_key, words)))
        except KeyNameError as error:
            problems.append(Problem(id, str(error)))
            continue
        if why := _unusable(id, keys):
            problems.append(Problem(id, why))
        else:
            taken[id] = keys
    while clashing := _clashes(taken):  # an action that keeps its old key may clash with another's new one
        problems += clashing.values()
        taken = {id: keys for id, keys in taken.items() if id not in clashing}
    return Checked(taken, tuple(problems))


def _unknown(id: str) -> str:
    known = [action.id for action in actions()]
    if id in known:
        return ""
    near = get_close_matches(id, known, 1)
    meant = f": did you mean {near[0]}?" if near else "; `oncall config keys` lists them"
    return f"there is no action of that id{meant}"


def _unusable(id: str, keys: Sequence[str]) -> str:
    """Say why these keys can't be an action's: they never arrive, or are letters where letters are text."""
    (action,) = (action for action in actions() if action.id == id)
    for key in keys:
        if key in action.keys:
            continue
        if why := swallowed(key):
            return f"{key_name(key)}: {why}"
        if _is_text(key) and any(place.takes_text and _has(place, id) for place in places()):
            return f"{key_name(key)} is text there"
    return "" if keys else "it names no key"


def _is_text(key: str) -> bool:
    return (
        len(key) == 1
        or key in SHIFTED
        or (len(key_name(key)) == 1 and "+" not in key and key_name(key) not in "↑↓←→")
    )


def _has(place: Place, id: str) -> bool:
    return any(binding.id == id for binding in bindings_of_class(place.nodes[0]))


def _clashes(taken: Keymap) -> dict[str, Problem]:
    """Return the first clash of each action of these whose key means something else in the same place."""
    found: dict[str, Problem] = {}
    for place in places():
        for key, ids in _meanings(place, taken).items():
            for id in ids:
                others = [other for other in ids if other != id and not _by_default(place, key, (id, other))]
                if id in taken and others:
                    where = "there" if place.name == "everywhere" else f"in {place.name}"
                    why = f"{key_name(key)} is also {_called(others[0])} {where}"
                    found.setdefault(id, Problem(id, why, tuple(others)))
    return found


def _meanings(place: Place, taken: Keymap) -> Mapping[str, Sequence[str]]:
    """Return the actions of each key in a place."""
    meanings: dict[str, list[str]] = {}
    for id, key in _default_keys(place):
        for own in taken.get(id, (key,)):
            if id not in meanings.setdefault(own, []):
                meanings[own].append(id)
    return meanings


def _default_keys(place: Place) -> Iterator[tuple[str, str]]:
    for node in place.nodes:
        for binding in bindings_of_class(node):
            yield binding.id or binding.action, binding.key


def _by_default(place: Place, key: str, ids: Iterable[str]) -> bool:
    """Return whether the key is that of both actions anyway: a panel's key goes before that of what is around it."""
    defaults = set(_default_keys(place))
    return all((id, key) in defaults for id in ids)


def _called(id: str) -> str:
    words = next((action.words for action in actions() if action.id == id), "")
    return f"{id} ({words})" if words else id
