"""Act on the selected record of the analysis, and report each change."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from oncall_tui.domain.analysis.loose_ends import LooseEnd
from oncall_tui.domain.analysis.records import Record
from oncall_tui.domain.errors import Refused
from oncall_tui.screens.actions.undo import UndoActions
from oncall_tui.screens.analysis.data import INCIDENT, Sheet, end_row
from oncall_tui.screens.one_incident import OneIncident
from oncall_tui.screens.services import Services
from oncall_tui.services.incidents.view import IncidentView

if TYPE_CHECKING:
    from oncall_tui.services.analysis.asking import Asking
    from oncall_tui.services.analysis.controls import Controls
    from oncall_tui.services.analysis.edit_analysis import AnalysisEdits
    from oncall_tui.services.recommendations.follow_up import FollowUp
    from oncall_tui.services.review.run_review import Reviews
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits
    from oncall_tui.services.writeup.section_drafts import SectionDrafts


class AnalysisServices(Services, Protocol):
    """Services of the analysis beyond those of every screen."""

    @property
    def writeup(self) -> "WriteupEdits": ...

    @property
    def analysis(self) -> "AnalysisEdits": ...

    @property
    def asking(self) -> "Asking": ...

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


class ChosenRecord(OneIncident[Sheet | None], UndoActions[Sheet | None]):
    """The record under the cursor, or the row that is no record."""

    services: AnalysisServices
    sheet: Sheet | None = None

    @property
    def shown(self) -> IncidentView | None:
        return self.sheet.writeup.view if self.sheet is not None else None

    def changed_incidents(self) -> Sequence[str]:
        return [self.incident()]

    def read_sheet(self) -> Sheet:
        """Return the data shown. Raises Refused where no incident is open."""
        if self.sheet is None:
            raise Refused(self.NO_INCIDENT)
        return self.sheet

    def record_here(self) -> Record | None:
        """Return the record under the cursor; None on a row that is none."""
        id = self.listed.cursor_id
        return self.sheet.analysis.find(id) if self.sheet is not None and id else None

    def record(self) -> Record:
        """Return the record under the cursor. Raises Refused where there is none."""
        record = self.record_here()
        if record is None:
            raise Refused("There is no record under the cursor. Nothing was changed. a adds one.")
        return record

    def end_here(self) -> LooseEnd | None:
        """Return the loose end under the cursor that is about no record."""
        ends = self.sheet.unplaced_ends if self.sheet is not None else ()
        return next((end for end in ends if end_row(end) == self.listed.cursor_id), None)

    @property
    def on_incident(self) -> bool:
        """Return whether the cursor is on the row of what we can change."""
        return self.listed.cursor_id == INCIDENT

    def seen_of(self, id: str) -> Seen:
        """Return the versions of a record that are shown now."""
        return self.services.analysis.base_versions(self.incident(), id)

    async def set_fields(self, id: str, seen: Seen, *words: str) -> None:
        """Apply the assignments to a record over what was shown, and say so."""
        work: Callable[[], str] = partial(
            self.services.analysis.set, self.incident(), id, words, base_versions=seen
        )
        await self.change(work)
