"""A command on a pseudo-terminal of its own: what it wrote, keys for it, and how it ended."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
from collections.abc import Mapping, Sequence
from types import TracebackType

PATIENCE = 60


class OnTerminal:
    """Runs a command; `with` ends it."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (24, 80)
    ) -> None:
        self.output = b""
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            self.handle = 0
            self.resize(size)
            os.execvpe(command[0], list(command), dict(environment))

    def __enter__(self) -> OnTerminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.handle)  # a hangup ends what still runs

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window this many rows and columns."""
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))

    def type(self, keys: str) -> None:
        os.write(self.handle, keys.encode())

    def wait_for(self, text: str) -> None:
        """Until the text was written. Raises AssertionError where the command ended without it."""
        while text.encode() not in self.output:
            assert self._read(), f"{text!r} was never written: {self.output!r}"

    def end(self) -> int:
        """Wait until the command ends; its exit code."""
        while self._read():
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bytes:
        ready, _, _ = select.select([self.handle], [], [], PATIENCE)
        assert ready, f"nothing more came: {self.output!r}"
        try:
            data = os.read(self.handle, 65536)
        except OSError:
            return b""
        self.output += data
        return data
