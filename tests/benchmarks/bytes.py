"""Bytes sent at 80x24, what a slow line over ssh has to carry: for a move of the cursor, and while nobody moves it.

(The timeline's moves: there.)
"""

import statistics
from collections.abc import Iterator

from oncall_tui.services.last_position import INCIDENTS
from tests.benchmarks.figure import Figure
from tests.benchmarks.screens import ours
from tests.benchmarks.stores import one_incident, thousand_incidents

MOVES = 15
LEAVE_TEXT = "\t"
IDLE_SECONDS = 5.0


def rows() -> Iterator[Figure]:
    many, large = thousand_incidents().left_in(INCIDENTS), one_incident(10_000).data
    yield _figure("incidents", _bytes(many, (), "incident-0999", "", "j"))
    yield Figure("bytes per second, idle in notes", _idle(large), "bytes", "", None, "", "the clock")
    yield _figure("notes", _bytes(large, ("manifest-lag",), "manifest-lag", LEAVE_TEXT, "k"))
    pane = "the pane below the list is another text with every row"
    yield _figure("recommendations", _bytes(many, (), "incident-0999", "5", "j"), pane)


def _bytes(data: str, words: tuple[str, ...], shown: str, keys: str, move: str) -> float:
    with ours(data, *words) as screen:
        screen.wait_for(shown)
        for key in keys:
            screen.press(key)
            screen.settle(0.5)
        return statistics.median(screen.press(move).size for _ in range(MOVES))


def _idle(data: str) -> float:
    """What the clock sends each time that it ticks, once all is there."""
    with ours(data, "manifest-lag") as screen:
        screen.wait_for("manifest-lag")
        screen.settle(quiet=2.0, longest=IDLE_SECONDS)
        ready = len(screen.chunks)
        screen.settle(quiet=2.0, longest=IDLE_SECONDS)
        return statistics.median(len(sent) for _, sent in screen.chunks[ready:])


def _figure(view: str, size: float, note: str = "") -> Figure:
    peers = "DataTable 600, OptionList 3,900"
    return Figure(f"bytes per cursor move, {view}", size, "bytes", "<= 800", None, peers, note)
