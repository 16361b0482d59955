"""Services of the screens: the use cases, by name. `bootstrap.py` builds the real ones.

Only types are named here: a use case is loaded when a screen first asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from oncall_tui.domain.clock import Clock
    from oncall_tui.services.history import History
    from oncall_tui.services.incidents.incidents import Incidents
    from oncall_tui.services.incidents.listing import IncidentList
    from oncall_tui.services.last_position import LastPosition
    from oncall_tui.services.notes.capture import Capture
    from oncall_tui.services.process.news import ProcessNews
    from oncall_tui.services.process.process import ProcessSteps
    from oncall_tui.services.search.search import Search
    from oncall_tui.services.sharing.team import Team
    from oncall_tui.services.terminal_background import TerminalBackground
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits
    from oncall_tui.settings.settings import Settings


class Services(Protocol):
    """Each screen uses a few of them; a screen that needs more extends this protocol beside itself."""

    @property
    def settings(self) -> Settings: ...

    @property
    def clock(self) -> Clock:
        """Return the source of the present instant, UTC microseconds."""

    @property
    def incidents(self) -> Incidents: ...

    @property
    def team(self) -> Team: ...

    @property
    def terminal_background(self) -> TerminalBackground: ...

    @property
    def last_place(self) -> LastPosition: ...

    @property
    def listings(self) -> IncidentList: ...

    @property
    def capture(self) -> Capture: ...

    @property
    def history(self) -> History: ...

    @property
    def process(self) -> ProcessSteps: ...

    @property
    def process_news(self) -> ProcessNews: ...

    @property
    def searching(self) -> Search: ...

    @property
    def writeup(self) -> WriteupEdits: ...
