"""Reading 100 KB of the worst that can be pasted, beside 100 KB of an ordinary log: no text may take much longer."""

import time
from collections.abc import Callable, Iterator

from oncall_tui.domain.capture_line import people_in, references_in, tags_in
from oncall_tui.domain.filter_language import parse_filter, unfinished_word
from oncall_tui.domain.secret_patterns import classify_secret
from oncall_tui.formats.readers.detect_format import read_source
from tests.benchmarks.figure import Figure, interleaved

SIZE = 100_000
ORDINARY = "2026-11-21 03:16:02 WARN pool-3 redis timeout after 250 ms, token refresh PD-8841 #redis @ana http://a.example/x\n"
# What is done with the text, and the unit that it was once slow with.
WORST: tuple[tuple[str, Callable[[str], object], str, str], ...] = (
    ("links in closing brackets", references_in, "http://a", ")"),
    ("people", people_in, "", "@a."),
    ("tags", tags_in, "", "#a-"),
    ("secrets in schemes of links", classify_secret, "token ", "T+"),
    ("secrets in dotted names", classify_secret, "token ", "a.b-"),
    ("secrets in web tokens", classify_secret, "", "-eyJ"),
    ("the word being typed in a filter", unfinished_word, "", "x"),
    ("a filter", lambda text: parse_filter(text, (), ()), "", "-a"),
    ("reading a source of brackets", read_source, "", "[a]("),
    ("reading a source of spaces", read_source, "- ", " "),
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
