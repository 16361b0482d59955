"""A source locked to a shape reads every line as it would be read alone; only its speed may differ."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncall_tui.timestamps.lines.stamp_template import QUICK, StampTemplate, find_stamps
from oncall_tui.timestamps.types import StampLine
from tests.builders.readings import LOS_ANGELES, read, read_one

HEADS = {
    "iso": "2024-03-12T",
    "year-slashes": "2024/03/12 ",
    "syslog": "Mar 12 ",
    "klog": "I0312 ",
    "access-log": "10.0.0.9 - ana [12/Mar/2024:",
}
BEHIND = (
    "", "Z", " Z", " INFO x", " INFO [main] x", " host app[1]: x", " UTC", " utc", "+0000 x", " -0700] x", "?",
    "ish", ".123 x", ".123Z x", ",123 ERROR [m] x", ".123456 x", " – a", " [1710252306]", ".log", " PDT x", " IST x",
    " PM", " 2024", "/x", "Z UTC", "Z ish", "+01:00 [Europe/Paris]", " Europe/London a", " [error] x", "%", ":07",
    ".1234567890123 x",
)  # fmt: skip
TIMES = ("07:05:06", "07:05:07", "23:59:60", "24:00:00", "25:00:00", "07:61:00")
RULES = ("iso", "year-slashes", "access-log", "syslog")
stamps = st.tuples(st.sampled_from(list(HEADS.values())), st.sampled_from(TIMES), st.sampled_from(BEHIND))


def _alone_and_together(texts: list[str]) -> None:
    for text, together in zip(texts, read("\n".join(texts)), strict=True):
        flags = tuple(flag for flag in together.flags if flag != "order")
        assert together._replace(flags=flags) == read_one(text), text


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_every_line_reads_as_it_would_alone(head: str) -> None:
    texts = [f"{head}{time}{behind}" for time, behind in product(TIMES, BEHIND)]
    random.Random(1).shuffle(texts)
    _alone_and_together([f"{head}07:05:05 first", *texts, *texts])


@given(st.lists(stamps, min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_lines_of_several_shapes_read_as_they_would_alone(parts: list[tuple[str, str, str]]) -> None:
    _alone_and_together(["".join(part) for part in parts])


@given(st.text("Z+-0123456789:.,[] INFOEUTCabgim", max_size=20), st.sampled_from(RULES))
@settings(max_examples=500, deadline=None)
def test_the_quick_look_behind_a_time_sees_what_the_long_look_sees(behind: str, rule: str) -> None:
    quick, whole = QUICK(behind), StampTemplate(rule, "", from_caller=False).behind(behind, 0)
    if quick is not None:
        assert whole is not None
        assert (quick.end(), quick[1], quick[2]) == (whole.end(), whole[1], whole[2])


def test_most_lines_of_a_log_are_found_by_a_lock() -> None:
    texts = [f"2024-03-12T14:05:{second:02}.123Z host app: x" for second in range(60)]
    stamps = find_stamps([StampLine(text) for text in texts], LOS_ANGELES.aliases)
    assert sum(isinstance(stamp, StampTemplate) for stamp in stamps) == 59


def test_a_log_over_the_night_in_which_the_clock_changes() -> None:
    texts = [f"2024-03-{day} {hour:02}:30:00 INFO [m] x" for day in (9, 10, 11) for hour in (1, 3, 23)]
    _alone_and_together([text.replace("-9 ", "-09 ") for text in texts])
