"""Take texts out of a file that can't be read whole: all of it is kept but them."""

import json
import re
from collections.abc import Iterator
from typing import Protocol

from oncall_tui.replication.canonical_json import Json, from_bytes, to_bytes
from oncall_tui.replication.encoding import EncodedRecord
from oncall_tui.replication.validation import InvalidDocumentError, check_record
from oncall_tui.storage.salvage import RECORD_LINE, TABLE_LINE

# A text as JSON spells it, the last of a line perhaps cut off.
JSON_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)("|\\?$)')


class Redacts(Protocol):
    """Takes texts out of what stands outside a document."""

    def text(self, text: str) -> str:
        """Redact words that stand anywhere."""

    def draft(self, text: str) -> str:
        """Redact a draft, which may be one of the very record that something was taken out of."""

    def record(self, table: str, id: str, record: EncodedRecord) -> EncodedRecord:
        """Redact a record of a document that is set aside."""


def redacted_lines(data: bytes, redacts: Redacts) -> Iterator[bytes]:
    """Yield the lines of a file, a damaged document or any other text, without what `redacts` takes out.

    A line that can be read as a record is redacted as one, what is left of any other as words.
    """
    table = ""
    for line in data.split(b"\n"):
        if begun := TABLE_LINE.fullmatch(line.strip()):
            table = _json(begun[1]) or ""
        redacted = _redacted_record(table, line, redacts)
        yield _redacted_text(line, redacts) if redacted is None else redacted


def _redacted_record(table: str, line: bytes, redacts: Redacts) -> bytes | None:
    """None for a line that is no record."""
    whole = RECORD_LINE.fullmatch(line.strip())
    id, record = (_json(whole[1]), _json(whole[2])) if whole else (None, None)
    if whole is None or not isinstance(id, str) or not isinstance(record, dict):
        return None
    try:
        check_record(record)
    except InvalidDocumentError:
        return None
    redacted = redacts.record(table, id, record)
    end = b"," if line.rstrip().endswith(b",") else b""
    return line if redacted == record else whole[1] + b": " + to_bytes(redacted) + end


def _json(data: bytes) -> Json:
    try:
        return from_bytes(data)
    except ValueError:
        return None


def _redacted_text(line: bytes, redacts: Redacts) -> bytes:
    try:
        text = line.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _redacted_text(line.decode("latin-1").encode(), redacts).decode().encode("latin-1")
    redacted = redacts.text(JSON_TEXT.sub(lambda found: _redacted_json(found, redacts), text))
    return line if redacted == text else redacted.encode("utf-8", "surrogatepass")


def _redacted_json(found: re.Match[str], redacts: Redacts) -> str:
    """Look at what a text within a line of JSON spells, and spell it again where that changes."""
    try:
        text = json.loads(f'"{found[1]}"')
    except ValueError:
        return found[0]
    redacted = redacts.text(text)
    return found[0] if redacted == text else f'"{json.dumps(redacted, ensure_ascii=False)[1:-1]}{found[2]}'
