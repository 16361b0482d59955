"""`oncall demo`: a throwaway copy, away from what is yours."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal
from tests.cli.conftest import Oncall
from tests.durability.place import ONCALL


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the copies are made, for this test only."""
    place = tmp_path / "copies"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield place
    shutil.rmtree(place, ignore_errors=True)


def test_without_a_terminal_it_says_what_to_do_instead(oncall: Oncall, copies: Path) -> None:
    ran = oncall("demo")
    assert (ran.code, ran.out) == (2, "")
    assert "oncall demo --path" in ran.err
    assert list(copies.iterdir()) == []


def test_a_kept_copy_is_a_data_directory_for_commands(oncall: Oncall, copies: Path, data: Path) -> None:
    path = oncall("demo", "--path", "--json").json["data"]
    assert Path(path).parent == copies
    listed = oncall("list", "--data", path).out
    for handle in ("manifest-lag", "quote-latency", "wrong-cluster-drain", "empty-backups"):
        assert handle in listed
    assert not data.exists(), "your own data is not touched"


def test_the_screens_open_on_a_copy_that_is_gone_afterwards(copies: Path, data: Path) -> None:
    with Terminal([ONCALL, "demo"], {**os.environ, "TMPDIR": str(copies)}) as screen:
        screen.wait_for("DEMO")
        screen.press("> a note of my own\r")
        screen.wait_for("a note of my own")
        assert len(list(copies.iterdir())) == 1
        screen.leave("\x11")
        assert screen.status == 0
    assert list(copies.iterdir()) == []
    assert not data.exists()


def test_what_a_killed_demo_left_behind_goes_with_the_next_one(copies: Path) -> None:
    kept = copies / "oncall-demo-kept"
    kept.mkdir()
    environment = {**os.environ, "TMPDIR": str(copies)}
    with Terminal([ONCALL, "demo"], environment) as killed, Terminal([ONCALL, "demo"], environment) as alive:
        killed.wait_for("DEMO")
        alive.wait_for("DEMO")
        killed.kill(signal.SIGKILL)
        assert len(set(copies.iterdir())) == 3
        with Terminal([ONCALL, "demo"], environment) as next_one:
            next_one.wait_for("DEMO")
            assert len(set(copies.iterdir())) == 3, "the one that lives, the kept one and its own"
            next_one.leave("\x11")
        alive.leave("\x11")
    assert list(copies.iterdir()) == [kept]
