"""Output about one incident, looked up while nothing that it was made from changes (RETROSPECTIVE 12).

To make a report takes fourteen starts of Python, most of it to load what makes it; to look one up takes four. The
same words about the same files print the same text, so the last output of each command is kept with their state.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from oncall_tui.domain.instants import DAY
from oncall_tui.storage.output_cache import OutputCache
from oncall_tui.storage.waiting_notes import Inbox

if TYPE_CHECKING:
    from oncall_tui.domain.clock import Clock
    from oncall_tui.settings.settings import Settings
    from oncall_tui.storage.paths import DataPaths

PROGRAM = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Made(NamedTuple):
    """Output that was just made. `last` is the instant of the incident's last row (UTC microseconds), None without
    one: until it is a day old, questions of the timeline depend on the clock, and nothing is kept."""

    text: str
    last: int | None


class KeptOutputs:
    """The last output of each command in KEPT_OUTPUTS of one data directory."""

    def __init__(self, places: DataPaths, clock: Clock, settings: Settings) -> None:
        self._places = places
        self._clock = clock
        self._settings = settings
        self._inbox = Inbox(places)

    def text(self, name: str, incident: str, options: str, make: Callable[[], Made]) -> str:
        """Return what was kept for these options and this state of the incident, else what is made now.

        Waiting notes are filed by making it. What changed meanwhile, as when a text was redacted, is not kept.
        """
        if self._inbox.ids(incident):
            return make().text
        kept = OutputCache(self._places.kept_output(name))
        key = self._key(incident, options)
        text = kept.get(key)
        if text is None:
            text, last = make()
            if last is not None and last < self._clock() - DAY:
                kept.keep(key, text)
                if self._key(incident, options) != key:
                    kept.forget()
        return text

    def _key(self, incident: str, options: str) -> str:
        """Return whatever an output depends on: words, settings, the incident, the team's files, this program."""
        settings = self._settings
        parts = (incident, options, settings.zone, settings.author, self._state(incident), _newest(PROGRAM))
        return repr(parts)

    def _state(self, incident: str) -> tuple[tuple[str, int, int, int], ...]:
        return tuple(_states([self._places.incident(incident), *_files(self._places.team)]))


def _files(directory: str) -> list[str]:
    try:
        return sorted(os.path.join(directory, name) for name in os.listdir(directory))
    except OSError:
        return []


def _states(paths: list[str]) -> Iterator[tuple[str, int, int, int]]:
    for path in paths:
        try:
            at = os.stat(path)
        except OSError:
            continue
        yield os.path.basename(path), at.st_ino, at.st_size, at.st_mtime_ns


def _newest(directory: str) -> int:
    """Return when a module of this program was changed last: another version may print something else."""
    newest = 0
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                newest = max(newest, entry.stat().st_mtime_ns)
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                newest = max(newest, _newest(entry.path))
    return newest
