"""`FORMAT.json`: which share this is and what a program must be to use it. Made once, never rewritten."""

from collections.abc import Iterable
from dataclasses import dataclass

from oncall_tui.replication.canonical_json import from_bytes, to_bytes
from oncall_tui.replication.encoding import FORMAT


@dataclass(frozen=True, slots=True)
class ShareFormat:
    """`share` is the id; `readable` and `writable` say whether this program is new enough."""

    share: str
    readable: bool = True
    writable: bool = True


def encode_format(share: str) -> bytes:
    """Encode the format file of a share."""
    return to_bytes({"share": share, "format": FORMAT, "oldest_reader": FORMAT, "oldest_writer": FORMAT})


def decode_format(data: bytes) -> ShareFormat:
    """Raise ValueError for what is not (or not yet wholly) a format file."""
    value = from_bytes(data)
    if not isinstance(value, dict) or not isinstance(value.get("share"), str) or not value["share"]:
        raise ValueError("not a format file")
    oldest = [value.get("oldest_reader", FORMAT), value.get("oldest_writer", FORMAT)]
    if not all(type(number) is int and number > 0 for number in oldest):
        raise ValueError("not a format file")
    return ShareFormat(value["share"], oldest[0] <= FORMAT, max(oldest) <= FORMAT)


def equivalent_share_ids(share: str, claims: Iterable[frozenset[str]]) -> frozenset[str]:
    """Every id that means this share: two people can each found it over a sync program.

    Each claim is the ids that one replica has known this share by.
    """
    known, open_claims = frozenset({share}), list(claims)
    while joined := [claim for claim in open_claims if claim & known and not claim <= known]:
        known = known.union(*joined)
    return known
