"""A file of versions on the share: some or all of what one replica knows of one incident.

`{"format", "share", "incident", "nonce", "tables"}`. The nonce gives the same versions a new name when a file of
ours was torn: a name that is taken by a torn file would block them for ever.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oncall_tui.replication.canonical_json import from_bytes, to_bytes
from oncall_tui.replication.encoding import FORMAT, EncodedRecord, Tables
from oncall_tui.replication.validation import (
    MOST_HEADS,
    InvalidDocumentError,
    check_records,
    is_newer_format,
    is_our_format,
    unchecked_tables,
)
from oncall_tui.sync.layout import FileName, digest_of

# Each file here says its own format; what somebody else's says must never make ours unreadable.
OWN_TABLE = "meta"
LARGEST = 64 * 1024 * 1024


class RejectedFileError(ValueError):
    """A file that is not joined; the message is the reason that stands beside its name."""


@dataclass(frozen=True, slots=True)
class VersionFile:
    """A file of versions on the share: the tables of one incident."""

    share: str
    incident: str
    tables: Tables


def encode_part(part: VersionFile, nonce: str) -> bytes:
    """Encode a file of versions; `nonce` makes its name unique."""
    return to_bytes(
        {
            "format": FORMAT,
            "share": part.share,
            "incident": part.incident,
            "nonce": nonce,
            "tables": part.tables,
        }
    )


def split_by_size(tables: Tables, most: int = LARGEST // 4) -> Iterator[Tables]:
    """Split the versions into as few files as possible, none of more than `most` bytes but a single record."""
    records = [(table, id, record) for table, found in tables.items() for id, record in found.items()]
    if len(records) < 2 or len(to_bytes(tables)) <= most:
        yield tables
        return
    for half in (records[: len(records) // 2], records[len(records) // 2 :]):
        piece: Tables = {}
        for table, id, record in half:
            piece.setdefault(table, {})[id] = record
        yield from split_by_size(piece, most)


def decode_part(name: FileName, data: bytes) -> VersionFile:
    """Return the versions in a file. Raises RejectedFileError; a digest that does not match is a file still
    arriving.
    """
    value = decode_checked(name, data)
    if value.get("incident") != name.incident:
        raise RejectedFileError("its name and its content name different incidents")
    if not isinstance(value.get("share"), str):
        raise RejectedFileError("names no share")
    try:
        tables = unchecked_tables(value.get("tables"))
        for table, records in tables.items():
            check_records(table, records)
            _check_heads(records)
    except InvalidDocumentError as error:
        raise RejectedFileError(f"damaged: {error}") from None
    return VersionFile(
        value["share"], name.incident, {name: tables[name] for name in tables if name != OWN_TABLE}
    )


def decode_checked(name: FileName, data: bytes) -> dict[str, Any]:
    """Return the object in a file whose content is what its name says, in a format that we read. Raises
    RejectedFileError.
    """
    if len(data) > LARGEST:
        raise RejectedFileError(too_large_text(len(data)))
    if digest_of(data) != name.digest:
        raise RejectedFileError("still arriving, or torn: its content is not what its name says")
    try:
        value = from_bytes(data)
    except ValueError:
        raise RejectedFileError("not JSON, or nested too deeply") from None
    if not isinstance(value, dict):
        raise RejectedFileError("not a file of versions")
    if is_newer_format(value.get("format")):
        raise RejectedFileError("written by a newer version: update oncall-tui to read it")
    if not is_our_format(value.get("format")):
        raise RejectedFileError("damaged: its format is not a format number")
    return value


def _check_heads(records: Mapping[str, EncodedRecord]) -> None:
    """Refuse fields of more versions than people write; joining them would take others' time. Raises
    InvalidDocumentError.
    """
    for record in records.values():
        for entries in record.get("_fields", {}).values():
            if len(entries) > MOST_HEADS:
                raise InvalidDocumentError(
                    f"a field of {len(entries)} versions, at most {MOST_HEADS} are read"
                )


def too_large_text(size: int) -> str:
    """Describe the refusal of a file by its size in bytes."""
    return f"too large: {size // 1_000_000} MB, at most {LARGEST // 1_000_000} MB are read"
