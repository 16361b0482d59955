"""Records as they stand in a file: readable, and compact where nobody disagrees.

A record is its plain values plus `_dot`, `_at` and `_by` of the transaction that most of them share. A field
that differs from that has its heads in `_fields`, the shown one first; its value is the plain one. Sorted keys
and one choice for each of these make the same bytes for the same state on every replica.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from oncall_tui.replication.canonical_json import Json
from oncall_tui.replication.versions import (
    UNSTAMPED,
    WRITTEN_ONCE,
    Dot,
    Register,
    Version,
    sort_heads,
    written_once_in_order,
)

# The number in `meta` and in the share. A newer one is refused, never guessed at.
FORMAT = 1

EncodedRecord = dict[str, Json]
# table -> id -> record, exactly as in the file.
Tables = dict[str, dict[str, EncodedRecord]]


class Stamp(NamedTuple):
    """The origin of a version: author, transaction and time. `at` is a hybrid clock's text, `by` the author."""

    dot: Dot
    at: str
    by: str


NO_STAMP = Stamp(UNSTAMPED, "", "")


def decode_record(record: Mapping[str, Json]) -> dict[str, Register]:
    """Every field's register. The record has passed `shape.check_tables`."""
    common = _common_stamp(record)
    contested: Mapping[str, Any] = record.get("_fields", {})
    registers: dict[str, Register] = {
        name: (_plain(value, NO_STAMP if name[:1] == "_" else common),)
        for name, value in record.items()
        if name not in OWN_KEYS and name not in contested
    }
    for name, entries in contested.items():
        order = written_once_in_order if name == WRITTEN_ONCE else sort_heads
        registers[name] = order(_version(entry, record.get(name)) for entry in entries)
    return registers


def encode_record(registers: Mapping[str, Register]) -> EncodedRecord:
    """Return the one encoding of these registers."""
    if len(registers.get(WRITTEN_ONCE, ())) > 1:
        registers = {**registers, WRITTEN_ONCE: written_once_in_order(registers[WRITTEN_ONCE])}
    record: EncodedRecord = {name: heads[0].value for name, heads in registers.items()}
    common = _most_common(registers)
    contested = {
        name: [_entry(heads[0], with_value=False), *(_entry(head, with_value=True) for head in heads[1:])]
        for name, heads in registers.items()
        if not _is_plain(heads, NO_STAMP if name[:1] == "_" else common)
    }
    if common != NO_STAMP:
        record |= {"_dot": str(common.dot), "_at": common.at, "_by": common.by}
    if contested:
        record["_fields"] = contested
    return record


OWN_KEYS = frozenset({"_dot", "_at", "_by", "_fields"})
VERSION_KEYS = frozenset({"value", "dot", "over", "at", "by"})


def _common_stamp(record: Mapping[str, Json]) -> Stamp:
    if "_dot" not in record:
        return NO_STAMP
    return Stamp(Dot.parse(record["_dot"]), record.get("_at", ""), record.get("_by", ""))


def _plain(value: Json, stamp: Stamp) -> Version:
    return Version(value, stamp.dot, {}, stamp.at, stamp.by)


def _version(entry: Mapping[str, Json], shown: Json) -> Version:
    return Version(
        value=entry.get("value", shown),
        dot=Dot.parse(entry["dot"]) if "dot" in entry else UNSTAMPED,
        over=entry.get("over", {}),
        at=entry.get("at", ""),
        by=entry.get("by", ""),
        more={name: value for name, value in entry.items() if name not in VERSION_KEYS},
    )


def _entry(version: Version, *, with_value: bool) -> EncodedRecord:
    entry: EncodedRecord = dict(version.more)
    if with_value:
        entry["value"] = version.value
    if version.dot != UNSTAMPED:
        entry["dot"] = str(version.dot)
    known = {"over": dict(version.over), "at": version.at, "by": version.by}
    return entry | {name: value for name, value in known.items() if value}


def _stamp_of(version: Version) -> Stamp:
    return Stamp(version.dot, version.at, version.by)


def _is_plain(heads: Register, stamp: Stamp) -> bool:
    return len(heads) == 1 and not heads[0].over and not heads[0].more and _stamp_of(heads[0]) == stamp


def _most_common(registers: Mapping[str, Register]) -> Stamp:
    """Return the stamp that the most undisputed fields share; of several the greatest."""
    counts = Counter(
        stamp
        for name, heads in registers.items()
        if name[:1] != "_" and (stamp := _stamp_of(heads[0])).dot != UNSTAMPED and _is_plain(heads, stamp)
    )
    return max(counts, key=lambda stamp: (counts[stamp], stamp), default=NO_STAMP)
