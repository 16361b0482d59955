"""Whole documents: joined, compared, searched for who wrote them.

Absence means nothing: a file that lacks a record says nothing about it, so a part of an incident joins like
the whole, and a cut or hand-edited file deletes nothing. Tables are treated as immutable; joins share what did
not change, and records that are equal or on one side only are never decoded.
"""

from collections.abc import Callable, Collection

from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record, encode_record
from oncall_tui.replication.hybrid_clock import HybridClock, parse_clock_or_zero
from oncall_tui.replication.redactions import apply_redactions, redacted_records
from oncall_tui.replication.versions import (
    UNSTAMPED,
    WRITTEN_ONCE,
    Dot,
    Register,
    Version,
    context_of,
    join,
    join_written_once,
    merge_contexts,
    without_replaced,
)


def join_tables(a: Tables, b: Tables) -> Tables:
    """Return all that both know. Unknown tables and fields are carried along like the known ones."""
    if a == b:
        return a
    joined = {name: _join_table(a[name], table) if name in a else table for name, table in b.items()}
    return _redacted(apply_redactions(a | joined))


def join_records(a: EncodedRecord, b: EncodedRecord) -> EncodedRecord:
    """One record as two replicas have it."""
    if a == b:
        return a
    mine, theirs = decode_record(a), decode_record(b)
    return encode_record(
        mine | {name: _join_field(name, mine.get(name, ()), heads) for name, heads in theirs.items()}
    )


def missing_versions(
    ours: Tables, theirs: Tables, wanted: Callable[[Dot], bool] = lambda dot: True
) -> Tables:
    """Return the versions of `ours` that `theirs` has to join to know them all; `ours` has joined `theirs`.

    Only those whose dot is `wanted`, and none that nobody stamped.
    """
    parts = {name: _lacking_table(table, theirs.get(name, {}), wanted) for name, table in ours.items()}
    return {name: part for name, part in parts.items() if part}


def highest_counter(actor: str, tables: Tables) -> int:
    """Return the highest number of an actor that was written or seen here; 0 for none."""
    mark = actor + ":"
    highest = 0
    for table in tables.values():
        for record in table.values():
            if record.get("_dot", "").startswith(mark):
                highest = max(highest, Dot.parse(record["_dot"]).n)
            if "_fields" in record:
                highest = max(
                    highest, *(context_of(heads).get(actor, 0) for heads in decode_record(record).values())
                )
    return highest


def highest_dots(actors: Collection[str], tables: Tables) -> dict[str, int]:
    """Return the highest number with which each of these actors wrote something here; none for those that did not."""
    marks = tuple(f"{actor}:" for actor in actors)
    highest: dict[str, int] = {}
    for table in tables.values():
        for record in table.values():
            entries = (entry for heads in record.get("_fields", {}).values() for entry in heads)
            for dot in (record.get("_dot", ""), *(entry.get("dot", "") for entry in entries)):
                if dot.startswith(marks):
                    actor, n = Dot.parse(dot)
                    highest[actor] = max(n, highest.get(actor, 0))
    return highest


def highest_claims(tables: Tables) -> dict[str, int]:
    """Return the highest number of each actor that a context here says was seen."""
    return merge_contexts(
        *(
            entry["over"]
            for table in tables.values()
            for record in table.values()
            if "_fields" in record
            for heads in record["_fields"].values()
            for entry in heads
            if "over" in entry
        )
    )


def dots_in(tables: Tables) -> frozenset[Dot]:
    """Return the dots of every version that stands in these tables."""
    records = (decode_record(record) for table in tables.values() for record in table.values())
    return frozenset(head.dot for fields in records for heads in fields.values() for head in heads)


def latest_clock(tables: Tables) -> HybridClock:
    """Return the latest hybrid clock in the records' own stamps; the beginning of time if somebody wrote nonsense
    there.
    """
    moments = [record["_at"] for table in tables.values() for record in table.values() if "_at" in record]
    return parse_clock_or_zero(max(moments, default=""))


def _join_field(name: str, a: Register, b: Register) -> Register:
    return join_written_once(a, b) if name == WRITTEN_ONCE else join(a, b)


def _redacted(tables: Tables) -> Tables:
    """Return the tables without the raw texts that redactions in them replaced: nothing else replaces one."""
    for table, id in set(redacted_records(tables)):
        record = tables.get(table, {}).get(id, {})
        if len(record.get("_fields", {}).get(WRITTEN_ONCE, ())) > 1:
            registers = decode_record(record)
            registers[WRITTEN_ONCE] = without_replaced(registers[WRITTEN_ONCE])
            tables = tables | {table: tables[table] | {id: encode_record(registers)}}
    return tables


def _join_table(a: dict[str, EncodedRecord], b: dict[str, EncodedRecord]) -> dict[str, EncodedRecord]:
    if a == b:
        return a
    joined = dict(a)
    for id, record in b.items():
        joined[id] = join_records(a[id], record) if id in a else record
    return joined


def _lacking_table(
    ours: dict[str, EncodedRecord], theirs: dict[str, EncodedRecord], wanted: Callable[[Dot], bool]
) -> dict[str, EncodedRecord]:
    if ours == theirs:
        return {}
    different = ((id, record, theirs.get(id, {})) for id, record in ours.items() if record != theirs.get(id))
    parts = ((id, _lacking_record(record, known, wanted)) for id, record, known in different)
    return {id: part for id, part in parts if part}


def _lacking_record(
    ours: EncodedRecord, theirs: EncodedRecord, wanted: Callable[[Dot], bool]
) -> EncodedRecord:
    if not theirs and "_fields" not in ours:
        return ours if "_dot" in ours and wanted(Dot.parse(ours["_dot"])) else {}
    known = decode_record(theirs)
    heads = {
        name: tuple(head for head in register if _is_lacking(head, known.get(name, ()), wanted))
        for name, register in decode_record(ours).items()
    }
    return encode_record({name: register for name, register in heads.items() if register})


def _is_lacking(head: Version, known: Register, wanted: Callable[[Dot], bool]) -> bool:
    return head.dot != UNSTAMPED and head not in known and wanted(head.dot)
