"""Copies of an incident's texts outside its document: the last good copy, drafts, inboxes, cut-off writes."""

import json
import os
from collections.abc import Iterable

from oncall_tui.storage.atomic import remove_durably, write_durably
from oncall_tui.storage.document_file import write_document
from oncall_tui.storage.drafts import read_draft, write_draft
from oncall_tui.storage.inbox import put_note
from oncall_tui.storage.places import Places
from oncall_tui.storage.store import Store


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


def set_aside(store: Store, incident: str) -> str:
    """Moves a file that can't be read out of the way, under a name that says so; the new path. Raises OSError."""
    path = store.places.incident(incident)
    aside = f"{path.removesuffix('.json')}.damaged-{os.stat(path).st_mtime_ns}"
    os.rename(path, aside)
    return aside


def restore_last_good(store: Store, incident: str) -> bool:
    """Makes the last good copy the document again; False if there is none. Raises OSError."""
    last = store.places.last_good(incident)
    if not os.path.exists(last):
        return False
    with open(last, "rb") as file:
        write_durably(store.places.incident(incident), file.read())
    return True


def _holding(data: str, secret: str) -> Iterable[str]:
    """Temporary files of writes that were cut off, and files set aside, that hold the text."""
    spellings = (secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    needles = {spelling.encode("utf-8", "surrogatepass") for spelling in spellings}
    for directory, _, names in os.walk(data):
        for name in names:
            path = os.path.join(directory, name)
            if (".tmp" in name or ".damaged-" in name) and _contains(path, needles):
                yield path


def _contains(path: str, needles: set[bytes]) -> bool:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return False
    return any(needle in data for needle in needles)
