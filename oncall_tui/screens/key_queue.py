"""Keys act strictly in the order in which they came: each waits for what the one before it opens.

Over ssh, mosh or tmux several keys arrive in one read. A prompt, the palette or a view opens by messages and workers;
until it is in front, the next key would act on the list that is still there.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from textual.app import App
from textual.events import Key, Paste
from textual.message_pump import MessagePump

POLL_SECONDS = 0.005
HOP_SECONDS = 0.5
LONG_SECONDS = 1.5
# A key is alone when no other was typed so long before it and after it.
ALONE_SECONDS = 0.25
# Keys that only move: they may come right before one that is alone.
MOVES = "jkgGnN"
# A message may lead to others, up to the screen and the app.
FEWEST_ROUNDS, MOST_ROUNDS = 2, 20


class KeyQueue:
    """Holds keys back. `act` does what a key does and returns whether that may have opened something."""

    def __init__(self, app: App[Any], act: Callable[[Key | Paste], Awaitable[bool]]) -> None:
        self._app = app
        self._act = act
        self._waiting: deque[Key | Paste] = deque()
        self._opening: asyncio.Task[None] | None = None
        self._since = 0.0
        self._typed_at = 0.0
        self._gap = 0.0
        self.count = 0

    @property
    def is_idle(self) -> bool:
        """Whether every key has been done, and what it opened is in front."""
        return self._opening is None and not self._waiting

    @property
    def is_slow(self) -> bool:
        """Whether keys have waited so long that a person should be told."""
        return bool(self._waiting) and monotonic() - self._since > LONG_SECONDS

    @property
    def came_alone(self) -> bool:
        """Whether nothing was typed right before the last key."""
        return self._gap > ALONE_SECONDS

    async def take(self, event: Key | Paste) -> None:
        """Do a key now, or once what an earlier one opens is in front."""
        self._note_time(event)
        if self.is_idle:
            await self._do(event)
        else:
            self._waiting.append(event)

    def _note_time(self, event: Key | Paste) -> None:
        """`event.time` is when it was read, however long a busy machine takes to get to it."""
        self.count += 1
        self._gap = event.time - self._typed_at
        if isinstance(event, Key) and event.is_printable and (event.character or " ") not in MOVES:
            self._typed_at = event.time

    async def _do(self, event: Key | Paste) -> None:
        if await self._act(event):
            self._since = monotonic()
            self._opening = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        try:
            await self._opened()
        finally:
            self._opening = None
        self._app.call_later(self._go_on)

    async def _go_on(self) -> None:
        while self._waiting and self._opening is None:
            await self._do(self._waiting.popleft())

    async def _opened(self) -> None:
        """Return once what the last key began is in front and has the focus."""
        while self._app.is_running:
            before = self._app.screen, self._app.focused
            await self._queues_emptied()
            if getattr(self._app.screen, "is_opening", False):
                await asyncio.sleep(POLL_SECONDS)
            elif (self._app.screen, self._app.focused) == before:
                return

    async def _queues_emptied(self) -> None:
        """Let all messages be handled that are on their way from the focused widget up to the app."""
        start = self._app.focused or self._app.screen
        for number in range(MOST_ROUNDS):
            pumps = list(start.ancestors_with_self)
            for pump in pumps:
                await _handled(pump)
            if number + 1 >= FEWEST_ROUNDS and not any(pump.message_queue_size for pump in pumps):
                return


async def _handled(pump: MessagePump) -> None:
    """Return when a widget has handled what is in its queue now; one that is going handles nothing more."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        try:
            await asyncio.wait_for(done.wait(), HOP_SECONDS)
        except TimeoutError:
            return
