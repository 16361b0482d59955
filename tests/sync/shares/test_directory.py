"""A directory as a share, on the real file system."""

import errno
import os
import stat
from pathlib import Path

import pytest

from oncall_tui.sync.shares.directory import DirectoryShare
from oncall_tui.sync.shares.file_system import LocalFileSystem
from oncall_tui.sync.shares.share import Share


class WithoutLinks(LocalFileSystem):
    """A file system without hard links: FAT, some SMB servers."""

    def link(self, path: str, name: str) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")


@pytest.fixture(params=[LocalFileSystem, WithoutLinks])
def share(tmp_path: Path, request: pytest.FixtureRequest) -> Share:
    return DirectoryShare(str(tmp_path), request.param(str(tmp_path)))


def test_what_is_put_is_listed_with_its_size_and_read_back(share: Share) -> None:
    share.put("v1/r/x/a.json", b"12345")
    [entry] = share.list("v1/r/x")
    assert (entry.name, entry.kind, entry.size) == ("a.json", "file", 5)
    assert share.get("v1/r/x/a.json", 100) == b"12345"
    assert share.get("v1/r/x/a.json", 3) == b"123"


def test_nothing_is_ever_overwritten(share: Share) -> None:
    share.put("a.json", b"first")
    with pytest.raises(FileExistsError):
        share.put("a.json", b"second")
    assert share.get("a.json", 100) == b"first"
    assert [entry.name for entry in share.list("")] == ["a.json"]


def test_taking_away_twice_is_once(share: Share) -> None:
    share.put("a.json", b"x")
    share.delete("a.json")
    share.delete("a.json")
    assert share.list("") == []


def test_what_is_not_there_is_said(share: Share) -> None:
    with pytest.raises(FileNotFoundError):
        share.list("v1")
    with pytest.raises(FileNotFoundError):
        share.get("v1/x", 10)


def test_a_name_left_by_a_crash_is_used_again(share: Share, tmp_path: Path) -> None:
    share.put("a/x.json", b"data")
    [path] = (tmp_path / "a").iterdir()
    path.unlink()
    (tmp_path / "a" / ".tmp-3a6eb079-x.json").write_bytes(b"da")
    share.put("a/x.json", b"data")
    assert [entry.name for entry in share.list("a")] == ["x.json"]
    assert share.get("a/x.json", 10) == b"data"


@pytest.mark.parametrize("umask", [0o077, 0o022, 0], ids=oct)
@pytest.mark.parametrize(
    ("root", "folder", "file"),
    [
        (0o2775, 0o2775, 0o664),
        (0o755, 0o755, 0o644),
        (0o700, 0o700, 0o600),
        (0o1777, 0o1777, 0o666),
        (0o3770, 0o3770, 0o660),
    ],
    ids=lambda mode: f"{mode:o}",
)
def test_what_is_made_has_the_permissions_of_the_share(
    share: Share, tmp_path: Path, umask: int, root: int, folder: int, file: int
) -> None:
    tmp_path.chmod(root)
    before = os.umask(umask)
    try:
        share.put("v1/r/x/a.json", b"x")
    finally:
        os.umask(before)
    made = [tmp_path / "v1", tmp_path / "v1" / "r", tmp_path / "v1" / "r" / "x"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in made] == [folder] * 3
    assert stat.S_IMODE((tmp_path / "v1" / "r" / "x" / "a.json").stat().st_mode) == file
