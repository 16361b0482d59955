"""Copies of an incident's texts outside its document: the last good copy, drafts, inboxes, cut-off writes."""

import json
import os
from collections.abc import Iterable, Iterator

from oncall_tui.domain.instants import HOUR
from oncall_tui.storage.atomic import TEMPORARY, remove_durably, write_durably
from oncall_tui.storage.document_file import read_document, write_document
from oncall_tui.storage.inbox import put_note
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.redacted_lines import Redacts, redacted_lines
from oncall_tui.storage.store import Store

# No write takes as long: what is older belongs to none that is still at work, on whatever host.
CUT_OFF_AFTER = HOUR


def redact_copies(store: Store, incident: str, redacts: Redacts) -> None:
    """Take texts out of every copy. The last good copy becomes one of the document, once that was read again.

    Raises OSError, or DamagedFileError where the document can't be read: then the last good copy stays.
    """
    last = store.places.last_good(incident)
    if os.path.exists(last):
        write_document(last, None, read_document(store.places.incident(incident), incident))
    for path in list(_files(store.places.drafts)):
        _rewrite_draft(path, redacts)
    for id, note in store.inbox.waiting(None).notes.items():
        redacted = redacts.record("notes", id, note)
        if redacted != note:
            put_note(store.places, None, id, redacted)
    delete_derived_files(store.places)
    remove_durably([store.places.last_error])  # its details may quote anything that was shown
    for path in list(_files(store.places.data)):
        name = os.path.basename(path)
        if ".damaged-" in name or (name.startswith(TEMPORARY) and path.startswith(store.places.inbox)):
            _rewrite(path, redacts)
        elif (name.startswith(TEMPORARY) or name.endswith(".tmp")) and _redacted(path, redacts) is not None:
            remove_durably([path])  # nothing in it was ever acknowledged


def files_holding(paths: Iterable[str], text: str) -> list[str]:
    """Return the files that hold a text, as it is or as JSON spells it."""
    spellings = (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
    needles = {spelling.encode("utf-8", "surrogatepass") for spelling in spellings}
    return [path for path in paths if _contains(path, needles)]


def delete_derived_files(places: DataPaths) -> None:
    """Remove what is derived of documents; from clean ones it is made anew. Raises OSError."""
    remove_durably([path for path in places.derived if path != places.sync_memory])


def set_aside(path: str) -> str:
    """Move a file that can't be read out of the way, under a name that says so; the new path. Raises OSError."""
    stem, ending = os.path.splitext(path)
    aside = f"{stem}.damaged-{os.stat(path).st_mtime_ns}{ending if ending != '.json' else ''}"
    os.rename(path, aside)
    return aside


def interrupted_writes(places: DataPaths, now: int) -> list[str]:
    """Temporary files of incidents whose writes were cut off: nothing in them was ever acknowledged.

    Those of the inbox are left alone: somebody's words may stand there and nowhere else. `now`: UTC microseconds.
    """
    temporary = (path for path in _files(places.incidents) if os.path.basename(path).startswith(TEMPORARY))
    return sorted(path for path in temporary if _changed_at(path) < now - CUT_OFF_AFTER)


def _changed_at(path: str) -> float:
    """UTC microseconds; a file that is gone by now was changed just now, for all that anybody wants of it."""
    try:
        return os.stat(path).st_mtime_ns / 1000
    except FileNotFoundError:
        return float("inf")


def _files(directory: str) -> Iterator[str]:
    for folder, _, names in os.walk(directory):
        yield from (os.path.join(folder, name) for name in names)


def _rewrite(path: str, redacts: Redacts) -> None:
    """Keep all of a file but what is taken out of it."""
    data = _redacted(path, redacts)
    if data is not None:
        write_durably(path, data)


def _rewrite_draft(path: str, redacts: Redacts) -> None:
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8", "surrogatepass")
    except (FileNotFoundError, UnicodeDecodeError):
        _rewrite(path, redacts)
        return
    redacted = redacts.draft(text)
    if redacted != text:
        write_durably(path, redacted.encode("utf-8", "surrogatepass"))


def _redacted(path: str, redacts: Redacts) -> bytes | None:
    """Return a file's content without the texts; None where nothing was taken out."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return None
    redacted = b"\n".join(redacted_lines(data, redacts))
    return redacted if redacted != data else None


def _contains(path: str, needles: set[bytes]) -> bool:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return False
    return any(needle in data for needle in needles)
