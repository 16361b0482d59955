"""Say once to each person what is new in the team's process (W14)."""

import json
import os
from collections.abc import Callable

from oncall_tui.domain.process import BUILT_IN, changed_lines, read_process
from oncall_tui.domain.review.records import fold_name
from oncall_tui.storage.atomic import write_derived
from oncall_tui.storage.paths import DataPaths

MOST_LINES = 4


class ProcessNews:
    """Remember which process each person was told of, on this machine only; losing the file tells it once more.

    `text` gives the process that counts now: the team's `process.md`, or the built-in one.
    """

    def __init__(self, places: DataPaths, author: str, text: Callable[[], str]) -> None:
        self._path = os.path.join(places.data, "process-told.json")
        self._name = fold_name(author)
        self._text = text

    def take(self) -> str:
        """Return what is new since this person was last told, on one line, "" for nothing; now they were told."""
        told, now = self._told(), self._text()
        before = told.get(self._name, BUILT_IN)
        if before == now:
            return ""
        write_derived(self._path, json.dumps({**told, self._name: now}).encode())
        return news_words(before, now)

    def _told(self) -> dict[str, str]:
        try:
            with open(self._path, "rb") as file:
                held = json.loads(file.read())
        except (OSError, ValueError):
            return {}
        known = held.items() if isinstance(held, dict) else ()
        return {name: text for name, text in known if isinstance(text, str)}


def news_words(before: str, after: str) -> str:
    """Return the lines that a new version of a process added or changed, in a sentence."""
    lines = [line.lstrip("-*+ ") for line in changed_lines(before, after) if not line.startswith("#")]
    steps = [line for line in lines if not line.lower().startswith("version")]
    more = f" and {len(steps) - MOST_LINES} more" if len(steps) > MOST_LINES else ""
    version = read_process(after).version
    named = f"version {version} of the team's process" if version else "the team's process has changed"
    new = f"new: {'; '.join(steps[:MOST_LINES])}{more}" if steps else "steps were taken out"
    return f"{named[0].upper()}{named[1:]}: {new}. `oncall process` lists it."
