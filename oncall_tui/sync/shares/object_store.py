"""A share on an object store (S3, Google Cloud Storage, Azure Blob), through obstore: the only module that loads it.

Each call runs in a daemon thread, so that ctrl+c does not wait for the network.
"""

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from datetime import timedelta
from functools import partial
from threading import Thread
from typing import Any, TypeVar

import obstore
from obstore.store import AzureStore, GCSStore, S3Store

from oncall_tui.domain.errors import ShareUnavailableError, ShareUrlError
from oncall_tui.sync.shares.credentials import find_keys, region_of
from oncall_tui.sync.shares.share import DirectoryEntry, Folders, ShareWords, put_in_turn
from oncall_tui.sync.shares.share_url import NOTHING_DONE, ShareUrl
from oncall_tui.sync.shares.store_errors import store_error
from oncall_tui.sync.version_file import LARGEST

T = TypeVar("T")
AT_ONCE = 16
PUTS_AT_ONCE = 8
PUTS = 3
STORES: Mapping[str, Any] = {"s3": S3Store, "az": AzureStore, "gs": GCSStore}
# A store that is dead is known to be so within half a minute, where the client's own times are minutes.
CLIENT: dict[str, Any] = {"connect_timeout": timedelta(seconds=3), "timeout": timedelta(seconds=10)}
RETRY: dict[str, Any] = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}


def open_object_share(url: ShareUrl, environment: Mapping[str, str]) -> "ObjectShare":
    """Return the share at a URL; nothing is asked of the store yet. Raises ShareUnavailableError without
    credentials for it.
    """
    client = CLIENT | {"allow_http": url.endpoint.startswith("http://")}
    if url.ca:
        client["root_certificate"] = _certificate(url.ca)
    options: dict[str, Any] = {"client_options": client, "retry_config": RETRY, "prefix": url.prefix or None}
    if url.endpoint:
        options["endpoint"] = url.endpoint
    if url.scheme == "s3":
        region = url.region or region_of(url.profile, environment) or "us-east-1"
        options |= {
            "region": region,
            "disable_bulk_delete": True,
            **find_keys(url.profile, environment).options(),
        }
    if url.scheme == "az":
        options["account_name"] = url.account
    try:
        return ObjectShare(STORES[url.scheme](url.bucket, **options), url.bucket)
    except Exception as error:  # each of the client's kinds is only a setting that it can't use
        raise ShareUrlError(
            f"The store can't be opened as the share's URL and the environment say ({type(error).__name__}). "
            f"{NOTHING_DONE} Check both, then sync again."
        ) from None


def _certificate(path: str) -> str:
    try:
        with open(os.path.expanduser(path), encoding="ascii") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise ShareUrlError(
            f"The certificate that the share's URL names can't be read: {error}. {NOTHING_DONE}"
        ) from None


class ObjectShare:
    """The share in one bucket or container; `store` is obstore's, with the prefix in it."""

    words = ShareWords("bucket", "Check the network, the bucket and its permissions")

    def __init__(self, store: Any, bucket: str) -> None:
        self._store = store
        self._bucket = bucket
        self._expected: dict[str, None] = {}
        self._coming: dict[str, Future[bytes]] = {}

    def list(self, folder: str) -> list[DirectoryEntry]:
        found = self._ask("list", folder, lambda: obstore.list_with_delimiter(self._store, folder or None))
        folders = {
            _name(path, folder): DirectoryEntry(_name(path, folder), "directory")
            for path in found["common_prefixes"]
        }
        files = [
            DirectoryEntry(_name(item["path"], folder), "file", item["size"], tag=item["e_tag"] or "")
            for item in found["objects"]
            if item["path"] != folder  # an empty object that consoles make for a folder
        ]
        if not folders and not files and folder:
            raise FileNotFoundError(errno.ENOENT, "there is no such folder", folder)
        return [*folders.values(), *files]

    def list_below(self, folder: str) -> Folders:
        """One request for each 1,000 objects."""
        found = self._ask("list", folder, lambda: _objects(self._store, folder))
        folders: dict[str, dict[str, DirectoryEntry]] = {folder: {}}
        for path, size, tag in found:
            inner, _, name = path.rpartition("/")
            if path not in folders:  # an empty object that consoles make for a folder
                _make_folders(folders, inner, folder)[name] = DirectoryEntry(name, "file", size, tag=tag)
        return {path: list(entries.values()) for path, entries in folders.items()}

    def get(self, path: str, limit: int) -> bytes:
        self._read_ahead()
        coming = self._coming.pop(path, None)
        self._expected.pop(path, None)
        if coming is None or limit > LARGEST + 1:
            return self._get(path, limit)
        return self._answer("read", path, coming)[:limit]

    def expect(self, paths: Iterable[str]) -> None:
        self._coming.clear()
        self._expected = dict.fromkeys(paths)

    def put(self, path: str, data: bytes) -> None:
        """Put a file. One whose answer was lost is refused when it is repeated, so that what is there decides."""
        for _ in range(PUTS):
            try:
                self._ask(
                    "write",
                    path,
                    lambda: obstore.put(self._store, path, data, mode="create", use_multipart=False),
                )
            except FileExistsError:
                there = self._there(path, len(data) + 1)
                if there == data:
                    return
                if there is not None:
                    raise
            else:
                return
        raise OSError(errno.EAGAIN, f"the store refused {path} {PUTS} times, and does not have it")

    def put_all(self, items: Sequence[tuple[str, bytes]]) -> Sequence[OSError | None]:
        found: list[OSError | None] = []
        for first in range(0, len(items), PUTS_AT_ONCE):
            some = items[first : first + PUTS_AT_ONCE]
            coming = [_in_thread(partial(put_in_turn, self, [item])) for item in some]
            found += [error for puts in coming for error in puts.result()]
            if refused := [error for error in found if error and not isinstance(error, FileExistsError)]:
                return [*found, *refused[:1] * (len(items) - len(found))]
        return found

    def delete(self, path: str) -> None:
        try:
            self._ask("delete", path, lambda: obstore.delete(self._store, path))
        except FileNotFoundError:
            return

    def _there(self, path: str, limit: int) -> bytes | None:
        try:
            return self._get(path, limit)
        except FileNotFoundError:
            return None

    def _get(self, path: str, limit: int) -> bytes:
        return self._ask("read", path, lambda: _read(self._store, path, limit))

    def _read_ahead(self) -> None:
        while self._expected and len(self._coming) < AT_ONCE:
            path = next(iter(self._expected))
            del self._expected[path]
            self._coming[path] = _in_thread(partial(_read, self._store, path, LARGEST + 1))

    def _ask(self, verb: str, path: str, call: Callable[[], T]) -> T:
        return self._answer(verb, path, _in_thread(call))

    def _answer(self, verb: str, path: str, coming: "Future[T]") -> T:
        """Wait for what a thread brings. Raises OSError or ShareUnavailableError, with nothing of the client's
        own text.
        """
        try:
            return coming.result()
        except Exception as error:  # the client's kinds are told apart in one place
            known = (
                error
                if isinstance(error, ShareUnavailableError)
                else store_error(error, verb, path, self._bucket)
            )
        raise known from None


def _objects(store: Any, folder: str) -> "list[tuple[str, int, str]]":
    """Path, size and tag of all objects below a folder, in order of their paths."""
    pages = obstore.list(store, f"{folder}/" if folder else None, chunk_size=1000)
    return sorted((item["path"], item["size"], item["e_tag"] or "") for page in pages for item in page)


def _make_folders(
    folders: dict[str, dict[str, DirectoryEntry]], path: str, top: str
) -> dict[str, DirectoryEntry]:
    """Return the entries of a folder below `top`, with an entry for it and for each one above it made."""
    if path not in folders:
        above, _, name = path.rpartition("/")
        _make_folders(folders, above, top)[name] = DirectoryEntry(name, "directory")
        folders[path] = {}
    return folders[path]


def _read(store: Any, path: str, limit: int) -> bytes:
    """Return the first bytes of an object; a larger one is not read to its end."""
    found = obstore.get(store, path)
    if found.meta["size"] <= limit:
        return bytes(found.bytes())
    data = bytearray()
    for chunk in found.stream():
        data += bytes(chunk)
        if len(data) >= limit:
            break
    return bytes(data[:limit])


def _in_thread(call: Callable[[], T]) -> "Future[T]":
    coming: Future[T] = Future()

    def run() -> None:
        try:
            coming.set_result(call())
        except BaseException as error:  # raised where the result is asked for
            coming.set_exception(error)

    Thread(target=run, daemon=True).start()
    return coming


def _name(path: str, folder: str) -> str:
    return path.removeprefix(f"{folder}/") if folder else path
