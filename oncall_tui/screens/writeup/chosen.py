"""The section that the keys of Write-up act on."""

from collections.abc import Mapping, Sequence

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.writeup.sections import Section
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.screens.actions.incident_fields import IncidentFieldActions
from oncall_tui.screens.actions.undo import UndoActions
from oncall_tui.screens.writeup.data import WriteupData, WriteupServices
from oncall_tui.services.writeup.edit_writeup import seen_text

NO_SECTION = "There is no section under the cursor. Nothing was changed."


class ChosenSection(UndoActions[WriteupData | None], IncidentFieldActions[WriteupData | None]):
    """One section at a time; undo reaches the incident that is open."""

    services: WriteupServices
    data: WriteupData | None = None

    @property
    def incident_view(self) -> IncidentView | None:
        return self.data.writeup.view if self.data else None

    def changed_incidents(self) -> Sequence[str]:
        return (self.incident(),)

    def under_cursor(self) -> Section | None:
        """Return the section under the cursor."""
        return self.data.section(self.row_list.cursor_id) if self.data else None

    def chosen(self) -> Section:
        """Raise RefusedError where there is no section."""
        self.incident()
        if (section := self.under_cursor()) is None:
            raise RefusedError(NO_SECTION)
        return section

    def seen_text(self, section: Section) -> Mapping[str, Mapping[str, int]]:
        """Return the versions of a section's text that are shown here, so that a save replaces exactly these."""
        if self.data is None:
            return {}
        return seen_text(self.data.writeup, section.name)
