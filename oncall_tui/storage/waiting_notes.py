"""Reading the inbox: the notes that are safe but that no incident's file holds yet."""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from oncall_tui.domain.field_types import drop_invalid_fields
from oncall_tui.domain.ids import TIME_LENGTH, is_id
from oncall_tui.storage.atomic import remove_durably
from oncall_tui.storage.inbox import SUFFIX
from oncall_tui.storage.paths import DataPaths

InboxNote = dict[str, Any]


class WaitingNotes(NamedTuple):
    """`notes` by id, oldest first; `damaged` ids are named to the person and never removed."""

    notes: dict[str, InboxNote]
    damaged: tuple[str, ...] = ()


class Inbox:
    """The waiting notes of one data directory. No incident (None) is the unfiled inbox."""

    def __init__(self, places: DataPaths) -> None:
        self._places = places

    def ids(self, incident: str | None) -> list[str]:
        """Return the ids of the waiting notes, oldest first."""
        try:
            names = os.listdir(self._places.inbox_of(incident))
        except FileNotFoundError:
            return []
        return sorted(name.removesuffix(SUFFIX) for name in names if _is_note(name))

    def waiting(self, incident: str | None) -> WaitingNotes:
        """Every waiting note. One that can't be read is named and stays where it is."""
        notes, damaged = {}, []
        for id in self.ids(incident):
            try:
                notes[id] = self._read(incident, id)
            except FileNotFoundError:
                continue  # filed by another process meanwhile
            except (OSError, ValueError, RecursionError):
                damaged.append(id)
        return WaitingNotes(dict(sorted(notes.items(), key=_taken)), tuple(damaged))

    def incidents(self) -> list[str]:
        """Return the ids of the incidents that have an inbox."""
        try:
            return sorted(name for name in os.listdir(self._places.inbox) if is_id(name))
        except FileNotFoundError:
            return []

    def remove(self, incident: str | None, ids: Iterable[str]) -> None:
        """Take notes out, once a file holds them durably."""
        directory = self._places.inbox_of(incident)
        remove_durably([os.path.join(directory, id + SUFFIX) for id in ids])

    def _read(self, incident: str | None, id: str) -> InboxNote:
        import json  # lists load it only where a note waits

        with open(os.path.join(self._places.inbox_of(incident), id + SUFFIX), "rb") as file:
            note = json.loads(file.read())
        if not isinstance(note, dict) or not isinstance(note.get("raw"), str):
            raise ValueError(f"inbox note {id} holds no text")
        return dict(
            drop_invalid_fields(note)
        )  # an odd setting beside the words must not keep them from being filed


def _taken(item: tuple[str, InboxNote]) -> tuple[str, str, str]:
    """Return a key that sorts notes as they were taken: an id tells the millisecond, and within one is arbitrary."""
    id, note = item
    return id[:TIME_LENGTH], str(note.get("recorded_at") or ""), id


def _is_note(name: str) -> bool:
    return name.endswith(SUFFIX) and is_id(name.removesuffix(SUFFIX))
