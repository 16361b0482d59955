"""The list that was last made for `oncall recs`, kept with what it was made from (DESIGN, the store).

Derived and rebuildable. A list over a thousand incidents that did not change is looked up, not made again.
"""

from oncall_tui.storage.atomic import write_derived
from oncall_tui.storage.places import Places


class KeptList:
    """One text and its key: whatever it depends on stands in the key, on one line."""

    def __init__(self, places: Places) -> None:
        self._path = places.kept_list

    def get(self, key: str) -> str | None:
        """The text that was kept for exactly this key."""
        try:
            with open(self._path, encoding="utf-8", newline="") as file:
                return file.read() if file.readline() == f"{key}\n" else None
        except (OSError, ValueError):
            return None

    def keep(self, key: str, text: str) -> None:
        """Replaces what was kept."""
        write_derived(self._path, f"{key}\n{text}".encode())
