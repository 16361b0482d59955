"""From the start of the process to the first frame with something to read, a thousand incidents in the store."""

from collections.abc import Iterator

from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.screens import ours, peer
from tests.benchmarks.stores import thousand_incidents


def rows() -> Iterator[Figure]:
    data = thousand_incidents().data
    compared = interleaved(lambda: _ours(data), _hello)
    yield Figure(
        "first useful frame, 1,000 incidents",
        compared.ours,
        "ms",
        "<= 1.25",
        compared.ratio,
        "hello-world Textual",
    )


def _ours(data: str) -> float:
    with ours(data) as screen:
        return screen.wait_for("incident-0999") * 1000


def _hello() -> float:
    with peer("hello") as screen:
        return screen.wait_for("hello there") * 1000
