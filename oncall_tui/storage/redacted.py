"""Remember what was taken out of this data directory and must not come back: digests under a key that never leaves
it.

One private file, `<data>/redacted`, never on the share. It can't be made again: a file that can't be read is set
aside. No text stands in it.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from oncall_tui.domain.redacted_texts import RedactedText
from oncall_tui.storage.atomic import make_private_directory, write_durably
from oncall_tui.storage.paths import DataPaths

VERSION = 1
KEY_BYTES = 32


@dataclass
class IncidentRedactions:
    """The texts taken out of one incident. `whole`: records (`<table>/<id>`) that were taken out as a whole, each
    with its redaction; `understood`: redactions that took out nothing but what is known here; `unfinished`:
    copies outside the document may still hold what was taken out of it.
    """

    texts: list[RedactedText] = field(default_factory=list)
    whole: dict[str, str] = field(default_factory=dict)
    understood: list[str] = field(default_factory=list)
    unfinished: bool = False

    @property
    def known(self) -> frozenset[str]:
        """The redactions of which the texts are known here."""
        return frozenset({*(text.redaction for text in self.texts), *self.whole.values(), *self.understood})

    def __bool__(self) -> bool:
        return bool(self.texts or self.whole or self.understood or self.unfinished)

    def and_also(self, more: "IncidentRedactions") -> "IncidentRedactions":
        """Return what both say."""
        return IncidentRedactions(
            list(dict.fromkeys((*self.texts, *more.texts))),
            {**more.whole, **self.whole},
            sorted({*self.understood, *more.understood}),
            self.unfinished or more.unfinished,
        )


@dataclass
class KeptRedactions:
    """All that the file holds."""

    key: bytes
    incidents: dict[str, IncidentRedactions] = field(default_factory=dict)


class RedactedTexts:
    """The file. Changes are on the disk when a method returns; each raises OSError."""

    def __init__(self, places: DataPaths, random_bytes: Callable[[int], bytes]) -> None:
        self._path = os.path.join(places.data, "redacted")
        self._random_bytes = random_bytes

    @property
    def key(self) -> bytes:
        """The key of the digests; it is made when it is first asked for."""
        kept = self._load()
        if kept is None:
            with self._changing() as made:
                return made.key
        return kept.key

    def of(self, incident: str) -> IncidentRedactions:
        """Return what was taken out of an incident: nothing, as a rule."""
        kept = self._load()
        return kept.incidents.get(incident, IncidentRedactions()) if kept else IncidentRedactions()

    def incidents(self) -> frozenset[str]:
        """Return the incidents that something was taken out of."""
        kept = self._load()
        return frozenset(kept.incidents) if kept else frozenset()

    def add(self, incident: str, more: IncidentRedactions) -> None:
        """Keep what is being taken out of an incident."""
        with self._changing() as kept:
            kept.incidents[incident] = kept.incidents.get(incident, IncidentRedactions()).and_also(more)

    def finish(self, incident: str) -> None:
        """Say that the copies are clean."""
        with self._changing() as kept:
            if incident in kept.incidents:
                kept.incidents[incident].unfinished = False

    def _load(self) -> KeptRedactions | None:
        try:
            with open(self._path, "rb") as file:
                return _decoded(json.loads(file.read()))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError):
            os.rename(self._path, f"{self._path}.damaged-{os.stat(self._path).st_mtime_ns}")
            return None

    @contextmanager
    def _changing(self) -> Iterator[KeptRedactions]:
        from filelock import FileLock

        make_private_directory(os.path.dirname(self._path))
        with FileLock(f"{self._path}.lock", mode=0o600, fallback_to_soft=False, preserve_lock_file=True):
            kept = self._load() or KeptRedactions(self._random_bytes(KEY_BYTES))
            yield kept
            write_durably(self._path, json.dumps(_encoded(kept)).encode("ascii"))


def _encoded(kept: KeptRedactions) -> dict[str, Any]:
    incidents = {id: asdict(found) for id, found in kept.incidents.items()}
    return {"version": VERSION, "key": kept.key.hex(), "incidents": incidents}


def _decoded(value: dict[str, Any]) -> KeptRedactions:
    incidents = {
        str(id): IncidentRedactions(
            [RedactedText(**text) for text in found["texts"]],
            dict(found["whole"]),
            list(found["understood"]),
            bool(found["unfinished"]),
        )
        for id, found in value["incidents"].items()
    }
    return KeptRedactions(bytes.fromhex(value["key"]), incidents)
