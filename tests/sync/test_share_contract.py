"""What every share does alike: a directory, the simulation's, a dry run over one, and an object store."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from oncall_tui.sync.shares.directory import DirectoryShare
from oncall_tui.sync.shares.dry_run import DryRunShare
from oncall_tui.sync.shares.file_system import LocalFileSystem
from oncall_tui.sync.shares.share import Share
from oncall_tui.sync.shares.share_guard import GuardedShare
from tests.simulation.fake_files import ROOT, FakeFiles, Tree
from tests.sync.s3_server import BUCKET, s3_server


def directory(path: Path) -> Share:
    return DirectoryShare(str(path), LocalFileSystem(str(path)))


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as endpoint:
        yield endpoint


@pytest.fixture(params=["directory", "guarded", "simulated", "rehearsed", "memory", "s3"])
def share(request: pytest.FixtureRequest, tmp_path: Path) -> Share:
    kind = request.param
    if kind == "simulated":
        return DirectoryShare(ROOT, FakeFiles(Tree(), Random(1)))
    if kind == "rehearsed":
        return DryRunShare(directory(tmp_path))
    if kind == "guarded":
        return GuardedShare(directory(tmp_path))
    if kind == "directory":
        return directory(tmp_path)
    store = pytest.importorskip("obstore.store")
    from oncall_tui.sync.shares.object_store import ObjectShare, open_object_share
    from oncall_tui.sync.shares.share_url import parse_share_url

    if kind == "memory":
        return ObjectShare(store.MemoryStore(), BUCKET)
    url = f"s3://{BUCKET}/{tmp_path.name}?endpoint={request.getfixturevalue('endpoint')}"
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    return open_object_share(parse_share_url(url), keys)


class TestShare:
    """The contract of `oncall_tui.sync.shares.share.Share`."""

    def test_a_new_share_is_empty_and_has_no_folders(self, share: Share) -> None:
        assert share.list("") == []
        with pytest.raises(FileNotFoundError):
            share.list("v1/r")

    def test_what_is_put_is_listed_on_every_level_and_read(self, share: Share) -> None:
        share.put("v1/r/x/a.json", b"12345")
        share.put("FORMAT.json", b"{}")
        assert {(entry.name, entry.kind) for entry in share.list("")} == {
            ("FORMAT.json", "file"),
            ("v1", "directory"),
        }
        assert [(entry.name, entry.kind) for entry in share.list("v1/r")] == [("x", "directory")]
        [entry] = share.list("v1/r/x")
        assert (entry.name, entry.kind, entry.size) == ("a.json", "file", 5)
        assert share.get("v1/r/x/a.json", 100) == b"12345"

    @pytest.mark.parametrize("limit", [1, 3, 5, 100])
    def test_no_more_is_read_than_was_asked_for(self, share: Share, limit: int) -> None:
        share.put("a.json", b"12345")
        assert share.get("a.json", limit) == b"12345"[:limit]

    def test_an_empty_file_is_a_file(self, share: Share) -> None:
        share.put("a/empty.json", b"")
        assert share.get("a/empty.json", 10) == b""
        assert [(entry.name, entry.size) for entry in share.list("a")] == [("empty.json", 0)]

    def test_other_content_never_replaces_what_is_there(self, share: Share) -> None:
        share.put("a.json", b"first")
        with pytest.raises(FileExistsError):
            share.put("a.json", b"second")
        assert share.get("a.json", 100) == b"first"

    def test_a_name_is_free_again_once_its_file_is_deleted(self, share: Share) -> None:
        share.put("a.json", b"first")
        share.delete("a.json")
        with pytest.raises(FileNotFoundError):
            share.get("a.json", 10)
        assert share.list("") == []
        share.put("a.json", b"second")
        assert share.get("a.json", 100) == b"second"

    def test_deleting_what_is_gone_is_as_good(self, share: Share) -> None:
        share.delete("v1/never.json")
        share.delete("v1/never.json")

    def test_a_name_that_begins_like_a_folder_is_not_in_it(self, share: Share) -> None:
        share.put("v1/r/a.json", b"1")
        share.put("v1/rest.json", b"2")
        assert [entry.name for entry in share.list("v1/r")] == ["a.json"]
        assert sorted(entry.name for entry in share.list("v1")) == ["r", "rest.json"]

    def test_what_is_expected_is_read_in_any_order_also_where_it_is_gone(self, share: Share) -> None:
        paths = [f"v1/{number}.json" for number in range(40)]
        for path in paths:
            share.put(path, path.encode())
        share.expect([*paths[:20], "v1/gone.json", *paths[20:]])
        with pytest.raises(FileNotFoundError):
            share.get("v1/gone.json", 10)
        for path in (*paths[10:], *paths[:10], *paths[:3]):
            assert share.get(path, 100) == path.encode()

    def test_it_says_what_it_is(self, share: Share) -> None:
        assert share.words.noun in ("directory", "bucket")
        assert share.words.remedy

    def test_several_are_put_at_once_and_each_has_its_answer(self, share: Share) -> None:
        share.put("v1/3.json", b"taken")
        items = [(f"v1/{number}.json", b"%d" % number) for number in range(20)]
        answers = share.put_all(items)
        assert [type(answer) for answer in answers].count(FileExistsError) == 1
        assert isinstance(answers[3], FileExistsError)
        assert [share.get(path, 10) for path, _ in items[4:]] == [data for _, data in items[4:]]

    def test_one_listing_of_all_shows_what_listing_each_folder_does(self, share: Share) -> None:
        for path in ("FORMAT.json", "v1/r/x/a.json", "v1/r/x/i/b.json", "v1/r/y/c.json", "v1/rest.json"):
            share.put(path, path.encode())
        for top in ("", "v1/r"):
            found = share.list_below(top)
            if found is None:
                return  # it is not quicker here
            assert top in found
            for folder, entries in found.items():
                assert sorted(entries) == sorted(share.list(folder))
            assert {"v1/r", "v1/r/x", "v1/r/x/i", "v1/r/y"} <= found.keys()
