"""Info files: whose replica this is, with which program, and by which ids it has known the share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oncall_tui.replication.canonical_json import to_bytes
from oncall_tui.replication.encoding import FORMAT
from oncall_tui.sync.layout import FileName
from oncall_tui.sync.version_file import RejectedFileError, decode_checked


@dataclass(frozen=True, slots=True)
class ReplicaInfo:
    """The self-description of a replica on the share: ids of shares, author, host and program version."""

    replica: str
    shares: frozenset[str]
    author: str = ""
    host: str = ""
    program: str = ""


def encode_info(info: ReplicaInfo, nonce: str) -> bytes:
    """Encode a replica's info file; `nonce` makes its name unique."""
    return to_bytes(
        {
            "format": FORMAT,
            "replica": info.replica,
            "shares": sorted(info.shares),
            "author": info.author,
            "host": info.host,
            "program": info.program,
            "nonce": nonce,
        }
    )


def decode_info(name: FileName, data: bytes) -> ReplicaInfo:
    """Raise RejectedFileError."""
    value = decode_checked(name, data)
    shares = value.get("shares")
    if not isinstance(shares, list) or not all(isinstance(share, str) for share in shares):
        raise RejectedFileError("damaged: it names no share")
    return ReplicaInfo(
        _word(value, "replica"),
        frozenset(shares),
        _word(value, "author"),
        _word(value, "host"),
        _word(value, "program"),
    )


def _word(value: Mapping[str, Any], name: str) -> str:
    word = value.get(name, "")
    if not isinstance(word, str):
        raise RejectedFileError(f"damaged: its {name} is no text")
    return word
