"""Redactions: values are replaced by ordinary versions, and names that held a secret are forgotten for good.

A redaction is a record in the table `redactions`: `records:<table>/<id>` for every record that it cleaned, and
`sets:<table>/<id>/<set>` for every set of which an element's very name held the secret. What such a set holds after
that are the elements that a head knows the redaction of (`versions.REDACTIONS_SEEN`): in every join the others are
dropped, so that a copy on a share never brings them back, and nothing on the share tells their names, not even by
a digest. (`names:<table>/<id>/<digest>` is how the first version said it. It is still believed.)
"""

import hashlib
from collections.abc import Collection, Iterator

from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record, encode_record
from oncall_tui.replication.versions import redactions_seen

REDACTIONS = "redactions"


def apply_redactions(tables: Tables) -> Tables:
    """Return the tables without the fields, and the versions of elements, that a redaction in them drops."""
    if not tables.get(REDACTIONS):
        return tables
    for table, id, digests in _forgotten(tables):
        record = tables.get(table, {}).get(id, {})
        names = {name for name in record if ":" in name and name_digest(table, id, name) in digests}
        tables = _with_record(tables, table, id, without_fields(record, names))
    for table, id, members, redaction in cleared_sets(tables):
        record = tables.get(table, {}).get(id, {})
        tables = _with_record(tables, table, id, _cleared(record, f"{members}:", redaction))
    return tables


def _with_record(tables: Tables, table: str, id: str, record: EncodedRecord) -> Tables:
    if record == tables.get(table, {}).get(id, {}):
        return tables
    return tables | {table: tables[table] | {id: record}}


def _cleared(record: EncodedRecord, members: str, redaction: str) -> EncodedRecord:
    """Return the record with those elements of a set alone that were written by somebody who knew the redaction."""
    if not any(name.startswith(members) for name in record):
        return record
    registers = decode_record(record)
    for name in [name for name in registers if name.startswith(members)]:
        known = tuple(head for head in registers[name] if redaction in redactions_seen(head))
        if known:
            registers[name] = known
        else:
            del registers[name]
    return encode_record(registers)


def without_fields(record: EncodedRecord, names: Collection[str]) -> EncodedRecord:
    """Return the record as if these fields had never been written."""
    if not names:
        return record
    return encode_record({name: heads for name, heads in decode_record(record).items() if name not in names})


def name_digest(table: str, id: str, name: str) -> str:
    """Return the digest that replaces a name which must not be written down again."""
    return hashlib.sha256(f"{table}/{id}/{name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def may_contain_redacted(tables: Tables, clean: Tables) -> bool:
    """Return whether `tables`, an older part, has a version of a cleaned record that `clean`, the document,
    dropped.
    """
    return any(
        _has_dropped(tables[table][id], clean.get(table, {}).get(id, {}))
        for table, id in redacted_records(clean)
        if id in tables.get(table, {})
    )


def _has_dropped(record: EncodedRecord, clean: EncodedRecord) -> bool:
    if record == clean:
        return False
    kept = decode_record(clean)
    return any(
        head not in kept.get(name, ()) for name, heads in decode_record(record).items() for head in heads
    )


def _elements(tables: Tables, members: str) -> Iterator[tuple[str, str]]:
    """Yield the elements of a set over all redactions, each with the id of its redaction."""
    for redaction, record in tables.get(REDACTIONS, {}).items():
        for name in record:
            if name.startswith(members):
                yield redaction, name.removeprefix(members)


def redacted_records(tables: Tables) -> Iterator[tuple[str, str]]:
    """Table and id of every record that a redaction in these tables cleaned."""
    for _, element in _elements(tables, "records:"):
        table, _, id = element.partition("/")
        yield table, id


def named_records(tables: Tables) -> Iterator[tuple[str, str, str]]:
    """Table and id of every record of which a redaction names elements by digests, and that redaction."""
    for redaction, element in _elements(tables, "names:"):
        table, _, id = element.rpartition("/")[0].partition("/")
        yield table, id, redaction


def _forgotten(tables: Tables) -> Iterator[tuple[str, str, set[str]]]:
    """Yield the table, record and names that are to go."""
    forgotten: dict[tuple[str, str], set[str]] = {}
    for _, element in _elements(tables, "names:"):
        place, _, digest = element.rpartition("/")
        table, _, id = place.partition("/")
        forgotten.setdefault((table, id), set()).add(digest)
    yield from ((table, id, digests) for (table, id), digests in forgotten.items())


def cleared_sets(tables: Tables) -> Iterator[tuple[str, str, str, str]]:
    """Table, id and name of every set that a redaction cleared, and that redaction."""
    for redaction, element in _elements(tables, "sets:"):
        table, _, place = element.partition("/")
        id, _, members = place.partition("/")
        if members:
            yield table, id, members, redaction
