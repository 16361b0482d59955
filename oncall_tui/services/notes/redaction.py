"""Taking a text out for good: of a note, its row, its history and its copies, and of others' words where it is long
or looks like a secret (DESIGN 14)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from oncall_tui.domain.errors import NotFoundError, RefusedError, SaveFailedError
from oncall_tui.domain.handles import make_handle
from oncall_tui.domain.people_words import holds_words, words_in
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.redacted_texts import (
    LONG,
    RECORD,
    REPLACEMENT,
    SECRET,
    Redactor,
    digest_of,
    parts_of,
    reach_of,
    redacted_text,
    stands_as_word,
)
from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record
from oncall_tui.replication.redactions import REDACTIONS
from oncall_tui.replication.versions import context_of
from oncall_tui.services.notes.incoming_redactions import (
    JoinedRedactions,
    elements_text,
    history_entry,
    holds_redacted,
)
from oncall_tui.services.notes.redaction_sweep import (
    DocumentRedactor,
    Sweep,
    SweepRound,
    own_places,
    redact_document,
    redact_record,
)
from oncall_tui.services.record_lookup import KIND_WORDS
from oncall_tui.storage.redacted import IncidentRedactions, RedactedTexts
from oncall_tui.storage.stray_copies import files_holding, redact_copies
from oncall_tui.storage.transaction import HISTORY

if TYPE_CHECKING:
    from oncall_tui.domain.ids import UlidGenerator
    from oncall_tui.storage.catalogue import Catalogue
    from oncall_tui.storage.store import Amend, Store
    from oncall_tui.storage.transaction import Transaction

NOTES = "notes"
WHAT = {NOTES: "note", "events": "row", "incident": "text"}
LONGEST_DRAFT = 4000
GO_ON = "Then give the same command again: it finishes what it began."


@dataclass(frozen=True, slots=True)
class RedactionPreview:
    """Effect of a redaction: places in the note (0: the whole note), in others' notes and in other texts.

    `again`: it was taken out before, and copies alone are left to look through.
    """

    places: int
    notes: int
    others: int
    again: bool = False
    what: str = "note"

    def words(self) -> str:
        """`2 places in this note, and 3 other notes`."""
        if self.again:
            return f"copies alone: the {self.what} is clean already"
        here = (
            f"{count_text(self.places, 'place')} in this {self.what}"
            if self.places
            else f"the whole {self.what}"
        )
        more = [count_text(self.notes, "other note")] if self.notes else []
        more += [count_text(self.others, "text") + " beside notes"] if self.others else []
        return here + (", and " + " and ".join(more) if more else "; no other note")


class RedactionSubject(NamedTuple):
    """The subject of a redaction: a record, or one field of it."""

    table: str
    id: str
    field: str = ""

    @property
    def record(self) -> str:
        """Return `table/id`."""
        return f"{self.table}/{self.id}"

    @property
    def what(self) -> str:
        """Return the kind of the record, in words."""
        return WHAT.get(self.table, KIND_WORDS.get(self.table, "record"))


@dataclass(frozen=True, slots=True)
class Redacted:
    """Result of a redaction: the number of records that held it, and how many of those were other notes;"""

    texts: int
    notes: int
    authors: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
    handle_stays: bool = False


@dataclass
class Copies:
    """`storage.salvage.Redacts` for the copies of one incident's texts. `near`: what the record said, for drafts."""

    sweep: Sweep
    tables: Tables
    near: Sequence[str] = ()
    _redactor: DocumentRedactor = field(init=False)

    def __post_init__(self) -> None:
        self._redactor = self.sweep.over(self.tables)

    def text(self, text: str) -> str:
        return self._redactor.text(text)

    def record(self, table: str, id: str, record: EncodedRecord) -> EncodedRecord:
        return redact_record(self._redactor, (table, id), record, self.sweep.known)

    def draft(self, text: str) -> str:
        if any(_is_like(text, near) for near in self.near):
            short = [each for each in self.sweep.texts if each.reach == RECORD]
            text = Redactor(self.sweep.key, short).redact(text)[0]
        return self.text(text)


class Redaction:
    """Redacts on this replica at once; what others hold goes when they next sync."""

    def __init__(
        self, store: Store, catalogue: Catalogue, redacted: RedactedTexts, ids: UlidGenerator
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._redacted = redacted
        self._ids = ids

    def preview(
        self, incident: str, id: str, text: str | None = None, *, table: str = NOTES, field: str = ""
    ) -> RedactionPreview:
        """Say what `redact` would change; nothing is changed. It raises what that raises."""
        tables = self._store.tables(incident)
        if id not in tables.get(table, {}):
            tables = self._tables(incident)  # it waits in the inbox
        target = RedactionSubject(table, id, field)
        found = self._texts_of(tables, target)
        if not self._is_to_do(incident, target, text, found):
            return RedactionPreview(0, 0, 0, again=True, what=target.what)
        wide = [part for part in ([text] if text else parts_of(*found)) if reach_of(part) != RECORD]
        own = own_places(target.record)
        hit = [place for place in _records_with(tables, wide) if place not in own]
        notes = sum(table == NOTES for table, _ in hit)
        others = sum(table not in (NOTES, HISTORY) for table, _ in hit)
        places = next((words.count(text) for words in found if text in words), 1) if text else 0
        return RedactionPreview(places, notes, others, what=target.what)

    def redact(
        self, incident: str, id: str, text: str | None = None, *, table: str = NOTES, field: str = ""
    ) -> Redacted:
        """Replace `text` (without it, the whole record, or the whole `field`) by a hole, here and in every copy.

        `domain.people_text` says what it reaches. Given again after a failure it finishes. Raises NotFoundError for an
        unknown record, RefusedError for a text that isn't in it, SaveFailedError with what is left to do.
        """
        target = RedactionSubject(table, id, field)
        found = self._texts_of(self._tables(incident), target)
        if not self._is_to_do(incident, target, text, found):
            return self._finished(incident, target, found, SweepRound(), [text] if text else [])
        taken = [text] if text else parts_of(*found)
        sweep = self._begin(incident, target, taken, whole=not (text or field))
        total = SweepRound()
        try:
            self._store.amend(incident, self._amend(sweep, target, taken, total))
        except SaveFailedError as error:
            raise SaveFailedError(f"Nothing was taken out yet. {error} {GO_ON}") from None
        return self._finished(incident, target, found, total, taken)

    def joining(self, incident: str, incoming: Tables) -> Amend:
        """Return what amends a join: redactions of before and of colleagues reach what comes in."""
        return JoinedRedactions(self._redacted, incident, incoming)

    def joined(self, incident: str) -> None:
        """Clean the copies after a join that took something out. Raises SaveFailedError."""
        if self._redacted.of(incident).unfinished:
            self._clean_copies(incident, ())

    def concerns(self, incident: str, tables: Tables) -> bool:
        """Tell whether a join of these tables has to be amended."""
        return REDACTIONS in tables or incident in self._redacted.incidents()

    def holds_redacted(self, incident: str, tables: Tables) -> bool:
        """Tell whether a file of the incident's versions holds what was taken out of it."""
        if incident not in self._redacted.incidents():
            return False
        return holds_redacted(self._redacted, incident, tables, self._store.tables(incident))

    def finish_all(self) -> None:
        """Finish what was cut off: copies that may still hold what was taken out. Raises SaveFailedError."""
        for incident in sorted(self._redacted.incidents()):
            if os.path.exists(self._store.places.incident(incident)):
                self.joined(incident)

    def _tables(self, incident: str) -> Tables:
        self._store.file_inbox(incident)
        return self._store.tables(incident)

    def _texts_of(self, tables: Tables, target: RedactionSubject) -> list[str]:
        """Return every version of the record's texts; of a note the raw text first, and its row. Raises
        NotFoundError.
        """
        record = tables.get(target.table, {}).get(target.id)
        if record is None:
            raise NotFoundError(
                f"There is no such {target.what}. Nothing was changed. "
                "`oncall show` lists what there is with its id."
            )
        texts = [str(record.get("raw", ""))] if target.table == NOTES else []
        for table, id in sorted(own_places(target.record), reverse=True):
            texts += _words_of(table, tables.get(table, {}).get(id, {}), target.field)
        return list(dict.fromkeys(texts))

    def _is_to_do(
        self, incident: str, target: RedactionSubject, text: str | None, found: Sequence[str]
    ) -> bool:
        """Return whether the document still holds it; False for what was taken out, whose copies may still hold it."""
        kept = self._redacted.of(incident)
        if text is None:
            is_whole = bool(target.field) or target.record in kept.whole
            return not (is_whole and all(each == REPLACEMENT for each in found if each.strip()))
        if any(text in each.replace(REPLACEMENT, "") for each in found):
            return True
        digest = digest_of(self._redacted.key, text)
        if any(each.digest == digest for each in kept.texts):
            return False
        raise RefusedError(
            f"That text is not in this {target.what}. Nothing was changed. Copy it from the {target.what} as it is."
        )

    def _begin(self, incident: str, target: RedactionSubject, taken: Sequence[str], *, whole: bool) -> Sweep:
        """Keep what is to be taken out, before anything else happens. Raises SaveFailedError."""
        redaction, record = self._ids.new(), target.record
        try:
            key = self._redacted.key
            texts = [redacted_text(key, redaction, record, text) for text in taken]
            # The lines of a paste go from the rows that were made of it, and from nowhere else.
            lines = {line for text in taken for line in text.split("\n") if line.strip()} if whole else set()
            lines -= set(taken)
            texts += [
                replace(redacted_text(key, redaction, record, line), reach=RECORD) for line in sorted(lines)
            ]
            more = IncidentRedactions(
                texts, {record: redaction} if whole else {}, [redaction], unfinished=True
            )
            self._redacted.add(incident, more)
        except OSError as error:
            raise SaveFailedError(f"Nothing was taken out yet: {_reason(error)}. {GO_ON}") from None
        # What is whole now was not before, also where it was taken out in parts.
        return Sweep(key, tuple(texts), more.whole, self._redacted.of(incident).known, redaction)

    def _amend(
        self, sweep: Sweep, target: RedactionSubject, taken: Sequence[str], total: SweepRound
    ) -> Amend:
        def amend(unit: Transaction, before: Tables) -> None:
            first = sweep.making not in unit.base.get(REDACTIONS, {})
            everything = ((table, id) for table, records in unit.base.items() for id in records)
            done = redact_document(unit, sweep, everything if first else list(dict.fromkeys(total.records)))
            total.records += done.records
            total.elements += done.elements
            if first and sweep.making:
                self._amend_first(unit, sweep, target, taken, done)

        return amend

    def _amend_first(
        self,
        unit: Transaction,
        sweep: Sweep,
        target: RedactionSubject,
        taken: Sequence[str],
        done: SweepRound,
    ) -> None:
        whole = target.record in sweep.whole
        # So that a colleague's words for it, written meanwhile, meet the redaction.
        if whole and target.table == NOTES and "text" not in unit.base[NOTES][target.id]:
            unit.redact(NOTES, target.id, {"text": (REPLACEMENT, {})}, sweep.made)
        handle = _clean_handle(unit, taken)
        if handle is not None:
            heads = decode_record(unit.base["incident"][unit.incident])["handle"]
            unit.redact("incident", unit.incident, {"handle": (handle, context_of(heads))}, sweep.made)
        what = f"{'an' if target.what[0] in 'aeiou' else 'a'} {target.what}"
        label = f"took {what} out for good" if whole else f"took a text out of {what} for good"
        if done.elements:
            label += f", with {elements_text(done.elements)}"
        unit.put(HISTORY, str(sweep.making), history_entry(unit, unit.author, label), silent=True)

    def _finished(
        self,
        incident: str,
        target: RedactionSubject,
        near: Sequence[str],
        total: SweepRound,
        taken: Sequence[str],
    ) -> Redacted:
        self._clean_copies(incident, near)
        self._catalogue.listing()
        tables = self._store.tables(incident)
        records = set(total.records)
        notes = {id for table, id in records if table == NOTES} - {target.id}
        wide = [text for text in taken if reach_of(text) != RECORD]
        handle = str(tables.get("incident", {}).get(incident, {}).get("handle") or "")
        stays = any(_slug(text) in handle for text in wide if _slug(text))
        return Redacted(
            len(records), len(notes), _authors(tables.get(NOTES, {})), self._elsewhere(incident, wide), stays
        )

    def _clean_copies(self, incident: str, near: Sequence[str]) -> None:
        kept = self._redacted.of(incident)
        tables = self._store.tables(incident)
        sweep = Sweep(self._redacted.key, tuple(kept.texts), kept.whole, kept.known)
        try:
            redact_copies(self._store, incident, Copies(sweep, tables, near))
            if kept.unfinished:
                self._redacted.finish(incident)
        except OSError as error:
            raise SaveFailedError(
                f"Taken out of the incident, but not of every copy: {_reason(error)}. Left are drafts, the last good "
                f"copy, what search keeps and files set aside. Make room or mend the permissions. {GO_ON}"
            ) from None

    def _elsewhere(self, incident: str, wide: Sequence[str]) -> tuple[str, ...]:
        """Other incidents here that hold one of these texts."""
        paths = {self._store.places.incident(id): id for id in self._store.incident_ids() if id != incident}
        found = {path for text in wide for path in files_holding(paths, text)}
        handles = dict(self._catalogue.listing().names()) if found else {}
        return tuple(sorted(handles.get(paths[path], paths[path]) for path in found))


def _records_with(tables: Tables, texts: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yield the records whose words hold one of these texts as a word."""
    for table, records in tables.items():
        for id, record in records.items() if texts else ():
            words = _words_of(table, record)
            if any(text in each and stands_as_word(text, each) for each in words for text in texts):
                yield table, id


def _words_of(table: str, record: EncodedRecord, field: str = "") -> list[str]:
    """Return people's words in a record (or in one field), every version, and the elements of its sets."""
    contested = record.get("_fields", {})
    found = []
    for name, value in record.items():
        if name[:1] == "_" or not holds_words(table, name) or field not in ("", name):
            continue
        if ":" in name:
            found.append(name.partition(":")[2])
            continue
        values = [value, *(entry.get("value") for entry in contested.get(name, ()))]
        found += [words for each in values if each is not None for words in words_in(each)]
    return found


def _clean_handle(unit: Transaction, taken: Sequence[str]) -> str | None:
    """Return the handle without a secret that it was made of: `Leak: AKIA1` is called `leak-akia1`."""
    handle = str(unit.values("incident", unit.incident).get("handle") or "")
    clean = handle
    for text in taken:
        if reach_of(text) == SECRET and (slug := _slug(text)):
            clean = clean.replace(slug, "redacted")
    return clean if clean != handle else None


def _slug(text: str) -> str:
    """Return the part of a handle made from a text; "" if there is none."""
    slug = make_handle(text, "", ())
    return "" if slug.startswith("inc-") else slug


def _is_like(text: str, near: str) -> bool:
    """Return whether a draft is one of what the record said: the same, or the same with a few changes."""
    text, near = text.strip(), near.strip()
    if text == near or (len(near) >= LONG and near in text):
        return True
    if min(len(text), len(near)) < LONG or max(len(text), len(near)) > LONGEST_DRAFT:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, text, near, autojunk=False).ratio() > 0.6


def _authors(notes: dict[str, EncodedRecord]) -> tuple[str, ...]:
    return tuple(sorted({str(record.get("_by", "")) for record in notes.values()} - {""}))


def _reason(error: OSError) -> str:
    return f"{error.strerror or error}" + (f" ({error.filename})" if error.filename else "")
