"""The share as its listing shows it: names and sizes are all the manifest that there is (DESIGN, sync)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from oncall_tui.sync.layout import (
    MONTH,
    REPLICA,
    REPLICAS,
    TEMPORARY,
    month_folder,
    parse_name,
    replica_folder,
)
from oncall_tui.sync.shares.share import DirectoryEntry, Share
from oncall_tui.sync.version_file import LARGEST, too_large_text

# A directory that does not belong in a share is looked into so far, and for so many names: it may be anybody's.
DEEPEST = 10
MOST_NAMED = 2000
# Names and sizes of the files in one folder.
Sizes = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry below `v1` that was not joined, and why."""

    file: str
    reason: str


@dataclass
class Manifest:
    """`folders`: the well-named files of each month's folder; `infos`: those of each replica's own folder."""

    folders: dict[str, Sizes] = field(default_factory=dict)
    infos: dict[str, Sizes] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    # Folders that could not be listed: what was known of them, and of those below them, goes on being so.
    unlisted: set[str] = field(default_factory=set)
    # When a month's folder last changed, and which folders were listed since then at a later sync: hints for polls.
    changed: dict[str, int] = field(default_factory=dict)
    steady: set[str] = field(default_factory=set)

    @property
    def size(self) -> int:
        """Return bytes in files of versions."""
        return sum(sum(sizes.values()) for sizes in self.folders.values())

    def is_listed(self, folder: str) -> bool:
        """Return whether a folder, and every one above it, could be listed."""
        return not any(f"{folder}/".startswith(f"{unlisted}/") for unlisted in self.unlisted)


class ShareScanner:
    """Lists a share. `known` are the files that checked out, by folder: a folder that holds just those is taken
    as it is. `before` is the manifest of an earlier walk: folders that have not changed since are believed, but
    only from the second time on, since some file systems tell changes by the second. An explicit sync looks at
    everything and gives none.
    """

    def __init__(self, share: Share, known: Mapping[str, Sizes], before: Manifest | None = None) -> None:
        self._share = share
        self._known = known
        self._before = before or Manifest()
        self._manifest = Manifest()

    def manifest(self) -> Manifest:
        """Raise OSError where the share itself can't be listed.

        A folder inside that can't be is skipped, and taken to hold what it held: absence is believed from a listing
        alone.
        """
        versions = [entry for entry in self._share.list("") if entry.name == "v1"]
        self._each("", versions, {"v1"}.__contains__, lambda entry: self._walk_versions())
        return self._manifest

    def _walk_versions(self) -> None:
        def walk_replicas(entry: DirectoryEntry) -> None:
            self._each(REPLICAS, self._entries(REPLICAS), _is_replica, self._walk_replica)

        self._each("v1", self._entries("v1"), {"r"}.__contains__, walk_replicas)

    def _walk_replica(self, entry: DirectoryEntry) -> None:
        folder = replica_folder(entry.name)
        entries = self._entries(folder)
        if folder in self._manifest.unlisted:
            return
        files = [found for found in entries if found.kind == "file"]
        self._manifest.infos[entry.name] = self._named(folder, files, _is_info)

        def walk_months(months: DirectoryEntry) -> None:
            path = f"{folder}/{months.name}"
            self._each(
                path, self._entries(path), _is_month, lambda month: self._walk_month(entry.name, month)
            )

        self._each(
            folder, [found for found in entries if found.kind != "file"], {"i"}.__contains__, walk_months
        )

    def _walk_month(self, replica: str, month: DirectoryEntry) -> None:
        folder = month_folder(replica, month.name)
        known = self._known.get(folder, {})
        if month.changed is not None and self._before.changed.get(folder) == month.changed:
            self._manifest.steady.add(folder)
            if folder in self._before.steady and self._before.folders[folder] == known:
                self._manifest.changed[folder] = month.changed
                self._manifest.folders[folder] = dict(known)
                return
        entries = self._entries(folder)
        if folder in self._manifest.unlisted:
            return
        if month.changed is not None:
            self._manifest.changed[folder] = month.changed
        sizes = {entry.name: entry.size for entry in entries if entry.kind == "file"}
        whole = len(sizes) == len(entries) and sizes == known
        self._manifest.folders[folder] = sizes if whole else self._named(folder, entries, _is_versions)

    def _entries(self, folder: str) -> list[DirectoryEntry]:
        try:
            return self._share.list(folder)
        except FileNotFoundError:
            return []  # it went since the folder above was listed
        except OSError as error:
            self._skip(folder, f"can't be listed: {error.strerror or error}")
            self._carry_over(folder)
            return []

    def _carry_over(self, folder: str) -> None:
        """Take what was known of a folder, and of those below it, for what is there."""
        self._manifest.unlisted.add(folder)
        for known, sizes in self._known.items():
            if f"{known}/".startswith(f"{folder}/"):
                self._manifest.folders[known] = dict(sizes)

    def _each(
        self,
        folder: str,
        entries: Iterable[DirectoryEntry],
        belongs: Callable[[str], bool],
        enter: Callable[[DirectoryEntry], None],
    ) -> None:
        """Enters the directories that belong in a folder, and names all else."""
        for entry in sorted(entries):
            if entry.kind == "directory" and belongs(entry.name):
                enter(entry)
            else:
                self._skip_entry(folder, entry)

    def _named(self, folder: str, entries: Iterable[DirectoryEntry], belongs: Callable[[str], bool]) -> Sizes:
        sizes = {}
        for entry in sorted(entries):
            if entry.kind == "file" and entry.size <= LARGEST and belongs(entry.name):
                sizes[entry.name] = entry.size
            else:
                self._skip_entry(folder, entry)
        return sizes

    def _skip_entry(self, folder: str, entry: DirectoryEntry, reason: str = "") -> None:
        """Name an entry and, in a directory that does not belong here, all that stands in it."""
        path = f"{folder}/{entry.name}".lstrip("/")
        self._skip(path, reason or _reason(entry))
        if entry.kind != "directory" or path.count("/") > DEEPEST or len(self._manifest.skipped) > MOST_NAMED:
            return
        for inner in sorted(self._entries(path)):
            self._skip_entry(path, inner, "inside a directory that does not belong here")

    def _skip(self, file: str, reason: str) -> None:
        self._manifest.skipped.append(Skipped(file, reason))


def _is_replica(name: str) -> bool:
    return REPLICA.fullmatch(name) is not None


def _is_month(name: str) -> bool:
    return MONTH.fullmatch(name) is not None


def _is_info(name: str) -> bool:
    found = parse_name(name)
    return found is not None and not found.incident


def _is_versions(name: str) -> bool:
    found = parse_name(name)
    return found is not None and bool(found.incident)


def _reason(entry: DirectoryEntry) -> str:
    if entry.kind == "link":
        return "a link: links are not followed"
    if entry.kind == "directory":
        return "a directory that does not belong here"
    if entry.kind == "other":
        return "not a file"
    if entry.name.startswith(TEMPORARY):
        return "still being written"
    if entry.size > LARGEST:
        return too_large_text(entry.size)
    return "not one of our files"
