"""The rows of a list of incidents, from their summaries in the catalogue and from the inboxes.

Named tuples and few imports: a list over a thousand incidents has six times the start of Python (BUDGETS).
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from oncall_tui.domain.errors import OncallError
from oncall_tui.storage.catalogue import Catalogue
from oncall_tui.storage.current_incident import read_current
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.waiting_notes import Inbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall_tui.storage.catalogue import Summary

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


class IncidentRow(NamedTuple):
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


class IncidentList:
    """List the incidents of one data directory.

    `with_waiting` summarises an incident as it will be once its waiting notes are filed, as `show` has it; it is
    asked, and its modules are loaded, only where a note waits.
    """

    def __init__(
        self, catalogue: Catalogue, places: DataPaths, with_waiting: Callable[[str], Summary] | None = None
    ) -> None:
        self._catalogue = catalogue
        self._places = places
        self._with_waiting = with_waiting
        self._inbox = Inbox(places)

    def rows(self) -> list[IncidentRow]:
        """Every incident, newest first; damaged ones say why nothing is known of them."""
        listing = self._catalogue.listing()
        waiting = {id: len(self._inbox.ids(id)) for id in self._inbox.incidents()}
        summaries = listing.summaries | self._summaries_with_waiting(
            [id for id, count in waiting.items() if count and id in listing.summaries]
        )
        rows = [
            IncidentRow(id, waiting=waiting.get(id, 0), **{name: summary[name] for name in FIELDS})
            for id, summary in summaries.items()
        ]
        rows += [
            IncidentRow(id, id, damaged=why, waiting=waiting.get(id, 0))
            for id, why in listing.damaged.items()
        ]
        return sorted(rows, key=lambda row: (row.created_at, row.id), reverse=True)

    def _summaries_with_waiting(self, ids: list[str]) -> dict[str, Summary]:
        found: dict[str, Summary] = {}
        if self._with_waiting is None:
            return found
        for id in ids:
            with suppress(OncallError):  # it went, or was damaged, meanwhile: the next look says so
                found[id] = self._with_waiting(id)
        return found

    def current(self) -> str | None:
        """Return the id of the current incident, if it is still here."""
        id = read_current(self._places)
        return id if id is not None and os.path.exists(self._places.incident(id)) else None

    def unfiled_count(self) -> int:
        """Return the number of notes taken while no incident was current."""
        return len(self._inbox.ids(None))

    def fingerprint(self) -> tuple[object, ...]:
        """Return a fingerprint that changes with any incident, the unfiled notes or the current one; polled every
        second.
        """
        places = self._places
        return tuple(map(_modified, (places.incidents, places.inbox, places.inbox_of(None), places.current)))


def _modified(path: str) -> int:
    """Return when a path last changed: files are replaced by renaming, which changes their directory."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0
