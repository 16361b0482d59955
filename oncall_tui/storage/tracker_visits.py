"""Since when the tracker has news for a person, and the filters they keep: on this machine only."""

import json
import os
from typing import NamedTuple

from oncall_tui.storage.atomic import make_private_directory, write_durably
from oncall_tui.storage.paths import DataPaths


class TrackerVisit(NamedTuple):
    """`marked`: the day of the last follow-up meeting or digest; `before`: of the one before; blank if none was."""

    marked: str = ""
    before: str = ""
    filters: tuple[str, ...] = ()


def load_visit(places: DataPaths) -> TrackerVisit:
    """Load the last visit; a default where the file is missing or unreadable: it is only a convenience."""
    try:
        with open(places.look, encoding="utf-8") as file:
            kept = json.load(file)
        filters = tuple(word for word in kept["filters"] if isinstance(word, str))
        return TrackerVisit(str(kept.get("marked", "")), str(kept.get("before", "")), filters)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return TrackerVisit()


def save_visit(places: DataPaths, look: TrackerVisit) -> None:
    """Raise OSError."""
    make_private_directory(os.path.dirname(places.look))
    write_durably(places.look, json.dumps(look._asdict()).encode())
