"""Heads of the write-up: for each of its records the dots that are shown now (RETROSPECTIVE 7).

Never a context of the whole document: that claims all of an actor up to n, while parts arrive in any order.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from oncall_tui.domain.review.counted_fields import COUNTED, ROW_PLACES
from oncall_tui.domain.review.records import DISSENT, Heads
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.replication.record_view import STRUCK, unseen_when_left_out

AllHeads = dict[str, Heads]
Entry = tuple[str, str]


def write_up_heads(tables: Tables) -> AllHeads:
    """Return the heads of every record of the write-up by `table/id`."""
    found: AllHeads = {}
    dissented = _dissented(tables)
    for table, fields in COUNTED.items():
        counted = frozenset(fields)
        for id, record in tables.get(table, {}).items():
            if table == "notes" and record.get("destination") not in ROW_PLACES:
                continue
            if table == "endings" and record.get("comment") not in dissented:
                continue
            # Asked of 10,000 notes, nearly all of which share one dot (RETROSPECTIVE 7).
            heads = record.get("_dot") if "_fields" not in record else None
            found[f"{table}/{id}"] = heads if isinstance(heads, str) else record_heads(record, counted)
    return found


def _dissented(tables: Tables) -> frozenset[str]:
    """Return the comments that ended in a dissent; any other ending of one may take its dissent out of the report."""
    endings = tables.get("endings", {}).values()
    return frozenset(str(record.get("comment")) for record in endings if record.get("as") == DISSENT)


def record_heads(record: EncodedRecord, counted: Iterable[str] | None = None) -> Heads:
    """Return the one dot that all fields share, or the dots of each counted field (None: of every field)."""
    common = str(record.get("_dot", ""))
    contested: Mapping[str, list[dict[str, Any]]] = record.get("_fields", {})
    if not contested:
        return common
    heads: dict[str, set[str]] = {}
    for name in record:
        # A set goes by its name: its elements are people's words, which a redaction has to reach.
        field = name.partition(":")[0]
        if name[:1] == "_" or (counted is not None and field not in counted):
            continue
        entries = contested.get(name)
        heads.setdefault(field, set()).update(
            {str(entry.get("dot", "")) for entry in entries} if entries else {common}
        )
    if record.get(STRUCK) is not None:
        # What nobody who left it out had seen brings it back, whichever field that is.
        heads[STRUCK] |= {str(dot) for dot in unseen_when_left_out(record)}
    return {field: sorted(dots) for field, dots in heads.items()}


def changed_fields(before: Heads | None, now: Heads | None) -> set[str]:
    """Return the fields whose heads are another set now; `"*"` where the whole record came, went or was rewritten."""
    if before == now:
        return set()
    if before is None or now is None or (isinstance(before, str) and isinstance(now, str)):
        return {"*"}
    names = {*(before if isinstance(before, dict) else ()), *(now if isinstance(now, dict) else ())}
    return {name for name in names if _dots(before, name) != _dots(now, name)}


def _dots(heads: Heads, name: str) -> list[str] | None:
    return [heads] if isinstance(heads, str) else heads.get(name)


def changed_records(before: Mapping[str, Heads], now: Mapping[str, Heads]) -> dict[str, set[str]]:
    """Return the records that changed, by `table/id`, with their fields."""
    found = {key: changed_fields(before.get(key), now.get(key)) for key in {*before, *now}}
    return {key: fields for key, fields in found.items() if fields}


def with_field(heads: Heads | None, now: Heads | None, field: str, fields: Iterable[str]) -> Heads:
    """Return heads of a record in which one field is as it is now. `fields`: those that the record has."""
    found = (
        dict(heads) if isinstance(heads, dict) else {name: [heads] for name in fields if heads is not None}
    )
    dots = None if now is None else _dots(now, field)
    if dots is None or field not in fields:
        return {name: held for name, held in found.items() if name != field}
    return {**found, field: dots}
