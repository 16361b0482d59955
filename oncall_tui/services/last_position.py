"""Remember the last screen and row, and reopen there unless another incident has become current since."""

import os
from typing import NamedTuple

from oncall_tui.domain.ids import is_id
from oncall_tui.services.incidents.listing import IncidentList
from oncall_tui.storage.paths import DataPaths

INCIDENTS, NOTES = "0", "1"
NONE = "-"


class ScreenPosition(NamedTuple):
    """The number of a view, and the incident that was open in it."""

    view: str
    incident: str | None


class LastPosition:
    """Kept in one small file. Losing it costs a key, so nothing waits for the disk."""

    def __init__(self, places: DataPaths, listings: IncidentList) -> None:
        self._path = os.path.join(places.data, "last-place")
        self._listings = listings
        self._places = places

    def keep(self, place: ScreenPosition) -> None:
        """Remember a place, and which incident is the current one now."""
        words = (place.view, place.incident or NONE, self._listings.current() or NONE)
        try:
            with open(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(" ".join(words))
        except OSError:
            return

    def start(self, views: frozenset[str]) -> ScreenPosition:
        """Return where to open: the last position, if it is in one of these tabs and nothing more urgent came
        since.
        """
        current = self._listings.current()
        kept = self._read()
        if len(kept) == 3 and kept[0] in views and kept[2] == (current or NONE) and self._is_here(kept[1]):
            return ScreenPosition(kept[0], None if kept[1] == NONE else kept[1])
        return ScreenPosition(NOTES, current) if current else ScreenPosition(INCIDENTS, None)

    def _read(self) -> list[str]:
        try:
            with open(self._path, encoding="ascii") as file:
                return file.read().split()
        except (OSError, UnicodeDecodeError):
            return []

    def _is_here(self, incident: str) -> bool:
        return incident == NONE or (is_id(incident) and os.path.exists(self._places.incident(incident)))
