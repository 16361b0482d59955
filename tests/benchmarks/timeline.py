"""A timeline of 10,000 and of 100,000 rows: opening it, and moving in it, beside Textual's DataTable."""

import statistics
import sys
import time
from collections.abc import Iterator

from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.processes import environment
from tests.benchmarks.screens import PEERS, ours, peer
from tests.benchmarks.stores import one_incident
from tests.benchmarks.terminal import Terminal

FEW, MANY = 10_000, 100_000
OPENINGS, MOVES, HELD = 5, 25, 60
READING_SECONDS = 3  # how long somebody looks at the notes before they go on to the timeline
DOWN, PAGE = "\x1b[B", "\x1b[6~"
KEYS = (("move", DOWN, "<= 0.5"), ("held key", DOWN * HELD, "<= 0.45"), ("page", PAGE, "<= 0.2"))


def rows() -> Iterator[Figure]:
    yield from _openings()
    with _opened(FEW) as ours_few, _opened(MANY) as ours_many, _table(FEW) as table:
        for name, keys, budget in KEYS:
            compared = interleaved(lambda: _took(ours_few, keys), lambda: _took(table, keys), MOVES)  # noqa: B023
            yield Figure(
                f"timeline of 10,000: {name}", compared.ours, "ms", budget, compared.ratio, "DataTable"
            )
        many = interleaved(lambda: _took(ours_many, DOWN), lambda: _took(ours_few, DOWN), MOVES)
        yield Figure("timeline of 100,000: move", many.ours, "ms", "<= 1.1", many.ratio, "the same in 10,000")
        size = statistics.median(ours_few.press(DOWN).size for _ in range(MOVES))
        yield Figure("bytes per cursor move, timeline", size, "bytes", "<= 800", None, "DataTable 600")


def _openings() -> Iterator[Figure]:
    few = interleaved(lambda: _opening(FEW), _hello, OPENINGS)
    yield Figure(
        "open a timeline of 10,000", few.ours, "ms", "<= 0.6", few.ratio, "hello-world Textual, first frame"
    )
    many = interleaved(lambda: _opening(MANY), lambda: _opening(FEW), OPENINGS)
    yield Figure("open a timeline of 100,000", many.ours, "ms", "<= 1.6", many.ratio, "the same of 10,000")


def _opening(notes: int) -> float:
    """From the key to the first frame of the timeline, the notes being open already."""
    with _notes(notes) as screen:
        return _open(screen)


def _open(screen: Terminal) -> float:
    pressed = time.perf_counter() - screen.started
    screen.send("2")
    return (screen.wait_for("[2 Timeline]") - pressed) * 1000


def _notes(notes: int) -> Terminal:
    screen = ours(one_incident(notes).data, "manifest-lag")
    screen.wait_for("manifest-lag")
    until = time.perf_counter() + READING_SECONDS
    while time.perf_counter() < until:
        screen.settle(0.2)
    screen.press("\t")
    return screen


def _opened(notes: int) -> Terminal:
    screen = _notes(notes)
    _open(screen)
    screen.settle(0.6)
    return screen


def _table(rows: int) -> Terminal:
    screen = Terminal((sys.executable, str(PEERS / "data_table.py"), str(rows)), environment("/nonexistent"))
    screen.wait_for("what happened")
    screen.settle(0.6)
    return screen


def _took(screen: Terminal, keys: str) -> float:
    return screen.press(keys).done * 1000


def _hello() -> float:
    with peer("hello") as screen:
        return screen.wait_for("hello there") * 1000
