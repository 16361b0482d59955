"""What holds for any text: nothing raises, reading is repeatable, and one line's reading is its own."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncall_tui.timestamps.find.finding import find_stamp
from oncall_tui.timestamps.patterns.table import SHAPES
from oncall_tui.timestamps.read_source import read_source
from oncall_tui.timestamps.typed_time import parse_when
from oncall_tui.timestamps.types import PRECISIONS, StampLine
from tests.builders.readings import LOS_ANGELES, read, read_one

EXAMPLES = [shape.example for shape in SHAPES]
SCRAPS = (
    ":",
    "-",
    "/",
    ".",
    "T",
    "Z",
    "12",
    "2024",
    "14:05",
    "+",
    "UTC",
    "Mar",
    "am",
    "ago",
    "@4",
    "\u202f",
    " ",
)
lines = st.lists(st.sampled_from([*EXAMPLES, "no stamp at all", "# A heading", "All times UTC"]), max_size=8)
pieces = st.lists(st.sampled_from([*SCRAPS, *EXAMPLES]), max_size=12).map("".join)


def _arbitrary(count: int) -> list[str]:
    """Lines of arbitrary bytes, decoded as a pipe is; half of them cut out of stamps, where patterns come to work."""
    rng = random.Random(4)
    whole = " ".join(EXAMPLES)
    made = []
    for _ in range(count // 2):
        at = rng.randrange(len(whole))
        made.append(rng.randbytes(rng.randrange(40)).decode("utf-8", "surrogateescape"))
        made.append(whole[at : at + rng.randrange(40)] + chr(rng.randrange(0x250)))
    return made


@pytest.mark.parametrize("count", [10_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_arbitrary_lines_raise_nothing_and_none_is_lost(count: int) -> None:
    texts = _arbitrary(count)
    assert len(read_source([StampLine(text) for text in texts], LOS_ANGELES)) == len(texts)


@given(pieces)
@settings(max_examples=300, deadline=None)
def test_a_reading_is_consistent_with_itself(text: str) -> None:
    reading = read_one(text)
    assert 0 <= reading.start <= reading.end <= len(text)
    assert (reading.precision in PRECISIONS) == bool(reading.rule)
    assert (reading.confidence is not None) == (reading.instant is not None)
    if reading.rule and reading.instant is None:
        assert reading.flags
    if reading.instant is not None and reading.alternatives:
        assert reading.instant in [other.instant for other in reading.alternatives]


@given(lines)
@settings(max_examples=100, deadline=None)
def test_reading_twice_is_reading_once(texts: list[str]) -> None:
    assert read("\n".join(texts)) == read("\n".join(texts))


@given(st.sampled_from(EXAMPLES), st.sampled_from(["no stamp at all", "", "port 8080", "took 12:34"]))
@settings(max_examples=100, deadline=None)
def test_lines_without_stamps_change_nothing(example: str, other: str) -> None:
    assert read(f"{other}\n{example}\n{other}")[1] == read_one(example)


@given(st.sampled_from(EXAMPLES), st.sampled_from(["UTC", "Asia/Tokyo", "Europe/London"]))
@settings(max_examples=100, deadline=None)
def test_the_default_zone_is_never_used_where_another_is_known(example: str, default: str) -> None:
    assert read_one(example, replace(LOS_ANGELES, default_zone=default)) == read_one(example)


@given(pieces)
@settings(max_examples=200, deadline=None)
def test_a_typed_when_never_raises(text: str) -> None:
    reading = parse_when(text, LOS_ANGELES)
    assert reading is None or reading.rule


@pytest.mark.parametrize(
    "piece", ["1", "12:", "2024-03-12 ", "1 ", "Mar ", "Mar 1 ", "-", "(", "a/", "Mon, "]
)
def test_a_line_of_a_hundred_thousand_characters_is_only_looked_into_so_far(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert find_stamp(text, {}) == find_stamp(text[:5_000], {})
