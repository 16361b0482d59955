"""What the screens are given to draw with."""

import io

import pytest

from oncall_tui.cli.open_tui import has_our_signs
from tests.benchmarks.terminal import Terminal
from tests.durability.place import ONCALL, new_place


@pytest.mark.parametrize(
    ("encoding", "has"),
    [("utf-8", True), ("ascii", False), ("latin-1", False), ("cp1252", False), ("koi8-r", False)],
)
def test_an_encoding_without_our_signs_gets_plain_ones(encoding: str, has: bool) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert has_our_signs(stream, None) is has


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_the_screens_of_such_a_terminal_are_ascii(tmp_path: object, encoding: str) -> None:
    place = new_place(tmp_path)  # type: ignore[arg-type]
    environment = {**place.environment, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    with Terminal([ONCALL, "lag"], environment) as screen:
        screen.wait_for("Enter save")
        screen.wait_for("saved ok")
        sent = b"".join(data for _, data in screen.chunks)
    assert sent.isascii()
    assert b"\\u" not in sent
