"""What a share can do: four verbs, so that a directory will do today and an object store tomorrow (S2).

Paths are relative, with `/`, and made by `layout`; nothing is ever overwritten.
"""

from typing import Literal, NamedTuple, Protocol

Kind = Literal["file", "directory", "link", "other"]


class Entry(NamedTuple):
    """One name in a folder. `size` in bytes, of files only; `changed` is a hint that moves when a directory does."""

    name: str
    kind: Kind
    size: int = 0
    changed: int = 0


class Share(Protocol):
    """A place that several machines see. Every verb raises OSError where it can't be done."""

    def list(self, folder: str) -> list[Entry]:
        """The entries of a folder. FileNotFoundError if there is none."""

    def get(self, path: str, limit: int) -> bytes:
        """A file's bytes, at most `limit` of them; never through a link."""

    def put(self, path: str, data: bytes) -> None:
        """A new file, whole and durable or not there at all. FileExistsError if the name is taken."""

    def delete(self, path: str) -> None:
        """Takes a file away; gone already is as good."""
