"""A key stroke in a search over 100,000 notes: the first forty hits, beside one look through all of their text."""

import time
from collections.abc import Callable, Iterator
from itertools import islice

from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.processes import BARE_PYTHON, ONCALL, environment, milliseconds
from tests.benchmarks.stores import hundred_thousand_notes

FIRST = 40
NOWHERE = "no such words"
# What a person types, key by key: words that stand in many notes, in few, and in none.
TYPED = ("certificate tonight", "writer 99", NOWHERE)


def rows() -> Iterator[Figure]:
    kept = hundred_thousand_notes()
    searching = kept.services().searching
    searching.refresh()
    joined = "\n".join(hit.text for hit in searching.hits("")).casefold()
    strokes = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]

    def theirs() -> float:
        return _milliseconds(lambda: NOWHERE in joined)

    def hits(text: str) -> float:
        return _milliseconds(lambda: list(islice(searching.hits(text), FIRST)))

    name = "search over 100,000 notes, first 40 hits"
    stroke = interleaved(lambda: sum(map(hits, strokes)) / len(strokes), theirs)
    yield Figure(f"{name}: a key stroke", stroke.ours, "ms", "<= 1", stroke.ratio, "one `in` over all text")

    def pasted() -> float:
        """After another search: what was typed before tells nothing."""
        hits("e")
        return hits(NOWHERE)

    nothing = interleaved(pasted, theirs)
    yield Figure(
        f"{name}: pasted, nothing found", nothing.ours, "ms", "", nothing.ratio, "one `in` over all text"
    )
    env = environment(kept.data)
    command = interleaved(
        lambda: milliseconds((ONCALL, "search", NOWHERE), env), lambda: milliseconds(BARE_PYTHON, env)
    )
    yield Figure(
        "`oncall search` over 100,000 notes", command.ours, "ms", "", command.ratio, "`python -c pass`"
    )


def _milliseconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000
