"""Copies of an incident's texts outside its document: the last good copy, drafts, inboxes, cut-off writes."""

import json
import os
from collections.abc import Iterable, Iterator

from oncall_tui.domain.instants import HOUR
from oncall_tui.storage.atomic import TEMPORARY, remove_durably
from oncall_tui.storage.document_file import write_document
from oncall_tui.storage.drafts import read_draft, write_draft
from oncall_tui.storage.inbox import put_note
from oncall_tui.storage.places import Places
from oncall_tui.storage.store import Store

# No write takes as long: what is older belongs to none that is still at work, on whatever host.
CUT_OFF_AFTER = HOUR


def rewrite_leftovers(store: Store, incident: str, secret: str, replacement: str) -> None:
    """Replaces a secret in every copy. The last good copy becomes one of the clean document. Raises OSError."""
    last = store.places.last_good(incident)
    if os.path.exists(last):
        write_document(last, None, store.tables(incident))
    for place in (incident, None):
        draft = read_draft(store.places, place)
        if secret in draft:
            write_draft(store.places, place, draft.replace(secret, replacement))
    for id, note in store.inbox.waiting(None).notes.items():
        if secret in note["raw"]:
            put_note(store.places, None, id, {**note, "raw": note["raw"].replace(secret, replacement)})
    forget_derived(store.places)
    remove_durably(list(_holding(store.places.data, secret)))


def forget_derived(places: Places) -> None:
    """Removes what is derived of documents; from clean ones it is made anew. Raises OSError."""
    remove_durably([places.ledger, places.search, places.kept_list, places.catalogue, places.handles])


def set_aside(path: str) -> str:
    """Move a file that can't be read out of the way, under a name that says so; the new path. Raises OSError."""
    stem, ending = os.path.splitext(path)
    aside = f"{stem}.damaged-{os.stat(path).st_mtime_ns}{ending if ending != '.json' else ''}"
    os.rename(path, aside)
    return aside


def cut_off_writes(places: Places, now: int) -> list[str]:
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


def _holding(data: str, secret: str) -> Iterable[str]:
    """Temporary files of writes that were cut off, and files set aside, that hold the text."""
    spellings = (secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    needles = {spelling.encode("utf-8", "surrogatepass") for spelling in spellings}
    for path in _files(data):
        name = os.path.basename(path)
        if (".tmp" in name or ".damaged-" in name) and _contains(path, needles):
            yield path


def _contains(path: str, needles: set[bytes]) -> bool:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return False
    return any(needle in data for needle in needles)
