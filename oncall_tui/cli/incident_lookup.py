"""Finding an incident for `oncall note` by the handles file: a few lines of text instead of a catalogue of JSON."""

from __future__ import annotations

import os

from oncall_tui.storage.checked import checked
from oncall_tui.storage.current_incident import read_current

# As `storage.catalogue` writes it, which costs too much to load here.
HANDLES = "oncall handles 1"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from oncall_tui.storage.paths import DataPaths


class IncidentMatch:
    """An incident as the handles file lists it; `title` is safe to print."""

    def __init__(self, id: str, handle: str = "", zone: str = "UTC", title: str = "") -> None:
        self.id = id
        self.handle = handle or id
        self.zone = zone
        self.title = title


def current_incident(places: DataPaths) -> IncidentMatch | None:
    """Return the current incident, or None where there is none (any more)."""
    id = read_current(places)
    if id is None or not os.path.exists(places.incident(id)):
        return None
    return next((found for found in known_incidents(places) if found.id == id), IncidentMatch(id))


def find_incident_fast(places: DataPaths, name: str) -> IncidentMatch:
    """Return the incident of a name or prefix; a name that the file doesn't know yet is looked up in the catalogue.

    Raises NotFoundError, or RefusedError where several match.
    """
    key = name.strip().lower()
    known = known_incidents(places)
    matching = [found for found in known if key in (found.id, found.handle.lower())]
    matching = matching or [found for found in known if key and found.handle.lower().startswith(key)]
    if len(matching) == 1 and os.path.exists(places.incident(matching[0].id)):
        return matching[0]
    return _careful_find(places, name)


def _careful_find(places: DataPaths, name: str) -> IncidentMatch:
    from oncall_tui.domain.handles import find
    from oncall_tui.read_models.summaries import summarise
    from oncall_tui.storage.catalogue import Catalogue

    id = find(name, Catalogue(places, summarise).listing().names())
    return next((found for found in known_incidents(places) if found.id == id), IncidentMatch(id))


def known_incidents(places: DataPaths) -> list[IncidentMatch]:
    """Return what the handles file says; nothing where it is missing or not as it was written."""
    try:
        with open(places.handles, "rb") as file:
            data = checked(HANDLES, file.read())
        rows = [line.split("\t") for line in (data or b"").decode().splitlines()]
    except (OSError, ValueError):
        return []
    return [IncidentMatch(*row) for row in rows if len(row) == 4]
