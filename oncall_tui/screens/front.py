"""The screen in front, as timers, threads and tasks may ask for it: they can outlive the last screen."""

from typing import Any

from textual.app import App
from textual.screen import Screen


def front_screen(app: App[Any]) -> Screen[Any] | None:
    """Return the screen in front, or None once the program is closing and its last screen has gone."""
    screens = app.screen_stack
    return screens[-1] if screens else None
