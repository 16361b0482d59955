"""Services of the screens: the use cases, by name. `bootstrap.py` builds the real ones.

Only types are named here: a use case is loaded when a screen first asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from oncall_tui.domain.clock import Clock
    from oncall_tui.services.history import History
    from oncall_tui.services.incidents.incidents import Incidents
    from oncall_tui.services.incidents.listing import Listings
    from oncall_tui.services.last_place import LastPlace
    from oncall_tui.services.notes.capture import Capture
    from oncall_tui.services.process.news import ProcessNews
    from oncall_tui.services.process.process import ProcessSteps
    from oncall_tui.services.search.searching import Searching
    from oncall_tui.services.settings import Settings
    from oncall_tui.services.sharing.team import Team
    from oncall_tui.services.terminal_background import TerminalBackground
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits


class Services(Protocol):
    """Each screen uses a few of them; a screen that needs more extends this protocol beside itself."""

    @property
    def settings(self) -> Settings: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def incidents(self) -> Incidents: ...

    @property
    def team(self) -> Team: ...

    @property
    def terminal_background(self) -> TerminalBackground: ...

    @property
    def last_place(self) -> LastPlace: ...

    @property
    def listings(self) -> Listings: ...

    @property
    def capture(self) -> Capture: ...

    @property
    def history(self) -> History: ...

    @property
    def process(self) -> ProcessSteps: ...

    @property
    def process_news(self) -> ProcessNews: ...

    @property
    def searching(self) -> Searching: ...

    @property
    def writeup(self) -> WriteupEdits: ...
