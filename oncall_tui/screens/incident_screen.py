"""Shared base of the screens of one incident."""

from typing import Generic

from oncall_tui.domain.errors import RefusedError
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.screens.polling_screen import Data
from oncall_tui.screens.tab_screen import TabScreen


class IncidentScreen(TabScreen[Data], Generic[Data]):
    """A view that shows one incident at a time, or none."""

    NO_INCIDENT = "No incident is open. Nothing was changed. 0 shows them all; Enter opens one."

    @property
    def incident_view(self) -> IncidentView | None:
        """The incident as it was read last; None before it was."""
        raise NotImplementedError

    def incident(self) -> str:
        """Return the incident's id. Raises RefusedError where none is open."""
        if self.incident_id is None:
            raise RefusedError(self.NO_INCIDENT)
        return self.incident_id
