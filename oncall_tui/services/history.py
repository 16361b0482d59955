"""Undo, redo and the audit view: who changed what, from what, when (T7). It stands in the document, so it
survives a restart and reaches every replica."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.instants import optional_instant
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.reading import read_record
from oncall_tui.storage.transaction import HISTORY

if TYPE_CHECKING:
    from oncall_tui.services.settings import Settings
    from oncall_tui.storage.store import Store
    from oncall_tui.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a person changed; `field` "struck" is leaving a record out or bringing it back."""

    table: str
    id: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Action:
    """What one person did in one go. `created` are (table, id) pairs; `undoes` is the action that it takes back."""

    id: str
    at: int
    by: str
    label: str
    changes: tuple[Change, ...]
    created: tuple[tuple[str, str], ...] = ()
    undoes: str | None = None
    reason: str = ""


def actions(tables: Tables) -> list[Action]:
    """Every recorded action, oldest first by the hybrid clock: ids sort by a wall clock that may step back."""
    records = sorted(tables.get(HISTORY, {}).items(), key=lambda item: (item[1].get("_at", ""), item[0]))
    return [_action(id, read_record(record).values) for id, record in records]


def next_undo(actions: list[Action], author: str) -> Action | None:
    """The author's last action that is not undone; an undo that was undone (a redo) counts as the action again."""
    undone = _undone(actions)
    mine = [action for action in actions if action.by == author and action.undoes is None]
    return next((action for action in reversed(mine) if action.id not in undone), None)


def next_redo(actions: list[Action], author: str) -> Action | None:
    """The author's last undo, unless they did something else since or it was redone."""
    by_id = {action.id: action for action in actions}
    undone = _undone(actions)
    for action in reversed([action for action in actions if action.by == author]):
        if action.undoes is None:
            return None
        is_redo = by_id.get(action.undoes) is not None and by_id[action.undoes].undoes is not None
        if not is_redo and action.id not in undone:
            return action
    return None


class History:
    """Takes back and repeats a person's own changes: the last one of an incident, or of all that are named."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._author = settings.author

    def actions(self, incident: str) -> list[Action]:
        return actions(self._store.tables(incident))

    def undo(self, *incidents: str) -> str | None:
        """Takes back my last change; the words for the foot, or None if there is nothing to undo."""
        return self._reverse_last(incidents, next_undo, "undone")

    def redo(self, *incidents: str) -> str | None:
        """Repeats what I undid last; the words for the foot, or None."""
        return self._reverse_last(incidents, next_redo, "done again")

    def _reverse_last(
        self, incidents: Iterable[str], last: Callable[[list[Action], str], Action | None], verb: str
    ) -> str | None:
        """`last` finds an incident's action; the latest of them is reversed, of equals the first one named."""
        found = [(incident, last(self.actions(incident), self._author)) for incident in incidents]
        actions = [(incident, action) for incident, action in found if action is not None]
        if not actions:
            return None
        return self._reverse(*max(actions, key=lambda each: each[1].at), verb)

    def _reverse(self, incident: str, action: Action, verb: str) -> str:
        label = action.label.removeprefix("undone: ")
        with self._store.transaction(incident, f"{verb}: {label}") as unit:
            unit.undoes = action.id
            kept = [change for change in reversed(action.changes) if not _reverse_change(unit, change)]
            for table, id in action.created:
                unit.leave_out(table, id)
        since = f" ({len(kept)} changed since by others, left as they are)" if kept else ""
        return f"{verb}: {label}{since}"


def _reverse_change(unit: Transaction, change: Change) -> bool:
    """Puts the earlier value back, unless somebody changed it since; False then."""
    record = unit.base.get(change.table, {}).get(change.id)
    if record is None:
        return False
    if change.field == "struck":
        (unit.leave_out if change.before else unit.bring_back)(change.table, change.id)
        return True
    if record.get(change.field) != change.after:
        return False
    unit.put(change.table, change.id, {change.field: change.before})
    return True


def _undone(actions: list[Action]) -> set[str]:
    """The actions that are undone now: an undo stands unless it was undone itself."""
    undone: set[str] = set()
    for action in reversed(actions):
        if action.undoes is not None and action.id not in undone:
            undone.add(action.undoes)
    return undone


def _action(id: str, values: dict[str, Any]) -> Action:
    changes = tuple(
        Change(item["table"], item["id"], item["field"], item.get("from"), item.get("to"))
        for item in values.get("changes") or ()
    )
    created = tuple((table, record) for table, record in values.get("created") or ())
    return Action(
        id,
        optional_instant(values.get("at")) or 0,
        str(values.get("by", "")),
        str(values.get("label", "")),
        changes,
        created,
        values.get("undoes"),
        str(values.get("reason", "")),
    )
