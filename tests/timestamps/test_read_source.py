"""What carries on from line to line of a source, and what its lines tell about each other."""

from dataclasses import replace

import pytest

from oncall_tui.domain.instants import MINUTE, SECOND, parse_instant
from oncall_tui.timestamps.read_source import read_source
from oncall_tui.timestamps.types import Reading, SourceContext, StampLine
from tests.builders.readings import LOS_ANGELES, read, read_one, shown, shown_all

NOTHING_SAID = SourceContext(captured=parse_instant("2024-03-12T23:00:00Z"))
CHAT = "https://a.slack.com/archives/C0123456/p"


@pytest.mark.parametrize(
    "header",
    [
        "All times UTC",
        "all times are in UTC",
        "(times in UTC)",
        "Timezone: UTC",
        "Time (UTC) | what happened",
        "Timestamps are shown in GMT",
        "tz=UTC",
        "#Software: Microsoft Internet Information Services 10.0",
    ],
)
def test_a_header_sets_the_zone_of_the_lines_below(header: str) -> None:
    reading = read(f"{header}\n14:05 deploy")[1]
    assert (shown(reading), reading.zone_origin) == ("2024-03-12T14:05:00Z", "header")


@pytest.mark.parametrize(
    "line", ["it is time to use UTC", "the clocks here are off", "timeout in EU", "times change"]
)
def test_a_line_that_only_mentions_times_is_no_header(line: str) -> None:
    assert shown_all(f"{line}\n14:05 deploy")[1] == "2024-03-12T21:05:00Z"


def test_a_heading_that_is_a_date_dates_the_lines_below() -> None:
    readings = read("Monday, March 11th\nAna  2:05 PM\nhello\n--- Today ---\nBo  9:05 AM")
    assert [shown(reading) for reading in readings[1:]] == [
        "2024-03-11T21:05:00Z",
        "-",
        "2024-03-12T07:00:00Z",
        "2024-03-12T16:05:00Z",
    ]
    assert [reading.is_heading for reading in readings] == [True, False, False, True, False]


def test_a_section_starts_again_on_the_day_of_the_source() -> None:
    text = "# Outage on 2024-03-10\n- Resolved 2024-03-11 12:34\n- **Context**:\n15:35 pushed\n16:08 found"
    day_unknown = replace(LOS_ANGELES, date=None, zone="UTC")
    assert shown_all(text, day_unknown)[3:] == ["2024-03-10T15:35:00Z", "2024-03-10T16:08:00Z"]


def test_lines_that_run_backwards_go_back_over_midnight_and_are_no_disorder() -> None:
    readings = read("00:10 d\n23:50 c\n23:40 b\n23:30 a")
    assert [shown(reading)[:13] for reading in readings] == [
        "2024-03-12T07",
        "2024-03-12T06",
        "2024-03-12T06",
        "2024-03-12T06",
    ]
    assert not any(reading.flags for reading in readings)


def test_a_line_without_a_stamp_has_no_instant_and_no_flag() -> None:
    assert read("14:05 deploy\nno time here\n14:06 done")[1] == Reading()


def test_links_to_chat_show_the_zone_when_nobody_said_it() -> None:
    seen, declared = f"2023-09-18 14:03 {CHAT}1695042194935169", f"2023-09-18 15:12 {CHAT}1695046332665969"
    readings = read(f"{seen}\n{declared}\n2023-09-18 15.26 found", NOTHING_SAID)
    assert [shown(reading)[11:16] for reading in readings] == ["13:03", "14:12", "14:26"]
    assert {(reading.zone_used, reading.zone_origin) for reading in readings} == {("UTC+1", "permalink")}


def test_links_that_agree_with_the_default_zone_confirm_it_by_name() -> None:
    london = replace(NOTHING_SAID, default_zone="Europe/London")
    reading = read_one(f"2023-09-18 14:03 seen {CHAT}1695042194935169", london)
    assert (reading.zone_used, reading.zone_origin) == ("Europe/London", "permalink")


def test_a_link_that_contradicts_the_zone_in_force_is_flagged() -> None:
    reading = read_one(f"2023-09-18 14:03 seen {CHAT}1695042194935169", replace(NOTHING_SAID, zone="UTC"))
    assert (shown(reading), reading.flags) == ("2023-09-18T14:03:00Z", ("link-disagrees",))
    assert [other.why for other in reading.alternatives] == ["by the zone in force", "by its chat link"]


def test_a_link_to_another_time_says_nothing_about_the_zone() -> None:
    reading = read_one(
        f"2020-08-25 11:01 seen {CHAT}1598351210195200", replace(NOTHING_SAID, zone="Europe/London")
    )
    assert reading.flags == ()


def test_an_epoch_right_behind_a_bare_time_decides_its_zone() -> None:
    reading = read_one("2024-03-12 07:05:06 [1710252306] started", NOTHING_SAID)
    assert (shown(reading), reading.zone_origin) == ("2024-03-12T14:05:06Z", "epoch")
    assert reading.confidence == "explicit"


def test_an_instant_that_the_format_knows_stands_and_carries_on() -> None:
    known = parse_instant("2024-03-11T23:00:00Z")
    readings = read_source(
        [StampLine("Ana: hi", known), StampLine("10 min ago it broke", continues=True)], LOS_ANGELES
    )
    assert [shown(reading) for reading in readings] == ["2024-03-11T23:00:00Z", "2024-03-11T22:50:00Z"]
    assert (readings[0].rule, readings[0].confidence) == ("given", "explicit")


def test_the_zone_of_a_column_holds_for_its_line() -> None:
    lines = [StampLine("14:05 a", zone="UTC"), StampLine("14:05 PDT b", zone="UTC"), StampLine("14:05 c")]
    assert [shown(reading)[11:16] for reading in read_source(lines, LOS_ANGELES)] == [
        "14:05",
        "21:05",
        "21:05",
    ]


def test_a_clock_offset_moves_what_the_clock_wrote_and_not_what_counts_from_the_capture() -> None:
    ahead = replace(LOS_ANGELES, clock_offset=-2 * MINUTE)
    assert shown_all("14:05 a\n2024-03-12T14:05:06Z b\n10 min ago c", ahead) == [
        "2024-03-12T21:03:00Z",
        "2024-03-12T14:03:06Z",
        "2024-03-12T22:50:00Z",
    ]


@pytest.mark.parametrize(
    ("text", "context", "confidence", "origin"),
    [
        ("2024-03-12T14:05:06Z", NOTHING_SAID, "explicit", "text"),
        ("1710252306", NOTHING_SAID, "explicit", "epoch"),
        ("14:05Z", LOS_ANGELES, "inferred", "text"),
        ("2024-03-12 14:05", LOS_ANGELES, "inferred", "source"),
        ("Mar  3 14:05:06", LOS_ANGELES, "inferred", "source"),
        ("2024-03-12 14:05", NOTHING_SAID, "guessed", "default"),
        ("14:05", replace(LOS_ANGELES, date=None), "guessed", "source"),
        ("14:05 IST", LOS_ANGELES, "guessed", "text"),
    ],
)
def test_confidence_is_explicit_in_the_text_inferred_from_context_else_guessed(
    text: str, context: SourceContext, confidence: str, origin: str
) -> None:
    reading = read_one(text, context)
    assert (reading.confidence, reading.zone_origin) == (confidence, origin)


def test_a_bare_time_without_any_date_is_the_last_such_time_before_the_capture() -> None:
    no_date = replace(LOS_ANGELES, date=None)
    assert shown_all("15:50 a", no_date) == ["2024-03-12T22:50:00Z"]
    assert shown_all("23:50 a", no_date) == ["2024-03-12T06:50:00Z"]


def test_seconds_of_finer_stamps_are_no_disorder_for_coarser_ones() -> None:
    assert not any(reading.flags for reading in read("14:05:30 a\n14:05 b\n14:05:40 c"))


def test_offsets_are_added_in_microseconds() -> None:
    assert read_one("14:05", replace(LOS_ANGELES, clock_offset=SECOND)).instant == parse_instant(
        "2024-03-12T21:05:01Z"
    )


def test_a_bare_hour_beside_times_of_twelve_hours_is_in_the_half_that_comes_soon_after() -> None:
    assert shown_all("Ana  2:02 PM\nlooking\n2:07\nfound") == [
        "2024-03-12T21:02:00Z",
        "-",
        "2024-03-12T21:07:00Z",
        "-",
    ]


def test_a_bare_hour_beside_times_of_twelve_hours_is_asked_where_neither_comes_soon() -> None:
    reading = read("2:02 PM\n11:30 a")[1]
    assert reading.flags[0] == "am-or-pm"
    assert [other.why for other in reading.alternatives] == ["am", "pm"]


def test_a_bare_hour_is_of_24_where_others_are() -> None:
    assert shown_all("9:05 AM a\n14:40 b\n15:10 c")[1:] == ["2024-03-12T21:40:00Z", "2024-03-12T22:10:00Z"]
    assert read("2:02 PM a\n14:40 b\n11:10 c")[2].flags == ("order",)


@pytest.mark.parametrize(
    ("text", "instants"),
    [
        ("23:50 a\nNext day 14:10 b", ["2024-03-13T06:50:00Z", "2024-03-13T21:10:00Z"]),
        ("14:05 a\nthe following morning at 9:05 b", ["2024-03-12T21:05:00Z", "2024-03-13T16:05:00Z"]),
        ("tomorrow at 14:05 c", ["2024-03-13T21:05:00Z"]),
    ],
)
def test_the_next_day_is_the_one_after_the_line_before(text: str, instants: list[str]) -> None:
    assert shown_all(text) == instants


def test_a_full_date_inside_a_line_gives_its_year_to_the_stamps_without_one() -> None:
    started, served = (
        "Feb 25 16:19:38 lb haproxy[1]: started",
        "Feb 25 16:19:49 lb haproxy[7]: [25/Feb/2019:16:19:48.143] x",
    )
    assert shown_all(f"{started}\n{started}\n{served}", replace(NOTHING_SAID, zone="UTC")) == [
        "2019-02-25T16:19:38Z",
        "2019-02-25T16:19:38Z",
        "2019-02-25T16:19:49Z",
    ]


def test_a_header_with_a_shared_abbreviation_is_asked_about_unless_it_says_its_offset() -> None:
    assert read("All times in IST\n14:05 a")[1].flags == ("zone-shared",)
    assert shown_all("All times in CST (UTC+8)\n14:05 a")[1] == "2024-03-12T06:05:00Z"


def test_a_zone_in_front_of_a_time_is_its_zone() -> None:
    assert shown_all("UTC 14:05 a\n[PDT] 07:06 b") == ["2024-03-12T14:05:00Z", "2024-03-12T14:06:00Z"]


def test_a_word_that_is_a_weekday_elsewhere_moves_no_time() -> None:
    assert shown_all("so 14:05 it broke\nHier 14:05") == ["2024-03-12T21:05:00Z", "2024-03-11T21:05:00Z"]


@pytest.mark.parametrize(
    ("text", "instants"),
    [
        ("T0 = 14:00 UTC\nT+5m alert\nT-10m deploy", ["14:00", "14:05", "13:50"]),
        ("Timeline (UTC)\n14:05 down", [None, "14:05"]),
        ("All times Eastern\n2:05 PM down", [None, "18:05"]),
    ],
)
def test_what_a_line_says_of_those_below(text: str, instants: list[str | None]) -> None:
    assert shown_all(text) == [f"2024-03-12T{at}:00Z" if at else "-" for at in instants]


@pytest.mark.parametrize(
    "above",
    [
        "## Monday 11 March 2024\n### Timeline",
        "Day 1 - March 11",
        "Date of incident: 11 March 2024",
    ],
)
def test_a_day_dates_the_times_below_also_under_a_lower_heading(above: str) -> None:
    assert shown_all(f"{above}\n14:05 down")[-1] == "2024-03-11T21:05:00Z"


def test_a_weekday_behind_another_is_the_one_to_come() -> None:
    assert shown_all("Mon 14:05 down\nTue 09:00 up") == ["2024-03-11T21:05:00Z", "2024-03-12T16:00:00Z"]
    assert shown(read_one("Fri 14:05 down")) == "2024-03-08T22:05:00Z"
