"""Redacting a document: which fields of which records change, and how, given what was taken out of the incident.

Only people's words change (`domain.people_text`). A text that is short leaves its own record and the copies of that;
any other leaves all people's words of the incident, as whole words. Every head is redacted for itself, so that
what people wrote without seeing each other stays apart; texts that differ in their holes alone become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.ids import is_id
from oncall_tui.domain.people_words import holds_words, is_known, with_words
from oncall_tui.domain.redacted_texts import (
    RECORD,
    REPLACEMENT,
    SECRET,
    RedactedText,
    Redactor,
    with_both_holes,
)
from oncall_tui.domain.secrets import detect_secret
from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record
from oncall_tui.replication.record_view import is_hidden
from oncall_tui.replication.redactions import REDACTIONS
from oncall_tui.replication.versions import Register, Version, context_of, redactions_in, redactions_seen
from oncall_tui.storage.transaction import HISTORY

if TYPE_CHECKING:
    from oncall_tui.storage.transaction import Transaction

Place = tuple[str, str]
Redactions = frozenset[str]
NONE: Redactions = frozenset()
# A note, its row and the idea that it was are records of one id.
OF_ONE_ID = ("notes", "events", "recommendations")
# Whose texts are sections of the write-up.
TEXT_TABLES = ("incident/", "sections/")
PARTS = "completed_parts"
# What a label of history quotes of a text: its beginning, cut off.
CUT_QUOTE = re.compile(r"“[^”]{40,}”|\"[^\"]*…\"")


def own_places(record: str) -> frozenset[Place]:
    """Return where the record `<table>/<id>` stands: a note also as its row and as an idea."""
    table, _, id = record.partition("/")
    return frozenset((each, id) for each in OF_ONE_ID) if table in OF_ONE_ID else frozenset({(table, id)})


@dataclass(frozen=True)
class Sweep:
    """The texts taken out of one incident. `whole`: records that were taken out whole, each with its redaction;
    `known`: the redactions of which all texts are known here.

    `making`: the redaction that is being made now, if one is. Short texts and whole records are taken out then;
    later only from versions that were written before their redaction was seen: what is written after that is new.
    """

    key: bytes
    texts: tuple[RedactedText, ...]
    whole: Mapping[str, str] = field(default_factory=dict)
    known: Redactions = NONE
    making: str | None = None

    @property
    def made(self) -> Redactions:
        """Return the redaction that is being made now, as a set."""
        return NONE if self.making is None else frozenset({self.making})

    def over(self, tables: Tables) -> DocumentRedactor:
        """Return the redactor of a document."""
        return DocumentRedactor(self, tables)


class DocumentRedactor:
    """Redacts values by where they stand in one document.

    `due` is of which redactions the short texts and whole records are taken out of a value.
    """

    def __init__(self, sweep: Sweep, tables: Tables) -> None:
        self.sweep = sweep
        self._own: dict[Place, list[RedactedText]] = {}
        self._whole: dict[Place, str] = {}
        for text in sweep.texts:
            for place in own_places(text.record):
                self._own.setdefault(place, []).append(text)
        for record, redaction in sweep.whole.items():
            self._whole |= dict.fromkeys(own_places(record), redaction)
        self._copies: dict[Place, frozenset[str]] = {}
        for place, repeated in _copies(tables, {text.record for text in sweep.texts if text.reach == RECORD}):
            self._copies[place] = self._copies.get(place, NONE) | repeated
        self._words = Redactor(sweep.key, [text for text in sweep.texts if text.reach != RECORD])
        self._secrets = Redactor(sweep.key, [text for text in sweep.texts if text.reach == SECRET])

    def text(self, text: str) -> str:
        """Redact a text that stands anywhere in the incident."""
        return self._words.redact(text)[0]

    def value(self, place: Place, name: str, value: Any, due: Redactions) -> tuple[Any, Redactions]:
        """Redact the value of a field, and say by which redactions."""
        table, _ = place
        if table == HISTORY and name == "changes":
            return self._changes(value, due)
        if isinstance(value, str) and holds_words(table, name):
            whole = self._whole.get(place)
            if whole in due:
                return REPLACEMENT, frozenset({whole or ""})
            # The texts of an incident are one record: a short one goes from the others as a word at most.
            return self._text(place, value, due, anywhere=table != "incident")
        if isinstance(value, dict | list) and holds_words(table, name):
            return self._structured(place, value, due)
        if not is_known(table):
            return self._unknown(value)
        return value, NONE

    def _structured(self, place: Place, value: Any, due: Redactions) -> tuple[Any, Redactions]:
        """Return the texts in a quote or in a signed part."""
        found: set[str] = set()
        whole = self._whole.get(place)

        def redact(text: str) -> str:
            if whole in due:
                found.add(whole or "")
                return REPLACEMENT
            redacted, redactions = self._text(place, text, due, anywhere=False)
            found.update(redactions)
            return redacted

        redacted = with_words(value, redact)
        return redacted, frozenset(found) if redacted != value else NONE

    def element(self, place: Place, name: str, due: Redactions) -> Redactions:
        """Return the redactions that took out what the name of a set's element holds."""
        members, _, element = name.partition(":")
        if not holds_words(place[0], f"{members}:"):
            return NONE
        redacted, redactions = self._text(place, element, due, anywhere=False)
        return redactions if redacted != element else NONE

    def history(self, record: EncodedRecord) -> dict[str, str]:
        """Return the label and the reason of an entry that is about a record of which something is taken out now.

        A quote that is cut off goes whole: nothing tells what it is the beginning of.
        """
        touched = {(str(item[0]), str(item[1])) for item in record.get("created") or ()}
        touched |= {(str(item.get("table")), str(item.get("id"))) for item in record.get("changes") or ()}
        own = [
            text
            for place in touched
            for text in self._own.get(place, ())
            if text.redaction in self.sweep.made
        ]
        whole = any(self._whole.get(place) in self.sweep.made for place in touched)
        changed = {}
        for name in ("label", "reason") if own or whole else ():
            text = record.get(name)
            if isinstance(text, str):
                quoted = (ANY_QUOTE if whole else CUT_QUOTE).sub(_hole_in_quotes, text)
                redacted = Redactor(self.sweep.key, own).redact(self.text(quoted))[0]
                if redacted != text:
                    changed[name] = redacted
        return changed

    def _text(self, place: Place, text: str, due: Redactions, *, anywhere: bool) -> tuple[str, Redactions]:
        """Redact a text: in its own record also from within words, in a copy only as a word."""
        found = NONE
        own = [each for each in self._own.get(place, ()) if each.reach != RECORD or each.redaction in due]
        if own:
            text, found = Redactor(self.sweep.key, own).redact(text, anywhere=anywhere)
        copied = self._copies.get(place)
        if copied:
            near = [each for each in self.sweep.texts if each.record in copied and each.redaction in due]
            text, more = Redactor(self.sweep.key, near).redact(text)
            found |= more
        text, more = self._words.redact(text)
        return text, found | more

    def _changes(self, value: Any, due: Redactions) -> tuple[Any, Redactions]:
        """Return the changes of an entry of history: each holds two values of a field, and perhaps the name of an
        element.
        """
        changes, found = [], NONE
        for change in value if isinstance(value, list) else ():
            place, name = (str(change.get("table")), str(change.get("id"))), str(change.get("field"))
            sides = {side: self.value(place, name, change.get(side), due) for side in ("from", "to")}
            redacted = {**change, **{side: taken for side, (taken, _) in sides.items()}}
            found = found.union(*(more for _, more in sides.values()))
            tells = self.element(place, name, due) if ":" in name else NONE
            if tells or (":" in name and holds_words(place[0], name) and self._whole.get(place) in due):
                redacted["field"] = f"{name.partition(':')[0]}:{REPLACEMENT}"
                found |= tells or due
            changes.append(redacted)
        return (changes, found) if changes and changes != value else (value, NONE)

    def _unknown(self, value: Any) -> tuple[Any, Redactions]:
        """Return a value of a table that a newer program made: only what looks like a secret goes, and ids stay."""
        if isinstance(value, str):
            return (value, NONE) if is_id(value) else self._secrets.redact(value)
        if isinstance(value, list):
            items = [self._unknown(item) for item in value]
            return [item for item, _ in items], NONE.union(*(found for _, found in items))
        if isinstance(value, dict):
            items = [self._unknown(item) for item in value.values()]
            redacted = dict(zip(value, (item for item, _ in items), strict=True))
            return redacted, NONE.union(*(found for _, found in items))
        return value, NONE


ANY_QUOTE = re.compile(r"“[^”]*”|\"[^\"]*\"")


def _hole_in_quotes(quote: re.Match[str]) -> str:
    return f"{quote[0][0]}{REPLACEMENT}{quote[0][-1]}"


def _copies(tables: Tables, records: set[str]) -> Iterator[tuple[Place, frozenset[str]]]:
    """Yield records that repeat others' texts, each with what it repeats: a paste and its lines, rows that rows
    were joined to or made of, ideas that cite a note.
    """
    if not records:
        return
    notes = tables.get("notes", {})
    for redacted in records:
        source = str(notes.get(redacted.removeprefix("notes/"), {}).get("source"))
        if source in notes:
            yield ("notes", source), frozenset({redacted})
    cited_by: dict[str, frozenset[str]] = {}  # by the id of a record, what it says of the redacted ones
    for record_key in records:
        id = record_key.partition("/")[2]
        cited_by[id] = cited_by.get(id, NONE) | {record_key}
    for table, link in (("notes", "source"), ("events", "merged_into"), ("recommendations", "note")):
        for id, record in tables.get(table, {}).items():
            cited = {str(record.get(link)), *(name[6:] for name in record if name.startswith("notes:"))}
            found = records.intersection(f"{each}/{other}" for other in cited for each in OF_ONE_ID)
            if found:
                cited_by[id] = cited_by.get(id, NONE) | found
                yield (table, id), frozenset(found)
    yield from _copies_in_the_review(tables, cited_by)


def _copies_in_the_review(
    tables: Tables, cited_by: dict[str, frozenset[str]]
) -> Iterator[tuple[Place, frozenset[str]]]:
    """Comments on redacted records with all that was said under them, questions about them, and what copies those."""
    for id, record in tables.get("comments", {}).items():
        target = record.get("target")
        about = cited_by.get(str(target.get("id")) if isinstance(target, dict) else "", NONE)
        if about:
            cited_by[id] = cited_by.get(id, NONE) | about
            yield ("comments", id), about
    for table in ("replies", "endings"):
        for id, record in tables.get(table, {}).items():
            about = cited_by.get(str(record.get("comment")), NONE)
            if about:
                cited_by[id] = cited_by.get(id, NONE) | about
                yield (table, id), about
    for id, record in tables.get("questions", {}).items():  # an open clarification becomes one
        about = NONE.union(*(cited_by.get(name[6:], NONE) for name in record if name.startswith("about:")))
        if about:
            cited_by[id] = cited_by.get(id, NONE) | about
            yield ("questions", id), about
    yield from _copies_in_the_report(tables, cited_by)


def _copies_in_the_report(
    tables: Tables, cited_by: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Place, frozenset[str]]]:
    for id, record in tables.get("silences", {}).items():
        about = cited_by.get(str(record.get("target")).rpartition("/")[2].partition(".")[0], NONE)
        if about:
            yield ("silences", id), about
    of_texts = frozenset(
        record for found in cited_by.values() for record in found if record.startswith(TEXT_TABLES)
    )
    for id, record in tables.get(PARTS, {}).items():
        about = NONE.union(*(cited_by.get(each, NONE) for each in _signed_records(record)))
        if str(record.get("name")).startswith(("section/", "surroundings")):
            about |= of_texts
        if about:
            yield (PARTS, id), about


def _signed_records(part: EncodedRecord) -> Iterator[str]:
    """Yield the ids of the records that a signed part was made of."""
    value = part.get("value")
    for each in value if isinstance(value, list) else (value,):
        if isinstance(each, dict):
            yield from (str(each[name]) for name in ("id", "comment") if name in each)
            yield from each.get("row_words") or ()


@dataclass
class SweepRound:
    """Changes of one round of redacting: records, and the number of dropped set elements."""

    records: list[Place] = field(default_factory=list)
    elements: int = 0


def redact_document(unit: Transaction, sweep: Sweep, places: Iterable[Place]) -> SweepRound:
    """Put into a unit of work what one round of redacting changes.

    Asked again until nothing does: a round writes over those heads of a field that get the same value.
    """
    redactor = sweep.over(unit.base)
    named: dict[str, set[str]] = {redaction: set() for redaction in sweep.made}
    done = SweepRound()
    for place in places:
        record = unit.base.get(place[0], {}).get(place[1])
        if record is not None and place[0] not in ("meta", REDACTIONS):
            work = RecordRedaction(unit, redactor, sweep, place, record)
            redactions = work.put()
            if redactions is not None:
                done.records.append(place)
                done.elements += work.dropped
                for redaction in redactions:
                    named.setdefault(redaction, set()).add(f"records:{place[0]}/{place[1]}")
    for redaction, elements in named.items():
        stored = unit.base.get(REDACTIONS, {}).get(redaction, {})
        if lacking := [element for element in elements if element not in stored]:
            unit.put(REDACTIONS, redaction, dict.fromkeys(lacking, True), silent=True)
    return done


class RecordRedaction:
    """One record in one round."""

    def __init__(
        self, unit: Transaction, redactor: DocumentRedactor, sweep: Sweep, place: Place, record: EncodedRecord
    ) -> None:
        self._unit = unit
        self._redactor = redactor
        self._sweep = sweep
        self._place = place
        self._record = record
        self._registers = decode_record(record)
        self.dropped = 0

    def put(self) -> Redactions | None:
        """Put what changes; the redactions that did it, None where nothing does."""
        found, changed = NONE, False
        for name, heads in self._registers.items():
            change = None if ":" in name else self._field(name, heads)
            if change is not None:
                value, context, marks = change
                self._unit.redact(*self._place, {name: (value, context)}, marks)
                found, changed = found | marks, True
        if self._place[0] == HISTORY and self._sweep.made:
            for name, text in self._redactor.history(self._record).items():
                self._unit.redact(
                    *self._place, {name: (text, context_of(self._registers[name]))}, self._sweep.made
                )
                found, changed = found | self._sweep.made, True
        elements = self._elements()
        if not changed and not elements:
            return None
        if self._place[0] == PARTS and self._record.get("salt"):
            # Without its salt, the digest of the part tells nothing of what it was.
            self._unit.redact(*self._place, {"salt": ("", context_of(self._registers["salt"]))}, found)
        self._look_for_secrets()
        if is_hidden(self._record):
            self._unit.leave_out(*self._place)
        return found | elements

    def _field(self, name: str, heads: Register) -> tuple[Any, dict[str, int], Redactions] | None:
        """Return the value to write over some heads of a field, their context, and the redactions that it then
        knows.
        """
        before = redactions_in(heads)
        values, found = [], NONE
        for head in heads:
            value, redactions = self._head(name, head, before)
            values.append(value)
            found |= redactions
        marks = before | found
        if len(values) > 1 and marks:
            values = _with_their_holes(values)
        if values == [head.value for head in heads] and all(value == values[0] for value in values):
            return None
        unaware = [not marks <= redactions_seen(head) and marks <= self._sweep.known for head in heads]
        pairs = list(zip(heads, values, strict=True))
        dirty = [
            value for late, (head, value) in zip(unaware, pairs, strict=True) if late or value != head.value
        ]
        if not dirty:
            return None
        return dirty[0], context_of(tuple(head for head, value in pairs if value == dirty[0])), marks

    def _head(self, name: str, head: Version, marks: Redactions) -> tuple[Any, Redactions]:
        due = self._sweep.made | (marks - redactions_seen(head))
        return self._redactor.value(self._place, name, head.value, due - redactions_seen(head))

    def _elements(self) -> Redactions:
        """Drop elements whose names hold what was taken out; those that stay are written again, known to be clean."""
        sets: dict[str, list[str]] = {}
        gone: dict[str, Redactions] = {}
        for name in self._registers:
            if ":" in name and holds_words(self._place[0], name):
                sets.setdefault(name.partition(":")[0], []).append(name)
                redactions = self._redactor.element(self._place, name, self._sweep.made) or self._read_from(
                    name
                )
                if redactions:
                    gone[name] = redactions
        for members in {name.partition(":")[0] for name in gone}:
            marks = NONE.union(*(gone[name] for name in sets[members] if name in gone))
            for name in sets[members]:
                if name in gone:
                    self._unit.drop_field(*self._place, name)
                else:
                    keep_element(self._unit, self._place, name, self._registers[name], marks)
            for redaction in marks:
                element = f"sets:{self._place[0]}/{self._place[1]}/{members}"
                self._unit.put(REDACTIONS, redaction, {element: True}, silent=True)
        self.dropped = len(gone)
        return NONE.union(*gone.values())

    def _read_from(self, name: str) -> Redactions:
        """By which redactions an element goes that was read from a note's text, from where there is a hole now."""
        before, after, found = self._raw
        element = name.partition(":")[2]
        return found if found and element in before and element not in after else NONE

    @cached_property
    def _raw(self) -> tuple[str, str, Redactions]:
        """A note's text as it is and as it will be, and by which redactions."""
        heads = self._registers.get("raw", ()) if self._place[0] == "notes" else ()
        values = [self._head("raw", head, redactions_in(heads)) for head in heads]
        before = "\n".join(str(head.value) for head in heads)
        return (
            before,
            "\n".join(str(value) for value, _ in values),
            NONE.union(*(found for _, found in values)),
        )

    def _look_for_secrets(self) -> None:
        """Check again for a likely secret in what is left of a note."""
        if self._place[0] == "notes" and self._record.get("secret"):
            values = self._unit.values(*self._place)
            what = detect_secret("\n".join(str(values.get(name) or "") for name in ("raw", "text")))
            if what != self._record["secret"]:
                self._unit.redact(*self._place, {"secret": (what, context_of(self._registers["secret"]))}, ())


def _with_their_holes(values: list[Any]) -> list[Any]:
    """Return the values; of texts that differ in their holes alone each gets the holes of all."""
    joined = list(values)
    for a, b in combinations(range(len(joined)), 2):
        if isinstance(joined[a], str) and isinstance(joined[b], str) and joined[a] != joined[b]:
            both = with_both_holes(joined[a], joined[b])
            if both is not None:
                joined[a] = joined[b] = both
    return joined


def keep_element(unit: Transaction, place: Place, name: str, heads: Register, redactions: Redactions) -> None:
    """Write an element again as it is, known to be clean of these redactions."""
    value = any(head.value is True for head in heads)
    unit.redact(*place, {name: (value, context_of(heads))}, redactions | redactions_in(heads))


def redact_record(
    redactor: DocumentRedactor, place: Place, record: EncodedRecord, due: Redactions
) -> EncodedRecord:
    """Return a record of a file that is set aside, redacted as it stands there: no version is added."""
    redacted: EncodedRecord = {}
    for name, value in record.items():
        if name == "_fields":
            redacted[name] = {
                field: [
                    {**entry, "value": redactor.value(place, field, entry["value"], due)[0]}
                    if "value" in entry
                    else entry
                    for entry in entries
                ]
                for field, entries in value.items()
                if not (":" in field and redactor.element(place, field, due))
            }
        elif name.startswith("_"):
            redacted[name] = value
        elif not (":" in name and redactor.element(place, name, due)):
            redacted[name] = redactor.value(place, name, value, due)[0]
    if place[0] == PARTS and redacted != record:
        redacted["salt"] = ""
    return redacted
