"""Read what is left of a damaged document: a line is a record, so that a cut costs the lines that it hit (S1).

The last good copy is older by a transaction, and what that filed stood in the document alone.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from oncall_tui.replication.canonical_json import Json, from_bytes
from oncall_tui.replication.document_join import dots_in, missing_versions
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.validation import sound_part
from oncall_tui.replication.versions import UNSTAMPED

TABLE_LINE = re.compile(rb'("(?:[^"\\]|\\.)+"): ?\{')
RECORD_LINE = re.compile(rb'("[0-9a-z]+"): ?(\{.*\}),?')
# Each document says its own format; what is left of a damaged one says nothing.
OWN_TABLE = "meta"


def salvage_records(data: bytes, known: Tables) -> Tables:
    """Return the versions of transactions that `known` has nothing of; those it has are believed.

    A field that holds what no such field holds is left out; the rest of its record is kept.
    """
    found: Tables = {}
    for table, id, record in _records(data):
        if (
            table not in ("", OWN_TABLE)
            and id
            and isinstance(record, dict)
            and (part := sound_part(table, record))
        ):
            found.setdefault(table, {})[id] = part
    dots = dots_in(known)
    return missing_versions(found, known, lambda dot: dot == UNSTAMPED or dot not in dots)


def _records(data: bytes) -> Iterator[tuple[str, str, Json]]:
    """Yield table, id and record: of all that is JSON still, else of every line that is."""
    try:
        whole = from_bytes(data)
    except ValueError:
        yield from _record_lines(data)
        return
    for table, records in whole.items() if isinstance(whole, dict) else ():
        for id, record in records.items() if isinstance(records, dict) else ():
            yield table, id, record


def _record_lines(data: bytes) -> Iterator[tuple[str, str, Json]]:
    table = ""
    for line in data.split(b"\n"):
        with suppress(ValueError):
            if begun := TABLE_LINE.fullmatch(line.strip()):
                table = from_bytes(begun[1])
            elif whole := RECORD_LINE.fullmatch(line.strip()):
                yield table, from_bytes(whole[1]), from_bytes(whole[2])
