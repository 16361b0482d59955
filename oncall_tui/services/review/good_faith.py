"""The good-faith statement: shown once to each person at the first review that they open (V8)."""

import os

from oncall_tui.domain.review.records import fold_name
from oncall_tui.storage.paths import DataPaths


class GoodFaith:
    """Remember who has seen the note on good faith, a name a line, on this machine only. Losing the file shows it
    once more, no worse.
    """

    def __init__(self, places: DataPaths, author: str) -> None:
        self._path = os.path.join(places.data, "good-faith")
        self._name = fold_name(author)

    @property
    def is_seen(self) -> bool:
        """True once this person was shown it."""
        try:
            with open(self._path, encoding="utf-8") as file:
                return self._name in file.read().splitlines()
        except (OSError, UnicodeDecodeError):
            return False

    def mark_seen(self) -> None:
        """Remember that this person was shown it."""
        try:
            with open(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
                file.write(f"{self._name}\n")
        except OSError:
            return
