"""A share that dies during a sync ends it with one sentence; a file or folder that fails alone is only skipped."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.errors import ShareUnavailableError
from oncall_tui.settings.settings import Settings
from oncall_tui.sync.shares.file_system import LocalFileSystem
from oncall_tui.sync.shares.share import DirectoryEntry

MANY = 40
Read = Callable[[LocalFileSystem, str, int], bytes]
read: Read = LocalFileSystem.read


def person(home: Path, name: str) -> ServiceContainer:
    return build_services(Settings(data=str(home / name), author=name, share=str(home / "share")))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Ana's share has many incidents; bo has synced before them."""
    (tmp_path / "share").mkdir()
    ana = person(tmp_path, "ana")
    ana.incidents.create("first")
    ana.synchronise.sync()
    person(tmp_path, "bo").synchronise.sync()
    for number in range(MANY):
        ana.incidents.create(f"number {number}")
    ana.synchronise.sync()
    return tmp_path


class DyingFiles:
    """Reads of incidents fail from the third on; with `whole`, so does every other read from then on."""

    def __init__(self, number: int, *, whole: bool) -> None:
        self.number = number
        self.whole = whole
        self.reads = 0
        self.failed = 0

    def __call__(self, files: LocalFileSystem, path: str, limit: int) -> bytes:
        self.reads += "/i/" in path
        if self.reads > 2 and (self.whole or "/i/" in path):
            self.failed += 1
            raise OSError(self.number, os.strerror(self.number), path)
        return read(files, path, limit)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(LocalFileSystem, "read", lambda files, path, limit: self(files, path, limit))


@pytest.mark.parametrize(
    "name", ["ESTALE", "ENOTCONN", "ETIMEDOUT", "EHOSTDOWN", "ENETUNREACH", "ECONNRESET", "EKEYEXPIRED"]
)
def test_a_server_that_is_gone_ends_the_sync_at_the_first_failure(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    dying = DyingFiles(getattr(errno, name), whole=False)
    dying.install(monkeypatch)
    with pytest.raises(ShareUnavailableError, match=r"can't be reached.*All is saved here"):
        person(home, "bo").synchronise.sync()
    assert dying.failed == 1


@pytest.mark.parametrize("name", ["EACCES", "EIO", "EPERM", "ENOENT", "EBUSY", "ENOTDIR"])
def test_an_error_that_the_whole_share_has_ends_the_sync(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    dying = DyingFiles(getattr(errno, name), whole=True)
    dying.install(monkeypatch)
    with pytest.raises(ShareUnavailableError, match="can't be reached"):
        person(home, "bo").synchronise.sync()
    assert dying.failed == 2  # the file, and the share itself


@pytest.mark.parametrize("name", ["EACCES", "EIO", "EPERM", "EBUSY", "EISDIR"])
def test_an_error_of_files_alone_skips_these_and_names_them(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    dying = DyingFiles(getattr(errno, name), whole=False)
    dying.install(monkeypatch)
    outcome = person(home, "bo").synchronise.sync().outcome
    assert (outcome.joined, len(outcome.skipped)) == (2, MANY - 2)


def test_what_was_joined_before_the_share_died_is_kept_and_the_rest_comes_later(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        DyingFiles(errno.ESTALE, whole=True).install(patch)
        with pytest.raises(ShareUnavailableError):
            person(home, "bo").synchronise.sync()
    person(home, "bo").synchronise.sync()
    assert len(person(home, "bo").store.incident_ids()) == MANY + 1


def test_nothing_is_written_into_the_empty_directory_of_a_share_that_was_unmounted(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo = person(home, "bo")
    bo.incidents.create("by bo")

    def unmount(files: LocalFileSystem, path: str, limit: int) -> bytes:
        if "/i/" in path and (home / "share").exists():
            (home / "share").rename(home / "elsewhere")
            (home / "share").mkdir()
        return read(files, path, limit)

    monkeypatch.setattr(LocalFileSystem, "read", unmount)
    with pytest.raises(ShareUnavailableError):
        bo.synchronise.sync()
    assert list((home / "share").iterdir()) == []


def test_a_share_that_dies_while_publishing_is_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bo = person(home, "bo")
    bo.synchronise.sync()
    for number in range(5):
        bo.incidents.create(f"by bo {number}")
    tried = []

    def create(files: LocalFileSystem, path: str, data: bytes) -> None:
        tried.append(path)
        raise OSError(errno.EHOSTDOWN, "Host is down", path)

    monkeypatch.setattr(LocalFileSystem, "create", create)
    with pytest.raises(ShareUnavailableError, match="Host is down"):
        bo.synchronise.sync()
    assert len(tried) == 1


@pytest.mark.parametrize("level", ["month", "months", "replica", "replicas", "v1"])
@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO], ids=errno.errorcode.get)
def test_a_folder_that_cannot_be_listed_makes_nothing_forgotten(
    home: Path, monkeypatch: pytest.MonkeyPatch, level: str, number: int
) -> None:
    bo = person(home, "bo")
    bo.synchronise.sync()
    before = bo.synchronise.memory()
    [month] = (home / "share").glob("v1/r/*/i/*")
    closed = {
        "month": month,
        "months": month.parent,
        "replica": month.parent.parent,
        "replicas": month.parent.parent.parent,
        "v1": home / "share" / "v1",
    }[level]
    with monkeypatch.context() as patch:
        fail_to_list(patch, closed, number)
        outcome = person(home, "bo").synchronise.sync().outcome
        assert [skipped.file for skipped in outcome.skipped] == [
            closed.relative_to(home / "share").as_posix()
        ]
        assert (outcome.published, outcome.waiting) == (0, 0)
    after = bo.synchronise.memory()
    assert (after.verified_files, after.steps) == (before.verified_files, before.steps)
    assert person(home, "bo").synchronise.sync().outcome.joined == 0
    assert len(list((home / "share").glob("v1/r/*/info.*"))) == 2


def test_a_folder_that_could_not_be_listed_is_listed_by_the_next_poll(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo = person(home, "bo")
    bo.synchronise.sync()
    for _ in range(3):
        bo.synchronise.poll()
    [month] = (home / "share").glob("v1/r/*/i/*")
    person(home, "ana").incidents.create("news")
    person(home, "ana").synchronise.sync()
    with monkeypatch.context() as patch:
        fail_to_list(patch, month, errno.EIO)
        for _ in range(3):
            assert bo.synchronise.poll().outcome.joined == 0
    assert bo.synchronise.poll().outcome.joined == 1


def test_a_file_system_without_times_of_change_shows_news_to_polls(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = LocalFileSystem.scan

    def timeless(files: LocalFileSystem, path: str) -> list[DirectoryEntry]:
        return [DirectoryEntry(entry.name, entry.kind, entry.size) for entry in scan(files, path)]

    monkeypatch.setattr(LocalFileSystem, "scan", timeless)
    bo = person(home, "bo")
    bo.synchronise.sync()
    for _ in range(3):
        bo.synchronise.poll()
    person(home, "ana").incidents.create("news")
    person(home, "ana").synchronise.sync()
    assert bo.synchronise.poll().outcome.joined == 1


def test_a_time_of_change_of_zero_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "month"
    folder.mkdir()
    os.utime(folder, (0, 0))
    [entry] = LocalFileSystem(str(tmp_path)).scan(str(tmp_path))
    assert entry.changed is None


def fail_to_list(patch: pytest.MonkeyPatch, closed: Path, number: int) -> None:
    scan = LocalFileSystem.scan

    def failing(files: LocalFileSystem, path: str) -> list[DirectoryEntry]:
        if path == str(closed):
            raise OSError(number, os.strerror(number), path)
        return scan(files, path)

    patch.setattr(LocalFileSystem, "scan", failing)
