"""Drafts: the line that is being typed survives a lost connection, SIGHUP and kill -9 (DESIGN, the store)."""

import os

from oncall_tui.storage.atomic import make_private_directory, remove_durably, write_durably
from oncall_tui.storage.places import Places


def read_draft(places: Places, incident: str | None) -> str:
    """The half-typed line that was kept for an incident; empty if there is none."""
    try:
        with open(places.draft(incident), "rb") as file:
            return file.read().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError):
        return ""


def write_draft(places: Places, incident: str | None, text: str) -> None:
    """Keeps a half-typed line durably; an empty one removes the draft. Raises OSError."""
    path = places.draft(incident)
    if text:
        make_private_directory(places.drafts)
        write_durably(path, text.encode("utf-8", "surrogatepass"))
    elif os.path.exists(path):
        remove_durably([path])
