"""A share for one sync, whose listing and small files are asked for once: each costs a request on an object store."""

import errno
from collections.abc import Iterable, Sequence

from oncall_tui.sync.layout import FORMAT_FILE, INFO_FILE, TEAM
from oncall_tui.sync.shares.share import DirectoryEntry, Folders, Share, ShareWords
from oncall_tui.sync.sync_state import KeptText, SyncState


class ListedShare:
    """A share over another. Where that one lists everything at once, this one asks for it once.

    The root's own listing comes first, by itself: what is there may be anyone's. `memory` keeps the text of small
    files, which are read again only when their tag changed.
    """

    def __init__(self, share: Share, memory: SyncState) -> None:
        self._share = share
        self._memory = memory
        self._root: list[DirectoryEntry] | None = None
        self._folders: Folders | None = None

    @property
    def words(self) -> ShareWords:
        return self._share.words

    @property
    def is_listed_at_once(self) -> bool:
        """Return whether this is a share that one listing shows whole; known once the walk has begun."""
        return self._folders is not None

    def expect(self, paths: Iterable[str]) -> None:
        self._share.expect(paths)

    def list(self, folder: str) -> list[DirectoryEntry]:
        if self._root is not None and self._folders is None:
            self._folders = self._share.list_below("")
            self._forget_texts()
        if self._folders is None:
            entries = self._share.list(folder)
            self._root = entries if not folder else self._root
            return entries
        if folder not in self._folders:
            raise FileNotFoundError(errno.ENOENT, "there is no such folder", folder)
        return list(self._folders[folder])

    def list_below(self, folder: str) -> Folders | None:
        return self._share.list_below(folder)

    def get(self, path: str, limit: int) -> bytes:
        tag = self._tag(path)
        kept = self._memory.texts.get(path)
        if tag and kept and kept.tag == tag:
            return kept.text.encode()[:limit]
        data = self._share.get(path, limit)
        if tag and self._is_whole(path) and len(data) < limit:
            self._keep(path, tag, data)
        return data

    def put(self, path: str, data: bytes) -> None:
        self._share.put(path, data)

    def put_all(self, items: Sequence[tuple[str, bytes]]) -> Sequence[OSError | None]:
        return self._share.put_all(items)

    def delete(self, path: str) -> None:
        self._share.delete(path)

    def _tag(self, path: str) -> str:
        """Return a tag of a small file's content; "" for any other, and where the share has none."""
        folder, _, name = path.rpartition("/")
        if INFO_FILE.fullmatch(name):
            return name
        if path == FORMAT_FILE:
            return _tag_in(self._root or (), name)
        return _tag_in((self._folders or {}).get(TEAM, ()), name) if folder == TEAM else ""

    def _is_whole(self, path: str) -> bool:
        """Return whether a file comes from a store that never shows a part of it."""
        return path == FORMAT_FILE or self._folders is not None

    def _forget_texts(self) -> None:
        """Forget the files that are gone."""
        for path in [path for path in self._memory.texts if not self._is_listed(path)]:
            del self._memory.texts[path]

    def _is_listed(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return any(entry.name == name for entry in (self._folders or {}).get(folder, ()))

    def _keep(self, path: str, tag: str, data: bytes) -> None:
        try:
            self._memory.texts[path] = KeptText(tag, data.decode())
        except UnicodeDecodeError:
            return


def _tag_in(entries: Iterable[DirectoryEntry], name: str) -> str:
    return next((entry.tag for entry in entries if entry.name == name), "")
