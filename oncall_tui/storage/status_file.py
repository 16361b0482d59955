"""Cache of an incident's status line, valid while nothing of it changes: flat lines, read without JSON (BUDGETS).

Kept to cheap imports: a prompt waits for it.
"""

from __future__ import annotations

import os

from oncall_tui.storage.atomic import write_derived
from oncall_tui.storage.checked import checked, with_checksum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall_tui.storage.paths import DataPaths

KIND = "oncall status 1"


def status_key(places: DataPaths, incident: str, author: str) -> str:
    """Return a key that changes with the incident, its waiting notes or the author. Raises OSError where it has no
    file.
    """
    state = os.stat(places.incident(incident))
    try:
        inbox = os.stat(places.inbox_of(incident)).st_mtime_ns
    except OSError:
        inbox = 0
    return f"{incident} {state.st_ino} {state.st_size} {state.st_mtime_ns} {inbox} {author.encode()!r}"


def read_status(places: DataPaths, key: str) -> dict[str, str] | None:
    """Return the values that were kept under this key; None where there are none."""
    try:
        with open(places.status, "rb") as file:
            kept = checked(KIND, file.read())
        first, *lines = (kept or b"").decode().split("\n")
    except (OSError, ValueError):
        return None
    if first != key:
        return None
    pairs = (line.partition("=") for line in lines if line)
    return {name: value for name, _, value in pairs}


def keep_status(places: DataPaths, key: str, values: Mapping[str, str]) -> None:
    """Keep values, none of which holds a line end; where that fails, the next reader makes them again."""
    lines = "\n".join([key, *(f"{name}={value}" for name, value in values.items())])
    write_derived(places.status, with_checksum(KIND, lines.encode()))
