"""State that this replica keeps of the share between two syncs. Losing it costs reading, never anybody's words."""

from dataclasses import dataclass, field
from typing import Any

from oncall_tui.replication.canonical_json import from_bytes, to_bytes

VERSION = 1
# Our news name so many of the files that we published last.
MOST_LATEST = 200
# What tells one state of an incident's file here from the next.
Signature = tuple[int, ...]


@dataclass
class IncidentSyncState:
    """An incident whose every version here was visible there, and how it was then."""

    signature: Signature
    conflicts: int = 0
    redacted: int = 0
    # Whether it has a source whose text is in pieces.
    large: bool = False


@dataclass(frozen=True, slots=True)
class KeptText:
    """A small file of the share as it was when its tag was this."""

    tag: str
    text: str


@dataclass
class SeenNews:
    """News of a replica that were dealt with: their names, and its count of files at the last of them."""

    count: int
    names: list[str]


@dataclass
class SyncState:
    """`shares`: the ids that this share is known by, none before the first sync. Instants: UTC microseconds."""

    shares: frozenset[str] = frozenset()
    # Whose folders were seen: evidence that a share with another id is the same one.
    replicas: frozenset[str] = frozenset()
    # Files that checked out: folder -> name -> size.
    verified_files: dict[str, dict[str, int]] = field(default_factory=dict)
    steps: dict[str, IncidentSyncState] = field(default_factory=dict)
    # Incidents of which a colleague's versions went missing, and since when.
    missing: dict[str, int] = field(default_factory=dict)
    # Files of ours that a whole of ours covers: path -> (path of the whole, since when).
    covered: dict[str, tuple[str, int]] = field(default_factory=dict)
    # Replicas whose copies still hold what was redacted here.
    redacted_copy_holders: dict[str, list[str]] = field(default_factory=dict)
    # How far ahead of ours each replica's clock was when its last file was read: microseconds.
    clock_lead_us: dict[str, int] = field(default_factory=dict)
    # Small files of a store, by path.
    texts: dict[str, KeptText] = field(default_factory=dict)
    # By replica, of a share that is polled by news.
    news: dict[str, SeenNews] = field(default_factory=dict)
    # What our own news say: how many files we ever published, and the names and sizes of the last ones.
    published: int = 0
    latest: dict[str, int] = field(default_factory=dict)
    # Pieces of large sources that are known to be on the share.
    pieces: set[str] = field(default_factory=set)

    def note_published(self, name: str, size: int) -> None:
        """Note a file of ours for our news; one that was noted already counts once."""
        if name not in self.latest:
            self.published += 1
            self.latest[name] = size
            for oldest in [*self.latest][:-MOST_LATEST]:
                del self.latest[oldest]


def encode_memory(memory: SyncState) -> bytes:
    """Encode the state for its file."""
    return to_bytes(
        {
            "version": VERSION,
            "shares": sorted(memory.shares),
            "replicas": sorted(memory.replicas),
            "good": memory.verified_files,
            "steps": {
                id: [step.signature, step.conflicts, step.redacted, *([True] if step.large else [])]
                for id, step in memory.steps.items()
            },
            "missing": memory.missing,
            "covered": memory.covered,
            "holders": memory.redacted_copy_holders,
            "ahead": memory.clock_lead_us,
            "texts": {path: [kept.tag, kept.text] for path, kept in memory.texts.items()},
            "news": {replica: [seen.count, seen.names] for replica, seen in memory.news.items()},
            "published": memory.published,
            "pieces": sorted(memory.pieces),
            "latest": [[name, size] for name, size in memory.latest.items()],
        }
    )


def decode_memory(data: bytes) -> SyncState:
    """Return the inverse; anything that can't be read is forgotten."""
    try:
        value: dict[str, Any] = from_bytes(data)
        if value["version"] != VERSION:
            return SyncState()
        return SyncState(
            frozenset(value["shares"]),
            frozenset(value["replicas"]),
            value["good"],
            {
                id: IncidentSyncState(tuple(step[0]), step[1], step[2], len(step) > 3)
                for id, step in value["steps"].items()
            },
            value["missing"],
            {path: (whole, since) for path, (whole, since) in value["covered"].items()},
            value["holders"],
            value["ahead"],
            {path: KeptText(tag, text) for path, (tag, text) in value.get("texts", {}).items()},
            {replica: SeenNews(count, names) for replica, (count, names) in value.get("news", {}).items()},
            value.get("published", 0),
            dict(value.get("latest", [])),
            set(value.get("pieces", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return SyncState()
