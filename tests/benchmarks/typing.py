"""A key in the capture line beside 10,000 notes: from the key to the last byte of what it painted."""

from collections.abc import Iterator

from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.screens import ours, peer
from tests.benchmarks.stores import one_incident

KEYS = 40


def rows() -> Iterator[Figure]:
    with ours(one_incident(10_000).data, "manifest-lag") as capture, peer("text_area") as bare:
        capture.wait_for("manifest-lag")
        bare.wait_for("type here")
        capture.settle(1)
        bare.press("\t")
        compared = interleaved(
            lambda: capture.press("x").done * 1000, lambda: bare.press("x").done * 1000, KEYS
        )
    yield Figure(
        "typing in the capture line, 10,000 notes",
        compared.ours,
        "ms",
        "<= 1.2",
        compared.ratio,
        "a bare TextArea",
    )
