"""What stands in the terminal after the first paint, before anything is drawn again."""

import sys
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal
from tests.durability.place import Place

BEGINS_A_FRAME = b"\x1b[?2026h"


@pytest.mark.parametrize(("columns", "rows", "pane"), [(80, 24, False), (140, 40, True)])
def test_the_first_frame_is_as_it_stays(tmp_path: Path, columns: int, rows: int, pane: bool) -> None:
    place = Place(tmp_path)
    place.oncall("new", "lag")
    place.oncall("note", "> lag 11 min on 4 of 12 partitions")
    command = [sys.executable, "-m", "oncall_tui"]
    with Terminal(command, place.environment, columns, rows) as terminal:
        terminal.wait_for("12 partitions")
        terminal.settle(longest=1.0)
        stays = terminal.screen()
        sent = b"".join(data for _, data in terminal.chunks)
        begin, first, *_ = sent.split(BEGINS_A_FRAME)
        terminal.chunks = [(0.0, begin + first)]
        assert _without_clock(terminal.screen()) == _without_clock(stays)
    assert any("as written" in line for line in stays) == pane
    assert any("Tab commands" in line for line in stays)


def _without_clock(screen: list[str]) -> list[str]:
    """The header's clock ticks meanwhile."""
    return screen[1:]
