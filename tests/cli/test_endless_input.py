"""Input without an end: a limit that is said, nothing lost that can't be had again (B9)."""

import subprocess
import sys
from pathlib import Path

import pytest

from oncall_tui.cli import note, piped
from tests.cli.conftest import Oncall


def raws(oncall: Oncall) -> list[str]:
    return [found["raw"] for found in oncall("show", "--json").json["notes"]]


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b"one\ntwo\nthree\n", "one\ntwo"),
        (b"x" * 30, "x" * 10),
        ("é".encode() * 20, "é" * 5),
        ("aé".encode() * 20, "aéaéaéa"),
        (b"\xff" * 30, "\udcff" * 10),
    ],
)
def test_of_a_longer_pipe_the_first_part_is_kept_and_said(
    oncall: Oncall, monkeypatch: pytest.MonkeyPatch, data: bytes, kept: str
) -> None:
    monkeypatch.setattr(note, "LARGEST_NOTE", 10)
    oncall("new", "x")
    noted = oncall("note", "-", stdin=data)
    assert (noted.code, "first part is kept" in noted.err) == (0, True)
    assert raws(oncall)[0].rstrip("\udcff") == kept.rstrip("\udcff")
    assert oncall("note", "-", stdin=b"short\n").err.count("first part") == 0


def test_a_pipe_that_never_ends_makes_one_note(data: Path) -> None:
    script = (
        "import sys; from oncall_tui.cli import note; from oncall_tui.cli.main import main;"
        "note.LARGEST_NOTE = 1_000_000; sys.exit(main(['note', '-']))"
    )
    endless = subprocess.Popen(
        [sys.executable, "-c", "while True: print('y' * 1000)"], stdout=subprocess.PIPE
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], stdin=endless.stdout, capture_output=True, check=False
    )
    endless.kill()
    endless.wait()
    assert (ran.returncode, b"larger than 1 MB" in ran.stderr) == (0, True)
    [kept] = (data / "inbox" / "unfiled").glob("*.json")
    assert 900_000 < kept.stat().st_size < 1_200_000


def test_what_had_come_when_ctrl_c_ended_it_is_kept(oncall: Oncall, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def __init__(self, *chunks: bytes) -> None:
            self.chunks = list(chunks)

        def read1(self, size: int) -> bytes:
            if not self.chunks:
                raise KeyboardInterrupt
            return self.chunks.pop(0)

    class Stdin:
        buffer = Interrupted(b"web-1 0/1\n", b"web-2 ")

    monkeypatch.setattr(sys, "stdin", Stdin())
    found = piped.read_piped(100)
    assert (found.data, "16 bytes that had come are kept" in found.told(100)) == (b"web-1 0/1\nweb-2 ", True)
    with pytest.raises(KeyboardInterrupt):
        piped.read_piped(100)
