from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall_tui.domain.days import (
    add_days,
    day_start,
    days_between,
    is_day,
    local_date,
    long_day,
    parse_day,
    short_day,
)
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import parse_instant

SATURDAY = "2026-11-21"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-01", "2026-12-01"),
        ("+14d", "2026-12-05"),
        ("+2w", "2026-12-05"),
        ("+3mo", "2027-02-21"),
        ("+1y", "2027-11-21"),
        ("-1d", "2026-11-20"),
        ("today", SATURDAY),
        ("Tomorrow", "2026-11-22"),
        ("monday", "2026-11-23"),
        ("fri", "2026-11-27"),
        ("saturday", "2026-11-28"),
        ("4 Dec", "2026-12-04"),
        ("Dec 4", "2026-12-04"),
        ("04 Dec 2026", "2026-12-04"),
        ("December 4th, 2027", "2027-12-04"),
        ("Fri 4 Dec", "2026-12-04"),
        ("Mon 23 Nov 2026", "2026-11-23"),
        ("4 Jan", "2027-01-04"),
        ("14 Nov", "2026-11-14"),
        ("2026-12-4", "2026-12-04"),
        ("eow", "2026-11-27"),
        ("end of month", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("in 2 weeks", "2026-12-05"),
        ("in a month", "2026-12-21"),
        ("3 days ago", "2026-11-18"),
        ("next friday", "2026-11-27"),
    ],
)
def test_days_that_people_type(typed: str, day: str) -> None:
    assert parse_day(typed, SATURDAY) == day


@pytest.mark.parametrize(
    "typed", ["", "soon", "2026-13-01", "2026-02-30", "12/01/2026", "+d", "mo", "20261201"]
)
def test_what_is_no_date_is_refused_with_the_ways_to_write_one(typed: str) -> None:
    with pytest.raises(RefusedError, match=r"2026-12-01, \+14d"):
        parse_day(typed, SATURDAY)


def test_a_month_later_is_a_day_that_there_is() -> None:
    assert parse_day("+1mo", "2027-01-31") == "2027-02-28"


def test_a_day_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(RefusedError, match="calendar"):
        parse_day("+9999w", "9990-01-01")


def test_the_same_instant_is_another_day_elsewhere() -> None:
    instant = parse_instant("2026-11-21T23:30:00Z")
    assert local_date(instant) == "2026-11-21"
    assert local_date(instant, ZoneInfo("Pacific/Auckland")) == "2026-11-22"


def test_days_as_people_read_them() -> None:
    assert short_day("2026-11-02", SATURDAY) == "2 Nov"
    assert short_day("2025-11-02", SATURDAY) == "2 Nov 2025"
    assert long_day(SATURDAY) == "Sat 21 Nov 2026"


@given(st.dates().map(str), st.integers(-400, 400))
def test_adding_days_and_counting_them_agree(day: str, days: int) -> None:
    try:
        later = add_days(day, days)
    except RefusedError:
        return
    assert days_between(day, later) == days


def test_stored_values_that_are_no_day() -> None:
    assert is_day("2026-11-21")
    assert not any(map(is_day, ["", None, 20261121, "2026-W47-6", "2026-1-1"]))


@given(st.dates().map(str), st.sampled_from(["UTC", "Pacific/Auckland", "America/St_Johns"]))
def test_a_day_begins_on_itself(day: str, zone: str) -> None:
    try:
        assert local_date(day_start(day, ZoneInfo(zone)), ZoneInfo(zone)) == day
    except OverflowError:
        assert day[:4] in ("0001", "9999")


@pytest.mark.parametrize(
    "typed", ["Thu 4 Dec 2026", "31 Feb", "4/12", "9" * 5000, "in " + "9" * 5000 + " days", "ma 4"]
)
def test_a_date_that_is_none_or_unclear_is_refused(typed: str) -> None:
    with pytest.raises(RefusedError, match="is not a date") as refusal:
        parse_day(typed, SATURDAY)
    assert len(str(refusal.value)) < 200


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-180, 180))
def test_a_day_is_read_as_the_program_writes_it(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assume((day.month, day.day) != (2, 29))
    for written in (short_day(day.isoformat(), today.isoformat()), long_day(day.isoformat())):
        assert parse_day(written, today.isoformat()) == day.isoformat()
