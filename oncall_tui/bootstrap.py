"""The only place that builds: settings, clock, store and services (DESIGN, the house)."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.ids import IdSource
from oncall_tui.services.capture import Capture
from oncall_tui.services.filing import Filing
from oncall_tui.services.history import History
from oncall_tui.services.incidents import Incidents
from oncall_tui.services.redaction import Redaction
from oncall_tui.services.settings import Settings
from oncall_tui.services.summaries import summarise
from oncall_tui.storage.actors import Actors
from oncall_tui.storage.catalogue import Catalogue
from oncall_tui.storage.places import Places
from oncall_tui.storage.store import Store

if TYPE_CHECKING:
    from oncall_tui.services.curate import Curate
    from oncall_tui.services.follow_up import FollowUp
    from oncall_tui.services.importing import Importing
    from oncall_tui.services.sources import Sources
    from oncall_tui.services.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases of one data directory, as the command line and the screens are given them."""

    settings: Settings
    clock: Clock
    store: Store
    incidents: Incidents
    capture: Capture
    history: History
    redaction: Redaction
    aliases: Mapping[str, str]

    @property
    def importing(self) -> "Importing":
        """The readers of every format are loaded only where something is imported."""
        from oncall_tui.services.importing import Importing

        return Importing(self.store, self.clock, self.aliases)

    @property
    def curate(self) -> "Curate":
        from oncall_tui.services.curate import Curate

        return Curate(self.store, self.clock, self.settings.author)

    @property
    def sources(self) -> "Sources":
        from oncall_tui.services.sources import Sources

        return Sources(self.store, self.aliases)

    @property
    def tracker(self) -> "Tracker":
        from oncall_tui.services.tracker import Tracker

        return Tracker(self.store, self.incidents, self.clock, self.settings)

    @property
    def follow_up(self) -> "FollowUp":
        from oncall_tui.services.follow_up import FollowUp

        return FollowUp(self.store, self.incidents, self.tracker, self.settings)


def system_clock() -> int:
    """The machine's clock: UTC microseconds."""
    return time.time_ns() // 1000


def open_services(settings: Settings, clock: Clock = system_clock) -> Services:
    """Builds the services over the data directory; nothing is read or written before it is asked for."""
    places = Places(settings.data)
    aliases: dict[str, str] = {}
    ids = IdSource(clock, os.urandom)
    store = Store(places, Actors(places, clock, os.urandom), ids, clock, settings.author, Filing(aliases))
    catalogue = Catalogue(places, summarise)
    return Services(
        settings=settings,
        clock=clock,
        store=store,
        incidents=Incidents(store, catalogue, ids, clock, settings, aliases),
        capture=Capture(store, ids, clock, settings, aliases),
        aliases=aliases,
        history=History(store, settings),
        redaction=Redaction(store, catalogue),
    )
