"""The only place that builds: settings, clock, store and services (DESIGN, the house)."""

import os
import time
from dataclasses import dataclass

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


def system_clock() -> int:
    """The machine's clock: UTC microseconds."""
    return time.time_ns() // 1000


def open_services(settings: Settings, clock: Clock = system_clock) -> Services:
    """Builds the services over the data directory; nothing is read or written before it is asked for."""
    places = Places(settings.data)
    ids = IdSource(clock, os.urandom)
    store = Store(places, Actors(places, clock, os.urandom), ids, clock, settings.author, Filing({}))
    catalogue = Catalogue(places, summarise)
    return Services(
        settings=settings,
        clock=clock,
        store=store,
        incidents=Incidents(store, catalogue, ids, clock, settings),
        capture=Capture(store, ids, clock, settings),
        history=History(store, settings),
        redaction=Redaction(store, catalogue),
    )
