"""The hand-off to $EDITOR: the text goes out in a private file and comes back, whatever happens in between."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual.app import App

from oncall_tui.domain.errors import Refused
from oncall_tui.services.settings import Settings


@contextmanager
def edited(app: App[Any], text: str, settings: Settings) -> Iterator[str]:
    """The text as the editor left it. Its file goes when the block ends well, so save in there; else it stays.

    The screen is given to the editor and drawn again afterwards. Raises Refused, naming the file, if it can't be run.
    """
    path = _written(text, os.path.join(settings.data, "drafts"))
    _edit(app, path)
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        after = file.read().removesuffix("\n")
    yield after
    os.unlink(path)


def _written(text: str, directory: str) -> str:
    """The path of a new file there with the text, for nobody else to read."""
    os.makedirs(directory, mode=0o700, exist_ok=True)
    descriptor, path = tempfile.mkstemp(suffix=".md", prefix="edit-", dir=directory)
    with open(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)
    return path


def _edit(app: App[Any], path: str) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    command = [*shlex.split(editor), path]
    try:
        with app.suspend():
            code = subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as error:
        os.unlink(path)
        raise Refused(
            f"{command[0]} can't be run: {error}. The text is as it was. Set EDITOR and try again."
        ) from None
    if code != 0:
        raise Refused(
            f"{command[0]} ended with {code}. The text is as it was; the edited one is kept in {path}."
        )
