"""Bringing damaged incidents back: from the last good copy, from what can still be read, and from the inbox (S1)."""

import os
from collections.abc import Iterator

from oncall_tui.domain.errors import ForeignFileError, OncallError
from oncall_tui.replication.document_join import join_tables
from oncall_tui.replication.encoding import Tables
from oncall_tui.storage.atomic import remove_durably, write_durably
from oncall_tui.storage.checked import is_as_written
from oncall_tui.storage.document_file import read_document
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.salvage import salvage_records
from oncall_tui.storage.store import Store, reporting_save_errors
from oncall_tui.storage.stray_copies import interrupted_writes, set_aside


def damaged_incidents(store: Store) -> dict[str, OncallError]:
    """Return the incidents whose files can't be read, and why."""
    found: dict[str, OncallError] = {}
    for incident in store.incident_ids():
        try:
            store.tables(incident)
        except OncallError as error:
            found[incident] = error
    return found


def repair(store: Store, now: int) -> list[str]:
    """Set damaged files aside, bring back the last good copies and what can still be read of the damaged ones; then
    a sync joins what the share has. Removes what writes left that were cut off. `now`: UTC microseconds.

    What was done, in sentences. A file that a newer version wrote, or that permissions keep from us, is left where
    it is. Raises SaveFailedError.
    """
    damaged = damaged_incidents(store).items()
    repaired = [
        _bring_back(store, incident) for incident, error in damaged if not isinstance(error, ForeignFileError)
    ]
    return [*repaired, *_remove_odd(store.places), *_remove_cut_off(store, now)]


def _bring_back(store: Store, incident: str) -> str:
    """Set the damaged file aside, restore the last good copy if it reads, and join what both still tell."""
    path, last = store.places.incident(incident), store.places.last_good(incident)
    with reporting_save_errors("The damaged file was not touched"):
        good = _reads(last, incident)
        copies = [
            set_aside(copy) for copy in (path, last) if os.path.exists(copy) and not (good and copy == last)
        ]
        if good:
            write_durably(path, _bytes(last))
    done = [f"{incident}: set aside as {' and '.join(copies)}"]
    try:
        rest = _salvaged(store, incident, copies, good)
        store.file_inbox(incident)
    except OncallError as error:
        return "; ".join([*done, str(error)])
    if good:
        done.append("the last good copy is back")
    if rest:
        done.append(f"records that could still be read and that it lacked: {rest}")
    if not (good or rest):
        done.append("no copy can be read; a sync brings the share's")
    return "; ".join(done)


def _reads(path: str, incident: str) -> bool:
    """Tell whether a copy is one to go back to; one that only a newer version reads is."""
    try:
        read_document(path, incident)
    except ForeignFileError:
        return True
    except OncallError:
        return False
    return True


def _salvaged(store: Store, incident: str, copies: list[str], good: bool) -> int:
    """Join what the copies have beyond the restored document; return how many records that is."""
    rest: Tables = {}
    for copy in copies:
        known = join_tables(store.tables(incident), rest) if good else rest
        rest = join_tables(rest, salvage_records(_bytes(copy), known))
    if rest:
        store.join(incident, rest)
    return sum(map(len, rest.values()))


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _remove_odd(places: DataPaths) -> Iterator[str]:
    """Remove files that are made again when they are needed, where they are not as they were written."""
    odd = [path for path in places.derived if not _is_sound(path)]
    if odd:
        with reporting_save_errors("Nothing that counts was touched"):
            remove_durably(odd)
        yield f"removed, to be made again: {', '.join(map(os.path.basename, odd))}"


def _is_sound(path: str) -> bool:
    try:
        return is_as_written(path)
    except OSError:
        return False


def _remove_cut_off(store: Store, now: int) -> Iterator[str]:
    paths = interrupted_writes(store.places, now)
    if paths:
        with reporting_save_errors("Nothing that counts was touched"):
            remove_durably(paths)
        yield f"removed what cut-off writes had left: {len(paths)}"
