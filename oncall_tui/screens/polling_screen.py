"""A screen that stays true: it reads in a thread, shows what it read, and looks whether there is something new.

What other processes and colleagues write so appears within a second.
"""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from textual.events import ScreenResume

from oncall_tui.domain.errors import OncallError
from oncall_tui.screens.prompting import PromptingScreen

LOOK_SECONDS = 0.5
Data = TypeVar("Data")


class PollingScreen(PromptingScreen, Generic[Data]):
    """Subclasses say what they read (`read`), how that is shown (`show_data`), and when it is another (`state`)."""

    is_ready = False
    _was_shown = False
    _state: object = None
    _reads_at_once = 0

    def load(self) -> Data:
        """Return all that is shown, from the services. Touches no widget: it runs in a thread."""
        raise NotImplementedError

    def fingerprint(self) -> object:
        """Return a cheap value that changes whenever `read` would return something else. Polled in a thread."""
        raise NotImplementedError

    def show_data(self, read: Data) -> None:
        """Put what was read into the widgets."""
        raise NotImplementedError

    def show_frame(self) -> None:
        """Draw what stands around it, which depends on what was read."""

    def on_mount(self) -> None:
        self.is_ready = True
        self.refresh_now()
        self.set_interval(LOOK_SECONDS, self._look)

    def on_screen_resume(self, event: ScreenResume) -> None:
        # All its parts were given their styles when they were mounted, just now: the first time they are as they were.
        event.refresh_styles, self._was_shown = self._was_shown, True
        self._look()

    def refresh_now(self) -> None:
        """Read and show at once, before the next frame. A screen that is not mounted yet reads when it is."""
        if not self.is_ready:
            return
        self._reads_at_once += 1
        try:
            self._state = self.fingerprint()
            self._show(self.load())
        except OncallError as error:
            self.call_after_refresh(self.show_error, error)
            self.show_frame()

    async def refresh_soon(self) -> None:
        """Read in a thread, then show. What was overtaken by a read at once, of another incident say, is old."""
        before = self._reads_at_once
        state = await asyncio.to_thread(self.fingerprint)
        read = await asyncio.to_thread(self.load)
        if before == self._reads_at_once:
            self._state = state
            self._show(read)

    async def run_and_refresh(self, work: Callable[[], str | None]) -> None:
        """Do some work in a thread, tell the effect that it returns, and show the result."""
        effect = await asyncio.to_thread(work)
        await self.refresh_soon()
        if effect:
            self.show_message(effect)

    def _show(self, read: Data) -> None:
        self.show_data(read)
        self.show_frame()

    def _look(self) -> None:
        if self.is_current:
            self.run_in_background(self._look_again, "look", exclusive=True)

    async def _look_again(self) -> None:
        if await asyncio.to_thread(self.fingerprint) != self._state:
            await self.refresh_soon()
