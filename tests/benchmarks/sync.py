"""Sync against the cheapest that could be done: listing the folders, reading and parsing the files, saving them."""

import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import orjson

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.ids import encode_ulid
from oncall_tui.domain.instants import parse_instant
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.settings.settings import Settings
from oncall_tui.sync.format_file import encode_format
from oncall_tui.sync.layout import FORMAT_FILE, incident_path, month_of
from oncall_tui.sync.version_file import VersionFile, encode_part
from tests.benchmarks.figure import Figure, interleaved

SHARE_ID = "bench"
START = parse_instant("2026-03-03T03:12:07Z") // 1000
INCIDENTS, REPLICAS = 1_000, 10
RAW = "14:02:07 kubectl -n manifest rollout restart statefulset/manifest-writer, lag 11 min on 4 of 12 partitions"


def rows() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="oncall-bench-") as home:
        yield from _no_news(Path(home))
    with tempfile.TemporaryDirectory(prefix="oncall-bench-") as home:
        yield from _first_sync(Path(home))


def _no_news(home: Path) -> Iterator[Figure]:
    share = make_share(home / "share", INCIDENTS, REPLICAS, notes=1)
    services = _services(home / "data", share)
    services.synchronise.sync()
    budget, peer = "<= 3", "scandir + stat of the 10 folders"
    for name, sync in (("", services.synchronise.sync), (", polled", services.synchronise.poll)):
        compared = interleaved(
            lambda sync=sync: _milliseconds(sync),  # type: ignore[misc]
            lambda: _milliseconds(lambda: list_share(share)),
        )
        title = f"sync with no news: {INCIDENTS:,} incidents, {REPLICAS} replicas{name}"
        yield Figure(title, compared.ours, "ms", budget, compared.ratio, peer)


def _first_sync(home: Path) -> Iterator[Figure]:
    """Every run has a directory of its own: where files were deleted a moment ago, a file system may be slow to make
    others, and that would be measured with ours."""
    share = make_share(home / "share", INCIDENTS, 1, notes=150)
    files = [path for path in (share / "v1").rglob("*.json") if path.name[:4] != "info"]
    size = sum(path.stat().st_size for path in files) // len(files) // 1000
    fresh = (home / str(number) for number in count())

    def first() -> float:
        return _milliseconds(_services(next(fresh), home / "share").synchronise.sync)

    title, note = f"first sync of {INCIDENTS:,} incidents x {size} KB", "each is on the disk when it returns"
    compared = interleaved(first, lambda: _milliseconds(lambda: deque(_read(files), 0)))
    yield Figure(title, compared.ours, "ms", "<= 4", compared.ratio, "read + orjson of the same files", note)
    compared = interleaved(first, lambda: _milliseconds(lambda: _copy(files, next(fresh))))
    peer = "read + orjson of the same files, each written + fsync"
    yield Figure(f"{title}, saving too", compared.ours, "ms", "", compared.ratio, peer)


def make_share(share: Path, incidents: int, replicas: int, notes: int) -> Path:
    """A share on which every replica has written some notes into every incident."""
    share.mkdir(parents=True)
    (share / FORMAT_FILE).write_bytes(encode_format(SHARE_ID))
    for replica in range(replicas):
        for number in range(incidents):
            id = encode_ulid(START + number << 80)
            data = encode_part(VersionFile(SHARE_ID, id, _tables(id, replica, number, notes)), "0")
            path = share / incident_path(f"{replica:013}", month_of(id), id, data)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return share


def list_share(share: Path) -> None:
    """The least that anybody has to do who wants to know whether there is news."""
    for folder in (share / "v1" / "r").glob("*/i/*"):
        with os.scandir(folder) as entries:
            for entry in entries:
                entry.stat()


def _tables(id: str, replica: int, number: int, notes: int) -> Tables:
    stamp: EncodedRecord = {
        "_dot": f"actor{replica}:{number + 1}",
        "_at": "2026-03-03T03:12:07.000Z",
        "_by": "ana",
    }
    words: EncodedRecord = {
        "recorded_at": "2026-03-03T03:12:07Z",
        "precision": "second",
        "zone_used": "UTC",
        "kind": "did",
    }
    records = {
        encode_ulid(START + number << 80 | replica << 40 | note): {"raw": f"{RAW} {note}", **words, **stamp}
        for note in range(notes)
    }
    return {"incident": {id: {"handle": f"incident-{number}", **stamp}}, "notes": records}


def _services(data: Path, share: Path) -> ServiceContainer:
    return build_services(Settings(str(data), "bench", str(share)))


def _read(files: list[Path]) -> Iterator[bytes]:
    for path in files:
        with open(path, "rb") as file:
            data = file.read()
        orjson.loads(data)
        yield data


def _copy(files: list[Path], folder: Path) -> None:
    folder.mkdir()
    for number, data in enumerate(_read(files)):
        with open(folder / str(number), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
