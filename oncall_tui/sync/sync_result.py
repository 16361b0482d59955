"""Result of a sync, for people and scripts."""

from dataclasses import dataclass, field

from oncall_tui.sync.manifest import Skipped
from oncall_tui.sync.replica_info import ReplicaInfo


@dataclass
class SyncResult:
    """`joined` and `published` count files of versions; `conflicts` fields that people still have to settle."""

    joined: int = 0
    published: int = 0
    retired: int = 0
    conflicts: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    # Incidents whose own file here can't be read or written, with the message for a person.
    damaged: dict[str, str] = field(default_factory=dict)
    # Why something of ours waits here: the share refused it. Empty when all was published.
    refused: str = ""
    writable: bool = True
    # Incidents that are not yet wholly on the share.
    waiting: int = 0
    replicas: dict[str, ReplicaInfo] = field(default_factory=dict)
    size: int = 0
    # How far ahead of ours the latest moment in files that were read from a replica is: microseconds.
    ahead: dict[str, int] = field(default_factory=dict)
    # By incident, the replicas whose files may still hold what was redacted.
    holders: dict[str, list[str]] = field(default_factory=dict)
