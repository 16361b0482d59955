"""Undo, redo and the audit view: who changed what, from what, when (T7). It stands in the document, so it
survives a restart and reaches every replica."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.shortened import shortened
from oncall_tui.read_models.history import (
    Action,
    RecordedChange,
    _undone,
    next_redo,
    next_undo,
    recorded_actions,
)
from oncall_tui.replication.encoding import Tables, decode_record
from oncall_tui.replication.record_view import is_hidden
from oncall_tui.replication.versions import context_of

if TYPE_CHECKING:
    from oncall_tui.settings.settings import Settings
    from oncall_tui.storage.store import Store
    from oncall_tui.storage.transaction import Transaction

NAME_LENGTH = 40
ENDINGS = "endings"
# What undo passes over, by table, and what to do instead (RETROSPECTIVE 8).
NEVER_UNDONE = {
    "completions": ("completing", "`oncall reopen`"),
    "reopenings": ("reopening", "`oncall complete`"),
    "signoffs": ("signing", "`oncall review sign` again"),
    "redactions": ("a redaction", "it is for good"),
    ENDINGS: ("ending a comment", "`oncall review comment` again"),
}


class History:
    """Takes back and repeats a person's own changes: the last one of an incident, or of all that are named."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._author = settings.author

    def actions(self, incident: str) -> list[Action]:
        """Return the actions of an incident, oldest first."""
        return recorded_actions(self._store.tables(incident))

    def undo(self, *incidents: str) -> str | None:
        """Take back my last change or note; the words for the foot, or None if there is nothing to undo."""
        return self._reverse_last(incidents, _last_act, "undone")

    def redo(self, *incidents: str) -> str | None:
        """Repeat what I undid last; the words for the foot, or None."""
        return self._reverse_last(incidents, _last_undo, "done again")

    def _reverse_last(
        self, incidents: Iterable[str], last: Callable[[Tables, str], Action | None], verb: str
    ) -> str | None:
        """`last` finds an incident's action; the latest of them is reversed, of equals the first one named."""
        for incident in incidents:
            self._store.file_inbox(incident)
        found = [(incident, last(self._store.tables(incident), self._author)) for incident in incidents]
        actions = [(incident, action) for incident, action in found if action is not None]
        if not actions:
            return None
        incident, action = max(actions, key=lambda each: each[1].at)
        parts = [(incident, action), *self._part_beside(incident, action)]
        told = {
            where: self._reverse(where, part, verb)
            for where, part in sorted(parts, key=lambda part: _hides(part[1]))
        }
        return told[incident] + _passed_over(self._store.tables(incident), self._author, action)

    def _part_beside(self, incident: str, action: Action) -> list[tuple[str, Action]]:
        """Return the part of a move that is in the other incident, as long as it is in force there."""
        other = action.beside
        if other is None or self._store.signature(other) is None:
            return []
        self._store.file_inbox(other)
        there = self.actions(other)
        undone, records = _undone(there), _touched(action)
        parts = [
            part
            for part in there
            if part.beside == incident and part.id not in undone and _touched(part) & records
        ]
        return [(other, parts[-1])] if parts else []

    def _reverse(self, incident: str, action: Action, verb: str) -> str:
        label = action.label.removeprefix("undone: ").removeprefix("done again: ")
        with self._store.transaction(incident, f"{verb}: {label}") as unit:
            unit.undoes, unit.beside = action.id, action.beside
            _check_whole(unit.base, action, label)
            kept = [change for change in reversed(action.changes) if not _reverse_change(unit, change)]
            for table, id in action.created:
                unit.leave_out(table, id)
        since = f" ({len(kept)} changed since by others, left as they are)" if kept else ""
        return f"{verb}: {label}{since}"


def effects_of(tables: Tables, note: str) -> tuple[RecordedChange, ...]:
    """Return side effects of a note's verb; none for a note without a verb."""
    created = ("notes", note)
    found = [
        action for action in recorded_actions(tables) if created in action.created and action.undoes is None
    ]
    return found[-1].changes if found else ()


def take_back_effects(unit: Transaction, note: str) -> None:
    """Put back what a note's verb changed, as far as nothing else changed it since."""
    for change in reversed(effects_of(unit.base, note)):
        _reverse_change(unit, change)


def bring_back_effects(unit: Transaction, note: str) -> None:
    """Set again what a note's verb changed, as far as it is still as the verb found it."""
    for change in effects_of(unit.base, note):
        _reverse_change(
            unit, RecordedChange(change.table, change.id, change.field, change.after, change.before)
        )


def _last_act(tables: Tables, author: str) -> Action | None:
    """My last change, or the note that I wrote since: one that no entry of the history tells of."""
    recorded = recorded_actions(tables)
    act = next_undo(recorded, author)
    note = _last_note(tables, recorded, author)
    if note is None or act is None:
        return note or act
    return note if note.order > act.order else act


def _last_undo(tables: Tables, author: str) -> Action | None:
    return next_redo(recorded_actions(tables), author)


def _last_note(tables: Tables, recorded: list[Action], author: str) -> Action | None:
    """Return the writing of my latest note in view, as an action. Undoing it leaves it out."""
    told = {id for action in recorded for table, id in action.created if table == "notes"}
    notes = tables.get("notes", {})
    mine = (
        id
        for id in sorted(notes, reverse=True)
        if notes[id].get("author", notes[id].get("_by")) == author
        and "raw" in notes[id]
        and not notes[id].get("source")
        and id not in told
    )
    id = next((id for id in mine if not is_hidden(notes[id])), None)
    if id is None:
        return None
    note = notes[id]
    words = str(note.get("text") or note["raw"])
    created = tuple((table, id) for table in ("notes", "events") if id in tables.get(table, {}))
    order = decode_record(note)["raw"][0].at, id
    at = parse_instant_or_none(note.get("recorded_at")) or 0
    return Action(
        f"note:{id}", at, author, f"note “{shortened(words, NAME_LENGTH)}”", (), created, order=order
    )


def _hides(action: Action) -> bool:
    """Return whether reversing the action takes something out of view: done last, so that it is always somewhere."""
    return bool(action.created) or any(
        change.field == "struck" and change.before for change in action.changes
    )


def _touched(action: Action) -> set[str]:
    return {change.id for change in action.changes} | {id for _, id in action.created}


def _reverse_change(unit: Transaction, change: RecordedChange) -> bool:
    """Put the earlier value back, unless somebody changed it since; False then."""
    record = unit.base.get(change.table, {}).get(change.id)
    if record is None:
        return False
    if change.field == "struck":
        (unit.leave_out if change.before else unit.bring_back)(change.table, change.id)
        return True
    heads = decode_record(record).get(change.field, ())
    if change.after not in [head.value for head in heads] and record.get(change.field) != change.after:
        return False
    # What others wrote without seeing it stays beside the earlier value.
    own = tuple(head for head in heads if head.value in (change.after, change.before))
    unit.put(change.table, change.id, {change.field: change.before}, {change.field: context_of(own)})
    return True


def _check_whole(tables: Tables, action: Action, label: str) -> None:
    """Refuse to reverse half: an applied change and the ending of its comment are one. Raises RefusedError."""
    if not any(table == ENDINGS for table in _tables(action)):
        return
    changed = [change for change in action.changes if not _is_as_left(tables, change)]
    ended = any(is_hidden(tables.get(table, {}).get(id, {})) for table, id in action.created)
    if changed or ended:
        which = "the ending" if ended or changed[0].table == ENDINGS else "the text"
        raise RefusedError(
            f"{label}: {which} has changed since. Nothing was changed, neither the text nor the ending. "
            "Edit the text, or comment on it again."
        )


def _tables(action: Action) -> set[str]:
    return {change.table for change in action.changes} | {table for table, _ in action.created}


def _is_as_left(tables: Tables, change: RecordedChange) -> bool:
    """Return whether a field holds what the action made of it."""
    record = tables.get(change.table, {}).get(change.id, {})
    if change.field == "struck":
        return is_hidden(record) == bool(change.after)
    return bool(record) and record.get(change.field) == change.after


def _passed_over(tables: Tables, author: str, action: Action) -> str:
    """Name what the author did since that no undo takes back, each with what does; "" for nothing."""
    told = {place for each in recorded_actions(tables) for place in each.created}
    found = [
        f"{what}: {instead}"
        for table, (what, instead) in NEVER_UNDONE.items()
        if any(
            record.get("_by") == author and str(record.get("_at", "")) > action.order[0]
            for id, record in tables.get(table, {}).items()
            if (table, id) not in told
        )
    ]
    return f"\nPassed over · {' · '.join(found)}" if found else ""
