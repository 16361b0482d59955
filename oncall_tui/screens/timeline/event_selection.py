"""The rows that the keys of Timeline act on."""

from collections.abc import Callable, Mapping, Sequence

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.timeline.event import Event
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.timeline_view import base_versions_of
from oncall_tui.screens.actions.incident_fields import IncidentFieldActions
from oncall_tui.screens.actions.kind_and_milestone import KindActions
from oncall_tui.screens.actions.undo import UndoActions
from oncall_tui.screens.timeline.data import TimelineData, TimelineServices


class EventSelection(
    KindActions[TimelineData | None],
    UndoActions[TimelineData | None],
    IncidentFieldActions[TimelineData | None],
):
    """Select events for the actions shared with other screens. Dividers are none."""

    NO_ROW = "There is no row under the cursor. Nothing was changed. a adds one, I imports."

    services: TimelineServices
    data: TimelineData | None = None
    hidden_marks: frozenset[str] = frozenset()

    @property
    def incident_view(self) -> IncidentView | None:
        return self.data.view if self.data else None

    def selected_ids(self) -> list[str]:
        """Return the marked rows, also those that a filter hides, else the one under the cursor, in the timeline's
        order.
        """
        marked = [*self.row_list.marks, *self.hidden_marks]
        ids = [id for id in marked or [self.row_list.cursor_id or ""] if self.is_record(id)]
        if not ids or self.data is None:
            raise RefusedError(self.NO_ROW)
        places = {id: self.data.timeline.place_of(id) or 0 for id in ids}
        return sorted(places, key=lambda id: places[id])

    async def apply_to_selection(self, work: Callable[[str, Sequence[str]], str]) -> None:
        await super().apply_to_selection(work)
        self.hidden_marks = frozenset()

    def is_record(self, row_id: str) -> bool:
        return self.event_of(row_id) is not None

    def event_of(self, row: str | None) -> Event | None:
        """Return the event of a row that is in the timeline now."""
        if self.data is None or row is None or self.data.timeline.place_of(row) is None:
            return None
        return self.data.timeline.event(row)

    def one_chosen(self) -> Event:
        """Return the event under the cursor. Raises RefusedError where there is none."""
        event = self.event_of(self.row_list.cursor_id)
        if event is None:
            raise RefusedError(self.NO_ROW)
        return event

    def idea_row(self) -> str | None:
        event = self.event_of(self.row_list.cursor_id)
        return None if event is None else event.id

    def set_kind(self, incident: str, rows: Sequence[str], kind: str | None) -> str:
        return self.services.curate.set_kind(incident, rows, kind)

    def selected_id(self) -> str:
        return self.one_chosen().id

    def seen_rows(self, rows: Sequence[str]) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """Return the shown versions of several rows' records, by id."""
        return {row: self.base_versions(row) for row in rows}

    def base_versions(self, row: str) -> Mapping[str, Mapping[str, int]]:
        """Return the shown versions of the row's own record, so that a save replaces exactly those."""
        return {} if self.data is None else base_versions_of(self.data.view, row)
