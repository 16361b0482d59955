"""Taking a secret out: of the raw text, its copies, inbox, drafts, last good copy and history (DESIGN, sync)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.errors import NotFound, Refused
from oncall_tui.domain.handles import handle_for
from oncall_tui.domain.secrets import secret_in
from oncall_tui.replication.encoding import Record
from oncall_tui.replication.forgetting import REDACTIONS, name_digest
from oncall_tui.storage.catalogue import Catalogue
from oncall_tui.storage.leftovers import rewrite_leftovers
from oncall_tui.storage.store import Store, saving
from oncall_tui.storage.transaction import Transaction

REPLACEMENT = "[redacted]"
Clean = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Redacted:
    """How many stored texts held it, and the authors whose replicas may still hold a copy that was synced before."""

    texts: int
    authors: tuple[str, ...]


class Redaction:
    """Redacts on this replica at once; what others hold goes when they next sync."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    def redact(self, incident: str, note: str, text: str | None = None) -> Redacted:
        """Replaces `text` (the whole note without it) wherever this incident's data holds it.

        Raises NotFound for an unknown note, Refused for a text that does not stand in it.
        """
        self._store.file_inbox(incident)
        record = self._store.tables(incident).get("notes", {}).get(note)
        if record is None:
            raise NotFound(
                "There is no such note. Nothing was changed. `oncall show` lists the notes with their ids."
            )
        secret = text if text else str(record.get("raw", ""))
        if secret not in str(record.get("raw", "")):
            raise Refused(
                "That text does not stand in this note. Nothing was changed. Copy it from the note as it is."
            )
        texts = self.clean(incident, secret, f"redacted a part of note {note}")
        self._catalogue.listing()
        return Redacted(texts, _authors(self._store.tables(incident).get("notes", {})))

    def clean(self, incident: str, secret: str, label: str) -> int:
        """Takes a secret out of all that this replica has of an incident; how many texts held it."""
        with self._store.transaction(incident, label) as unit:
            texts = _clean_document(unit, secret)
        with saving("The note itself is clean"):
            rewrite_leftovers(self._store, incident, secret, REPLACEMENT)
        return texts


def cleaned(value: Any, secret: str, replacement: str = REPLACEMENT) -> Any:
    """A JSON value with the secret replaced in every text inside it, object keys included."""
    if isinstance(value, str):
        return value.replace(secret, replacement)
    if isinstance(value, list):
        return [cleaned(item, secret, replacement) for item in value]
    if isinstance(value, dict):
        return {
            cleaned(name, secret, replacement): cleaned(item, secret, replacement)
            for name, item in value.items()
        }
    return value


def _clean_document(unit: Transaction, secret: str) -> int:
    """Cleans every record, and says in the document which ones: every replica then drops its copies (DESIGN, sync)."""
    found, clean = 0, _cleaner(unit, secret)
    word: dict[str, Any] = {}
    for table, records in unit.base.items():
        for id, record in records.items():
            texts = _clean_record(unit, table, id, record, clean)
            if texts:
                found += texts
                names = _names_that_tell(record, clean)
                word |= {f"names:{table}/{id}/{name_digest(table, id, name)}": True for name in names}
                word[f"records:{table}/{id}"] = True
    if word:
        unit.put(REDACTIONS, unit.new_id(), word, silent=True)
    return found


def _cleaner(unit: Transaction, secret: str) -> Clean:
    """Replaces the secret, and the handle where that was made from it: `Leak: AKIA1` is called `leak-akia1`."""
    handle = str(unit.values("incident", unit.incident).get("handle") or "")
    slug = handle_for(secret, "", ())
    if not handle or slug.startswith("inc-") or slug not in handle:
        return lambda value: cleaned(value, secret)
    other = handle.replace(slug, "redacted")
    return lambda value: cleaned(cleaned(value, handle, other), secret)


def _names_that_tell(record: Record, clean: Clean) -> list[str]:
    """Names of fields that hold the secret, or a part of it that was read as a tag, a person or a link."""
    raw = str(record.get("raw", ""))
    left = clean(raw)
    return [
        name
        for name in record
        if clean(name) != name
        or (":" in name and (element := name.partition(":")[2]) in raw and element not in left)
    ]


def _clean_record(unit: Transaction, table: str, id: str, record: Record, clean: Clean) -> int:
    """Writes the clean value over every head that holds it; a name that holds it is dropped from the file."""
    if clean(record) == record:
        return 0
    contested, telling = record.get("_fields", {}), _names_that_tell(record, clean)
    changes: dict[str, Any] = {}
    for name, value in record.items():
        if name.startswith("_"):
            continue
        if name in telling:
            unit.forget(table, id, name)
        elif clean(value) != value or clean(contested.get(name)) != contested.get(name):
            changes[name] = clean(value)
    found = max(1, len(changes))
    if record.get("secret"):
        changes["secret"] = secret_in(f"{clean(record.get('raw'))}\n{clean(record.get('text'))}")
    if changes:
        unit.put(table, id, changes, silent=True)
    return found


def _authors(notes: dict[str, Record]) -> tuple[str, ...]:
    return tuple(sorted({str(record.get("_by", "")) for record in notes.values()} - {""}))
