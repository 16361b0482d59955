"""Redactions after a join: what was taken out here or by a colleague goes from all that has come in since.

A colleague's redaction tells no texts. They are learnt from what stood here before: the same text without the holes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.people_words import holds_words
from oncall_tui.domain.redacted_texts import (
    REPLACEMENT,
    parts_of,
    redacted_text,
    removed_texts,
    with_both_holes,
)
from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record
from oncall_tui.replication.redactions import REDACTIONS, cleared_sets, named_records
from oncall_tui.replication.versions import (
    REDACTIONS_SEEN,
    Register,
    Version,
    covers,
    join,
    redactions_in,
    redactions_seen,
)
from oncall_tui.services.notes.redaction_sweep import (
    Place,
    Sweep,
    keep_element,
    redact_document,
    redact_record,
)
from oncall_tui.storage.redacted import IncidentRedactions
from oncall_tui.storage.transaction import HISTORY

if TYPE_CHECKING:
    from oncall_tui.storage.redacted import RedactedTexts
    from oncall_tui.storage.transaction import Transaction


@dataclass(frozen=True)
class JoinedRedactions:
    """Amends what one join makes of an incident (`storage.store.Amend`); `incoming` is what was joined."""

    redacted: RedactedTexts
    incident: str
    incoming: Tables

    def __call__(self, unit: Transaction, before: Tables) -> None:
        kept = self.redacted.of(self.incident)
        if not kept and REDACTIONS not in unit.base:
            return
        learnt = learnt_from(self.redacted.key, before, unit.base, kept.known)
        if before.get(REDACTIONS, {}).keys() != unit.base.get(REDACTIONS, {}).keys():
            learnt.unfinished = True  # the last good copy is of before
        if learnt:
            self.redacted.add(self.incident, learnt)
        both = kept.and_also(learnt)
        sweep = Sweep(self.redacted.key, tuple(both.texts), both.whole, both.known)
        everything = bool(learnt.texts or learnt.whole)
        redact_document(unit, sweep, list(_changed(before, unit.base, everything=everything)))
        self._keep_elements(unit, before, sweep)

    def _keep_elements(self, unit: Transaction, before: Tables, sweep: Sweep) -> None:
        """Elements that a redaction dropped although they hold nothing of it: written by who had not seen it."""
        redactor = sweep.over(unit.base)
        for place, members, redactions in _sets(unit.base):
            lost = 0
            for name, heads in _dropped(place, members, before, self.incoming, unit.base):
                tells = redactor.element(place, name, redactions) or _was_in_a_hole(
                    place, name, before, unit.base
                )
                if not tells and (redactions <= sweep.known or not _are_told(unit.base, redactions)):
                    keep_element(unit, place, name, heads, redactions)
                elif name in before.get(place[0], {}).get(place[1], {}):
                    lost += 1
            if lost:
                _say_in_history(unit, sorted(redactions)[0], lost)
        for table, id, redaction in named_records(unit.base):
            now = unit.base.get(table, {}).get(id, {})
            lost = sum(":" in name and name not in now for name in before.get(table, {}).get(id, {}))
            if lost:
                _say_in_history(unit, redaction, lost)


def holds_redacted(redacted: RedactedTexts, incident: str, tables: Tables, here: Tables) -> bool:
    """Tell whether some tables hold a text that was taken out of the incident: of records that are not as `here`.

    An edit may have replaced a text long before it was redacted elsewhere, and still stand in a file on the share.
    """
    kept = redacted.of(incident)
    if not kept.texts:
        return False
    redactor = Sweep(redacted.key, tuple(kept.texts), kept.whole, kept.known).over(here)
    return any(
        redact_record(redactor, (table, id), record, frozenset()) != record
        for table, records in tables.items()
        for id, record in records.items()
        if record != here.get(table, {}).get(id)
    )


def learnt_from(key: bytes, before: Tables, joined: Tables, known: frozenset[str]) -> IncidentRedactions:
    """Return what redactions that are not `known` took out, as far as what stood here before tells."""
    learnt = IncidentRedactions()
    for place, name, head, held in _redacted_pairs(before, joined, known):
        record = f"{place[0]}/{place[1]}"
        new = (redactions_seen(head) | redactions_seen(held)) - known
        whole = head.value.strip() == REPLACEMENT
        both = (
            head.value if whole and covers(head.over, held.dot) else with_both_holes(head.value, held.value)
        )
        if both is None:
            continue
        taken = [text for one in (head, held) for text in removed_texts(both, one.value) or ()]
        for redaction in sorted(new):
            learnt.texts += [redacted_text(key, redaction, record, part) for part in parts_of(*taken)]
            learnt.understood.append(redaction)
            if whole and name == "raw":
                learnt.whole[record] = redaction
    return learnt


def _redacted_pairs(
    before: Tables, joined: Tables, known: frozenset[str]
) -> Iterator[tuple[Place, str, Version, Version]]:
    """Each head of a new redaction, beside every other text of its field, of before and of now."""
    for table, records in joined.items():
        for id, record in records.items():
            there = before.get(table, {}).get(id, {})
            if record == there or not _is_redacted(record):
                continue
            held = decode_record(there)
            for name, heads in decode_record(record).items():
                others = {(other.dot, str(other.value)): other for other in (*held.get(name, ()), *heads)}
                for head in heads if holds_words(table, name) and ":" not in name else ():
                    if isinstance(head.value, str) and redactions_seen(head) - known:
                        yield from (
                            ((table, id), name, head, other)
                            for other in others.values()
                            if other is not head and isinstance(other.value, str)
                        )


def _is_redacted(record: EncodedRecord) -> bool:
    return any(
        REDACTIONS_SEEN in entry for entries in record.get("_fields", {}).values() for entry in entries
    )


def _changed(before: Tables, joined: Tables, *, everything: bool) -> Iterator[Place]:
    """Yield the records to look through: those that a join changed, or all where something new is known."""
    for table, records in joined.items():
        there = before.get(table, {})
        if everything or records is not there:
            yield from (
                (table, id) for id, record in records.items() if everything or there.get(id) != record
            )


def _sets(tables: Tables) -> Iterator[tuple[Place, str, frozenset[str]]]:
    """Each set that redactions cleared, with all of those."""
    found: dict[tuple[Place, str], set[str]] = {}
    for table, id, members, redaction in cleared_sets(tables):
        found.setdefault(((table, id), members), set()).add(redaction)
    yield from ((place, members, frozenset(redactions)) for (place, members), redactions in found.items())


def _dropped(
    place: Place, members: str, before: Tables, incoming: Tables, joined: Tables
) -> Iterator[tuple[str, Register]]:
    """Yield the elements of a set that stood here before or have come in, and that the join dropped."""
    table, id = place
    now = joined.get(table, {}).get(id, {})
    found: dict[str, Register] = {}
    for tables in (before, incoming):
        record = tables.get(table, {}).get(id, {})
        if any(name.startswith(f"{members}:") and name not in now for name in record):
            for name, heads in decode_record(record).items():
                if name.startswith(f"{members}:") and name not in now:
                    found[name] = join(found.get(name, ()), heads)
    yield from found.items()


def _are_told(tables: Tables, redactions: frozenset[str]) -> bool:
    """Return whether a text anywhere has holes of one of these. A redaction that took out no text takes no element
    either.
    """
    return any(
        redactions & redactions_in(heads)
        for table in tables.values()
        for record in table.values()
        if _is_redacted(record)
        for name, heads in decode_record(record).items()
        if ":" not in name
    )


def _was_in_a_hole(place: Place, name: str, before: Tables, joined: Tables) -> bool:
    """Return whether an element was read from that part of a note which is a hole now."""
    texts = (str(tables.get("notes", {}).get(place[1], {}).get("raw", "")) for tables in (before, joined))
    held, redacted = texts
    element = name.partition(":")[2]
    return place[0] == "notes" and element in held and element not in redacted


def _say_in_history(unit: Transaction, redaction: str, elements: int) -> None:
    """Once for each redaction: who made it has said so, unless it was made by no program of ours."""
    if redaction not in unit.base.get(HISTORY, {}):
        by = str(unit.base.get(REDACTIONS, {}).get(redaction, {}).get("_by", ""))
        unit.put(
            HISTORY,
            redaction,
            history_entry(unit, by, f"a redaction took out {elements_text(elements)}"),
            silent=True,
        )


def history_entry(unit: Transaction, by: str, label: str) -> dict[str, object]:
    """Return the entry of a redaction in the history: it has no changes, so that no undo brings them back."""
    return {"at": format_instant(unit.now()), "by": by, "label": label, "changes": []}


def elements_text(count: int) -> str:
    """Describe the number of dropped elements."""
    return "1 tag, name or link" if count == 1 else f"{count} tags, names or links"
