"""Texts of a write-up in $EDITOR: out in a private file, back over what was shown; refused, the file stays (S1)."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import OncallError, RefusedError

if TYPE_CHECKING:
    from oncall_tui.bootstrap import ServiceContainer


def edit_texts(services: ServiceContainer, incident: str, section: str | None) -> list[str]:
    """Edits one text, or all of them by their headings; what was done, a sentence for each. Raises RefusedError."""
    from oncall_tui.services.writeup.edit_writeup import find_section, seen_text
    from oncall_tui.services.writeup.joined_texts import joined_texts, parted_texts

    view = services.writeup.view(incident)
    shown = [each for each in view.sections if each.is_text and section in (None, each.name)]
    if section is not None and not shown:
        shown = [find_section(view, section)]
    base = {each.name: seen_text(view, each.name) for each in shown}
    texts = {each.name: each.text for each in shown}
    whole = (
        texts[shown[0].name] if section else joined_texts({each.name: each.title for each in shown}, texts)
    )
    path = _written(whole, os.path.join(services.settings.data, "drafts"))
    after = _edited(path)
    try:
        found = {shown[0].name: after} if section else parted_texts(after, texts)
        changed = {name: text for name, text in found.items() if text.strip() != texts[name].strip()}
        told = [
            f"saved · {services.writeup.set(incident, name, text, base_versions=base[name])}"
            for name, text in changed.items()
        ]
    except OncallError as error:
        raise type(error)(f"{error} What you wrote is kept in {path}.") from None
    os.unlink(path)
    return told


class EditorMissingError(RefusedError):
    """The editor could not be run at all."""


def run_editor(path: str, safe: str) -> None:
    """Open a file in $VISUAL or $EDITOR. Raises EditorMissingError, or RefusedError with what is `safe` where
    it failed.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    command = [*shlex.split(editor), path]
    try:
        code = subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as error:
        raise EditorMissingError(
            f"{command[0]} can't be run: {error}. Nothing was changed. Set EDITOR and try again."
        ) from None
    if code != 0:
        raise RefusedError(f"{command[0]} ended with {code}. {safe}")


def _written(text: str, directory: str) -> str:
    """Return the path of a new file with the text, for nobody else to read."""
    os.makedirs(directory, mode=0o700, exist_ok=True)
    descriptor, path = tempfile.mkstemp(suffix=".md", prefix="edit-", dir=directory)
    with open(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)
    return path


def _edited(path: str) -> str:
    try:
        run_editor(path, f"Nothing was changed; the edited text is kept in {path}.")
    except EditorMissingError:
        os.unlink(path)
        raise
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read().removesuffix("\n")
