"""Store the current incident (DESIGN, command line)."""

from __future__ import annotations

from oncall_tui.domain.ids import is_id
from oncall_tui.storage.atomic import make_private_directory, write_durably
from oncall_tui.storage.paths import DataPaths


def read_current(places: DataPaths) -> str | None:
    """Return the id of the current incident, or None."""
    try:
        with open(places.current, encoding="ascii") as file:
            id = file.read().strip()
    except (OSError, UnicodeDecodeError):
        return None
    return id if is_id(id) else None


def write_current(places: DataPaths, incident: str) -> None:
    """Make an incident the current one. Raises OSError."""
    make_private_directory(places.data)
    write_durably(places.current, incident.encode() + b"\n")
