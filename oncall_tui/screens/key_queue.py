"""Keys act strictly in the order in which they came: each waits for what the one before it opens.

Over ssh, mosh or tmux several keys arrive in one read. A prompt, the palette or a view opens by messages and workers;
until it is in front, the next key would act on the list that is still there.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, NamedTuple

from textual.app import App
from textual.events import Key, Paste
from textual.message_pump import MessagePump
from textual.widget import Widget

from oncall_tui.screens.front import front_screen
from oncall_tui.widgets.key_names import key_name
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.text_entry import TextEntry

POLL_SECONDS = 0.005
HOP_SECONDS = 0.5
LONG_SECONDS = 1.5
# A key is alone when no other was typed so long before it and after it.
ALONE_SECONDS = 0.25
MOST_LATEST = 50
# Keys that only move: they may come right before one that is alone.
MOVES = "jkgGnN"
# Actions that change something at once, without asking: they act only on what was in front when they were typed.
AT_ONCE = frozenset(
    {"break_row", "break_up", "choose", "join", "leave_out", "mark", "pin", "quit", "redo", "settle"}
)
AT_ONCE |= {"shift", "star", "undo", "unlink", "use"}
# A message may lead to others, up to the screen and the app.
FEWEST_ROUNDS, MOST_ROUNDS = 2, 20


class WaitingKey(NamedTuple):
    """A key that waits, with what had the focus when it came, and how often the screen had refused something."""

    event: Key | Paste
    focused: Widget | None
    refusals: int


class KeyQueue:
    """Holds keys back. `act` does what a key does and returns whether that may have opened something."""

    def __init__(self, app: App[Any], act: Callable[[Key | Paste], Awaitable[bool]]) -> None:
        self._app = app
        self._act = act
        self._waiting: deque[WaitingKey] = deque()
        self._opening: asyncio.Task[None] | None = None
        self._since = 0.0
        self._latest: deque[Key | Paste] = deque(maxlen=MOST_LATEST)
        self.acting: Key | Paste | None = None

    @property
    def is_idle(self) -> bool:
        """Return whether every key has been done, and what it opened is in front."""
        return self._opening is None and not self._waiting

    @property
    def is_slow(self) -> bool:
        """Return whether keys have waited so long that a person should be told."""
        return bool(self._waiting) and monotonic() - self._since > LONG_SECONDS

    def is_alone(self, key: Key | Paste) -> bool:
        """Return whether nothing else was typed right before or after a key. Keys that only move may come before
        it.

        `time` of an event is when it was read, however long a busy machine takes to get to it.
        """
        near = [other for other in self._latest if abs(other.time - key.time) <= ALONE_SECONDS]
        return not any(other.time > key.time or _types(other) for other in near if other is not key)

    async def take(self, event: Key | Paste) -> None:
        """Do a key now, or once what an earlier one opens is in front."""
        self._latest.append(event)
        if self.is_idle:
            await self._do(event)
        else:
            self._waiting.append(WaitingKey(event, self._app.focused, self._refusals))

    def put_first(self, event: Key | Paste) -> None:
        """Do this before all that waits: the rest of a paste of which the first line has been taken."""
        self._waiting.appendleft(WaitingKey(event, self._app.focused, self._refusals))

    async def _do(self, event: Key | Paste) -> None:
        self.acting = event
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
        while self._waiting and self._opening is None and front_screen(self._app) is not None:
            waiting = self._waiting.popleft()
            if not self._is_for_something_else(waiting):
                await self._do(waiting.event)

    def _is_for_something_else(self, waiting: "WaitingKey") -> bool:
        """Return whether a key was typed for what did not open, or before what it would change was in front."""
        focused, event = self._app.focused, waiting.event
        if not isinstance(event, Key) or not isinstance(focused, RowList) or isinstance(focused, TextEntry):
            return False
        if not _acts_at_once(event.key, focused):
            return False
        if focused is not waiting.focused:
            say: Any = getattr(front_screen(self._app), "show_message", None)
            if say is not None:
                say(f"{key_name(event.key)} was typed before this was in front. Nothing was changed.")
            return True
        return self._refusals != waiting.refusals

    @property
    def _refusals(self) -> int:
        """Return how often the screen in front has shown an error."""
        return int(getattr(front_screen(self._app), "refusals", 0))

    async def _opened(self) -> None:
        """Return once what the last key began is in front and has the focus."""
        while (front := front_screen(self._app)) is not None and self._app.is_running:
            before = front, self._app.focused
            await self._queues_emptied(before[1] or front)
            now = front_screen(self._app)
            if getattr(now, "is_opening", False):
                await asyncio.sleep(POLL_SECONDS)
            elif now is None or (now, self._app.focused) == before:
                return

    async def _queues_emptied(self, start: Widget) -> None:
        """Let all messages be handled that are on their way from the focused widget up to the app."""
        for number in range(MOST_ROUNDS):
            pumps = list(start.ancestors_with_self)
            for pump in pumps:
                await _handled(pump)
            if number + 1 >= FEWEST_ROUNDS and not any(pump.message_queue_size for pump in pumps):
                return


def _types(event: Key | Paste) -> bool:
    return isinstance(event, Paste) or (event.is_printable and (event.character or " ") not in MOVES)


def _acts_at_once(key: str, focused: RowList) -> bool:
    """Return whether the key is bound here to an action that changes something without asking."""
    for node in focused.ancestors_with_self:
        if bound := node._bindings.key_to_bindings.get(key):
            return bound[0].action.partition("(")[0].rpartition(".")[2] in AT_ONCE
    return False


async def _handled(pump: MessagePump) -> None:
    """Return when a widget has handled what is in its queue now; one that is going handles nothing more."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        try:
            await asyncio.wait_for(done.wait(), HOP_SECONDS)
        except TimeoutError:
            return
