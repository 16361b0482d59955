"""Match the same control across incidents (L2): a class of control ids, joined by every `(id, key)` pair known
here.

Named by its lowest id, so that every replica which holds the same pairs gives the same name; a cycle does no harm.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class ControlUse(NamedTuple):
    """A control of one incident, and how it held there."""

    incident: str
    id: str
    name: str
    key: str = ""
    failed: bool = False
    held: bool = False


class ControlClass(NamedTuple):
    """One control over all incidents: how many it failed in and held in, and which these are, oldest first."""

    key: str
    name: str
    failed_in: int
    held_in: int
    incidents: tuple[str, ...]


def control_classes(uses: Iterable[ControlUse]) -> list[ControlClass]:
    """Every control, those that failed in most incidents first."""
    known = sorted(uses, key=lambda use: use.id)
    keys = class_keys((use.id, use.key) for use in known)
    members: dict[str, list[ControlUse]] = {}
    for use in known:
        members.setdefault(keys[use.id], []).append(use)
    found = [_class(key, uses) for key, uses in members.items()]
    return sorted(found, key=lambda each: (-each.failed_in, -each.held_in, each.name.casefold(), each.key))


def class_keys(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the name of the class of every id, by id; a blank key joins nothing."""
    lowest: dict[str, str] = {}
    for id, key in pairs:
        lowest.setdefault(id, id)
        if key:
            lowest.setdefault(key, key)
            a, b = _root(lowest, id), _root(lowest, key)
            lowest[max(a, b)] = min(a, b)
    return {id: _root(lowest, id) for id in lowest}


def _root(lowest: dict[str, str], id: str) -> str:
    while lowest[id] != id:
        lowest[id] = lowest[lowest[id]]
        id = lowest[id]
    return id


def _class(key: str, uses: Sequence[ControlUse]) -> ControlClass:
    failed = {use.incident for use in uses if use.failed}
    held = {use.incident for use in uses if use.held}
    incidents: Mapping[str, None] = dict.fromkeys(sorted(use.incident for use in uses))
    return ControlClass(key, uses[0].name, len(failed), len(held), tuple(incidents))
