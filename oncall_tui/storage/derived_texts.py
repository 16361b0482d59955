"""A text for each incident, made from its document and kept in one file until that changes (DESIGN, the store).

Derived and rebuildable: by the signatures of the incidents' files, without waiting for the disk. Text, because
cutting up a thousand of them takes a tenth of the time of parsing them as JSON.
"""

import os
from collections.abc import Callable, Container, Iterator
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.ids import is_id
from oncall_tui.storage.atomic import write_derived
from oncall_tui.storage.checked import checked, with_checksum
from oncall_tui.storage.paths import DataPaths

if TYPE_CHECKING:
    from oncall_tui.replication.encoding import Tables

# Begins an incident; no line of a text begins with the second character.
BETWEEN = "\n\x1d"
TextOf = Callable[[str, "Tables"], str]


class DerivedText(NamedTuple):
    """A text derived from one incident. `state` is the signature of its file."""

    state: str
    text: str


class DerivedTexts:
    """Keeps at `path` what `text_of` makes of each document; `version` says what that is, on one line.

    `damaged`: the incidents whose files could not be read at the last look, with why.
    """

    def __init__(self, places: DataPaths, path: str, version: str, text_of: TextOf) -> None:
        self._places = places
        self._path = path
        self._version = version
        self._text_of = text_of
        self._kept: dict[str, DerivedText] | None = None
        self.damaged: dict[str, str] = {}

    def texts(self) -> dict[str, DerivedText]:
        """Every readable incident as its file is now, oldest first; files that did not change are not read.

        What changes while this is saved is read again: a text that was just redacted must not stay behind.
        """
        kept = self._load() if self._kept is None else self._kept
        before, states = kept, dict(self._states(kept))
        while (kept := self._made(states, before)) != before:
            self._save(kept)
            before, states = kept, dict(self._states(kept))
        self._kept = kept
        return kept

    def signature(self) -> str:
        """Fingerprint of all incident files; equal fingerprints mean that a cached list is still valid."""
        states = [f"{id} {state}" for id, state in self._states(())]
        return f"{len(states)} {crc32(chr(10).join(states).encode()):08x}"

    def _states(self, known: Container[str]) -> Iterator[tuple[str, str]]:
        """Each incident's file and its signature, in the order of their ids."""
        try:
            with os.scandir(self._places.incidents) as found:
                files = sorted(
                    [(entry.name, entry.stat()) for entry in found if entry.name.endswith(".json")]
                )
        except FileNotFoundError:
            return
        for name, at in files:
            id = name.removesuffix(".json")
            if id in known or is_id(id):
                yield id, f"{at.st_ino} {at.st_size} {at.st_mtime_ns}"

    def _made(self, states: dict[str, str], before: dict[str, DerivedText]) -> dict[str, DerivedText]:
        self.damaged = {}
        made = ((id, self._kept_of(id, state, before.get(id))) for id, state in states.items())
        return {id: kept for id, kept in made if kept is not None}

    def _kept_of(self, id: str, state: str, before: DerivedText | None) -> DerivedText | None:
        if before is not None and before.state == state:
            return before
        from oncall_tui.storage.document_file import cannot_show_text, read_document

        try:
            return DerivedText(state, self._text_of(id, read_document(self._places.incident(id), id)))
        except OncallError as error:
            self.damaged[id] = str(error)
        except Exception as error:  # an odd record is this incident's trouble, never everybody's
            self.damaged[id] = cannot_show_text(id, self._places.incident(id), error)
        return None

    def _load(self) -> dict[str, DerivedText]:
        """Load the cache; return nothing if it is missing, damaged or of another version."""
        try:
            with open(self._path, "rb") as file:
                data = checked(self._version, file.read())
        except OSError:
            return {}
        if data is None:
            return {}
        return dict(map(_read, data.decode("utf-8", "surrogatepass").split(BETWEEN)[1:]))

    def _save(self, kept: dict[str, DerivedText]) -> None:
        parts = (f"{BETWEEN}{id}\t{state}\n{text}" for id, (state, text) in kept.items())
        data = "".join(parts).encode("utf-8", "surrogatepass")
        write_derived(self._path, with_checksum(self._version, data))


def _read(part: str) -> tuple[str, DerivedText]:
    heading, _, text = part.partition("\n")
    id, _, state = heading.partition("\t")
    return id, DerivedText(state, text)
