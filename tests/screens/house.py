"""Real services over a temporary directory, with a clock that stands still: what screen tests are given."""

import asyncio
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from oncall_tui.bootstrap import Services, open_services
from oncall_tui.domain.instants import instant_of
from oncall_tui.services.settings import Settings
from oncall_tui.widgets.menu import Menu
from oncall_tui.widgets.prompt import Prompt

# Keys with names of their own that type something; `colon` and the like are pressed as the characters they are.
CHARACTERS = {"enter": "\r", "tab": "\t", "space": " "}
# Textual lays out and draws at most so often.
FRAME_SECONDS = 1 / 50
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


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Presses keys as a person does who looks what each has done. A fifth of the time that `pilot.press` waits."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character = key if len(key) == 1 else CHARACTERS.get(key)
        pilot.app.post_message(Key(KEY_NAME_REPLACEMENTS.get(name, name), character))
        await _work_done(pilot)
    await settle(pilot)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until what was started in threads has arrived on the screen, or a question waits for an answer."""
    await _work_done(pilot)
    await asyncio.sleep(FRAME_SECONDS)
    await _messages_handled(pilot)


async def _work_done(pilot: Pilot[Any]) -> None:
    await _messages_handled(pilot)
    while any(not worker.is_finished for worker in pilot.app.workers) and not _is_asking(pilot):
        await asyncio.sleep(0.002)
    await _messages_handled(pilot)


async def _messages_handled(pilot: Pilot[Any]) -> None:
    """A message may lead to others, up to the screen and the app: hence some rounds."""
    for _ in range(4):
        await pilot._wait_for_screen()


def _is_asking(pilot: Pilot[Any]) -> bool:
    screen = pilot.app.screen
    return any(not question.answer.done() for question in (*screen.query(Menu), *screen.query(Prompt)))
