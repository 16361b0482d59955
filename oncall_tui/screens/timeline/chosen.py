"""The rows that the keys of Timeline act on."""

from collections.abc import Callable, Mapping, Sequence

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.timeline.event import Event
from oncall_tui.screens.actions.kind import KindActions
from oncall_tui.screens.actions.state import StateActions
from oncall_tui.screens.actions.undo import UndoActions
from oncall_tui.screens.timeline.data import TimelineData, TimelineServices
from oncall_tui.services.incidents.view import IncidentView
from oncall_tui.services.timeline.timelines import seen_of


class ChosenEvents(
    KindActions[TimelineData | None], UndoActions[TimelineData | None], StateActions[TimelineData | None]
):
    """Select events for the actions shared with other screens. Dividers are none."""

    NO_ROW = "There is no row under the cursor. Nothing was changed. a adds one, I imports."

    services: TimelineServices
    data: TimelineData | None = None
    hidden_marks: frozenset[str] = frozenset()

    @property
    def shown(self) -> IncidentView | None:
        return self.data.view if self.data else None

    def chosen(self) -> list[str]:
        """Return the marked rows, also those that a filter hides, else the one under the cursor, in the timeline's
        order.
        """
        marked = [*self.listed.marks, *self.hidden_marks]
        ids = [id for id in marked or [self.listed.cursor_id or ""] if self.is_record(id)]
        if not ids or self.data is None:
            raise Refused(self.NO_ROW)
        places = {id: self.data.timeline.place_of(id) or 0 for id in ids}
        return sorted(places, key=lambda id: places[id])

    async def act(self, work: Callable[[str, Sequence[str]], str]) -> None:
        await super().act(work)
        self.hidden_marks = frozenset()

    def is_record(self, row_id: str) -> bool:
        return self.event_of(row_id) is not None

    def event_of(self, row: str | None) -> Event | None:
        """Return the event of a row that is in the timeline now."""
        if self.data is None or row is None or self.data.timeline.place_of(row) is None:
            return None
        return self.data.timeline.event(row)

    def one_chosen(self) -> Event:
        """Return the event under the cursor. Raises Refused where there is none."""
        event = self.event_of(self.listed.cursor_id)
        if event is None:
            raise Refused(self.NO_ROW)
        return event

    def idea_row(self) -> str | None:
        event = self.event_of(self.listed.cursor_id)
        return None if event is None else event.id

    def set_kind(self, incident: str, rows: Sequence[str], kind: str | None) -> str:
        return self.services.curate.set_kind(incident, rows, kind)

    def record_here(self) -> str:
        return self.one_chosen().id

    def seen_rows(self, rows: Sequence[str]) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """Return the shown versions of several rows' records, by id."""
        return {row: self.seen(row) for row in rows}

    def seen(self, row: str) -> Mapping[str, Mapping[str, int]]:
        """Return the shown versions of the row's own record, so that a save replaces exactly those."""
        return {} if self.data is None else seen_of(self.data.view, row)
