"""Opening the screens from the command line."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, TextIO

from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.early_keys import EARLY

if TYPE_CHECKING:
    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.settings.settings import Settings

# Some of the characters of frames, marks and texts: an encoding that has these has all of them.
DRAWN = "─│└✓✗·…→›"


def open_screens(settings: Settings, incident: str | None) -> int:
    """Open the screens, as `_open` does, with the keys held that are typed meanwhile. Raises RefusedError."""
    EARLY.hold()
    try:
        return _open(settings, incident)
    finally:
        EARLY.give_back()


def _open(settings: Settings, incident: str | None) -> int:
    """Open the screens, on the notes of the named incident, else at the last position. Raises RefusedError without a
    terminal.
    """
    from oncall_tui.bootstrap import build_services
    from oncall_tui.cli.own_keys import with_own_keys

    if not can_draw():
        settings = settings._replace(ascii=True)
    if not has_our_signs(sys.__stdout__, sys.__stderr__):
        settings = settings._replace(ascii=True)
    settings = with_own_keys(settings)
    services = build_services(settings)
    services.file_shell_commands()
    named = incident or settings.incident
    id = _named(services, named) if named else None
    check_terminal()
    if os.environ.get("SSH_CONNECTION"):
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # What follows a frame, as a filtered list follows its letter, waits for the next one: 8 ms and not 17.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    if not settings.color:
        os.environ["NO_COLOR"] = "1"
    # What is loaded for the first frame stays; looking through it for garbage takes a sixth of the time to get there.
    gc.disable()
    from oncall_tui.app import VIEWS, OncallApp
    from oncall_tui.services.last_position import NOTES, ScreenPosition

    app = OncallApp(
        services, ScreenPosition(NOTES, id) if id else services.last_place.start(frozenset(VIEWS))
    )
    app.run()
    return app.return_code or 0


def can_draw() -> bool:
    """Tell whether the encoding of the terminal's streams has the characters that frames are drawn with."""
    try:
        for stream in (sys.stdout, sys.stderr):
            DRAWN.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def has_our_signs(*streams: TextIO | None) -> bool:
    """Return whether the screens can be written to these in their encoding; else `--ascii` is what they can show."""
    encodings = (getattr(stream, "encoding", None) or "utf-8" for stream in streams)
    try:
        return all("─│›▸✓…·→↑█".encode(encoding) for encoding in encodings)
    except (UnicodeEncodeError, LookupError):
        return False


def check_terminal(instead: str = "In scripts use the commands: `oncall --help`.") -> None:
    """Raise RefusedError, naming what to do instead, where no screen can be drawn."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RefusedError(f"The screens need a terminal. Nothing was changed. {instead}")
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        raise RefusedError(
            "This terminal (TERM=dumb) can't show screens. Nothing was changed. Set TERM, for example to "
            "xterm-256color, or use the commands: `oncall --help`."
        )


def _named(services: ServiceContainer, name: str) -> str:
    """Return the incident's id. A word that names none may be a command with a slip of the finger in it: that is
    said too.
    """
    try:
        return services.incidents.find(name)
    except NotFoundError as error:
        raise NotFoundError(
            f"{error} There is no command {name!r} either: `oncall --help` lists them."
        ) from None
