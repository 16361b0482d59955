"""The worked incidents of the demo are told as if they had just happened, and every line of them can be read."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.instants import DAY, MINUTE, format_instant, parse_instant
from oncall_tui.services.demo.story import TOKEN, TimeShift, read_lines, time_shift

NOW = parse_instant("2026-11-21T10:00:30.5Z")
STORY = TimeShift(parse_instant("2026-03-03T00:00:00Z"), 0)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("rolled back at <<03:14>>", "rolled back at 03:14"),
        ("<<03:14:09>> ERROR", "03:14:09 ERROR"),
        ("<<03:14 Europe/Oslo>> Per", "04:14 Per"),
        ("<<08:30 Asia/Kolkata %H:%M IST>>", "14:00 IST"),
        ("<<+1 09:20 %Y-%m-%dT%H:%M:%SZ>>", "2026-03-04T09:20:00Z"),
        ("<<23:30 Europe/Oslo %a %d %b %H:%M>>", "Wed 04 Mar 00:30"),
        ("due <<+20>>", "due 2026-03-23"),
        ("on <<-4 %A>>", "on Friday"),
        ("cat <<EOF >> out", "cat <<EOF >> out"),
    ],
)
def test_moments_in_a_text_are_written_as_they_would_have_been(written: str, told: str) -> None:
    assert STORY.shifted_text(written) == told


def test_every_text_in_a_table_is_told() -> None:
    assert STORY.told_values({"due": "<<+1>>", "rank": 2, "tags": ["<<03:00>>"]}) == {
        "due": "2026-03-04",
        "rank": 2,
        "tags": ["03:00"],
    }


def test_a_story_of_minutes_began_exactly_so_long_ago() -> None:
    told = time_shift("2026-03-03T03:12:07Z", "45m", NOW)
    assert format_instant(told.instant("03:12:07")) == "2026-11-21T09:15:30Z"


def test_a_story_of_days_keeps_its_time_of_day() -> None:
    told = time_shift("2026-02-11T13:41:30Z", "2d", NOW)
    assert format_instant(told.instant("13:41:30")) == "2026-11-18T13:41:30Z"


@given(st.integers(min_value=0, max_value=4_000_000_000), st.sampled_from(["45m", "3h", "2d", "41d"]))
def test_whatever_the_present_a_story_is_at_least_as_old_as_it_says(seconds: int, age: str) -> None:
    now = seconds * 1_000_000
    began = time_shift("2026-02-11T13:41:30Z", age, now).instant("13:41:30")
    least = int(age[:-1]) * {"m": MINUTE, "h": 60 * MINUTE, "d": DAY}[age[-1]]
    assert least <= now - began < least + DAY


def test_lines_have_authors_and_go_on_after_a_bar() -> None:
    script = "# a remark\n03:12:07 mira > lag\n\n03:13:00 tomas\n| a\n|  b\n+1 09:00:00 mira done\n"
    lines = read_lines(script, STORY)
    assert [(format_instant(line.at), line.author, line.text, line.pasted) for line in lines] == [
        ("2026-03-03T03:12:07Z", "mira", "> lag", False),
        ("2026-03-03T03:13:00Z", "tomas", "a\n b", True),
        ("2026-03-04T09:00:00Z", "mira", "done", False),
    ]


@pytest.mark.parametrize("bad", ["3:12 mira x", "mira x", "03:12:07"])
def test_a_bad_line_is_named(bad: str) -> None:
    with pytest.raises(ValueError, match="not a line"):
        read_lines(bad, STORY)


def test_a_bad_age_is_named() -> None:
    with pytest.raises(ValueError, match="not an age"):
        time_shift("2026-02-11T13:41:30Z", "soon", NOW)


WORKED = [entry for entry in files("oncall_tui").joinpath("demo").iterdir() if entry.is_dir()]


@pytest.mark.parametrize("worked", WORKED, ids=lambda entry: entry.name)
def test_the_worked_incidents_are_long_in_order_and_past(worked: Traversable) -> None:
    head = tomllib.loads(worked.joinpath("incident.toml").read_text("utf-8"))
    lines = read_lines(
        worked.joinpath("notes.txt").read_text("utf-8"), time_shift(head["story_start"], head["age"], NOW)
    )
    assert 40 <= len(lines) <= 120
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert lines[-1].at < NOW
    assert not any(TOKEN.search(line.text) for line in lines)
