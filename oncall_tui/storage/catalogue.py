"""The catalogue: what lists need of every incident, by file signature (DESIGN, the store).

Derived and rebuildable: readers refresh it, nothing waits for the disk, and a lost or damaged one is made anew.
Reading it takes the standard library's JSON, which costs less than orjson's import; documents are read, with all
that takes, only where one changed.
Beside it the `handles` file: a line an incident, for `oncall note`, which can't afford to parse JSON.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.ids import is_id
from oncall_tui.storage.atomic import write_derived
from oncall_tui.storage.checked import checked, checked_json, json_with_checksum, with_checksum
from oncall_tui.storage.paths import DataPaths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from oncall_tui.replication.encoding import Tables

    Summarise = Callable[[str, Tables], "Summary"]

VERSION = 6
# What stands before the lines of the handles file.
HANDLES = "oncall handles 1"
Summary = dict[str, Any]


class CatalogueListing(NamedTuple):
    """Summaries by incident id, oldest first; the incidents whose files can't be read, with why; and the handles
    that those had when they could."""

    summaries: dict[str, Summary]
    damaged: dict[str, str]
    damaged_handles: dict[str, str]

    def names(self) -> list[tuple[str, str]]:
        """Return everything that can be named: (id, handle) pairs."""
        known = [(id, str(summary["handle"])) for id, summary in self.summaries.items()]
        return [*known, *((id, self.damaged_handles[id]) for id in self.damaged)]


class Catalogue:
    """Keeps one summary an incident. `summarise` says what a summary holds: `handle`, `zone` and `title` at least."""

    def __init__(self, places: DataPaths, summarise: Summarise) -> None:
        self._places = places
        self._summarise = summarise
        self._entries: dict[str, dict[str, Any]] | None = None

    def listing(self) -> CatalogueListing:
        """Every incident as its file is now; files that did not change are not read."""
        before = self._load() if self._entries is None else self._entries
        entries = {id: self._entry(id, state, before.get(id)) for id, state in self._states()}
        if entries != before or (self._entries is None and not self._handles_are_sound()):
            self._save(entries)
        self._entries = entries
        return CatalogueListing(
            {id: entry["summary"] for id, entry in entries.items() if "summary" in entry},
            {id: entry["damaged"] for id, entry in entries.items() if "damaged" in entry},
            {id: entry["handle"] for id, entry in entries.items() if "damaged" in entry},
        )

    def _states(self) -> Iterable[tuple[str, list[int]]]:
        try:
            found = [entry for entry in os.scandir(self._places.incidents) if entry.name.endswith(".json")]
        except FileNotFoundError:
            return
        for entry in sorted(found, key=lambda entry: entry.name):
            id = entry.name.removesuffix(".json")
            if is_id(id):
                status = entry.stat()
                yield id, [status.st_ino, status.st_size, status.st_mtime_ns]

    def _entry(self, id: str, state: list[int], before: dict[str, Any] | None) -> dict[str, Any]:
        if before is not None and before["state"] == state and "damaged" not in before:
            return before
        from oncall_tui.storage.document_file import cannot_show_text, read_document

        path = self._places.incident(id)
        try:
            return {"state": state, "summary": self._summarise(id, read_document(path, id))}
        except OncallError as error:
            why = str(error)
        except Exception as error:  # an odd record is this incident's trouble, never everybody's
            why = cannot_show_text(id, path, error)
        return {"state": state, "damaged": why, "handle": _handle(before)}

    def _load(self) -> dict[str, dict[str, Any]]:
        """Return the entries that were kept; none where the file is missing or not as it was written."""
        try:
            with open(self._places.catalogue, "rb") as file:
                entries = checked_json(VERSION, file.read())
        except (OSError, ValueError, RecursionError):
            return {}
        return entries if isinstance(entries, dict) and all(map(_is_entry, entries.values())) else {}

    def _handles_are_sound(self) -> bool:
        try:
            with open(self._places.handles, "rb") as file:
                return checked(HANDLES, file.read()) is not None
        except OSError:
            return False

    def _save(self, entries: dict[str, dict[str, Any]]) -> None:
        """Replace both files without waiting for the disk; where that fails, the next reader tries again."""
        from oncall_tui.domain.visible import escape_line
        from oncall_tui.replication.canonical_json import to_bytes

        kept = [(id, entry["summary"]) for id, entry in entries.items() if "summary" in entry]
        lines = (
            "\t".join((id, *(escape_line(summary[name]) for name in ("handle", "zone", "title"))))
            for id, summary in kept
        )
        handles = "".join(line + "\n" for line in lines).encode()
        write_derived(self._places.catalogue, json_with_checksum(VERSION, to_bytes(entries)))
        write_derived(self._places.handles, with_checksum(HANDLES, handles))


def _is_entry(entry: Any) -> bool:
    """Tell whether this is what `Catalogue` keeps of an incident."""
    if not isinstance(entry, dict) or not isinstance(entry.get("state"), list):
        return False
    summary = entry.get("summary")
    if summary is None:
        return isinstance(entry.get("damaged"), str) and isinstance(entry.get("handle"), str)
    return isinstance(summary, dict) and isinstance(summary.get("handle"), str)


def _handle(before: dict[str, Any] | None) -> str:
    """Return the handle that an entry last had; blank if it never could be read."""
    entry = before or {}
    return str(entry.get("handle") or entry.get("summary", {}).get("handle") or "")
