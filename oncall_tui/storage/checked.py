"""Files that can be made again, with a checksum: what is not as it was written is never believed.

After a power cut a file that nobody waited for may hold anything, and a flipped bit in it is a wrong answer.
Two forms: text behind a line that says what it is, and a JSON object around the content.
"""

from __future__ import annotations

from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Json = Any


def with_checksum(kind: str, data: bytes) -> bytes:
    """Return the data behind a line that says what it is (`oncall ledger 2`) and its checksum."""
    return f"{kind} {crc32(data):08x}\n".encode() + data


def checked(kind: str, stored: bytes) -> bytes | None:
    """Return the data that was stored as this kind; None if it is another kind, or not as it was written."""
    _, _, data = stored.partition(b"\n")
    return data if stored == with_checksum(kind, data) else None


def json_with_checksum(version: int, content: bytes) -> bytes:
    """Return a JSON object of the version, the checksum and the content, which is JSON itself."""
    return b'{"version": %d, "checksum": "%08x", "content": %b}\n' % (version, crc32(content), content)


def content_bytes(version: int, stored: bytes) -> bytes | None:
    """Return the content that was stored with this version; None if it is not as it was written."""
    _, _, rest = stored.partition(b'"content": ')
    content = rest[: -len(b"}\n")]
    return content if stored == json_with_checksum(version, content) else None


def checked_json(version: int, stored: bytes) -> Json | None:
    """Return the value that was stored with this version; None if it is not as it was written."""
    import json  # less to load than orjson, for lists that read nothing else

    content = content_bytes(version, stored)
    return None if content is None else json.loads(content)


def is_as_written(path: str) -> bool:
    """Tell whether a file of either form is as it was written, or is not there. Raises OSError if it can't be read."""
    try:
        with open(path, "rb") as file:
            stored = file.read()
    except FileNotFoundError:
        return True
    heading, _, data = stored.partition(b"\n")
    if not heading.startswith(b"{"):
        return heading.endswith(b" %08x" % crc32(data))
    _, _, rest = stored.partition(b'"content": ')
    return b'"checksum": "%08x"' % crc32(rest[: -len(b"}\n")]) in heading[:60]
