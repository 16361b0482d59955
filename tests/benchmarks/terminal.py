"""A real terminal for a program to run in: keys go in, bytes come out, and every chunk has its moment.

Nothing is interpreted while the clock runs but a search in the text without its escapes; the screen is rebuilt
afterwards. Questions that a terminal is asked (attributes, cursor, modes) are answered at once, as a real one does.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyte

ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P^_].*?\x1b\\|[ -/]+.|[0-~])|[\x00-\x20\x7f]",
    re.DOTALL,
)
UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[ -/]*[@-~]|\x1b\[\??[0-9;]*[$!\"' ][a-z]|\x1b\[\?[0-9;]*u|\x1b\[[0-9;]*t"
    rb"|\x1b[P^_].*?\x1b\\",
    re.DOTALL,
)
ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?(?!2026)(\d+)\$p"), b"\x1b[?\\1;0$y"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
)
# Test runners set these, and programs believe them before they ask the terminal.
SIZE_OF_ANOTHER = ("COLUMNS", "LINES")
QUIET = 0.1
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Paint:
    """What a key did: seconds to the first and the last byte that it caused, and how many bytes."""

    first: float
    done: float
    size: int


class Terminal:
    """One program in one pseudo-terminal; use as a context manager, so that nothing is left running."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str] | None = None,
        columns: int = 80,
        rows: int = 24,
        cwd: str = ".",
    ) -> None:
        self.columns, self.rows = columns, rows
        self.chunks: list[tuple[float, bytes]] = []
        self.status: int | None = None
        given = env or os.environ
        environment = {name: given[name] for name in given if name not in SIZE_OF_ANOTHER}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.started = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            self._become(command, environment, cwd)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            self.kill(signal.SIGKILL)
        os.close(self.handle)

    def wait_for(self, text: str, patience: float = PATIENCE) -> float:
        """Seconds from the start until the text was on its way to the screen. Raises TimeoutError with the screen."""
        wanted = re.sub(r"\s", "", text).encode()
        deadline = time.perf_counter() + patience
        while wanted not in ESCAPES.sub(b"", b"".join(data for _, data in self.chunks)):
            if self._read(deadline) is None:
                raise TimeoutError(f"{text!r} did not appear:\n" + "\n".join(self.screen()))
        return self.chunks[-1][0] - self.started

    def settle(self, quiet: float = QUIET, longest: float = 2.0) -> None:
        """Reads until the program has been silent for so many seconds, or `longest`: a clock never is."""
        end = time.perf_counter() + longest
        while time.perf_counter() < end and self._read(time.perf_counter() + quiet) is not None:
            pass

    def press(self, keys: str, patience: float = 2.0) -> Paint:
        """Sends keys in one write and reads until silence. A key that paints nothing has size 0."""
        seen, sent = len(self.chunks), time.perf_counter()
        self.send(keys)
        if self._read(sent + patience) is not None:
            self.settle()
        caused = self.chunks[seen:]
        if not caused:
            return Paint(patience, patience, 0)
        return Paint(caused[0][0] - sent, caused[-1][0] - sent, sum(len(data) for _, data in caused))

    def send(self, keys: str) -> None:
        """Sends keys in one write."""
        os.write(self.handle, keys.encode())

    def leave(self, keys: str, patience: float = 10.0) -> float:
        """Sends the keys that end the program; seconds until it was gone."""
        sent = time.perf_counter()
        os.write(self.handle, keys.encode())
        self._reap(sent + patience)
        return time.perf_counter() - sent

    def kill(self, signal_number: int) -> None:
        """Sends a signal to the program and waits for its end."""
        os.kill(self.pid, signal_number)
        self._reap(time.perf_counter() + PATIENCE)

    def screen(self) -> list[str]:
        """What a person would see now, line by line."""
        screen = pyte.Screen(self.columns, self.rows)
        stream = pyte.ByteStream(screen)
        for _, data in self.chunks:
            stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))
        return list(screen.display)

    def _become(self, command: Sequence[str], environment: Mapping[str, str], cwd: str) -> None:
        try:
            os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
            os.execvpe(command[0], list(command), dict(environment))
        finally:
            os._exit(127)

    def _read(self, deadline: float) -> bytes | None:
        left = max(0.0, deadline - time.perf_counter())
        if not select.select([self.handle], [], [], left)[0]:
            return None
        try:
            data = os.read(self.handle, 65536)
        except OSError:
            return None
        if data:
            self.chunks.append((time.perf_counter(), data))
            self._answer(data)
        return data or None

    def _answer(self, data: bytes) -> None:
        for question, answer in ANSWERS:
            for match in question.finditer(data):
                with contextlib.suppress(OSError):
                    os.write(self.handle, match.expand(answer))

    def _reap(self, deadline: float) -> None:
        """Waits for the end of our own child, reading on so that it is never stuck on a full pipe."""
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                self.settle(quiet=0.0)  # its last words may still be on their way to us
            elif time.perf_counter() > deadline:
                os.kill(self.pid, signal.SIGKILL)
            elif self._read(time.perf_counter() + 0.002) is None:
                time.sleep(0.001)
