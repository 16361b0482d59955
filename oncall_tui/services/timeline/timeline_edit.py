"""One act on a timeline under way: the unit of work it is saved in and the timeline as it stood before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.errors import NotFoundError
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.timeline import Timeline
from oncall_tui.read_models.concurrent_edits import BaseVersions
from oncall_tui.replication.record_view import is_hidden
from oncall_tui.storage.transaction import Transaction

EVENTS = "events"


@dataclass(frozen=True, slots=True)
class TimelineEdit:
    """Names itself for history and undo by `label`."""

    unit: Transaction
    timeline: Timeline

    def event(self, row: str) -> Event:
        """Raise NotFoundError for a row that is no longer there."""
        try:
            return self.timeline.event(row)
        except KeyError:
            raise NotFoundError(
                "That row is no longer in the timeline. Nothing was changed. "
                "Look again: somebody left it out or joined it to another."
            ) from None

    def edit(self, row: str, fields: Mapping[str, Any], seen: BaseVersions | None = None) -> None:
        """Put fields of a row's own record. One that an undo took back starts afresh, without its old edits."""
        stored = self.unit.base.get(EVENTS, {}).get(row)
        if stored is not None and is_hidden(stored):
            old = {name: None for name in stored if name[0] != "_" and name != "struck"}
            fields = {**old, **fields}
            self.unit.bring_back(EVENTS, row)
        self.unit.put(EVENTS, row, fields, seen)

    def label(self, verb: str, rows: Sequence[str], rest: str = "") -> str:
        """`left out “5xx 11%” and 2 other rows`: what the toast, the history and undo call this act."""
        first = self.timeline.text(rows[0]).split("\n", 1)[0][:40]
        others = f" and {count_text(len(rows) - 1, 'other row')}" if len(rows) > 1 else ""
        return self.set_label(" ".join(part for part in (verb, f"“{first}”{others}", rest) if part))

    def set_label(self, label: str) -> str:
        """Set the label of the history entry, and return it."""
        self.unit.label = label
        return label
