"""The verbs of a share, which a directory and an object store both have (S2).

Paths are relative, with `/`, and made by `layout`; nothing is ever overwritten.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

Kind = Literal["file", "directory", "link", "other"]


class DirectoryEntry(NamedTuple):
    """One name in a folder. `size` in bytes, of files only.

    `changed` is a hint that moves when a directory does: nanoseconds, or None where the share does not tell.
    `tag` changes with a file's content (an ETag); empty where the share has none.
    """

    name: str
    kind: Kind
    size: int = 0
    changed: int | None = None
    tag: str = ""


# What stands in a folder and in all below it, by folder.
Folders = Mapping[str, Sequence[DirectoryEntry]]


class ShareWords(NamedTuple):
    """Words for messages about a share: what it is, and what to do when it can't be reached."""

    noun: str
    remedy: str


class Share(Protocol):
    """A place that several machines see.

    A verb raises OSError for what concerns one file or folder, and ShareUnavailableError where nothing else
    would work either.
    """

    @property
    def words(self) -> ShareWords: ...

    def expect(self, paths: Iterable[str]) -> None:
        """Hint that these files will be read, in this order; what was hinted before is dropped."""

    def list(self, folder: str) -> list[DirectoryEntry]:
        """Return the entries of a folder. FileNotFoundError if there is none."""

    def list_below(self, folder: str) -> "Folders | None":
        """List a folder and all below it at once, by folder; None where listing each by itself costs no more."""

    def get(self, path: str, limit: int) -> bytes:
        """Return a file's bytes, at most `limit` of them; never through a link."""

    def put(self, path: str, data: bytes) -> None:
        """Create a file, whole and durable or not there at all. FileExistsError if other content has the name."""

    def put_all(self, items: "Sequence[tuple[str, bytes]]") -> "Sequence[OSError | None]":
        """Put several files, some at once where that is quicker; for each, in order, why it is not there, or None.

        Once one is refused for another reason than its name, the rest need not be tried.
        """

    def delete(self, path: str) -> None:
        """Take a file away; gone already is as good."""


def put_in_turn(share: Share, items: Sequence[tuple[str, bytes]]) -> Sequence[OSError | None]:
    """Put files one after the other, as `Share.put_all` answers; the first refusal is the answer for the rest."""
    found: list[OSError | None] = []
    for path, data in items:
        try:
            share.put(path, data)
        except FileExistsError as error:
            found.append(error)
        except OSError as error:
            return [*found, *[error] * (len(items) - len(found))]
        else:
            found.append(None)
    return found
