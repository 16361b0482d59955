"""What can still be read of a damaged document: a line is a record, so that a cut costs the lines that it hit (S1).

The last good copy is older by a transaction, and what that filed stood in the document alone.
"""

import re
from collections.abc import Iterator

from oncall_tui.replication.canonical import from_bytes
from oncall_tui.replication.document import dots_in, lacking
from oncall_tui.replication.encoding import Record, Tables
from oncall_tui.replication.shape import Malformed, check_record

TABLE_LINE = re.compile(rb'"([a-z_]+)": \{')
RECORD_LINE = re.compile(rb'("[0-9a-z]+"): (\{.*\}),?')
# Each document says its own format; what is left of a damaged one says nothing.
OWN_TABLE = "meta"


def salvaged(data: bytes, known: Tables) -> Tables:
    """The versions of transactions that `known` has nothing of; those that it has are believed as they stand there."""
    found: Tables = {}
    for table, id, record in _records(data):
        found.setdefault(table, {})[id] = record
    dots = dots_in(known)
    return lacking(found, known, lambda dot: dot not in dots)


def _records(data: bytes) -> Iterator[tuple[str, str, Record]]:
    table = ""
    for line in data.split(b"\n"):
        if begun := TABLE_LINE.fullmatch(line):
            table = begun[1].decode()
        elif table not in ("", OWN_TABLE) and (whole := RECORD_LINE.fullmatch(line)):
            try:
                record = from_bytes(whole[2])
                check_record(record)
            except (ValueError, Malformed):
                continue
            yield table, from_bytes(whole[1]), record
