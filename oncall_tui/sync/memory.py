"""What this replica remembers of the share between two syncs. Losing it costs reading, never anybody's words."""

from dataclasses import dataclass, field
from typing import Any

from oncall_tui.replication.canonical import from_bytes, to_bytes

VERSION = 1
# What tells one state of an incident's file here from the next.
Signature = tuple[int, ...]


@dataclass
class Step:
    """An incident whose every version here was visible there, and how it was then."""

    signature: Signature
    conflicts: int = 0
    redacted: int = 0


@dataclass
class Memory:
    """`shares`: the ids that this share is known by, none before the first sync. Instants: UTC microseconds."""

    shares: frozenset[str] = frozenset()
    # Whose folders were seen: evidence that a share with another id is the same one.
    replicas: frozenset[str] = frozenset()
    # Files that checked out: folder -> name -> size.
    good: dict[str, dict[str, int]] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    # Incidents of which a colleague's versions went missing, and since when.
    missing: dict[str, int] = field(default_factory=dict)
    # Files of ours that a whole of ours covers: path -> (path of the whole, since when).
    covered: dict[str, tuple[str, int]] = field(default_factory=dict)
    # Replicas whose copies still hold what was redacted here.
    holders: dict[str, list[str]] = field(default_factory=dict)
    # How far ahead of ours each replica's clock was when its last file was read: microseconds.
    ahead: dict[str, int] = field(default_factory=dict)


def encode_memory(memory: Memory) -> bytes:
    return to_bytes(
        {
            "version": VERSION,
            "shares": sorted(memory.shares),
            "replicas": sorted(memory.replicas),
            "good": memory.good,
            "steps": {
                id: [step.signature, step.conflicts, step.redacted] for id, step in memory.steps.items()
            },
            "missing": memory.missing,
            "covered": memory.covered,
            "holders": memory.holders,
            "ahead": memory.ahead,
        }
    )


def decode_memory(data: bytes) -> Memory:
    """The inverse; anything that can't be read is forgotten."""
    try:
        value: dict[str, Any] = from_bytes(data)
        if value["version"] != VERSION:
            return Memory()
        return Memory(
            frozenset(value["shares"]),
            frozenset(value["replicas"]),
            value["good"],
            {id: Step(tuple(step[0]), step[1], step[2]) for id, step in value["steps"].items()},
            value["missing"],
            {path: (whole, since) for path, (whole, since) in value["covered"].items()},
            value["holders"],
            value["ahead"],
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Memory()
