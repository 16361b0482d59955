"""The hand-off to $EDITOR: the text goes out in a private file and comes back, whatever happens in between."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from textual.app import App

from oncall_tui.domain.errors import RefusedError
from oncall_tui.settings.settings import Settings


@contextmanager
def edit_externally(app: App[Any], text: str, settings: Settings) -> Iterator[str]:
    """Yield the text as the editor left it. Its file goes when the block ends well, so save in there; else it
    stays.

    The screen is given to the editor and drawn again afterwards, whatever happens. Raises RefusedError, naming
    the file,
    if the editor can't be run, fails, or leaves no text.
    """
    command = _command()
    path = _written(text, os.path.join(settings.data, "drafts"))
    failure = _run(app, [*command, path])
    after = _read(path)
    if failure and after in (text, None):
        _remove(path)
        raise RefusedError(f"{failure}. The text is as it was. Set EDITOR and try again.")
    if failure:
        raise RefusedError(f"{failure}. The text is as it was; what was edited is kept in {path}.")
    if after is None or not after.strip():
        _remove(path)
        left = "removed its file" if after is None else "left its file empty"
        raise RefusedError(f"{command[0]} {left}. The text is as it was.")
    yield after
    _remove(path)


def _command() -> list[str]:
    """Return the editor and its options. Raises RefusedError for a setting that a shell could not read either."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        command = shlex.split(editor)
    except ValueError as error:
        raise RefusedError(
            f"EDITOR is {editor!r}, which can't be read: {error}. The text is as it was."
        ) from None
    if not command:
        raise RefusedError(f"EDITOR is {editor!r}, which names no program. The text is as it was.")
    return command


def _run(app: App[Any], command: list[str]) -> str:
    """Give the terminal to the editor; what went wrong, or an empty text.

    Nothing is raised inside: Textual takes the terminal back only where its block ends well.
    """
    with app.suspend():
        try:
            code = subprocess.run(command, check=False).returncode
        except (OSError, ValueError) as error:
            return f"{command[0]} can't be run: {error}"
        return f"{command[0]} ended with {code}" if code else ""


def _read(path: str) -> str | None:
    """Return the file's content; None if it is gone."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read().removesuffix("\n")
    except OSError:
        return None


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)


def _written(text: str, directory: str) -> str:
    """Return the path of a new file there with the text, for nobody else to read."""
    os.makedirs(directory, mode=0o700, exist_ok=True)
    descriptor, path = tempfile.mkstemp(suffix=".md", prefix="edit-", dir=directory)
    with open(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)
    return path
