"""A directory as a share: NFS, SMB, Syncthing, Dropbox or a git work tree, all by plain new files.

A file gets its name only when it is whole and on the disk, so that a crash leaves at most a file of ours with a
temporary name, which the next sync takes away.
"""

import errno
import os
from collections.abc import Iterable, Sequence

from oncall_tui.sync.layout import FORMAT_FILE, temporary_name
from oncall_tui.sync.shares.file_system import FileSystem
from oncall_tui.sync.shares.share import DirectoryEntry, ShareWords, put_in_turn


class DirectoryShare:
    """The share below `root`, which may itself be a link; nothing below it is followed."""

    words = ShareWords("directory", "Mount or make the directory, or mend its permissions")

    def __init__(self, root: str, files: FileSystem) -> None:
        self.root = root
        self._files = files
        # Whether the format file was seen here: without it, this is what an unmounted share leaves behind.
        self._founded = False

    def list(self, folder: str) -> list[DirectoryEntry]:
        return self._files.scan(self._path(folder))

    def get(self, path: str, limit: int) -> bytes:
        data = self._files.read(self._path(path), limit)
        self._founded = self._founded or path == FORMAT_FILE
        return data

    def put(self, path: str, data: bytes) -> None:
        folder, _, name = path.rpartition("/")
        self._make_folders(folder)
        temporary = os.path.join(self._path(folder), temporary_name(name, data))
        self._create(temporary, data)
        try:
            self._name(temporary, self._path(path))
        finally:
            self._files.remove(temporary)
        self._files.fsync_directory(self._path(folder))
        self._read_back(path, data)

    def list_below(self, folder: str) -> None:
        """Return None: a folder that did not change need not be listed at all."""

    def put_all(self, items: Sequence[tuple[str, bytes]]) -> Sequence[OSError | None]:
        return put_in_turn(self, items)

    def expect(self, paths: Iterable[str]) -> None:
        """Do nothing: the operating system reads ahead."""

    def delete(self, path: str) -> None:
        try:
            self._files.remove(self._path(path))
        except FileNotFoundError:
            return

    def _read_back(self, path: str, data: bytes) -> None:
        """Believe a write only when it can be read. Raises OSError."""
        if self._files.read(self._path(path), len(data) + 1) != data:
            raise OSError(errno.EIO, "what was written can't be read back")

    def _create(self, temporary: str, data: bytes) -> None:
        """Its name comes from its content, so one that stands there already was left by a crash of ours."""
        try:
            self._files.create(temporary, data)
        except FileExistsError:
            self._files.remove(temporary)
            self._files.create(temporary, data)

    def _name(self, temporary: str, path: str) -> None:
        """Give a whole file its name. Where there are no hard links, a copy under the name has to do.

        A copy that is cut by a crash is a file whose digest does not match: its versions are published anew.
        """
        try:
            self._files.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            self._files.create(path, self._files.read(temporary, -1))

    def _make_folders(self, folder: str) -> None:
        """Make what is missing on the way to a folder, and go through no link."""
        path = self.root
        for part in folder.split("/") if folder else ():
            parent, path = path, os.path.join(path, part)
            if self._files.is_directory(path):
                continue
            if self._founded:
                self._files.read(self._path(FORMAT_FILE), 1)  # never make folders where a share was mounted
            self._make_folder(path)
            self._files.fsync_directory(parent)

    def _make_folder(self, path: str) -> None:
        try:
            self._files.make_directory(path)
        except FileExistsError:
            if not self._files.is_directory(path):
                raise NotADirectoryError(f"{path} is a link or a file where a directory belongs") from None

    def _path(self, path: str) -> str:
        return os.path.join(self.root, *path.split("/")) if path else self.root
