"""Act on the selected record of the analysis, and report each change."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from oncall_tui.domain.analysis.loose_ends import LooseEnd
from oncall_tui.domain.analysis.records import Record
from oncall_tui.domain.errors import RefusedError
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.screens.actions.undo import UndoActions
from oncall_tui.screens.analysis.data import INCIDENT, AnalysisData, end_row
from oncall_tui.screens.incident_screen import IncidentScreen
from oncall_tui.screens.services import Services

if TYPE_CHECKING:
    from oncall_tui.services.analysis.asking import AnalysisInterview
    from oncall_tui.services.analysis.controls import Controls
    from oncall_tui.services.analysis.edit_analysis import AnalysisEditor
    from oncall_tui.services.recommendations.follow_up import FollowUp
    from oncall_tui.services.review.run_review import Reviews
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits
    from oncall_tui.services.writeup.section_drafts import SectionDrafts


class AnalysisServices(Services, Protocol):
    """Services of the analysis beyond those of every screen."""

    @property
    def writeup(self) -> "WriteupEdits": ...

    @property
    def analysis(self) -> "AnalysisEditor": ...

    @property
    def asking(self) -> "AnalysisInterview": ...

    @property
    def controls(self) -> "Controls": ...

    @property
    def reviews(self) -> "Reviews": ...

    @property
    def follow_up(self) -> "FollowUp": ...

    @property
    def section_drafts(self) -> "SectionDrafts": ...


# The versions that a question showed when it opened: an answer replaces just those.
Seen = Mapping[str, Mapping[str, int]]


class ChosenRecord(IncidentScreen[AnalysisData | None], UndoActions[AnalysisData | None]):
    """The record under the cursor, or the row that is no record."""

    services: AnalysisServices
    sheet: AnalysisData | None = None

    @property
    def incident_view(self) -> IncidentView | None:
        return self.sheet.writeup.view if self.sheet is not None else None

    def changed_incidents(self) -> Sequence[str]:
        return [self.incident()]

    def read_sheet(self) -> AnalysisData:
        """Return the data shown. Raises RefusedError where no incident is open."""
        if self.sheet is None:
            raise RefusedError(self.NO_INCIDENT)
        return self.sheet

    def selected_id(self) -> Record | None:
        """Return the record under the cursor; None on a row that is none."""
        id = self.row_list.cursor_id
        return self.sheet.analysis.find(id) if self.sheet is not None and id else None

    def record(self) -> Record:
        """Return the record under the cursor. Raises RefusedError where there is none."""
        record = self.selected_id()
        if record is None:
            raise RefusedError("There is no record under the cursor. Nothing was changed. a adds one.")
        return record

    def end_here(self) -> LooseEnd | None:
        """Return the loose end under the cursor that is about no record."""
        ends = self.sheet.unplaced_ends if self.sheet is not None else ()
        return next((end for end in ends if end_row(end) == self.row_list.cursor_id), None)

    @property
    def on_incident(self) -> bool:
        """Return whether the cursor is on the row of what we can change."""
        return self.row_list.cursor_id == INCIDENT

    def seen_of(self, id: str) -> Seen:
        """Return the versions of a record that are shown now."""
        return self.services.analysis.base_versions(self.incident(), id)

    async def set_fields(self, id: str, seen: Seen, *words: str) -> None:
        """Apply the assignments to a record over what was shown, and say so."""
        work: Callable[[], str] = partial(
            self.services.analysis.set, self.incident(), id, words, base_versions=seen
        )
        await self.run_and_refresh(work)
