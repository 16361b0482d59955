"""Keys that are typed while the program starts: the terminal neither shows nor changes them, and none is lost.

Before anything large is imported the terminal is set raw. What was typed even before that went through the terminal's
own line: there Enter became a line feed, and is Enter again when it is read.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class EarlyKeys:
    """The terminal as it was found. `cooked`: how many bytes waited that had gone through the terminal's line."""

    def __init__(self) -> None:
        self.before: list[Any] | None = None
        self.cooked = 0

    def hold(self) -> None:
        """Set the terminal raw, unless it is no terminal or is held already. Signals still act."""
        try:
            import termios
        except ImportError:
            return
        try:
            handle = sys.__stdin__.fileno() if sys.__stdin__ else -1
            if self.before is not None or not (
                os.isatty(handle) and sys.__stdout__ and sys.__stdout__.isatty()
            ):
                return
            before = termios.tcgetattr(handle)
            raw: list[Any] = termios.tcgetattr(handle)
            raw[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
            raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0
            termios.tcsetattr(handle, termios.TCSANOW, raw)
        except (OSError, ValueError, termios.error):
            return
        self.before, self.cooked = before, _waiting(handle)

    def give_back(self) -> None:
        """Set the terminal as it was found; what waits goes to whoever reads next."""
        if self.before is None:
            return
        import termios

        before, self.before = self.before, None
        try:
            termios.tcsetattr(sys.__stdin__.fileno() if sys.__stdin__ else -1, termios.TCSANOW, before)
        except (OSError, ValueError, termios.error):
            return

    def as_typed(self, data: bytes) -> bytes:
        """Return bytes that were read now as they were typed."""
        cooked, raw = data[: self.cooked], data[self.cooked :]
        self.cooked -= len(cooked)
        return cooked.replace(b"\n", b"\r") + raw


def _waiting(handle: int) -> int:
    """Return the number of bytes that can be read now."""
    import fcntl
    import struct
    import termios

    answer = fcntl.ioctl(handle, termios.FIONREAD, struct.pack("i", 0))
    return int(struct.unpack("i", answer)[0])


EARLY = EarlyKeys()
