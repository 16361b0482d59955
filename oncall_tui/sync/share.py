"""The verbs of a share, which a directory and an object store both have (S2).

Paths are relative, with `/`, and made by `layout`; nothing is ever overwritten.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

Kind = Literal["file", "directory", "link", "other"]


class Entry(NamedTuple):
    """One name in a folder. `size` in bytes, of files only.

    `changed` is a hint that moves when a directory does: nanoseconds, or None where the share does not tell.
    """

    name: str
    kind: Kind
    size: int = 0
    changed: int | None = None


class ShareWords(NamedTuple):
    """How messages speak of a share: what it is, and what to do when it can't be reached."""

    noun: str
    remedy: str


class Share(Protocol):
    """A place that several machines see.

    A verb raises OSError for what concerns one file or folder, and ShareAway where nothing else would work either.
    """

    @property
    def words(self) -> ShareWords: ...

    def expect(self, paths: Iterable[str]) -> None:
        """Hint that these files will be read, in this order; what was hinted before is dropped."""

    def list(self, folder: str) -> list[Entry]:
        """The entries of a folder. FileNotFoundError if there is none."""

    def get(self, path: str, limit: int) -> bytes:
        """A file's bytes, at most `limit` of them; never through a link."""

    def put(self, path: str, data: bytes) -> None:
        """A new file, whole and durable or not there at all. FileExistsError if other content has the name."""

    def delete(self, path: str) -> None:
        """Takes a file away; gone already is as good."""
