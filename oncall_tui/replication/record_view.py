"""Compute a record's shown values: one for each field, and concurrent edits beside it.

Scalars and texts show the head with the later clock. A set is one boolean per element, in fields named
`<set>:<element>`; any true head wins, so its elements never conflict. Being left out is a field as well: what each
field had been seen to hold, so that anything unseen brings the record back into view.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oncall_tui.replication.canonical_json import Json, to_bytes
from oncall_tui.replication.encoding import EncodedRecord as Encoded
from oncall_tui.replication.encoding import Tables, decode_record
from oncall_tui.replication.versions import (
    REDACTIONS_SEEN,
    WRITTEN_ONCE,
    Context,
    Dot,
    Register,
    context_of,
    covers,
    hidden_heads,
    merge_contexts,
    shown_heads,
)

STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as it is read. `values` has no `struck`; `left_out` says it. Treat all as immutable."""

    values: dict[str, Json]
    # Only the fields whose heads differ: every value, the shown one first.
    conflicts: dict[str, list[Json]]
    encoded: Encoded

    @property
    def base_versions(self) -> dict[str, Context]:
        """Return the versions that an editor starts from; `write_fields` takes them back when it saves."""
        return {name: context_of(heads) for name, heads in decode_record(self.encoded).items()}

    @property
    def left_out(self) -> bool:
        """Return whether the record is left out of view."""
        return is_hidden(self.encoded)


def read_record(record: Encoded) -> RecordView:
    """Compute the shown values. Decode nothing where nobody disagrees: the plain values are the shown ones."""
    values: dict[str, Json] = {}
    sets: dict[str, list[str]] = {}
    for name, value in record.items():
        if ":" in name:
            _fold(sets, record, name)
        elif name[:1] != "_" and name != STRUCK:
            values[name] = value
    values |= sets  # a field that is called like a set, as no program of ours writes it, gives way
    return RecordView(values, dict(_conflicts(record)) if "_fields" in record else {}, record)


def is_visible(record: Encoded, required: Iterable[str] = ()) -> bool:
    """Complete (an edit can arrive before what it edits: `required` fields are there) and not left out."""
    return not is_hidden(record) and all(name in record for name in required)


def is_hidden(record: Encoded) -> bool:
    """Return whether every head of every field had been seen by somebody who left the record out."""
    if record.get(STRUCK) is None:
        return False
    registers = decode_record(record)
    struck = [head.value for head in registers.pop(STRUCK)]
    if not all(isinstance(contexts, dict) for contexts in struck):  # somebody else brought it back
        return False
    return all(
        _all_seen(heads, [contexts.get(name, {}) for contexts in struck]) for name, heads in registers.items()
    )


def unseen_when_left_out(record: Encoded) -> set[Dot]:
    """Return the heads that nobody who left the record out had seen: they bring it back into view."""
    registers = decode_record(record)
    struck = [head.value for head in registers.pop(STRUCK, ())]
    contexts = [value for value in struck if isinstance(value, dict)]
    return {
        head.dot
        for name, heads in registers.items()
        for head in heads
        if contexts and not covers(merge_contexts(*(each.get(name, {}) for each in contexts)), head.dot)
    }


def conflicts_in(tables: Tables) -> Iterator[tuple[str, str, str, list[Json]]]:
    """Every field that people still have to settle: table, id, field and values, in order of their names."""
    for table, records in sorted(tables.items()):
        for id in sorted([id for id, record in records.items() if "_fields" in record]):
            if not is_hidden(records[id]):
                for field, values in sorted(_conflicts(records[id]), key=lambda found: found[0]):
                    yield table, id, field, values


def hidden_by_redactions(record: Encoded) -> Iterator[tuple[str, str]]:
    """Yield field and author of what is not shown since it was written before a redaction was seen."""
    for name, entries in record.get("_fields", {}).items():
        if ":" not in name and any(REDACTIONS_SEEN in entry for entry in entries):
            yield from ((name, head.by) for head in hidden_heads(decode_record(record)[name]))


def _all_seen(heads: Register, contexts: list[Context]) -> bool:
    context = merge_contexts(*contexts)
    return all(covers(context, head.dot) for head in heads)


def _fold(sets: dict[str, list[str]], record: Encoded, name: str) -> None:
    """Add the element to its set if any head holds it; elements come sorted."""
    members, _, element = name.partition(":")
    folded = sets.setdefault(members, [])
    if any(head is True for head in _head_values(record, name)):
        folded.append(element)
        folded.sort()


def _head_values(record: Encoded, name: str) -> Iterator[Json]:
    yield record.get(name)
    contested: Mapping[str, list[Encoded]] = record.get("_fields", {})
    yield from (entry["value"] for entry in contested.get(name, ()) if "value" in entry)


def _conflicts(record: Encoded) -> Iterator[tuple[str, list[Json]]]:
    for name, entries in record["_fields"].items():
        if len(entries) > 1 and ":" not in name and name != STRUCK and name[:1] != "_":
            values = _distinct(_shown_values(record, name, entries))
            if len(values) > 1 and not (name == WRITTEN_ONCE and _is_settled(entries)):
                yield name, values


def _is_settled(entries: list[Encoded]) -> bool:
    """Tell whether the shown head of a field that is written once knows all the others: somebody chose it."""
    over: Context = entries[0].get("over", {})
    return all(covers(over, Dot.parse(entry["dot"])) for entry in entries[1:] if "dot" in entry)


def _shown_values(record: Encoded, name: str, entries: list[Encoded]) -> Iterable[Json]:
    """Return the values of the heads, without what was written before a redaction of the field was seen."""
    if not any(REDACTIONS_SEEN in entry for entry in entries):
        return _head_values(record, name)
    return [head.value for head in shown_heads(decode_record(record)[name])]


def _distinct(values: Iterable[Json]) -> list[Json]:
    return list({to_bytes(value): value for value in values}.values())
