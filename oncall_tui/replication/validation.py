"""Check that JSON from a file has the shape of a document: before it meets ours, and whenever ours is read."""

import re
from collections.abc import Mapping
from typing import Any

from oncall_tui.domain.field_types import first_invalid_field
from oncall_tui.replication.canonical_json import Json
from oncall_tui.replication.depth import is_deeper_than
from oncall_tui.replication.encoding import FORMAT, OWN_KEYS, EncodedRecord, Tables

ACTOR = re.compile(r"[^\s:]{1,64}")
DOT = re.compile(r"[^\s:]{1,64}:[1-9][0-9]{0,15}", re.ASCII)
HIGHEST = 10**16
# People who write one field without seeing each other are a handful; a field of more versions is damaged or hostile.
MOST_HEADS = 256
DEEPEST = 40
STAMP_KEYS = ("_dot", "_at", "_by")


class InvalidDocumentError(ValueError):
    """Not a document; the message is a reason that can stand beside the file's name."""


def check_tables(value: Json) -> Tables:
    """Return the same value, known to be tables of records. Raises InvalidDocumentError."""
    tables = unchecked_tables(value)
    for records in tables.values():
        for record in records.values():
            check_record(record)
    return tables


def check_document(value: Json) -> Tables:
    """Return the same value, known to be tables of records whose known fields hold what they should.

    Raises InvalidDocumentError.
    """
    tables = unchecked_tables(value)
    for name, records in tables.items():
        check_records(name, records)
    return tables


def check_records(table: str, records: Mapping[str, EncodedRecord]) -> None:
    """Check the shape, depth and field types of a table's records. Raises InvalidDocumentError.

    Records mostly look alike: where one with these fields of these types fits, so does the next, but for its dot
    and for what stands in its lists.
    """
    last: list[object] = []  # compared first, which costs half of what a hash does
    nested: tuple[str, ...] | None = None
    known: dict[tuple[object, ...], tuple[str, ...]] = {}
    for record in records.values():
        look, dot = [*record, *map(type, record.values())], record.get("_dot")
        if look != last:
            last, nested = look, known.get(tuple(look))
        if nested is None:
            check_record(record)
            _check_types(table, record)
            if "_fields" not in record:
                nested = tuple(name for name, value in record.items() if isinstance(value, dict | list))
                known[tuple(look)] = nested
            continue
        if dot is not None and not DOT.fullmatch(dot):
            raise InvalidDocumentError("a dot is not actor:number")
        if nested:
            _check_types(table, {name: record[name] for name in nested})


def _check_types(table: str, fields: Mapping[str, Any]) -> None:
    if is_deeper_than(DEEPEST, fields):
        raise InvalidDocumentError("nested too deeply")
    field = first_invalid_field(table, fields)
    if field is not None:
        raise InvalidDocumentError(f"{field[:40]} in {table[:40]} holds what no such field holds")


def is_our_format(number: Json) -> bool:
    """Tell whether this version reads files of that format. True, 0 and -1 are no format numbers."""
    return type(number) is int and 1 <= number <= FORMAT


def is_newer_format(number: Json) -> bool:
    """Tell whether that is the format number of a newer version."""
    return type(number) is int and number > FORMAT


def sound_part(table: str, record: Mapping[str, Any]) -> EncodedRecord:
    """Return what a damaged record holds that fits: an odd field is left out with all its versions.

    Empty where nothing fits, or where the record's own stamp is odd.
    """
    contested = record["_fields"] if isinstance(record.get("_fields"), dict) else {}
    stamp = {name: record[name] for name in STAMP_KEYS if name in record}
    fields: EncodedRecord = {}
    heads: EncodedRecord = {}
    for name in sorted({*record, *contested} - OWN_KEYS):
        plain = {name: record[name]} if name in record else {}
        versions = {name: contested[name]} if name in contested else {}
        if _is_sound(table, stamp | plain | ({"_fields": versions} if versions else {})):
            fields |= plain
            heads |= versions
    return stamp | fields | ({"_fields": heads} if heads else {}) if fields or heads else {}


def unchecked_tables(value: Json) -> Tables:
    """Return the value as tables of records, still to be checked one by one. Raises InvalidDocumentError."""
    _need(isinstance(value, dict), "not a document")
    _need("" not in value, "a table without a name")
    for name, table in value.items():
        _need(isinstance(table, dict), f"table {name[:40]!r} is not a table")
        _need("" not in table, f"a record of {name[:40]!r} without an id")
        _need({*map(type, table.values())} <= {dict}, f"a record of {name[:40]!r} is not a record")
    tables: Tables = value
    return tables


def check_record(record: dict[str, Any]) -> None:
    """Raise InvalidDocumentError. Called for every record of a document: plain ones take this path alone."""
    dot = record.get("_dot")
    if dot is not None and not (isinstance(dot, str) and DOT.fullmatch(dot)):
        raise InvalidDocumentError("a dot is not actor:number")
    if not (isinstance(record.get("_at", ""), str) and isinstance(record.get("_by", ""), str)):
        raise InvalidDocumentError("a record without its time or author")
    _need(not any(name[:1] in ("", ":") for name in record), "a field without a name")
    if "_fields" in record:
        _check_fields(record, record["_fields"])


def _is_sound(table: str, record: EncodedRecord) -> bool:
    try:
        check_records(table, {"one": record})
    except InvalidDocumentError:
        return False
    return True


def _check_fields(record: dict[str, Any], fields: Any) -> None:
    _need(isinstance(fields, dict), "_fields is not a table of versions")
    _need(not any(name[:1] in ("", ":") for name in fields), "a field without a name")
    for name, entries in fields.items():
        _need(isinstance(entries, list) and len(entries) > 0, "a field without versions")
        for entry in entries:
            _check_entry(entry, has_value=name in record)


def _check_entry(entry: Any, *, has_value: bool) -> None:
    _need(isinstance(entry, dict), "a version is not a version")
    _need(has_value or "value" in entry, "a version without its value")
    dot = entry.get("dot")
    _need(
        dot is None or (isinstance(dot, str) and DOT.fullmatch(dot) is not None), "a dot is not actor:number"
    )
    stamp = entry.get("at", ""), entry.get("by", "")
    _need(all(isinstance(word, str) for word in stamp), "a version without its time or author")
    over = entry.get("over", {})
    _need(isinstance(over, dict) and all(map(_is_count, over.items())), "a context is not a context")
    actor, _, n = (dot or ":0").rpartition(":")
    _need(not over or over.get(actor, 0) < int(n), "a version that replaces itself")


def _is_count(item: tuple[str, Any]) -> bool:
    actor, n = item
    return ACTOR.fullmatch(actor) is not None and type(n) is int and 0 < n < HIGHEST


def _need(condition: bool, reason: str) -> None:
    if not condition:
        raise InvalidDocumentError(reason)
