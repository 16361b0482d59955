"""Saving: a write replaces exactly what was shown to its author, and nothing is ever removed."""

from collections.abc import Collection, Iterable, Mapping

from oncall_tui.replication.canonical_json import Json
from oncall_tui.replication.encoding import EncodedRecord, Stamp, decode_record, encode_record
from oncall_tui.replication.record_view import STRUCK
from oncall_tui.replication.versions import (
    REDACTIONS_SEEN,
    Context,
    Register,
    Version,
    context_of,
    covers,
    merge_contexts,
    redactions_in,
    sort_heads,
)


def write_fields(
    record: EncodedRecord | None,
    changes: Mapping[str, Json],
    stamp: Stamp,
    shown: Mapping[str, Context] | None = None,
    redactions: Mapping[str, Collection[str]] | None = None,
) -> EncodedRecord:
    """Return the record with `changes` written over what was `shown` for each field
    (`record_view.RecordView.base_versions`).

    Without `shown` a write replaces what the record holds now: right for a command, wrong for an editor that has
    been open for a while. `redactions`: for each field those that this write makes or knows (`REDACTIONS_SEEN`).
    """
    if not record and not redactions:
        return dict(changes) | {"_dot": str(stamp.dot), "_at": stamp.at, "_by": stamp.by}
    registers = decode_record(record or {})
    for name, value in changes.items():
        heads = registers.get(name, ())
        context = context_of(heads) if shown is None else shown.get(name, {})
        made = (redactions or {}).get(name, ())
        registers[name] = _written(heads, value, stamp, context, frozenset(made))
    return encode_record(registers)


def hide_record(record: EncodedRecord, stamp: Stamp) -> EncodedRecord:
    """Hide the record, together with every head it has now; a head that comes later brings it back."""
    contexts = {name: context_of(heads) for name, heads in decode_record(record).items() if name != STRUCK}
    return write_fields(record, {STRUCK: contexts}, stamp)


def unhide_record(record: EncodedRecord, stamp: Stamp) -> EncodedRecord:
    """Show the record again."""
    return write_fields(record, {STRUCK: None}, stamp)


def needs_new_actor(
    record: EncodedRecord | None, names: Iterable[str], shown: Mapping[str, Context] | None, actor: str
) -> bool:
    """Return whether this save leaves something of its own actor unseen (two editors on one machine).

    A context says "all of this actor up to n", so a later dot of the same actor would claim to have seen what it
    has not, and colleagues would drop it: such a save takes a new actor.
    """
    if not record or shown is None:
        return False
    registers = decode_record(record)
    return any(
        context_of(registers.get(name, ())).get(actor, 0) > shown.get(name, {}).get(actor, 0)
        for name in names
    )


def _written(
    heads: Register, value: Json, stamp: Stamp, context: Context, redactions: frozenset[str]
) -> Register:
    """Return the register after one write; writing twice in one transaction is writing once.

    A write has seen the redactions that the heads it replaces had seen.
    """
    dot = stamp.dot
    seen_ones = redactions | redactions_in(head for head in heads if covers(context, head.dot))
    more = {REDACTIONS_SEEN: sorted(seen_ones)} if seen_ones else {}
    kept = [head for head in heads if head.dot != dot and not covers(context, head.dot)]
    again = [head.over for head in heads if head.dot == dot]
    before = {actor: n for actor, n in context.items() if actor != dot.actor or n < dot.n}
    return sort_heads((*kept, Version(value, dot, merge_contexts(before, *again), stamp.at, stamp.by, more)))
