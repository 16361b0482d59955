"""The rows of a list of incidents, from their summaries in the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oncall_tui.storage.catalogue import Listing


@dataclass(frozen=True, slots=True)
class Listed:
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


def listed(listing: Listing, waiting: Mapping[str, int]) -> list[Listed]:
    """The rows of a list, newest first."""
    rows = [
        Listed(id, waiting=waiting.get(id, 0), **{name: summary[name] for name in FIELDS})
        for id, summary in listing.summaries.items()
    ]
    rows += [Listed(id, id, damaged=why, waiting=waiting.get(id, 0)) for id, why in listing.damaged.items()]
    return sorted(rows, key=lambda row: (row.created_at, row.id), reverse=True)


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
