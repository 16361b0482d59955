"""The terminal as this program wants it: bursts told from typing, odd bytes kept, left as it was found.

All that leans on the inside of Textual's driver is in this file.
"""

import asyncio
import os
import selectors
import signal
import threading
from codecs import getincrementaldecoder
from collections import deque
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from oncall_tui.early_keys import EARLY
from oncall_tui.textual_overrides.background import QUERY, BackgroundKnown, BackgroundReply
from oncall_tui.textual_overrides.paste_detection import detect_pastes

READ_BYTES = 64 * 1024
TICK_SECONDS = 0.05
# What asks the program to end: it gives the terminal back first.
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
# So long it has for that: the other end may be gone, or the disk may hang.
LAST_SECONDS = 5.0
SIGNALLED = 128


class OncallDriver(LinuxDriver):
    """Reads as much as there is at once, so that a paste is seen whole, and stops at once when asked to."""

    _wake: tuple[int, int] | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._read: deque[Message] = deque()
        self._asks = bool(getattr(self._app, "asks_background", False))

    def start_application_mode(self) -> None:
        self._wake = os.pipe()
        for number in ENDING:
            asyncio.get_running_loop().add_signal_handler(number, self._end, number)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if EARLY.before is not None:  # so, and not raw, is it given to a shell while we are suspended
            self.attrs_before = EARLY.before
        if self._asks:
            self.write(QUERY)
            self.flush()

    def _end(self, number: int) -> None:
        """Leave as if a person had: drafts are kept and the terminal is restored. The exit code names the signal."""
        last = threading.Timer(LAST_SECONDS, os._exit, [SIGNALLED + number])
        last.daemon = True
        last.start()
        self._app.workers.cancel_all()
        self._app.exit(return_code=SIGNALLED + number)

    def stop_job(self) -> bool:
        """Stop the program and what it was started by, until the shell continues the job; return False without one.

        A shell gives each job a process group. The group that leads the session is nobody's job: it would never run on.
        """
        if os.getpgrp() == os.getsid(0):
            return False
        self._app._suspend_signal()
        os.kill(os.getpid(), signal.SIGTSTP)
        return True

    def _sigtstp_application(self, *arguments: Any) -> None:
        """Give the terminal back, then stop the whole group: a shell between sees nothing when we alone stop."""
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        os.killpg(os.getpgrp(), signal.SIGSTOP)

    def _sigcont_application(self, *arguments: Any) -> None:
        """Come back to the front. After a stop that was not ours the shell has used the terminal meanwhile."""
        if self._auto_restart and self._wake is not None:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application(*arguments)

    def run_input_thread(self) -> None:
        decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        parser = XTermParser(self._debug)
        reply = BackgroundReply()
        with selectors.DefaultSelector() as selector:
            for descriptor in (self.fileno, self._wake[0] if self._wake else self.fileno):
                if descriptor not in selector.get_map():
                    selector.register(descriptor, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if any(key.fd == self.fileno for key, _ in selector.select(TICK_SECONDS)):
                    data = self._bytes_read()
                    if not data:
                        self._loop.call_soon_threadsafe(self._end, signal.SIGHUP)
                        return
                    data = EARLY.as_typed(data)
                    if self._asks and reply.is_light is None:
                        data = reply.rest(data)
                        if reply.is_light is not None:
                            self.send_message(BackgroundKnown(reply.is_light))
                    for event in detect_pastes(parser.feed(decode(data))):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
                if self._read:
                    self._loop.call_soon_threadsafe(self._give_to_app)

    def _bytes_read(self) -> bytes:
        """Return the typed bytes; nothing when the other end of the terminal is gone."""
        try:
            return os.read(self.fileno, READ_BYTES)
        except OSError:
            return b""

    def send_message(self, message: Message) -> None:
        """Pass on at once what was read at once, so that a burst of keys is drawn once."""
        if threading.current_thread() is self._key_thread:
            self._read.append(message)
        else:
            super().send_message(message)

    def _give_to_app(self) -> None:
        while self._read:
            self._app.post_message(self._read.popleft())

    def disable_input(self) -> None:
        """End the reading thread now; Textual's own waits a tenth of a second, twice."""
        wake, self._wake = self._wake, None
        if wake is None:
            return
        os.write(wake[1], b"x")
        super().disable_input()
        for descriptor in wake:
            os.close(descriptor)
