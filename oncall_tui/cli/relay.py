"""Run a command on this terminal as it is, and see what it writes: a pseudo-terminal between the two, as `script` does.

Keys, colours, progress bars, the window's size and signals go through. A stream that is no terminal stays what it is:
output that goes into a pipe or a file is a pipe for the command too, and its input is the one that we were given.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import subprocess
import termios
import time
import tty
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

STDIN, STDOUT, STDERR = 0, 1, 2
CHUNK = 1 << 16
# Passed on to the command, which decides what they mean: we end when it does.
FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)
# After the command ended, while what it left behind could still write: output is waited for so long (seconds), and so
# much of it (bytes) is passed on at most, which is more than a terminal or a pipe holds back.
LAST_WAIT = 0.1
LAST_BYTES = 1 << 20
SIGNALLED = 128


class Ended(NamedTuple):
    """The end of a command: its exit code (128 + n after signal n) and its duration in seconds."""

    code: int
    seconds: float


def run_on_terminal(command: Sequence[str], keep: Callable[[bytes], None]) -> Ended:
    """Run a command to its end; `keep` is given what it writes. Raises OSError where it can't be started."""
    with contextlib.ExitStack() as stack:
        return _Relay(command, keep, stack).run()


class _Relay:
    def __init__(
        self, command: Sequence[str], keep: Callable[[bytes], None], stack: contextlib.ExitStack
    ) -> None:
        self._command, self._keep, self._stack = list(command), keep, stack
        self._process: subprocess.Popen[bytes] | None = None
        self._master: int | None = None
        self._terminal = STDOUT
        self._outputs: dict[int, int] = {}  # what is read from -> where it is written
        self._keys = bytearray()
        self._reads_keys = False

    def run(self) -> Ended:
        wakes = self._stack.enter_context(_woken_by_signals())
        self._stack.enter_context(_forwarding(self._forward, self._resize))
        started = time.monotonic()
        process = self._process = self._start()
        self._take_keys()
        while process.poll() is None:
            self._turn(wakes, None)
        seconds = time.monotonic() - started
        self._drain(wakes)
        code = process.returncode
        return Ended(SIGNALLED - code if code < 0 else code, seconds)

    def _drain(self, wakes: int) -> None:
        """Pass on what the command wrote last."""
        left = LAST_BYTES
        while self._outputs and left > 0 and (passed := self._turn(wakes, LAST_WAIT)) is not None:
            left -= passed

    def _forward(self, number: int) -> None:
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, number)

    def _start(self) -> subprocess.Popen[bytes]:
        """Start the command in a session of its own, whose terminal is the pseudo-terminal where we have one."""
        streams = (STDIN, STDOUT, STDERR)
        terminals = [stream for stream in streams if os.isatty(stream)]
        slave = self._open_terminal(terminals[0]) if terminals else None
        theirs: list[int] = []
        for stream in streams:
            if stream in terminals and slave is not None:
                theirs.append(slave)
            elif stream == STDIN:
                theirs.append(stream)
            else:
                theirs.append(self._open_pipe(stream))
        if self._master is not None and any(stream in terminals for stream in (STDOUT, STDERR)):
            self._outputs[self._master] = STDOUT if STDOUT in terminals else STDERR
        elif self._master is not None:
            self._outputs[self._master] = STDIN  # the echo of keys, on a terminal that only keys come from
        try:
            return subprocess.Popen(
                self._command,
                stdin=theirs[0],
                stdout=theirs[1],
                stderr=theirs[2],
                start_new_session=True,
                preexec_fn=None if slave is None else lambda: _control(slave),
            )
        finally:
            for handle in set(theirs) - {STDIN}:
                os.close(handle)

    def _open_terminal(self, like: int) -> int:
        """Open a pseudo-terminal with the size and the settings of ours."""
        self._master, slave = pty.openpty()
        self._stack.callback(os.close, self._master)
        with contextlib.suppress(termios.error):
            termios.tcsetattr(slave, termios.TCSANOW, termios.tcgetattr(like))
        self._terminal = like
        self._resize()
        os.set_blocking(self._master, False)
        return slave

    def _open_pipe(self, stream: int) -> int:
        reader, writer = os.pipe()
        self._stack.callback(os.close, reader)
        self._outputs[reader] = stream
        return writer

    def _resize(self) -> None:
        """Give the command the size of the window; the kernel tells it."""
        if self._master is not None:
            with contextlib.suppress(OSError):
                size = fcntl.ioctl(self._terminal, termios.TIOCGWINSZ, b"\0" * 8)
                fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def _take_keys(self) -> None:
        """From here on every key goes to the command as it is; a job in the background leaves the keys alone."""
        if self._master is None or not os.isatty(STDIN) or _is_in_background():
            return
        before = termios.tcgetattr(STDIN)
        tty.setraw(STDIN, termios.TCSADRAIN)
        self._stack.callback(_restore, before)
        self._reads_keys = True

    def _turn(self, wakes: int, seconds: float | None) -> int | None:
        """Wait for something to pass on, and pass it on: how many bytes of output. None if nothing came in time."""
        reads = [wakes, *self._outputs]
        if self._reads_keys and len(self._keys) < CHUNK:
            reads.append(STDIN)
        writes = [self._master] if self._keys and self._master is not None else []
        readable, writable, _ = select.select(reads, writes, [], seconds)
        for handle in writable:
            self._write_keys(handle)
        if wakes in readable:
            os.read(wakes, CHUNK)
        if STDIN in readable:
            self._read_keys()
        outputs = [handle for handle in readable if handle in self._outputs]
        return sum(map(self._pass_on, outputs)) if outputs or wakes in readable else None

    def _read_keys(self) -> None:
        keys = _read(STDIN)
        self._keys += keys
        self._reads_keys = bool(keys)

    def _write_keys(self, master: int) -> None:
        try:
            del self._keys[: os.write(master, self._keys)]
        except BlockingIOError:
            return
        except OSError:  # the command has closed its terminal
            self._keys.clear()

    def _pass_on(self, handle: int) -> int:
        data = _read(handle)
        if not data:
            del self._outputs[handle]
            return 0
        self._keep(data)
        try:
            _write_all(self._outputs[handle], data)
        except BrokenPipeError:  # `| head`: the command is told at its next write, as it would be without us
            del self._outputs[handle]
            _replace_by_nothing(handle)
        except OSError:  # our terminal has gone; what the command still says is kept
            return len(data)
        return len(data)


def _replace_by_nothing(handle: int) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, handle)
    os.close(nothing)


def _is_in_background() -> bool:
    try:
        return os.tcgetpgrp(STDIN) != os.getpgrp()
    except OSError:  # a terminal that is not our controlling one has no foreground job of ours
        return False


def _control(slave: int) -> None:
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


def _restore(before: list[int | list[bytes | int]]) -> None:
    with contextlib.suppress(termios.error):
        termios.tcsetattr(STDIN, termios.TCSADRAIN, before)


def _read(handle: int) -> bytes:
    """Read what is available; return nothing at the end, which Linux reports for a pseudo-terminal as an error."""
    try:
        return os.read(handle, CHUNK)
    except OSError:
        return b""


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(handle, rest) :]
        except BlockingIOError:  # somebody else made our terminal non-blocking
            select.select([], [handle], [])


@contextlib.contextmanager
def _woken_by_signals() -> Iterator[int]:
    """Yield a handle that is readable after any signal, also one that comes just before a wait."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    child = signal.signal(signal.SIGCHLD, lambda *_: None)
    try:
        yield reader
    finally:
        signal.signal(signal.SIGCHLD, child)
        signal.set_wakeup_fd(before)
        os.close(reader)
        os.close(writer)


@contextlib.contextmanager
def _forwarding(forward: Callable[[int], None], resize: Callable[[], None]) -> Iterator[None]:
    """Signals that are sent to us go to the command, but those that we were told to ignore, which it ignores too; a new
    size of the window goes to its terminal."""
    numbers = [number for number in FORWARDED if signal.getsignal(number) is not signal.SIG_IGN]
    handlers = {number: signal.signal(number, lambda number, _: forward(number)) for number in numbers}
    handlers[signal.SIGWINCH] = signal.signal(signal.SIGWINCH, lambda *_: resize())
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
