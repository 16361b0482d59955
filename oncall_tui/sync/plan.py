"""Plan a sync as frozen values: decided before anything is done, from known facts alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oncall_tui.domain.ids import LENGTH as INCIDENT
from oncall_tui.domain.instants import DAY
from oncall_tui.sync.manifest import Manifest
from oncall_tui.sync.sync_state import Signature, SyncState

# A colleague's versions that went missing are published by us after this long; they may only be on their way.
REPUBLISH_AFTER = DAY
# Files of ours that a whole covers are taken away after this long, when slow sync programs have carried it.
RETIRE_AFTER = 7 * DAY
MANY_FILES = 20


@dataclass(frozen=True, slots=True, order=True)
class FileRef:
    """A well-named file of versions on the share."""

    folder: str
    name: str
    size: int

    @property
    def path(self) -> str:
        """Return the path on the share."""
        return f"{self.folder}/{self.name}"

    @property
    def replica(self) -> str:
        """Return the replica that wrote the file."""
        return self.folder.split("/")[2]

    @property
    def incident(self) -> str:
        """Return the id of the file's incident."""
        return self.name[:INCIDENT]


@dataclass(frozen=True, slots=True)
class SyncTask:
    """One incident that needs attention.

    `news` are files that were never read or did not check out before. `settled`: all that is here was visible
    there and nothing has gone, so that the news are all there is to do.
    """

    incident: str
    new_files: tuple[FileRef, ...]
    is_in_sync: bool


def plan_tasks(
    manifest: Manifest, memory: SyncState, here: Mapping[str, Signature], due: Iterable[str] = ()
) -> list[SyncTask]:
    """Return the incidents to attend to, the newest first. `due` are looked at whether anything changed or not."""
    unsettled = {*due, *_unsettled(memory, here)}
    news: dict[str, list[FileRef]] = {}
    for folder, listed in manifest.folders.items():
        good = memory.verified_files.get(folder, {})
        if listed != good:
            for name in listed.keys() - good.keys():
                news.setdefault(name[:INCIDENT], []).append(FileRef(folder, name, listed[name]))
    return [
        SyncTask(id, tuple(sorted(news.get(id, ()))), id not in unsettled)
        for id in sorted({*news, *unsettled}, reverse=True)
    ]


def split_new_incidents(
    tasks: list[SyncTask], memory: SyncState, here: Mapping[str, Signature]
) -> tuple[list[SyncTask], list[SyncTask]]:
    """Return the tasks whose incidents were never here, and the others. Where only one is new, it is like the
    others.
    """
    known = here.keys() | memory.steps.keys()
    new = [task for task in tasks if task.is_in_sync and task.incident not in known]
    if len(new) < 2:
        return [], tasks
    incidents = {task.incident for task in new}
    return new, [task for task in tasks if task.incident not in incidents]


def new_there(
    tasks: list[SyncTask], memory: SyncState, here: Mapping[str, Signature]
) -> tuple[list[SyncTask], list[SyncTask]]:
    """Return the tasks whose incidents are here and were never on the share, and the others. One alone is like the
    others.
    """
    known = {*memory.steps, *memory.missing, *known_files(memory)} if len(tasks) > 1 else set()
    new = [
        task for task in tasks if task.incident in here and not task.new_files and task.incident not in known
    ]
    if len(new) < 2:
        return [], tasks
    incidents = {task.incident for task in new}
    return new, [task for task in tasks if task.incident not in incidents]


def forget_missing_files(memory: SyncState, manifest: Manifest) -> None:
    """Files that are gone or have another size are no longer good, and their incidents no longer settled."""
    for folder, good in memory.verified_files.items():
        listed = manifest.folders.get(folder, {})
        if listed != good:
            for name in [name for name, size in good.items() if listed.get(name) != size]:
                memory.steps.pop(name[:INCIDENT], None)
                del good[name]


def known_files(memory: SyncState) -> dict[str, list[FileRef]]:
    """Return the files that checked out, by incident."""
    files: dict[str, list[FileRef]] = {}
    for folder, good in memory.verified_files.items():
        for name, size in good.items():
            files.setdefault(name[:INCIDENT], []).append(FileRef(folder, name, size))
    return files


def due_incidents(memory: SyncState, now: int) -> set[str]:
    """Return incidents whose time has come: to republish for a colleague, or to take away covered files.

    What went missing in the future went missing under a clock that was wrong: nobody knows for how long.
    """
    missing = {id for id, since in memory.missing.items() if not now - REPUBLISH_AFTER < since <= now}
    covered = {
        path.rpartition("/")[2][:INCIDENT]
        for path, (_, since) in memory.covered.items()
        if since + RETIRE_AFTER <= now
    }
    return missing | covered


def should_compact(own: Iterable[FileRef], memory: SyncState) -> bool:
    """Return whether so many small files of ours have come together that one whole of them is due."""
    return sum(ref.path not in memory.covered for ref in own) > MANY_FILES


def retirable_files(own: Iterable[FileRef], memory: SyncState, now: int) -> tuple[FileRef, ...]:
    """Return files of ours that a whole, visible still, has covered for long enough."""
    paths = {ref.path: ref for ref in own}
    return tuple(
        paths[path]
        for path, (whole, since) in sorted(memory.covered.items())
        if path in paths and whole in paths and since + RETIRE_AFTER <= now
    )


def _unsettled(memory: SyncState, here: Mapping[str, Signature]) -> Iterable[str]:
    """Yield incidents that changed here, and those whose files there were read but perhaps never joined."""
    yield from (id for id, signature in here.items() if _signature(memory, id) != signature)
    yield from (id for id in memory.steps if id not in here)
    for good in memory.verified_files.values():
        yield from {name[:INCIDENT] for name in good} - memory.steps.keys()


def _signature(memory: SyncState, incident: str) -> Signature | None:
    step = memory.steps.get(incident)
    return step.signature if step else None
