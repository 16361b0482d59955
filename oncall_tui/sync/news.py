"""News: one small object a replica that names its latest files, so that a poll costs one request (SHARE 3).

News only add. That a file is gone is believed from a full listing alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from oncall_tui.replication.canonical_json import from_bytes, to_bytes
from oncall_tui.sync.layout import (
    NEWS,
    NEWS_FILE,
    digest_of,
    news_path,
    parse_name,
    replica_folder,
    versions_folder,
)
from oncall_tui.sync.manifest import Manifest, Sizes, Skipped
from oncall_tui.sync.plan import FileRef
from oncall_tui.sync.publisher import Publisher
from oncall_tui.sync.shares.share import DirectoryEntry, Share
from oncall_tui.sync.sync_state import SeenNews, SyncState
from oncall_tui.sync.version_file import LARGEST, RejectedFileError

LARGEST_NEWS = 64 * 1024


@dataclass(frozen=True, slots=True)
class News:
    """`count`: files that the replica ever published; `files`: sizes of the last ones, by name, in that order."""

    count: int
    files: Mapping[str, int]


@dataclass
class Heard:
    """A listing of news, by replica, and by name the files that those name which were not dealt with before."""

    names: Mapping[str, list[str]]
    counts: dict[str, int] = field(default_factory=dict)
    refs: dict[str, list[FileRef]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)


def encode_news(news: News) -> bytes:
    """Encode news for the share."""
    return to_bytes({"count": news.count, "files": [[name, size] for name, size in news.files.items()]})


def decode_news(name: str, data: bytes) -> News:
    """Raise RejectedFileError for what is not (or not yet wholly) news with this name."""
    if digest_of(data) != name.rpartition(".")[2]:
        raise RejectedFileError("still arriving, or damaged")
    try:
        value = from_bytes(data)
        news = News(value["count"], {str(file): size for file, size in value["files"]})
    except (ValueError, KeyError, TypeError):
        raise RejectedFileError("damaged: not news") from None
    if not all(type(number) is int for number in (news.count, *news.files.values())):
        raise RejectedFileError("damaged: not news")
    return news


def names_by_replica(entries: Iterable[DirectoryEntry]) -> dict[str, list[str]]:
    """Return the names of news in a listing of their folder; anything else there is passed over."""
    names: dict[str, list[str]] = {}
    for entry in sorted(entries):
        if entry.kind == "file" and (match := NEWS_FILE.fullmatch(entry.name)):
            names.setdefault(match[1], []).append(entry.name)
    return names


class NewsReader:
    """Reads others' news; `memory` says which were dealt with."""

    def __init__(self, share: Share, memory: SyncState, me: str) -> None:
        self._share = share
        self._memory = memory
        self._me = me

    def poll(self, before: Manifest) -> tuple[Manifest, Heard] | None:
        """Return the manifest according to the news: all known files, and the files that news name.

        None where a full listing has to say it: a replica without readable news, or one that was never seen.
        """
        try:
            names = names_by_replica(self._share.list(NEWS))
        except OSError:
            return None
        known = before.infos.keys() | {self._me}
        if not known <= names.keys() or not names.keys() <= known | self._memory.news.keys():
            return None
        heard = self._heard(names, self._listed)
        if len(heard.refs) < sum(map(self._is_new, chain.from_iterable(names.values()))):
            return None
        folders: dict[str, Sizes] = {
            folder: dict(good) for folder, good in self._memory.verified_files.items()
        }
        for ref in chain.from_iterable(heard.refs.values()):
            folders[ref.folder] = {**folders.get(ref.folder, {}), ref.name: ref.size}
        return Manifest(folders, before.infos, [*before.skipped]), heard

    def listed(self, entries: Iterable[DirectoryEntry]) -> Heard:
        """Read what is new in a listing that is part of a full one; one that can't be read is left out."""
        return self._heard(names_by_replica(entries), lambda replica: ())

    def remember(self, heard: Heard, manifest: Manifest | None) -> None:
        """Remember news of which every file checked out, or is not in `manifest`, a full listing made after them."""
        for replica, names in heard.names.items():
            if replica != self._me:
                done = [
                    name for name in names if not self._is_new(name) or self._is_done(name, heard, manifest)
                ]
                count = self._memory.news[replica].count if replica in self._memory.news else 0
                if done == names:
                    count = heard.counts.get(replica, count)
                self._memory.news[replica] = SeenNews(count, done)

    def _heard(self, names: Mapping[str, list[str]], listed: Callable[[str], Iterable[FileRef]]) -> Heard:
        """Read news. `listed`: a replica's files by the listing of its folder, for news that don't name all that is
        new.
        """
        heard = Heard(names)
        for name in filter(self._is_new, chain.from_iterable(names.values())):
            try:
                news = decode_news(name, self._share.get(f"{NEWS}/{name}", LARGEST_NEWS + 1))
                replica = _replica(name)
                unnamed = list(listed(replica)) if self._has_gap(replica, news) else []
            except (OSError, RejectedFileError):
                continue
            heard.refs[name] = [*_named(name, news, heard.skipped), *unnamed]
            heard.counts[replica] = max(news.count, heard.counts.get(replica, 0))
        return heard

    def _has_gap(self, replica: str, news: News) -> bool:
        last = self._memory.news.get(replica)
        return last is None or not 0 <= news.count - last.count <= len(news.files)

    def _listed(self, replica: str) -> Iterator[FileRef]:
        for folder, entries in (self._share.list_below(replica_folder(replica)) or {}).items():
            for entry in entries:
                found = parse_name(entry.name)
                if found and found.incident and folder == versions_folder(replica, entry.name):
                    yield FileRef(folder, entry.name, entry.size)

    def _is_done(self, name: str, heard: Heard, manifest: Manifest | None) -> bool:
        if name not in heard.refs:
            return manifest is not None
        return all(
            ref.name in self._memory.verified_files.get(ref.folder, {})
            or (manifest is not None and ref.name not in manifest.folders.get(ref.folder, {}))
            for ref in heard.refs[name]
        )

    def _is_new(self, name: str) -> bool:
        replica = _replica(name)
        seen = self._memory.news.get(replica)
        return replica != self._me and (seen is None or name not in seen.names)


def publish_news(memory: SyncState, publisher: Publisher, ours: Iterable[str]) -> None:
    """Put our news where they are not there yet, and delete older ones; `ours`: names of them that were listed."""
    data = encode_news(News(memory.published, memory.latest))
    path = news_path(publisher.replica, data)
    paths = {f"{NEWS}/{name}" for name in ours}
    if path in paths or publisher.put(path, data):
        for old in sorted(paths - {path}):
            publisher.delete(old)


def _named(name: str, news: News, skipped: list[Skipped]) -> Iterator[FileRef]:
    for file, size in news.files.items():
        found = parse_name(file)
        if found and found.incident and 0 <= size <= LARGEST:
            yield FileRef(versions_folder(_replica(name), file), file, size)
        else:
            skipped.append(
                Skipped(f"{NEWS}/{name}", f"names what is no file of that replica: {file[:100]!r}")
            )


def _replica(name: str) -> str:
    return name.partition(".")[0]
