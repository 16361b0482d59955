"""Select recommendations for the tracker's keys: the marked ones, else the one under the cursor."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.screens.actions.undo import UndoActions
from oncall_tui.screens.recommendations.row import RecommendationRows
from oncall_tui.screens.recommendations.tracker_views import TrackerData
from oncall_tui.screens.services import Services
from oncall_tui.screens.tab_screen import TabScreen
from oncall_tui.services.recommendations.follow_up import FollowUp
from oncall_tui.services.recommendations.tracker import Tracker
from oncall_tui.services.recommendations.visits import TrackerVisits

if TYPE_CHECKING:
    from oncall_tui.services.sharing.team import Team


class TrackerServices(Services, Protocol):
    """Services of the tracker beyond those of every screen."""

    @property
    def tracker(self) -> Tracker: ...

    @property
    def follow_up(self) -> FollowUp: ...

    @property
    def looks(self) -> TrackerVisits: ...

    @property
    def team(self) -> "Team": ...


class ChosenRecommendations(TabScreen[TrackerData], UndoActions[TrackerData]):
    """They may be of any incidents, so undo reaches all in which something was changed here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Not at the foot: there is no room for it at 80 columns.
        Binding("u", "undo", "undo", show=False, id="view.undo", tooltip="Undo my last change"),
    ]

    services: TrackerServices
    tracked: TrackerData | None = None

    def __init__(self, services: TrackerServices, incident_id: str | None = None) -> None:
        super().__init__(services, incident_id)
        self._changed: list[str] = []

    def under_cursor(self) -> Recommendation | None:
        """Return the recommendation under the cursor."""
        rows = self.row_list.rows
        return rows.item(self.row_list.cursor_id) if isinstance(rows, RecommendationRows) else None

    def marked(self) -> list[Recommendation]:
        """Return the marked recommendations."""
        rows, marks = self.row_list.rows, sorted(self.row_list.marks)
        items = map(rows.item, marks) if isinstance(rows, RecommendationRows) else ()
        return [item for item in items if item is not None]

    def chosen(self) -> list[Recommendation]:
        """Return the marked ones, else the one under the cursor. Raises RefusedError where there is none."""
        here = self.under_cursor()
        items = self.marked() or ([here] if here is not None else [])
        if not items:
            raise RefusedError(
                "There is no recommendation under the cursor. Nothing was changed. a adds one."
            )
        return items

    def go_to(self, row_id: str | None) -> None:
        """Put the cursor on that row."""
        self.row_list.move_to(row_id or "")

    def note_change(self, *incidents: str) -> None:
        """Remember where something was changed here, the latest first."""
        self._changed = list(dict.fromkeys((*reversed(incidents), *self._changed)))

    def changed_incidents(self) -> Sequence[str]:
        """Return all in which something was changed since the tracker was opened, else that of the row."""
        return self._changed or [self.chosen()[0].incident]
