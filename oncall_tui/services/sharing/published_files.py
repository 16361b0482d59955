"""List the replicas that publish on the share, with sizes and times (S2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oncall_tui.domain.ids import LENGTH as INCIDENT
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.plural import count_text
from oncall_tui.sync.layout import replica_folder


@dataclass(frozen=True, slots=True)
class PublishedFiles:
    """One replica's files on the share; `at`: their last change, by the share's clock, UTC microseconds."""

    files: int
    incidents: int
    size: int
    at: int | None


def published_by(
    replicas: Iterable[str], good: Mapping[str, Mapping[str, int]], changed: Mapping[str, int]
) -> Mapping[str, PublishedFiles]:
    """By replica. `good`: sizes of the files that checked out, by folder; `changed`: when folders did, nanoseconds."""
    return {replica: _published(replica, good, changed) for replica in replicas}


def _published(
    replica: str, good: Mapping[str, Mapping[str, int]], changed: Mapping[str, int]
) -> PublishedFiles:
    within = replica_folder(replica) + "/"
    sizes = {
        name: size for folder in good if folder.startswith(within) for name, size in good[folder].items()
    }
    latest = max((at for folder, at in changed.items() if folder.startswith(within)), default=None)
    incidents = {name[:INCIDENT] for name in sizes}
    return PublishedFiles(
        len(sizes), len(incidents), sum(sizes.values()), None if latest is None else latest // 1000
    )


def published_words(found: PublishedFiles) -> str:
    """`4 files of 2 incidents, 12 kB, last 2026-11-21 03:16 UTC`; the last part only where the share tells it."""
    if not found.files:
        return "nothing yet"
    what = f"{count_text(found.files, 'file')} of {count_text(found.incidents, 'incident')}, {found.size // 1000} kB"
    if found.at is None:
        return what  # the share does not tell when a folder changed
    return f"{what}, last {format_instant(found.at)[:16].replace('T', ' ')} UTC"
