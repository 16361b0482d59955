"""Instants as a person reads them (T1, T2)."""

from zoneinfo import ZoneInfo

import pytest

from oncall_tui.domain.instants import format_instant, parse_instant
from oncall_tui.domain.local_time import day_text, local_text, next_day, offset_text, time_of_day_text

LONDON = ZoneInfo("Europe/London")
PACIFIC = ZoneInfo("America/Los_Angeles")


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        ("day", "2023-09-18"),
        ("minute", "2023-09-18 14:42"),
        ("second", "2023-09-18 14:42:07"),
        (None, "2023-09-18 14:42:07"),
        ("millisecond", "2023-09-18 14:42:07.123"),
        ("microsecond", "2023-09-18 14:42:07.123456"),
    ],
)
def test_no_finer_than_it_was_written(precision: str | None, text: str) -> None:
    assert local_text(parse_instant("2023-09-18T13:42:07.123456Z"), LONDON, precision) == text


def test_a_repeated_hour_says_which_pass_it_is() -> None:
    first, second = parse_instant("2024-11-03T08:30:00Z"), parse_instant("2024-11-03T09:30:00Z")
    assert time_of_day_text(first, PACIFIC, "minute") == "01:30 PDT"
    assert time_of_day_text(second, PACIFIC, "minute") == "01:30 PST"


def test_the_hour_after_a_skipped_one_is_an_ordinary_hour() -> None:
    assert time_of_day_text(parse_instant("2024-03-10T10:30:00Z"), PACIFIC, "minute") == "03:30"


def test_the_day_and_its_offset() -> None:
    instant = parse_instant("2025-07-23T14:35:00Z")
    assert day_text(instant, LONDON) == "Wed 23 Jul 2025"
    assert offset_text(instant, LONDON) == "BST, UTC+1"
    assert offset_text(instant, ZoneInfo("UTC")) == "UTC"
    assert offset_text(instant, ZoneInfo("Asia/Kolkata")) == "IST, UTC+5:30"


def test_the_next_day_begins_at_local_midnight() -> None:
    assert format_instant(next_day(parse_instant("2025-07-23T14:35:00Z"), LONDON)) == "2025-07-23T23:00:00Z"


def test_the_ends_of_the_calendar_are_no_trap() -> None:
    first, last = parse_instant("0001-01-01T00:00:00Z"), parse_instant("9999-12-31T23:59:59Z")
    assert day_text(first, PACIFIC) == "Mon 1 Jan 1"
    assert local_text(last, LONDON) == "9999-12-31 23:59:59"
    assert next_day(last, LONDON) > last
