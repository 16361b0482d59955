"""Real services over a temporary directory, with a clock that stands still: what screen tests are given."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from textual.app import App
from textual.events import Key
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key, key_to_character
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.instants import parse_instant
from oncall_tui.settings.settings import Settings
from oncall_tui.widgets.menu import Menu
from oncall_tui.widgets.prompt import Prompt

# Keys with names of their own that type something; `colon` and the like are pressed as the characters they are.
CHARACTERS = {"enter": "\r", "tab": "\t", "space": " "}
# Turns of the event loop until what another thread has posted is in a queue.
FEWEST_TURNS = 3
# Only to end a test that waits for something that never comes: a busy machine may take long.
PATIENCE_SECONDS = 60.0
NOW = parse_instant("2026-11-21T03:59:12Z")


def open_test_services(data: Path, now: int = NOW, **settings: Any) -> ServiceContainer:
    """Services of one empty data directory; `now` is the instant at which the clock stands."""
    return build_services(Settings(data=str(data), author="ana", **settings), lambda: now)


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
        pilot.app.post_message(key_event(key))
        await _work_done(pilot)
    await settle(pilot)


async def press_at_once(pilot: Pilot[Any], *keys: str) -> None:
    """Presses keys that arrive in one read, as over a slow line: none waits for what the one before it does."""
    for key in keys:
        pilot.app.post_message(key_event(key))
    await settle(pilot)


def key_event(key: str) -> Key:
    """The event of a key by its name, or by the character that it types."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    character = key if len(key) == 1 else CHARACTERS.get(key) or key_to_character(key)
    return Key(KEY_NAME_REPLACEMENTS.get(name, name), character)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until what was started in threads has arrived on the screen, or a question waits for an answer."""
    await _work_done(pilot)
    while _is_to_be_drawn(screen := pilot.app.screen):
        screen._on_timer_update()  # draws now what Textual would draw with the next frame
        await _messages_handled(pilot)


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait for a condition that timers or other processes bring about. Raises TimeoutError with the screen."""
    deadline = monotonic() + PATIENCE_SECONDS
    await settle(pilot)
    while not holds():
        if monotonic() > deadline:
            raise TimeoutError(screen_text(pilot))
        await asyncio.sleep(0.01)
        await settle(pilot)


def _is_to_be_drawn(screen: Screen[Any]) -> bool:
    return screen.is_current and bool(
        screen._dirty_widgets
        or screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._callbacks
    )


async def _work_done(pilot: Pilot[Any]) -> None:
    await _messages_handled(pilot)
    while _has_keys_waiting(pilot) or (_is_working(pilot) and not _is_asking(pilot)):
        await asyncio.sleep(0.002)
    await _messages_handled(pilot)


async def _messages_handled(pilot: Pilot[Any]) -> None:
    """Wait until the app and every widget in front wait for their next message.

    Several times as fast as `Pilot.pause`, which sends each widget a message and has to be repeated for what those
    that were on their way bring about.
    """
    deadline = monotonic() + PATIENCE_SECONDS
    for _ in range(FEWEST_TURNS):
        await asyncio.sleep(0)
    while pilot.app.is_running and not pilot.app._exception_event.is_set() and _has_messages(pilot.app):
        if monotonic() > deadline:
            raise TimeoutError("A widget handles one message without an end.")
        await asyncio.sleep(0)


def _has_messages(app: App[Any]) -> bool:
    return any(map(_is_busy, (app, *app.screen.walk_children(with_self=True))))


def _is_busy(pump: MessagePump) -> bool:
    """Whether a widget has messages in its queue, or is handling one: then nothing waits for the queue to fill."""
    if not pump._running or pump._closing or pump._closed:
        return False
    queue: Any = pump._message_queue
    return bool(queue.values or pump._next_callbacks or not queue.ready_event._waiters)


def _is_working(pilot: Pilot[Any]) -> bool:
    return any(not worker.is_finished for worker in pilot.app.workers)


def _has_keys_waiting(pilot: Pilot[Any]) -> bool:
    """Whether keys wait for what an earlier one opens. Only our own app lets them."""
    keys = getattr(pilot.app, "keys", None)
    if keys is None or not pilot.app.is_running:
        return False
    return not keys.is_idle or bool(getattr(pilot.app, "has_early_keys", False))


def _is_asking(pilot: Pilot[Any]) -> bool:
    screen = pilot.app.screen
    return any(not question.answer.done() for question in (*screen.query(Menu), *screen.query(Prompt)))
