"""The background that the terminal had at the last start, so that the first frame fits it before it is asked again."""

import os

from oncall_tui.storage.paths import DataPaths

LIGHT, DARK = "light", "dark"


class TerminalBackground:
    """Kept in one small file. Losing it costs a change of colours, so nothing waits for the disk."""

    def __init__(self, places: DataPaths) -> None:
        self._path = os.path.join(places.data, "background")

    def is_light(self) -> bool | None:
        """None where it is not known."""
        try:
            with open(self._path, encoding="ascii") as file:
                return {LIGHT: True, DARK: False}.get(file.read(8))
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, is_light: bool) -> None:
        """Remember whether the terminal's background is light."""
        try:
            with open(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(LIGHT if is_light else DARK)
        except OSError:
            return
