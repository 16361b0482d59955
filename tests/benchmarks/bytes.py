"""Bytes sent for one move of the cursor at 80x24: what a slow line over ssh has to carry."""

import statistics
from collections.abc import Iterator

from tests.benchmarks.figure import Figure
from tests.benchmarks.screens import ours
from tests.benchmarks.stores import one_incident, thousand_incidents

MOVES = 15


def rows() -> Iterator[Figure]:
    with ours(thousand_incidents().data) as screen:
        screen.wait_for("incident-0999")
        screen.settle(0.5)
        size = statistics.median(screen.press("j").size for _ in range(MOVES))
    yield Figure(
        "bytes per cursor move, incidents", size, "bytes", "<= 800", None, "DataTable 600, OptionList 3,900"
    )
    with ours(one_incident(10_000).data, "manifest-lag") as screen:
        screen.wait_for("manifest-lag")
        screen.settle(1)
        screen.press("\t")
        size = statistics.median(screen.press("k").size for _ in range(MOVES))
    yield Figure(
        "bytes per cursor move, notes", size, "bytes", "<= 800", None, "DataTable 600, OptionList 3,900"
    )
