"""Shared base of the screens of one incident."""

from typing import Generic

from oncall_tui.domain.errors import Refused
from oncall_tui.screens.live import Read
from oncall_tui.screens.view import View
from oncall_tui.services.incidents.view import IncidentView


class OneIncident(View[Read], Generic[Read]):
    """A view that shows one incident at a time, or none."""

    NO_INCIDENT = "No incident is open. Nothing was changed. 0 shows them all; Enter opens one."

    @property
    def shown(self) -> IncidentView | None:
        """The incident as it was read last; None before it was."""
        raise NotImplementedError

    def incident(self) -> str:
        """Return the incident's id. Raises Refused where none is open."""
        if self.incident_id is None:
            raise Refused(self.NO_INCIDENT)
        return self.incident_id
