"""A file system in memory, which forgets what was not synced and can end a process at any of its calls."""

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

from oncall_tui.sync.shares.directory import DirectoryShare
from oncall_tui.sync.shares.share import DirectoryEntry

ROOT = "/share"


class Crash(BaseException):
    """The process ends here. Not an Exception: nothing in the program may catch it."""


class Tree:
    """Files and directories of one machine or server: folder -> name -> bytes, or None for a directory."""

    def __init__(self) -> None:
        self.folders: dict[str, dict[str, bytes | None]] = {ROOT: {}}
        # How often the names in a folder changed: what a file system's time of change tells.
        self.changed: Counter[str] = Counter()
        # New names that a power cut would still take back.
        self.unsettled: set[str] = set()

    def copy(self) -> "Tree":
        other = Tree()
        other.changed = self.changed.copy()
        other.folders = {folder: dict(entries) for folder, entries in self.folders.items()}
        return other

    def files(self) -> Iterator[tuple[str, bytes]]:
        for folder, entries in self.folders.items():
            for name, data in entries.items():
                if data is not None:
                    yield f"{folder}/{name}", data

    def get(self, path: str) -> bytes | None:
        folder, _, name = path.rpartition("/")
        return self.folders.get(folder, {}).get(name)

    def write(self, path: str, data: bytes | None) -> None:
        """Puts a file (or, without data, a directory) there, with the directories on the way."""
        folder, _, name = path.rpartition("/")
        if folder not in self.folders:
            self.write(folder, None)
        self.folders[folder][name] = data
        self.changed[folder] += 1
        if data is None:
            self.folders.setdefault(path, {})

    def remove(self, path: str) -> None:
        folder, _, name = path.rpartition("/")
        if self.folders.get(folder, {}).pop(name, None) is not None:
            self.changed[folder] += 1
        self.unsettled.discard(path)

    def cut_power(self, random: Random) -> None:
        """Takes back some of the names that nobody had settled."""
        for path in sorted(self.unsettled):
            if random.random() < 0.5:
                self.remove(path)
        self.unsettled.clear()


class FakeFiles:
    """`oncall_tui.sync.shares.file_system.FileSystem` over a tree. In `crash_in` calls from now the process
    ends, in mid-call.
    """

    def __init__(self, tree: Tree, random: Random) -> None:
        self.tree = tree
        self.crash_in: int | None = None
        self.calls = 0
        self.writes = 0
        # What happens beside the process at any of its calls.
        self.meanwhile: Callable[[], None] = lambda: None
        self._random = random

    def share(self) -> DirectoryShare:
        return DirectoryShare(ROOT, self)

    def scan(self, path: str) -> list[DirectoryEntry]:
        self._call()
        if path not in self.tree.folders:
            raise FileNotFoundError(2, "No such file or directory", path)
        found = self.tree.folders[path].items()
        entries = [
            DirectoryEntry(name, "directory", 0, self.tree.changed[f"{path}/{name}"])
            if data is None
            else DirectoryEntry(name, "file", len(data))
            for name, data in sorted(found, key=lambda item: item[0])
        ]
        self._random.shuffle(entries)
        return entries

    def read(self, path: str, limit: int) -> bytes:
        self._call()
        data = self.tree.get(path)
        if data is None:
            raise FileNotFoundError(2, "No such file or directory", path)
        return data if limit < 0 else data[:limit]

    def create(self, path: str, data: bytes) -> None:
        self._absent(path)
        try:
            self._call()
        except Crash:
            self._name(path, data[: self._random.randrange(len(data) + 1)])
            raise
        self._name(path, data)

    def link(self, path: str, name: str) -> None:
        self._call()
        self._absent(name)
        self._name(name, self.read(path, -1))

    def remove(self, path: str) -> None:
        self._call()
        if self.tree.get(path) is None:
            raise FileNotFoundError(2, "No such file or directory", path)
        self.tree.remove(path)
        self.writes += 1

    def make_directory(self, path: str) -> None:
        self._call()
        if path in self.tree.folders:
            raise FileExistsError(17, "File exists", path)
        self.tree.write(path, None)
        self.writes += 1

    def is_directory(self, path: str) -> bool:
        self._call()
        return path in self.tree.folders

    def fsync_directory(self, path: str) -> None:
        self._call()
        self.tree.unsettled = {name for name in self.tree.unsettled if name.rpartition("/")[0] != path}

    def _name(self, path: str, data: bytes) -> None:
        self.tree.write(path, data)
        self.tree.unsettled.add(path)
        self.writes += 1

    def _absent(self, path: str) -> None:
        if self.tree.get(path) is not None:
            raise FileExistsError(17, "File exists", path)

    def _call(self) -> None:
        self.calls += 1
        self.meanwhile()
        if self.crash_in is not None:
            self.crash_in -= 1
            if self.crash_in <= 0:
                self.crash_in = None
                raise Crash
