"""Real services over a temporary directory, with a clock that stands still: what screen tests are given."""

import asyncio
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from oncall_tui.bootstrap import Services, open_services
from oncall_tui.domain.instants import instant_of
from oncall_tui.services.settings import Settings
from oncall_tui.widgets.menu import Menu
from oncall_tui.widgets.prompt import Prompt

NOW = instant_of("2026-11-21T03:59:12Z")


def open_house(data: Path, now: int = NOW, **settings: Any) -> Services:
    """Services of one empty data directory; `now` is the instant at which the clock stands."""
    return open_services(Settings(data=str(data), author="ana", **settings), lambda: now)


def screen_lines(screen: Screen[Any]) -> list[str]:
    """What the terminal shows, a line a row, without styles."""
    width, height = screen.size
    lines = screen._compositor.render_strips()[:height]
    return [line.text[:width].rstrip() for line in lines]


def screen_text(pilot: Pilot[Any]) -> str:
    """The same as one text."""
    return "\n".join(screen_lines(pilot.app.screen))


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until what was started in threads has arrived on the screen, or a question waits for an answer."""
    while any(not worker.is_finished for worker in pilot.app.workers):
        asked = [*pilot.app.screen.query(Menu), *pilot.app.screen.query(Prompt)]
        if any(not question.answer.done() for question in asked):
            break
        await asyncio.sleep(0.005)
    await pilot.pause()
