"""The twelve hard cases of reading times (DESIGN, time), each through `read_source` as a whole."""

from dataclasses import replace

import pytest

from oncall_tui.domain.instants import parse_instant
from tests.builders.readings import LOS_ANGELES, other_instants, read, read_one, shown, shown_all

WINTER = replace(LOS_ANGELES, captured=parse_instant("2024-12-01T00:00:00Z"), date="2024-11-03")
"""A source of the night in which Los Angeles had the hour from one to two twice."""
NOBODY_SAID = replace(LOS_ANGELES, date=None, order=None)


def test_1_an_explicit_abbreviation_decides_the_pass_of_a_repeated_hour() -> None:
    assert shown_all("01:30 PDT deploy\n01:40 PST rollback", WINTER) == [
        "2024-11-03T08:30:00Z",
        "2024-11-03T09:40:00Z",
    ]
    assert [reading.flags for reading in read("01:30 PDT deploy\n01:40 PST rollback", WINTER)] == [(), ()]


def test_1_a_jump_back_inside_a_source_begins_the_second_pass() -> None:
    readings = read("01:10 a\n01:50 b\n01:05 c\n01:40 d\n02:05 e", WINTER)
    assert [shown(reading)[11:16] for reading in readings] == ["08:10", "08:50", "09:05", "09:40", "10:05"]
    assert not any(reading.flags for reading in readings)


def test_1_without_either_both_passes_are_kept_and_asked() -> None:
    reading = read_one("2024-11-03 01:30 deploy", WINTER)
    assert reading.flags == ("repeated-hour",)
    assert shown(reading) == "2024-11-03T08:30:00Z"
    assert other_instants(reading) == ["2024-11-03T08:30:00Z", "2024-11-03T09:30:00Z"]


def test_2_a_skipped_hour_is_impossible_and_offers_both_neighbours() -> None:
    reading = read_one("2024-03-10 02:30 deploy")
    assert (reading.instant, reading.flags) == (None, ("skipped-hour",))
    assert other_instants(reading) == ["2024-03-10T09:30:00Z", "2024-03-10T10:30:00Z"]


@pytest.mark.parametrize(
    ("stamp", "zone", "instant"),
    [
        ("14:05 IST", "Asia/Kolkata", "2024-03-12T08:35:00Z"),
        ("14:05 IST", "Asia/Jerusalem", "2024-03-12T12:05:00Z"),
        ("14:05 CST", "Asia/Shanghai", "2024-03-12T06:05:00Z"),
        ("14:05 MST", "America/Phoenix", "2024-03-12T21:05:00Z"),
    ],
)
def test_3_the_zone_of_the_source_decides_a_shared_abbreviation(stamp: str, zone: str, instant: str) -> None:
    reading = read_one(stamp, replace(LOS_ANGELES, zone=zone))
    assert (shown(reading), reading.flags) == (instant, ())


def test_3_the_aliases_of_the_team_decide_a_shared_abbreviation() -> None:
    reading = read_one("14:05 IST", replace(LOS_ANGELES, aliases={"IST": "Europe/Dublin"}))
    assert (shown(reading), reading.flags) == ("2024-03-12T14:05:00Z", ())


def test_3_else_the_likeliest_is_taken_and_all_are_asked() -> None:
    reading = read_one(
        "2024-07-12 14:05 BST", replace(LOS_ANGELES, captured=parse_instant("2024-08-01T00:00:00Z"))
    )
    assert (shown(reading), reading.flags) == ("2024-07-12T13:05:00Z", ("zone-shared",))
    assert len(reading.alternatives) == 3


def test_4_pst_in_july_is_literal_or_meant_and_both_are_asked() -> None:
    reading = read_one("2023-07-12 14:05 PST")
    assert reading.flags == ("zone-season",)
    assert other_instants(reading) == ["2023-07-12T21:05:00Z", "2023-07-12T22:05:00Z"]


def test_4_an_abbreviation_that_some_write_all_year_is_literal_first() -> None:
    reading = read_one("2024-01-12 14:05 AEST")
    assert (shown(reading), reading.flags) == ("2024-01-12T04:05:00Z", ("zone-season",))


def test_4_pt_and_et_are_regions() -> None:
    assert shown_all("2023-07-12 14:05 PT\n2023-01-12 14:05 ET") == [
        "2023-07-12T21:05:00Z",
        "2023-01-12T19:05:00Z",
    ]
    assert read_one("2023-07-12 14:05 PT").flags == ()


def test_5_24_00_and_60_seconds_are_the_next_midnight_and_second_and_flagged() -> None:
    readings = read("2024-03-11T24:00:00Z\n2024-03-12T10:59:60Z")
    assert [shown(reading) for reading in readings] == ["2024-03-12T00:00:00Z", "2024-03-12T11:00:00Z"]
    assert [reading.flags for reading in readings] == [("next-midnight",), ("next-second",)]


def test_6_twelve_am_is_midnight_and_twelve_pm_is_noon() -> None:
    assert shown_all("12:30 AM a\n12:30 PM b") == ["2024-03-12T07:30:00Z", "2024-03-12T19:30:00Z"]


def test_6_14_10_am_is_refused_with_what_it_may_be() -> None:
    reading = read_one("14:10 am deploy")
    assert (reading.instant, reading.flags) == (None, ("no-such-time",))
    assert other_instants(reading) == ["2024-03-12T21:10:00Z"]


def test_7_the_other_lines_of_a_source_decide_day_and_month() -> None:
    readings = read("03/04/2024 10:00 a\n25/04/2024 11:00 b", NOBODY_SAID)
    assert [shown(reading)[:10] for reading in readings] == ["2024-04-03", "2024-04-25"]
    assert "day-or-month" not in readings[0].flags


def test_7_a_day_beside_the_days_of_the_source_is_meant() -> None:
    text = "Resolved 2025-07-24 12:34\n\n24/07/25\n\n12:40 all clear"
    later = replace(NOBODY_SAID, captured=parse_instant("2026-11-21T09:00:00Z"), zone="Europe/London")
    readings = read(text, later)
    assert readings[2].is_heading
    assert readings[2].flags == ()
    assert shown(readings[4]) == "2025-07-24T11:40:00Z"


def test_7_else_the_order_that_was_said_picks_and_both_are_asked() -> None:
    for order, instant in (("dmy", "2024-02-01T18:00:00Z"), ("mdy", "2024-01-02T18:00:00Z")):
        reading = read_one("01/02/24 10:00", replace(LOS_ANGELES, order=order))
        assert (shown(reading), reading.flags) == (instant, ("day-or-month",))
        assert {"2024-02-01T18:00:00Z", "2024-01-02T18:00:00Z"} <= set(other_instants(reading))


def test_7_dotted_dates_with_a_full_year_are_day_first() -> None:
    reading = read_one("02.01.2024 10:00")
    assert (shown(reading), reading.flags) == ("2024-01-02T18:00:00Z", ("order-fell-back",))


def test_7_an_order_that_cannot_be_falls_back_and_is_flagged() -> None:
    reading = read_one("27/02/2024 14:05")
    assert (shown(reading), reading.flags) == ("2024-02-27T22:05:00Z", ("order-fell-back",))


def test_7_a_weekday_that_disagrees_is_a_flag_and_never_an_input() -> None:
    reading = read_one("Mon, 12 Mar 2024 14:05:06 GMT")
    assert (shown(reading), reading.flags) == ("2024-03-12T14:05:06Z", ("weekday-disagrees",))


def test_8_times_without_a_date_roll_over_midnight_on_a_large_jump_back() -> None:
    assert shown_all("23:50 a\n00:10 b") == ["2024-03-13T06:50:00Z", "2024-03-13T07:10:00Z"]


def test_8_a_small_jump_back_is_disorder_and_flagged() -> None:
    readings = read("03:00 a\n00:00 b\n00:01 c")
    assert [shown(reading)[:16] for reading in readings] == [
        "2024-03-12T10:00",
        "2024-03-12T07:00",
        "2024-03-12T07:01",
    ]
    assert [reading.flags for reading in readings] == [(), ("order",), ()]


def test_9_a_zone_holds_for_its_line_and_only_a_header_carries_on() -> None:
    text = "07:05 a\n07:06 PDT b\n07:07 c\nAll times UTC\n14:08 d"
    assert [time[11:16] for time in shown_all(text) if time != "-"] == ["14:05", "14:06", "14:07", "14:08"]


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Mar  3 14:05:06", "2024-03-03"),
        ("Dec 31 10:00:00", "2023-12-31"),
        ("Mar 13 10:00:00", "2024-03-13"),
        ("Mar 20 10:00:00", "2023-03-20"),
        ("Feb 29 10:00:00", "2024-02-29"),
        ("12 Mar 24 10:00", "2024-03-12"),
    ],
)
def test_10_the_year_is_the_nearest_that_is_not_over_two_days_past_the_capture(stamp: str, day: str) -> None:
    assert shown(read_one(stamp))[:10] == day


def test_10_a_year_carries_on_from_the_line_before() -> None:
    text = "Nov  3 09:00:00 a\nDec  3 09:00:00 b\nJan  3 09:00:00 c"
    assert [time[:10] for time in shown_all(text, NOBODY_SAID)] == ["2023-11-03", "2023-12-03", "2024-01-03"]


def test_10_a_mistyped_year_is_the_one_beside_it_and_both_are_asked() -> None:
    reading = read_one("2042-03-12 14:05 deploy")
    assert (shown(reading), reading.flags) == ("2024-03-12T21:05:00Z", ("year-mistyped",))
    assert other_instants(reading) == ["2024-03-12T21:05:00Z", "2042-03-12T21:05:00Z"]


def test_10_a_year_of_five_digits_is_refused_with_a_suggestion() -> None:
    reading = read_one("20244-03-12 14:05 deploy")
    assert (reading.instant, reading.flags) == (None, ("odd-year",))
    assert other_instants(reading) == ["2024-03-12T21:05:00Z"]


def test_11_an_age_counts_from_the_moment_of_its_message() -> None:
    assert shown_all("10 min ago\n5m12s   Warning   BackOff   pod/checkout") == [
        "2024-03-12T22:50:00Z",
        "2024-03-12T22:54:48Z",
    ]
    assert read_one("10 min ago").approximate


def test_11_t_plus_counts_from_t0_and_is_refused_without_one() -> None:
    t0 = replace(LOS_ANGELES, t0=parse_instant("2024-03-12T14:00:00Z"))
    assert shown_all("T+5m detected\nT+00:07:30 declared\nT-10m deployed", t0) == [
        "2024-03-12T14:05:00Z",
        "2024-03-12T14:07:30Z",
        "2024-03-12T13:50:00Z",
    ]
    assert (read_one("T+5 detected").instant, read_one("T+5 detected").flags) == (None, ("no-t-zero",))
    assert read_one("T+5 detected", t0).flags == ("unit-missing",)


def test_11_what_lies_over_two_days_past_the_capture_is_flagged() -> None:
    assert read_one("2024-03-15T14:05:06Z").flags == ("future",)


def test_12_ties_keep_the_order_of_the_source() -> None:
    readings = read("14:05 a\n14:05 b\n14:05:00 c")
    assert len({reading.instant for reading in readings}) == 1
    assert not any(reading.flags for reading in readings)


@pytest.mark.parametrize(
    ("stamp", "micros"),
    [
        ("06.1Z", 100_000),
        ("06.123456789Z", 123_456),
        ("06,123Z", 123_000),
        ("06.0000000000001Z", 0),
        ("06, then", 0),
    ],
)
def test_12_fractions_have_any_length_and_a_comma_only_before_digits(stamp: str, micros: int) -> None:
    reading = read_one(f"2024-03-12 14:05:{stamp}")
    assert reading.instant is not None
    assert reading.instant % 1_000_000 == micros


def test_12_copied_dashes_and_spaces_are_matched_and_keep_their_places() -> None:
    text = "2024‑03‑12\u202f14:05:06\u00a0PM –\u2009done"
    reading = read_one(text)
    assert shown(reading) == "2024-03-12T21:05:06Z"
    assert text[reading.start : reading.end] == "2024‑03‑12\u202f14:05:06\u00a0PM"
