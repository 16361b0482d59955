"""What a source as a whole leaves open is asked about once, and nothing else is."""

from dataclasses import replace

import pytest

from oncall_tui.domain.instants import parse_instant
from oncall_tui.timestamps.read_source import read_source
from oncall_tui.timestamps.types import Reading, SourceContext, StampLine
from tests.builders.readings import other_instants, shown

IN_KOLKATA = SourceContext(
    captured=parse_instant("2026-11-20T18:00:00Z"), default_zone="Asia/Kolkata", date="2026-11-18"
)
NO_DATE = replace(IN_KOLKATA, date=None)


def read_whole(text: str, context: SourceContext = IN_KOLKATA) -> list[Reading]:
    return read_source([StampLine(line) for line in text.split("\n")], context, is_whole=True)


def test_times_read_by_default_beside_the_name_of_another_zone_are_asked_about() -> None:
    readings = read_whole("09:10 lag\n09:40 the vendor answers at 04:15 UTC")
    assert {reading.flags for reading in readings} == {("zone-elsewhere",)}
    assert other_instants(readings[0]) == ["2026-11-18T03:40:00Z", "2026-11-18T09:10:00Z"]


def test_bare_times_beside_stamps_of_another_zone_are_asked_about() -> None:
    readings = read_whole("2026-11-18T09:10:00Z alert\n09:15 seen\n09:20 gone")
    assert readings[0].flags == ()
    assert other_instants(readings[1]) == ["2026-11-18T03:45:00Z", "2026-11-18T09:15:00Z"]
    assert "zone-elsewhere" in readings[2].flags


@pytest.mark.parametrize(
    "text",
    [
        "09:10 lag\n09:40 gone",
        "09:10 lag\n09:40 see https://grafana.example/d/1?tz=UTC%2B1",
        "09:10 lag\n09:40 gone, says Asia/Kolkata",
        "All times UTC\n09:10 lag\n09:40 CET was the zone of the export",
    ],
)
def test_nothing_is_asked_where_no_other_zone_is_named_or_one_is_declared(text: str) -> None:
    assert not any("zone-elsewhere" in reading.flags for reading in read_whole(text))


def test_a_zone_that_a_person_said_is_not_asked_about() -> None:
    said = replace(IN_KOLKATA, zone="Asia/Kolkata")
    assert read_whole("09:10 lag\n09:40 UTC gone", said)[0].flags == ()


def test_bare_times_below_a_time_with_a_zone_are_in_that_zone() -> None:
    readings = read_whole("# 2024-01-11\n- 16:22 PST seen\n- 17:07 raised\n- 23:50 quiet\n- 00:10 over")
    assert [shown(reading) for reading in readings[1:]] == [
        "2024-01-12T00:22:00Z",
        "2024-01-12T01:07:00Z",
        "2024-01-12T07:50:00Z",
        "2024-01-12T08:10:00Z",
    ]
    assert {reading.zone_origin for reading in readings[2:]} == {"above"}


def test_a_day_as_written_holds_in_whatever_zone_its_times_are() -> None:
    readings = read_whole("# 2024-05-02 outage\nTimes: PST\n9:10 am seen\n9:40 am gone")
    assert [shown(reading)[:10] for reading in readings[2:]] == ["2024-05-02", "2024-05-02"]
    assert {reading.flags for reading in readings[2:]} == {("zone-season",)}


def test_two_zones_declared_for_the_same_lines_are_both_asked_about() -> None:
    reading = read_whole("Time zone: CET\nAll times are in UTC\n09:10 lag")[2]
    assert reading.flags == ("zones-disagree",)
    assert other_instants(reading) == ["2026-11-18T09:10:00Z", "2026-11-18T08:10:00Z"]


def test_a_day_that_nothing_says_is_asked_about_on_every_line_alike() -> None:
    readings = read_whole("09:10 lag\nno time here\n09:40 gone", NO_DATE)
    assert [reading.flags for reading in readings] == [("day-assumed",), (), ("day-assumed",)]
    assert shown(readings[0])[:10] == "2026-11-20"


@pytest.mark.parametrize("text", ["2026-11-18\n09:10 lag", "2026-11-18 09:10 lag\n09:40 gone", "10 min ago"])
def test_a_day_that_something_says_is_not_asked_about(text: str) -> None:
    assert not any("day-assumed" in reading.flags for reading in read_whole(text, NO_DATE))


def test_the_only_date_of_a_field_or_of_front_matter_is_the_day() -> None:
    fields = StampLine("", aside="---\ntitle: Lag\ndate: 2026-11-16\n---")
    reading = read_source([fields, StampLine("09:10 lag")], NO_DATE, is_whole=True)[1]
    assert (shown(reading), reading.flags) == ("2026-11-16T03:40:00Z", ())


def test_a_zone_in_a_field_or_in_the_head_of_a_table_counts() -> None:
    for aside in (
        "| Time zone | Europe/Paris |",
        "timezone: Europe/Paris",
        "| Heure (heure de Paris) | Fait |",
    ):
        reading = read_source([StampLine("", aside=aside), StampLine("09:10 lag")], IN_KOLKATA)[1]
        assert (shown(reading), reading.zone_origin) == ("2026-11-18T08:10:00Z", "header")


def test_a_day_line_names_the_zone_of_the_lines_below() -> None:
    readings = read_whole("2026-11-17 (UTC)\n09:10 lag")
    assert readings[0].is_heading
    assert shown(readings[1]) == "2026-11-17T09:10:00Z"


@pytest.mark.parametrize(
    "said",
    [
        "T+0 is 2024-05-02 09:10 UTC.",
        "T0 = 2024-05-02 09:10 UTC",
        "T0: 2024-05-02 09:10 UTC (first alert)",
        "2024-05-02 09:10 UTC is T+0",
        "**T+0** was 09:10 UTC on 2 May 2024",
    ],
)
def test_t_zero_is_heard_above_and_below_what_counts_from_it(said: str) -> None:
    assert shown(read_whole(f"{said}\nT+5m seen")[1]) == "2024-05-02T09:15:00Z"
    assert shown(read_whole(f"T+5m seen\n{said}")[0]) == "2024-05-02T09:15:00Z"


@pytest.mark.parametrize("zone", ["UTC+1", "CET", "Europe/Paris"])
def test_a_zone_that_ends_a_line_below_a_header_of_another_is_asked_about(zone: str) -> None:
    readings = read_whole(f"All times are in UTC\n09:10 alert ({zone})\n09:20 gone (node)\n09:30 up (UTC)")
    assert other_instants(readings[1]) == ["2026-11-18T09:10:00Z", "2026-11-18T08:10:00Z"]
    assert [reading.flags for reading in readings[2:]] == [(), ()]
