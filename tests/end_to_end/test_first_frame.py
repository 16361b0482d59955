"""What stands in the terminal after the first paint, before anything is drawn again."""

import sys
from pathlib import Path

import pytest

from tests.benchmarks.terminal import PATIENCE, QUIET, Terminal
from tests.durability.place import Place

BEGINS_A_FRAME = b"\x1b[?2026h"
# The first one, the one that Textual draws again, and a tick of the clock.
FRAMES = 3


@pytest.mark.parametrize(("columns", "rows", "pane"), [(80, 24, False), (140, 40, True)])
def test_the_first_frame_is_as_it_stays(tmp_path: Path, columns: int, rows: int, pane: bool) -> None:
    place = Place(tmp_path)
    place.oncall("new", "lag")
    place.oncall("note", "> lag 11 min on 4 of 12 partitions")
    with Terminal([sys.executable, "-m", "oncall_tui"], place.environment, columns, rows) as terminal:
        for words in ("Tab commands", "12 partitions", *(["as written"] if pane else [])):
            terminal.wait_for(words)
        first = _frames(terminal, FRAMES)[0]
        stays = terminal.screen()
        terminal.chunks = [(0.0, first)]
        assert terminal.screen()[1:] == stays[1:], "all but the header, whose clock ticks"
    assert any("as written" in line for line in stays) == pane


def _frames(terminal: Terminal, wanted: int) -> list[bytes]:
    """The frames that were drawn, once there are so many; those that draw nothing are none."""
    for _ in range(round(PATIENCE / QUIET)):
        frames = b"".join(data for _, data in terminal.chunks).split(BEGINS_A_FRAME)
        drawn = [frame for frame in frames if b"\x1b[0m" in frame]
        if len(drawn) >= wanted:
            return drawn
        terminal.settle()
    raise TimeoutError(f"only {len(drawn)} frames were drawn")
