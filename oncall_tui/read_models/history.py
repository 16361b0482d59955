"""Read the history of an incident: its actions, those in force, and the next to undo or redo (T7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.record_view import read_record
from oncall_tui.storage.transaction import HISTORY


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One field that a person changed; `field` "struck" is leaving a record out or bringing it back."""

    table: str
    id: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Action:
    """One person's changes in a single transaction. `created` are (table, id) pairs; `undoes` is the action that it
    takes back.

    `beside`: the other incident that it changed too. `order`: its place by the hybrid clock.
    """

    id: str
    at: int
    by: str
    label: str
    changes: tuple[RecordedChange, ...]
    created: tuple[tuple[str, str], ...] = ()
    undoes: str | None = None
    reason: str = ""
    beside: str | None = None
    order: tuple[str, str] = ("", "")

    @property
    def is_reversible(self) -> bool:
        """Return whether there is anything to take back; confirming a text changed nothing."""
        return bool(self.changes or self.created)


def recorded_actions(tables: Tables) -> list[Action]:
    """Every recorded action, oldest first by the hybrid clock: ids sort by a wall clock that may step back."""
    records = sorted(tables.get(HISTORY, {}).items(), key=lambda item: (item[1].get("_at", ""), item[0]))
    return [_action(id, read_record(record).values, record.get("_at", "")) for id, record in records]


def in_force(actions: list[Action]) -> list[Action]:
    """Return the actions that count: without those that were undone, and without the undoing itself."""
    undone = _undone(actions)
    return [action for action in actions if action.undoes is None and action.id not in undone]


def next_undo(actions: list[Action], author: str) -> Action | None:
    """Return the author's last action that is not undone; an undo that was undone (a redo) counts as the action
    again.
    """
    undone = _undone(actions)
    mine = [
        action for action in actions if action.by == author and action.undoes is None and action.is_reversible
    ]
    return next((action for action in reversed(mine) if action.id not in undone), None)


def next_redo(actions: list[Action], author: str) -> Action | None:
    """Return the author's last undo, unless they did something else since or it was redone."""
    by_id = {action.id: action for action in actions}
    undone = _undone(actions)
    for action in reversed([action for action in actions if action.by == author and action.is_reversible]):
        if action.undoes is None:
            return None
        is_redo = by_id.get(action.undoes) is not None and by_id[action.undoes].undoes is not None
        if not is_redo and action.id not in undone:
            return action
    return None


def _undone(actions: list[Action]) -> set[str]:
    """Return the actions that are undone now: an undo stands unless it was undone itself."""
    undone: set[str] = set()
    for action in reversed(actions):
        if action.undoes is not None and action.id not in undone:
            undone.add(action.undoes)
    return undone


def _action(id: str, values: dict[str, Any], clock: str) -> Action:
    changes = tuple(
        RecordedChange(item["table"], item["id"], item["field"], item.get("from"), item.get("to"))
        for item in values.get("changes") or ()
    )
    created = tuple((table, record) for table, record in values.get("created") or ())
    return Action(
        id,
        parse_instant_or_none(values.get("at")) or 0,
        str(values.get("by", "")),
        str(values.get("label", "")),
        changes,
        created,
        values.get("undoes"),
        str(values.get("reason", "")),
        values.get("beside"),
        (clock, id),
    )
