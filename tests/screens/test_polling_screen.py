"""What a screen shows is what it read last, whichever read ends last."""

import asyncio
from threading import Event

from oncall_tui.screens.polling_screen import PollingScreen


class Places(PollingScreen[str]):
    """Shows where it is; a read of `a` takes until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.is_ready = True
        self.where = "a"
        self.shown: list[str] = []
        self.began, self.let_go = Event(), Event()

    def fingerprint(self) -> object:
        return self.where

    def load(self) -> str:
        where = self.where
        if where == "a":
            self.began.set()
            self.let_go.wait()
        return where

    def show_data(self, read: str) -> None:
        self.shown.append(read)


async def test_a_read_that_was_overtaken_is_not_shown() -> None:
    screen = Places()
    late = asyncio.create_task(screen.refresh_soon())
    await asyncio.to_thread(screen.began.wait)
    screen.where = "b"
    screen.refresh_now()
    screen.let_go.set()
    await late
    assert screen.shown == ["b"]
    await screen.refresh_soon()
    assert screen.shown == ["b", "b"]
