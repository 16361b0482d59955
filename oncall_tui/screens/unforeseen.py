"""Keep the program going after an error that no rule foresaw: its details are kept in a file, the foot tells of it.

An error of one action, worker or message is told and passed by. Where they come one after the other without a key in
between, as when the screen can't be drawn any more, the program ends, and says that everything is saved.
"""

import os
import traceback
from contextlib import suppress
from typing import Any

from textual.app import App

from oncall_tui.screens.front import front_screen
from oncall_tui.widgets.footer import StatusFooter

DETAILS = "last-error.txt"
MOST_IN_A_ROW = 20


class Unforeseen:
    """One for the app; `data` is the data directory. With ONCALL_DEBUG set nothing is passed by."""

    def __init__(self, app: App[Any], data: str) -> None:
        self._app = app
        self.path = os.path.join(data, DETAILS)
        self._in_a_row = 0

    def key_came(self) -> None:
        """Note that a person is typing: the screen is still of use."""
        self._in_a_row = 0

    def is_survived(self, error: Exception) -> bool:
        """Keep the details and tell what happened; return False where the program must end instead."""
        self._in_a_row += 1
        front = front_screen(self._app)
        is_drawn = front is not None and front.is_mounted and self._app.is_running
        if os.environ.get("ONCALL_DEBUG") or not is_drawn or self._in_a_row > MOST_IN_A_ROW:
            return False
        self.keep_details(error)
        feet = front.query(StatusFooter) if front is not None else ()
        for foot in feet:
            foot.show_message(
                f"! Something unexpected happened ({type(error).__name__}: {error}). Everything saved is safe, and you "
                f"can go on. The details are in {self.path}",
                "warn",
            )
        return bool(feet)

    def keep_details(self, error: BaseException | None) -> None:
        """Write the traceback to the file, for this user's eyes; a full disk keeps nobody from going on."""
        with (
            suppress(OSError),
            open(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file,
        ):
            traceback.print_exception(error, file=file)


def is_survived(app: App[Any], error: Exception) -> bool:
    """Tell of an error in an app that has `unforeseen`; return False where the error is to be raised again."""
    unforeseen: Unforeseen | None = getattr(app, "unforeseen", None)
    return unforeseen is not None and unforeseen.is_survived(error)
