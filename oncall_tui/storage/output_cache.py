"""The output that a command printed last, kept with what it was made from (DESIGN, the store).

Derived and rebuildable. A list over a thousand incidents that did not change is looked up, not made again; nor is a
report of one.
"""

from oncall_tui.storage.atomic import remove_if_there, write_derived
from oncall_tui.storage.checked import checked, with_checksum

KIND = "oncall recs 1"


class OutputCache:
    """One text and its key: whatever the text depends on is in the key, on one line."""

    def __init__(self, path: str) -> None:
        self._path = path

    def get(self, key: str) -> str | None:
        """Return the text that was kept for exactly this key; None if it is not as it was written."""
        try:
            with open(self._path, "rb") as file:
                data = checked(KIND, file.read())
        except OSError:
            return None
        kept, _, text = (data or b"").decode("utf-8", "surrogatepass").partition("\n")
        return text if data and kept == key else None

    def forget(self) -> None:
        """Remove what was kept."""
        remove_if_there(self._path)

    def keep(self, key: str, text: str) -> None:
        """Replace what was kept."""
        write_derived(self._path, with_checksum(KIND, f"{key}\n{text}".encode("utf-8", "surrogatepass")))
