"""Reading 100 KB of the worst that can be pasted, beside 100 KB of an ordinary log: no text may take much longer."""

import time
from collections.abc import Callable, Iterator

from oncall_tui.domain.capture_line import people_in, references_in, tags_in
from oncall_tui.domain.filter_words import read_filter, unfinished
from oncall_tui.domain.secret_patterns import kind_of_secret
from oncall_tui.formats.readers.reading import read_text
from tests.benchmarks.figure import Figure, interleaved

SIZE = 100_000
ORDINARY = "2026-11-21 03:16:02 WARN pool-3 redis timeout after 250 ms, token refresh PD-8841 #redis @ana http://a.example/x\n"
# What is done with the text, and the unit that it was once slow with.
WORST: tuple[tuple[str, Callable[[str], object], str, str], ...] = (
    ("links in closing brackets", references_in, "http://a", ")"),
    ("people", people_in, "", "@a."),
    ("tags", tags_in, "", "#a-"),
    ("secrets in schemes of links", kind_of_secret, "token ", "T+"),
    ("secrets in dotted names", kind_of_secret, "token ", "a.b-"),
    ("secrets in web tokens", kind_of_secret, "", "-eyJ"),
    ("the word being typed in a filter", unfinished, "", "x"),
    ("a filter", lambda text: read_filter(text, (), ()), "", "-a"),
    ("reading a source of brackets", read_text, "", "[a]("),
    ("reading a source of spaces", read_text, "- ", " "),
)


def rows() -> Iterator[Figure]:
    for name, work, before, unit in WORST:
        worst = before + unit * (SIZE // len(unit)) + " x"
        ordinary = ORDINARY * (SIZE // len(ORDINARY))
        found = interleaved(_timed(work, worst), _timed(work, ordinary))
        yield Figure(f"100 KB of the worst: {name}", found.ours, "ms", "", found.ratio, "100 KB of a log")


def _timed(work: Callable[[str], object], text: str) -> Callable[[], float]:
    def measure() -> float:
        began = time.perf_counter()
        work(text)
        return (time.perf_counter() - began) * 1000

    return measure
