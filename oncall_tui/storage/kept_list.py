"""The list that was last made for `oncall recs`, kept with what it was made from (DESIGN, the store).

Derived and rebuildable. A list over a thousand incidents that did not change is looked up, not made again.
"""

import os

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
        """Replaces what was kept, without waiting for the disk; where that fails, the list is made again."""
        temporary = f"{self._path}.{os.getpid()}.tmp"
        try:
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(f"{key}\n{text}".encode())
            os.replace(temporary, self._path)
        except OSError:
            return
