"""A letter in the filter of 10,000 notes: from the key to the last byte of what it painted."""

import statistics
from collections.abc import Iterator

from tests.benchmarks.figure import Figure
from tests.benchmarks.screens import ours
from tests.benchmarks.stores import one_incident

LEAVE_TEXT = "\t"
MOVES = 21
WORDS = "partitions #kafka "


def rows() -> Iterator[Figure]:
    with ours(one_incident(10_000).data, "manifest-lag") as notes:
        notes.wait_for("manifest-lag")
        notes.settle(1)
        notes.press(LEAVE_TEXT)
        notes.settle(1)
        moves = [notes.press("k").done for _ in range(MOVES)]
        notes.press("/")
        notes.settle(1)
        letters = [notes.press(letter).done for letter in WORDS]
    move, letter = statistics.median(moves) * 1000, statistics.median(letters) * 1000
    name = "notes of 10,000: filter, key to paint"
    yield Figure(
        name, letter, "ms", "", letter / move, "moving the cursor", f"worst {max(letters) * 1000:.0f} ms"
    )
