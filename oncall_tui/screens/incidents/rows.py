"""The rows of the list of incidents: first the unfiled notes, if there are any, then the incidents. Pure."""

from collections.abc import Sequence

from oncall_tui.domain.plural import count_text
from oncall_tui.screens.incidents.row import incident_row
from oncall_tui.services.incidents.listing import IncidentRow
from oncall_tui.widgets.rows import Row, Span

UNFILED = "unfiled"


class IncidentRows:
    """Rows for a `RowList`. `unfiled`: how many notes have no incident; `now` in UTC microseconds."""

    def __init__(self, rows: Sequence[IncidentRow], current: str | None, unfiled: int, now: int) -> None:
        self._rows = rows
        self._current = current
        self._unfiled = unfiled
        self._now = now
        self._first = 1 if unfiled else 0
        self._places = {row.id: index for index, row in enumerate(rows, self._first)}

    def __len__(self) -> int:
        return len(self._rows) + self._first

    def row_id(self, index: int) -> str:
        return UNFILED if index < self._first else self._rows[index - self._first].id

    def index_of(self, row_id: str) -> int | None:
        return 0 if row_id == UNFILED and self._first else self._places.get(row_id)

    def selectable(self, index: int) -> bool:
        return True

    def row(self, index: int, width: int) -> Row:
        if index < self._first:
            return (
                Span(f" * {count_text(self._unfiled, 'unfiled note')}", "warn"),
                Span("  Enter shows them, M files them", "muted"),
            )
        listed = self._rows[index - self._first]
        return incident_row(listed, listed.id == self._current, self._now, width)

    def listed(self, row_id: str | None) -> IncidentRow | None:
        """Return the incident of a row, if it is one."""
        index = self.index_of(row_id) if row_id else None
        return self._rows[index - self._first] if index is not None and row_id != UNFILED else None
