"""From the start of the process to the first frame with something to read.

A start opens where one left, so every row says which view that is: each loads and reads different things.
"""

from collections.abc import Iterator

from oncall_tui.services.last_position import INCIDENTS, NOTES
from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.screens import ours, peer
from tests.benchmarks.stores import Kept, one_incident, thousand_incidents

TIMELINE, RECOMMENDATIONS = "2", "5"
LAST_NOTE, FIRST_NOTE, RECOMMENDATION = "PD-20417", "rollout restart", "Alert on lag"


def rows() -> Iterator[Figure]:
    thousand, few, many = thousand_incidents(), one_incident(10), one_incident(10_000)
    yield _figure("1,000 incidents", thousand, INCIDENTS, "incident-0999", "<= 1.25")
    yield _figure("10 notes", few, NOTES, LAST_NOTE)
    yield _figure("10,000 notes", many, NOTES, LAST_NOTE)
    yield _figure("timeline of 10", few, TIMELINE, FIRST_NOTE)
    yield _figure("timeline of 10,000", many, TIMELINE, FIRST_NOTE)
    yield _figure("recommendations of 1,000 incidents", thousand, RECOMMENDATIONS, RECOMMENDATION)


def _figure(name: str, kept: Kept, view: str, text: str, budget: str = "") -> Figure:
    """`text` is in sight when the frame is useful, and not before."""
    data = kept.left_in(view)
    compared = interleaved(lambda: _ours(data, text), _hello)
    name = f"first useful frame, {name}"
    return Figure(name, compared.ours, "ms", budget, compared.ratio, "hello-world Textual")


def _ours(data: str, text: str) -> float:
    with ours(data) as screen:
        return screen.wait_for(text) * 1000


def _hello() -> float:
    with peer("hello") as screen:
        return screen.wait_for("hello there") * 1000
