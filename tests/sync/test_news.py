"""Polls of a share on an object store: one request where there is no news, and never less than a full sync finds."""

from random import Random
from typing import Any

import pytest

pytest.importorskip("obstore")

from oncall_tui.domain.ids import encode_ulid
from oncall_tui.replication.canonical_json import from_bytes
from oncall_tui.replication.encoding import Stamp, Tables
from oncall_tui.replication.record_edits import write_fields
from oncall_tui.replication.versions import Dot
from oncall_tui.sync import sync_state
from oncall_tui.sync.layout import digest_of, incident_path, info_path, month_of, news_path
from oncall_tui.sync.news import News, decode_news, encode_news
from oncall_tui.sync.replica_info import ReplicaInfo, encode_info
from oncall_tui.sync.sync_state import decode_memory
from oncall_tui.sync.version_file import RejectedFileError, VersionFile, encode_part
from tests.simulation.fake_store import FakeStore, StoreTree
from tests.simulation.replica import FIRST, Disk, SimulatedReplica
from tests.simulation.truth import TABLE, Truth


def incident(number: int) -> str:
    return encode_ulid((FIRST // 1000 + number) << 80)


def tables(text: str, actor: str = "other") -> Tables:
    """A document of one record; one actor a replica."""
    stamp = Stamp(Dot(actor, 1), "2026-11-21T03:20:00.000Z-0000", "bo")
    return {TABLE: {"a": write_fields(None, {"text": text}, stamp)}}


class Bucket:
    """Replicas over one store that counts."""

    def __init__(self, **settings: Any) -> None:
        self.tree = StoreTree(**settings)
        self.random = Random(1)
        self.truth = Truth()
        self.ana, self.bo = self.replica("ana"), self.replica("bo")

    def replica(self, name: str) -> SimulatedReplica:
        return SimulatedReplica(name, self.tree, self.random, self.truth, Disk(), FakeStore)

    def write(self, replica: SimulatedReplica, number: int = 0) -> None:
        before = len(self.truth.written)
        while len(self.truth.written) == before:
            replica.create(incident(number), "a", "text")

    def files(self, replica: SimulatedReplica, folder: str) -> list[str]:
        return [path for path in self.tree.paths() if f"{folder}/{self.name(replica)}" in path]

    def name(self, replica: SimulatedReplica) -> str:
        assert replica.disk.replica is not None
        return replica.disk.replica.name

    def settle(self) -> None:
        """Everyone syncs until there is nothing to say."""
        for replica in (self.ana, self.bo) * 2:
            replica.sync()


@pytest.fixture
def bucket() -> Bucket:
    return Bucket()


def requests(replica: SimulatedReplica, *, poll: bool = True) -> dict[str, int]:
    """What one poll or sync asks of the store, by verb."""
    store = replica.files
    assert isinstance(store, FakeStore)
    store.requests.clear()
    store.bytes = 0
    replica.sync(poll=poll)
    return dict(store.requests)


def fill(bucket: Bucket, incidents: int, replicas: int) -> None:
    """A share as many people made it, each of whom published a file of each incident; ours are not among them."""
    bucket.ana.sync()
    share = min(decode_memory(bucket.ana.disk.memory).shares)
    for number in range(replicas):
        replica = f"{'replica':a<11}{number:02}"
        info = encode_info(ReplicaInfo(replica, frozenset({share}), "bo", "host", "1"), "")
        bucket.tree.write(info_path(replica, info), info)
        latest = {}
        for id in map(incident, range(incidents)):
            data = encode_part(VersionFile(share, id, tables("x", f"actor{number}")), "")
            path = incident_path(replica, month_of(id), id, data)
            bucket.tree.write(path, data)
            latest[path.rpartition("/")[2]] = len(data)
        news = encode_news(News(incidents, dict([*latest.items()][-sync_state.MOST_LATEST :])))
        bucket.tree.write(news_path(replica, news), news)


@pytest.mark.parametrize(
    ("incidents", "replicas"),
    [(10, 3), (10, 10), (150, 3), *(pytest.param(1000, many, marks=pytest.mark.long) for many in (3, 10))],
)
def test_requests_of_a_quiet_poll_and_a_quiet_sync_are_within_the_budgets(
    bucket: Bucket, incidents: int, replicas: int
) -> None:
    fill(bucket, incidents, replicas)
    bucket.ana.sync()
    assert len(bucket.ana.disk.documents) == incidents
    assert requests(bucket.ana) == {"list": 1}
    assert isinstance(bucket.ana.files, FakeStore)
    assert bucket.ana.files.bytes <= 1000 + 300 * replicas
    quiet = requests(bucket.ana, poll=False)
    assert quiet.keys() == {"list"}
    assert quiet["list"] <= incidents * replicas / 1000 + 2


def test_a_note_is_two_puts_and_a_delete_and_its_poll_reads_little(bucket: Bucket) -> None:
    bucket.settle()
    bucket.write(bucket.ana)
    assert requests(bucket.ana) == {"list": 1, "read": 1, "write": 2, "delete": 1}
    assert requests(bucket.bo) == {"list": 1, "read": 3}
    assert bucket.bo.disk.documents == bucket.ana.disk.documents
    assert requests(bucket.bo) == {"list": 1}


def test_one_news_object_a_replica_says_what_it_published(bucket: Bucket) -> None:
    for number in range(3):
        bucket.write(bucket.ana, number)
        bucket.ana.sync()
    [path] = bucket.files(bucket.ana, "news")
    news = from_bytes(bucket.tree._read(path))
    assert news["count"] == 3
    assert [name[:26] for name, _ in news["files"]] == [incident(number) for number in range(3)]


def test_news_that_do_not_name_all_have_the_folder_listed(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_state, "MOST_LATEST", 3)
    bucket.settle()
    for number in range(8):
        bucket.write(bucket.ana, number)
        bucket.ana.sync()
    assert requests(bucket.bo)["list"] == 2
    assert bucket.bo.disk.documents == bucket.ana.disk.documents


def test_a_file_that_news_name_before_it_is_there_is_tried_until_it_is(bucket: Bucket) -> None:
    bucket.settle()
    bucket.write(bucket.ana)
    bucket.ana.sync()
    [path, *_] = bucket.files(bucket.ana, "v1/r")
    data = bucket.tree._read(path)
    bucket.tree.remove(path)
    for _ in range(2):
        bucket.bo.sync(poll=True)
        assert bucket.bo.disk.documents == {}
    bucket.tree.write(path, data)
    bucket.bo.sync(poll=True)
    assert bucket.bo.disk.documents == bucket.ana.disk.documents


def test_a_file_that_a_full_listing_does_not_show_is_tried_no_more(bucket: Bucket) -> None:
    bucket.settle()
    bucket.write(bucket.ana)
    bucket.ana.sync()
    bucket.tree.remove(bucket.files(bucket.ana, "v1/r")[0])
    bucket.bo.sync()
    assert requests(bucket.bo) == {"list": 1}


def test_a_poll_never_forgets_what_the_news_do_not_name(bucket: Bucket) -> None:
    for number in range(3):
        bucket.write(bucket.ana, number)
        bucket.settle()
    known = decode_memory(bucket.bo.disk.memory).verified_files
    bucket.write(bucket.ana, 4)
    bucket.ana.sync()
    bucket.bo.sync(poll=True)
    after = decode_memory(bucket.bo.disk.memory)
    assert {name for names in known.values() for name in names} < {
        name for names in after.verified_files.values() for name in names
    }
    assert bucket.bo.sync(poll=True).published == 0


@pytest.mark.parametrize("kind", ["gone", "torn"])
def test_without_readable_news_a_poll_lists_everything(bucket: Bucket, kind: str) -> None:
    bucket.settle()
    bucket.write(bucket.ana)
    bucket.ana.sync()
    [path] = bucket.files(bucket.ana, "news")
    if kind == "gone":
        bucket.tree.remove(path)
    else:
        bucket.tree.write(path, b'{"count":1')
    bucket.bo.sync(poll=True)
    assert bucket.bo.disk.documents == bucket.ana.disk.documents


def test_a_colleague_who_is_new_is_met_by_a_poll(bucket: Bucket) -> None:
    bucket.settle()
    li = bucket.replica("li")
    bucket.write(li)
    li.sync()
    assert bucket.ana.sync(poll=True).replicas.keys() == {
        bucket.name(each) for each in (bucket.ana, bucket.bo, li)
    }
    assert bucket.ana.disk.documents == li.disk.documents
    assert requests(bucket.ana) == {"list": 1}


def test_news_that_were_lost_in_a_crash_are_put_by_the_next_sync(bucket: Bucket) -> None:
    bucket.settle()
    bucket.write(bucket.ana)
    before = bucket.ana.disk.memory
    bucket.ana.sync()
    [path] = bucket.files(bucket.ana, "news")
    news = bucket.tree._read(path)
    bucket.tree.remove(path)
    bucket.ana.disk.memory = before
    bucket.ana.sync()
    [again] = bucket.files(bucket.ana, "news")
    assert from_bytes(bucket.tree._read(again))["files"] == from_bytes(news)["files"]


def test_a_lost_memory_starts_the_count_anew_and_others_list_the_folder(bucket: Bucket) -> None:
    for number in range(3):
        bucket.write(bucket.ana, number)
        bucket.settle()
    bucket.ana.disk.memory = b""
    bucket.write(bucket.ana, 3)
    bucket.ana.sync()
    bucket.bo.sync(poll=True)
    assert bucket.bo.disk.documents == bucket.ana.disk.documents


def test_another_share_under_the_same_url_is_not_written(bucket: Bucket) -> None:
    bucket.settle()
    bucket.write(bucket.ana)
    bucket.tree.write("FORMAT.json", b'{"share":"another","format":1}')
    before = bucket.tree.paths()
    bucket.ana.sync(
        poll=True
    )  # it falls back on a full sync, which knows our folder: the share has one more name
    assert set(before) <= {*bucket.tree.paths()} | {*bucket.files(bucket.ana, "news"), *before}
    bucket.tree.write("FORMAT.json", b"{}")
    bucket.write(bucket.ana, 1)
    paths = bucket.tree.paths()
    with pytest.raises(Exception, match=r"FORMAT\.json of the share can't be read"):
        bucket.ana.sync(poll=True)
    assert bucket.tree.paths() == paths


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "v1/r/aaaaaaaaaaaaa/x.json", "info.json", "x" * 1000, f"{incident(0)}.json"],
)
def test_a_name_in_news_that_is_no_file_of_that_replica_is_skipped_and_named(
    bucket: Bucket, name: str
) -> None:
    bucket.write(bucket.ana)
    bucket.settle()
    data = encode_news(News(2, {name: 5}))
    bucket.tree.write(news_path(bucket.name(bucket.ana), data), data)
    outcome = bucket.bo.sync(poll=True)
    assert [skipped.reason for skipped in outcome.skipped if "names what is no file" in skipped.reason]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"count":"1","files":[]}',
        b'{"count":1,"files":[["a"]]}',
        b'{"count":1,"files":[["a",true]]}',
        b'{"count":1,"files":{"a":1}}',
        b'{"count":1,"files":null}',
        b"\xff",
        b"[" * 50_000,
    ],
)
def test_what_is_no_news_is_rejected(data: bytes) -> None:
    with pytest.raises(RejectedFileError):
        decode_news(f"aaaaaaaaaaaaa.{digest_of(data)}", data)


def test_two_founders_on_a_store_that_ignores_conditions_heal() -> None:
    bucket = Bucket(ignores_create=True)
    for replica in (bucket.ana, bucket.bo):
        bucket.write(replica)
    bucket.ana.files.meanwhile = lambda: found_by(bucket.bo)

    def found_by(other: SimulatedReplica) -> None:
        """Found it too, between the other's listing of nothing and its put."""
        if isinstance(bucket.ana.files, FakeStore) and bucket.ana.files.requests["list"] == 1:
            bucket.ana.files.meanwhile = lambda: None
            other.sync()

    bucket.ana.sync()
    assert decode_memory(bucket.ana.disk.memory).shares != decode_memory(bucket.bo.disk.memory).shares
    bucket.settle()
    assert bucket.ana.disk.documents == bucket.bo.disk.documents != {}
    li = bucket.replica("li")
    li.sync()
    assert li.disk.documents == bucket.ana.disk.documents
