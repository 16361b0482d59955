"""The rows of a list of incidents, from their summaries in the catalogue and from the inboxes.

Named tuples and few imports: a list over a thousand incidents has six times the start of Python (BUDGETS).
"""

import os
from typing import Any, NamedTuple

from oncall_tui.storage.catalogue import Catalogue
from oncall_tui.storage.current import read_current
from oncall_tui.storage.places import Places
from oncall_tui.storage.waiting import Inbox

FIELDS = (
    "handle",
    "title",
    "severity",
    "type",
    "stage",
    "zone",
    "created_at",
    "notes",
    "conflicts",
    "recommendations",
)


class Listed(NamedTuple):
    """One row of a list of incidents. `created_at` is an instant's text; `damaged` says why nothing is known."""

    id: str
    handle: str
    title: str = ""
    severity: str | None = None
    type: str | None = None
    stage: str = ""
    zone: str = "UTC"
    created_at: str = ""
    notes: int = 0
    waiting: int = 0
    conflicts: int = 0
    recommendations: int = 0
    damaged: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As `oncall list --json` prints it; waiting notes count as notes."""
        return {
            "id": self.id,
            "handle": self.handle,
            "title": self.title,
            "severity": self.severity,
            "type": self.type,
            "stage": self.stage,
            "zone": self.zone,
            "created_at": self.created_at or None,
            "notes": self.notes + self.waiting,
            "conflicts": self.conflicts,
            "recommendations": self.recommendations,
            "damaged": self.damaged,
        }


class Listings:
    """What there is in one data directory."""

    def __init__(self, catalogue: Catalogue, places: Places) -> None:
        self._catalogue = catalogue
        self._places = places
        self._inbox = Inbox(places)

    def rows(self) -> list[Listed]:
        """Every incident, newest first; damaged ones say why nothing is known of them."""
        listing = self._catalogue.listing()
        waiting = {id: len(self._inbox.ids(id)) for id in self._inbox.incidents()}
        rows = [
            Listed(id, waiting=waiting.get(id, 0), **{name: summary[name] for name in FIELDS})
            for id, summary in listing.summaries.items()
        ]
        rows += [
            Listed(id, id, damaged=why, waiting=waiting.get(id, 0)) for id, why in listing.damaged.items()
        ]
        return sorted(rows, key=lambda row: (row.created_at, row.id), reverse=True)

    def current(self) -> str | None:
        """The id of the current incident, if it is still here."""
        id = read_current(self._places)
        return id if id is not None and os.path.exists(self._places.incident(id)) else None

    def unfiled(self) -> int:
        """How many notes were taken while no incident was current."""
        return len(self._inbox.ids(None))

    def state(self) -> tuple[object, ...]:
        """What differs whenever an incident, the unfiled notes or the current one changed; asked every second."""
        places = self._places
        return tuple(map(_modified, (places.incidents, places.inbox, places.inbox_of(None), places.current)))


def _modified(path: str) -> int:
    """When a file or a directory was changed last: files here are replaced by renaming, which changes the directory."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0
