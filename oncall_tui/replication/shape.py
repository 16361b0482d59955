"""Whether JSON that somebody else wrote has the shape of a document; checked before it meets ours."""

import re
from typing import Any

from oncall_tui.replication.canonical import Json
from oncall_tui.replication.encoding import Tables

ACTOR = re.compile(r"[^\s:]{1,64}")
DOT = re.compile(r"[^\s:]{1,64}:[1-9][0-9]{0,15}", re.ASCII)
HIGHEST = 10**16


class Malformed(ValueError):
    """Not a document; the message is a reason that can stand beside the file's name."""


def check_tables(value: Json) -> Tables:
    """The same value, known to be tables of records. Raises Malformed."""
    tables = unchecked_tables(value)
    for table in tables.values():
        for record in table.values():
            check_record(record)
    return tables


def unchecked_tables(value: Json) -> Tables:
    """The same value, known to be tables of records that are still to be checked one by one. Raises Malformed."""
    _need(isinstance(value, dict), "not a document")
    for name, table in value.items():
        _need(isinstance(table, dict), f"table {name[:40]!r} is not a table")
        _need({*map(type, table.values())} <= {dict}, f"a record of {name[:40]!r} is not a record")
    tables: Tables = value
    return tables


def check_record(record: dict[str, Any]) -> None:
    """Raises Malformed. Called for every record of a document: plain ones take this path alone."""
    dot = record.get("_dot")
    if dot is not None and not (isinstance(dot, str) and DOT.fullmatch(dot)):
        raise Malformed("a dot is not actor:number")
    if not (isinstance(record.get("_at", ""), str) and isinstance(record.get("_by", ""), str)):
        raise Malformed("a record without its time or author")
    if "_fields" in record:
        _check_fields(record, record["_fields"])


def _check_fields(record: dict[str, Any], fields: Any) -> None:
    _need(isinstance(fields, dict), "_fields is not a table of versions")
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
        raise Malformed(reason)
