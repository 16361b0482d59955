"""Redactions: values are replaced by ordinary versions, and names that held a secret are forgotten for good.

A redaction is a record in the table `redactions`: `records:<table>/<id>` for every record that it cleaned, and
`names:<table>/<id>/<digest>` for every element of a set whose very name held the secret. Such elements are dropped
in every join, so that a copy on a share never brings them back; no other field can be lost that way.
"""

import hashlib
from collections.abc import Iterator

from oncall_tui.replication.encoding import Record, Tables, decode_record, encode_record

REDACTIONS = "redactions"


def forget(tables: Tables) -> Tables:
    """The tables without the fields that a redaction in them names."""
    for table, id, digests in _forgotten(tables):
        record = tables.get(table, {}).get(id, {})
        kept = {name for name in record if ":" not in name or name_digest(table, id, name) not in digests}
        if len(kept) < len(record):
            tables = tables | {table: tables[table] | {id: _only(record, kept)}}
    return tables


def name_digest(table: str, id: str, name: str) -> str:
    """What stands for a name that must not be written down again."""
    return hashlib.sha256(f"{table}/{id}/{name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def may_hold_redacted(tables: Tables, clean: Tables) -> bool:
    """Whether `tables`, an older part, has a version of a cleaned record that `clean`, the document, dropped."""
    return any(
        _has_dropped(tables[table][id], clean.get(table, {}).get(id, {}))
        for table, id in cleaned_records(clean)
        if id in tables.get(table, {})
    )


def _has_dropped(record: Record, clean: Record) -> bool:
    if record == clean:
        return False
    kept = decode_record(clean)
    return any(
        head not in kept.get(name, ()) for name, heads in decode_record(record).items() for head in heads
    )


def _elements(tables: Tables, members: str) -> Iterator[str]:
    for record in tables.get(REDACTIONS, {}).values():
        for name in record:
            if name.startswith(members):
                yield name.removeprefix(members)


def cleaned_records(tables: Tables) -> Iterator[tuple[str, str]]:
    """Table and id of every record that a redaction in these tables cleaned."""
    for element in _elements(tables, "records:"):
        table, _, id = element.partition("/")
        yield table, id


def _forgotten(tables: Tables) -> Iterator[tuple[str, str, set[str]]]:
    """Which names of which records are to go."""
    forgotten: dict[tuple[str, str], set[str]] = {}
    for element in _elements(tables, "names:"):
        place, _, digest = element.rpartition("/")
        table, _, id = place.partition("/")
        forgotten.setdefault((table, id), set()).add(digest)
    yield from ((table, id, digests) for (table, id), digests in forgotten.items())


def _only(record: Record, names: set[str]) -> Record:
    return encode_record({name: heads for name, heads in decode_record(record).items() if name in names})
