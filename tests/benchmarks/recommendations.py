"""The tracker over 5,000 recommendations of 1,000 incidents: opening it, moving, filtering, finding duplicates."""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz, process

from oncall_tui.domain.recommendations.likely_duplicates import find_duplicate_pairs
from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.screens import ours
from tests.benchmarks.stores import Kept
from tests.builders.recommendation_texts import OTHERS, PAIRS
from tests.builders.trackers import fill_tracker

INCIDENTS, RECOMMENDATIONS = 1_000, 5_000
MOVES = 21
SAMPLE = 50
FILTER = "checkout"


def rows() -> Iterator[Figure]:
    kept = Kept()
    fill_tracker(kept.services(), INCIDENTS, RECOMMENDATIONS)
    yield from _keys(kept)
    yield _duplicates()


def _keys(kept: Kept) -> Iterator[Figure]:
    """Key to the first byte of its paint, in a real terminal."""
    with ours(kept.data) as terminal:
        terminal.wait_for("incidents")
        terminal.settle()
        began = time.perf_counter()
        os.write(terminal.handle, b"5")
        terminal.wait_for("Monday")
        opened = time.perf_counter() - began
        terminal.settle(1.0)
        terminal.press("\x1b[D")
        terminal.settle(1.0)
        moves = [terminal.press("j").done for _ in range(MOVES)]
        terminal.press("/")
        typed = [terminal.press(letter).done for letter in FILTER]
    move, keystroke = statistics.median(moves) * 1000, statistics.median(typed) * 1000
    yield Figure("tracker of 5,000: key to its rows", opened * 1000, "ms", "", None, "")
    yield Figure("tracker of 5,000: move, key to paint", move, "ms", "", None, "")
    ratio = keystroke / move
    yield Figure(
        "tracker of 5,000: filter, key to paint",
        keystroke,
        "ms",
        "<= 1.5",
        ratio,
        "moving the cursor",
        "a move draws two lines, a letter all of them",
    )


def _duplicates() -> Figure:
    """rapidfuzz's own matrix needs numpy; its rows are measured for a sample and counted for all."""
    texts = _texts(random.Random(5))

    def theirs() -> float:
        return (
            RECOMMENDATIONS
            / SAMPLE
            * _milliseconds(
                lambda: [
                    process.extract(text, texts, scorer=fuzz.token_sort_ratio, score_cutoff=60)
                    for text in texts[:SAMPLE]
                ]
            )
        )

    compared = interleaved(lambda: _milliseconds(lambda: find_duplicate_pairs(texts)), theirs, 3)
    return Figure(
        "likely duplicates among 5,000", compared.ours, "ms", "", compared.ratio, "rapidfuzz, every pair"
    )


def _texts(chance: random.Random) -> list[str]:
    """As many texts as recommendations: the labelled ones, and others made of their words."""
    labelled = [*(text for pair in PAIRS for text in pair), *OTHERS]
    words = " ".join(labelled).split()
    made = RECOMMENDATIONS - len(labelled)
    return [*labelled, *(" ".join(chance.sample(words, chance.randint(4, 9))) for _ in range(made))]


def _milliseconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000
