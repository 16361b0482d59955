"""The counter that no two writes may share."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.replication.encoding import Stamp
from oncall_tui.storage import actor_store as module
from oncall_tui.storage.actor_store import ActorStore, file_identity
from oncall_tui.storage.paths import DataPaths

NOW = 1_795_231_200_000_000  # 2026-11-21T03:20:00Z


def numbered() -> Callable[[int], bytes]:
    """Random bytes that are never the same twice, and the same in every run."""
    count = iter(range(1, 1000))
    return lambda size: next(count).to_bytes(size, "big")


RANDOM = numbered()


def actors(data: Path) -> ActorStore:
    return ActorStore(DataPaths(str(data)), lambda: NOW, RANDOM)


def test_each_transaction_has_its_own_number_across_processes(tmp_path: Path) -> None:
    first, second = actors(tmp_path).next_stamp("ana"), actors(tmp_path).next_stamp("ana")
    assert (first.dot.actor, first.dot.n + 1) == second.dot
    assert first.at == "2026-11-21T03:20:00.000Z"
    assert second.at == "2026-11-21T03:20:00.000Z.0001"


def test_a_copied_data_directory_writes_as_somebody_else(tmp_path: Path) -> None:
    original = tmp_path / "original"
    before = actors(original).next_stamp("ana")
    copy = tmp_path / "copy"
    shutil.copytree(original, copy)
    assert actors(copy).next_stamp("ana").dot.actor != before.dot.actor
    assert actors(original).next_stamp("ana").dot == (before.dot.actor, 2)


def test_a_restored_backup_writes_as_somebody_else(tmp_path: Path) -> None:
    home, backup = tmp_path / "home", tmp_path / "backup"
    actors(home).next_stamp("ana")
    shutil.copytree(home, backup)
    used = actors(home).next_stamp("ana")
    shutil.rmtree(home)
    shutil.copytree(backup, home)
    assert actors(home).next_stamp("ana").dot.actor != used.dot.actor


def test_another_boot_is_another_actor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = actors(tmp_path).next_stamp("ana")
    monkeypatch.setattr(module, "BOOT_ID", str(tmp_path / "nowhere"))
    assert actors(tmp_path).next_stamp("ana").dot.actor != before.dot.actor


@pytest.mark.parametrize(("ahead", "same"), [(0, True), (1, False)])
def test_our_own_actor_seen_with_a_higher_number_is_given_up(tmp_path: Path, ahead: int, same: bool) -> None:
    before = actors(tmp_path).next_stamp("ana")
    actors(tmp_path).observe({before.dot.actor: before.dot.n + ahead}, "")
    assert (actors(tmp_path).next_stamp("ana").dot.actor == before.dot.actor) is same


def test_an_actor_that_must_not_write_this_is_not_used(tmp_path: Path) -> None:
    before = actors(tmp_path).next_stamp("ana")
    after = actors(tmp_path).next_stamp("ana", unfit=lambda actor: actor == before.dot.actor)
    assert after.dot.n == 1
    assert after.dot.actor != before.dot.actor


@pytest.mark.parametrize(
    ("latest", "followed"),
    [("2026-11-21T03:24:00.000Z", True), ("2099-01-01T00:00:00.000Z", False), ("nonsense", False)],
)
def test_the_clock_follows_others_a_little(tmp_path: Path, latest: str, followed: bool) -> None:
    actors(tmp_path).next_stamp("ana")
    actors(tmp_path).observe({}, latest)
    stamp: Stamp = actors(tmp_path).next_stamp("ana")
    assert (stamp.at > latest and stamp.at.startswith("2026-11-21T03:24")) is followed


def test_every_actor_that_ever_wrote_here_is_known(tmp_path: Path) -> None:
    assert actors(tmp_path).own_actor_names() == frozenset()
    first = actors(tmp_path).next_stamp("ana").dot.actor
    second = actors(tmp_path).next_stamp("ana", unfit=lambda actor: True).dot.actor
    assert actors(tmp_path).own_actor_names() == {first, second}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"actor":"k3f9"}'])
def test_a_damaged_counter_is_like_none(tmp_path: Path, damage: bytes) -> None:
    before = actors(tmp_path).next_stamp("ana")
    (tmp_path / "actors" / "actor.json").write_bytes(damage)
    assert actors(tmp_path).next_stamp("ana").dot.actor != before.dot.actor


def test_a_file_keeps_its_identity_and_a_copy_has_another(tmp_path: Path) -> None:
    path, copy = tmp_path / "place", tmp_path / "copy"
    before = file_identity(str(path))
    shutil.copy2(path, copy)
    assert file_identity(str(path)) == before
    assert file_identity(str(copy)) != before
