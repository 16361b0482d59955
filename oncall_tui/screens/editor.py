"""The hand-off to $EDITOR: the text goes out in a private file and comes back, whatever happens in between."""

import os
import shlex
import subprocess
import tempfile
from typing import Any

from textual.app import App

from oncall_tui.domain.errors import Refused


def edited(app: App[Any], text: str, directory: str) -> tuple[str, str]:
    """The text as the editor left it, and the file that still holds it: remove that once the text is safe.

    The screen is given to the editor and drawn again afterwards. Raises Refused, naming the file, if it can't be run.
    """
    os.makedirs(directory, mode=0o700, exist_ok=True)
    descriptor, path = tempfile.mkstemp(suffix=".md", prefix="edit-", dir=directory)
    with open(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)
    command = [*shlex.split(editor_command()), path]
    try:
        with app.suspend():
            code = subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as error:
        os.unlink(path)
        raise Refused(
            f"{command[0]} can't be run: {error}. The note is as it was. Set EDITOR and try again."
        ) from None
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        after = file.read().removesuffix("\n")
    if code != 0:
        raise Refused(
            f"{command[0]} ended with {code}. The note is as it was; the edited text is kept in {path}."
        )
    return after, path


def editor_command() -> str:
    """What the person edits with."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
