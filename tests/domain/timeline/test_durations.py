"""Durations from milestone to milestone, and figures that reports state (L1)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.duration_text import gap_text
from oncall_tui.domain.instants import HOUR, MINUTE, parse_instant
from oncall_tui.domain.timeline.durations import (
    OutOfOrderMilestones,
    ReportedDuration,
    check_reported_duration,
    duration_text,
    durations,
    out_of_order_milestones,
    parse_reported_duration,
)
from oncall_tui.domain.timeline.milestones import MILESTONES
from oncall_tui.domain.timeline.moments import Moment, Moments, duration

DISK_SPACE = {
    "detected": parse_instant("2023-09-18T12:42:00Z"),
    "declared": parse_instant("2023-09-18T14:12:00Z"),
    "mitigated": parse_instant("2023-09-18T16:54:00Z"),
    "resolved": parse_instant("2023-09-20T18:18:00Z"),
}


def exact(instants: dict[str, int]) -> Moments:
    """The instants as moments that are known to the second."""
    return {name: (Moment(at),) for name, at in instants.items()}


def took(start: Moment | tuple[Moment, ...], end: Moment | tuple[Moment, ...]) -> str:
    """What is said of the time from one moment to another; several are rows that claim the same milestone."""
    ends = [moments if isinstance(moments[0], Moment) else (moments,) for moments in (start, end)]
    return duration("detected", "resolved", {"detected": ends[0], "resolved": ends[1]}).text


def at(clock: str, precision: str = "second", *, approximate: bool = False) -> Moment:
    return Moment(parse_instant(f"2026-11-20T{clock}Z"), precision, approximate)


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (at("10:00:00", "minute"), at("10:06:53"), "about 6m"),
        (at("10:00:45"), at("10:06:00", "minute"), "about 6m"),
        (at("10:00:00", "minute"), at("10:06:00", "minute"), "6m"),
        (at("10:00:00"), at("10:58:42"), "58m42s"),
        (at("10:00:00"), at("10:00:00", "minute"), "about 0m"),
        (at("10:00:00", "minute"), at("12:00:00", "minute", approximate=True), "about 2h"),
        (at("10:00:00", "minute"), at("12:20:00", "minute", approximate=True), "about 2h20m"),
        (at("10:00:00", "minute"), at("09:57:30"), "about -3m"),
        (at("00:00:00", "day"), at("10:00:00"), "unknown, only the day is known"),
        (at("10:00:00"), at("00:00:00", "day"), "unknown, only the day is known"),
    ],
)
def test_a_duration_is_no_finer_than_its_ends(start: Moment, end: Moment, text: str) -> None:
    assert took(start, end) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (at("10:00:00"), (at("11:23:00"), at("12:38:55")), "1h23m or 2h38m (resolved is set twice)"),
        ((at("10:00:00"), at("10:10:00")), at("10:30:00"), "20m or 30m (detected is set twice)"),
        (at("10:00:00"), (at("11:00:00"),) * 2, "1h00m (resolved is set twice)"),
        (
            at("10:00:00"),
            (at("10:10:00"), at("10:20:00"), at("10:30:00", "minute")),
            "10m, 20m or about 30m (resolved is set 3 times)",
        ),
        (
            (at("10:00:00"), at("10:01:00")),
            (at("10:10:00"), at("10:11:00")),
            "9m, 10m or 11m (detected is set twice and resolved is set twice)",
        ),
    ],
)
def test_while_a_milestone_is_set_twice_a_duration_has_both_values(
    start: Moment | tuple[Moment, ...], end: Moment | tuple[Moment, ...], text: str
) -> None:
    assert took(start, end) == text


@given(st.integers(0, 10**9), st.sampled_from([1, 60, 3600]))
def test_an_elapsed_time_reads_back_as_what_it_says(seconds: int, unit: int) -> None:
    units = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
    text = duration_text(seconds, unit)
    said = sum(int(number) * units[letter] for number, letter in re.findall(r"(\d+)([dhms])", text))
    assert 0 <= seconds - said < max(unit, 60 if seconds >= 3_600 else 1)
    assert re.search(r"\d{3,}[hms]|[4-9][89]h", text) is None


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(641 * 3600 + 18 * 60, "26d 17h"), (59_760, "16h36m"), (172_800, "2d"), (172_799, "47h59m")],
)
def test_a_gap_is_told_in_days_once_it_is_long(seconds: int, text: str) -> None:
    assert gap_text(seconds) == text


def test_a_duration_names_both_of_its_ends() -> None:
    found = durations(exact(DISK_SPACE))["time_to_resolve"]
    assert found is not None
    assert (found.start, found.end, duration_text(found.seconds)) == ("detected", "resolved", "2d 5h36m")


def test_without_both_ends_there_is_no_duration() -> None:
    assert durations(exact(DISK_SPACE))["time_to_detect"] is None
    assert durations(exact(DISK_SPACE))["time_to_acknowledge"] is None


def test_an_incident_may_be_declared_before_or_after_somebody_acknowledged() -> None:
    assert out_of_order_milestones({"acknowledged": 0, "declared": MINUTE}) == ()
    assert out_of_order_milestones({"declared": 0, "acknowledged": MINUTE}) == ()


def test_without_a_detection_it_counts_from_the_start_and_says_so() -> None:
    found = durations(exact({"started": 0, "resolved": HOUR}))["time_to_resolve"]
    assert found is not None
    assert (found.start, found.seconds) == ("started", 3600)


def test_reality_may_have_any_order() -> None:
    found = durations(exact({"detected": HOUR, "started": 2 * HOUR}))["time_to_detect"]
    assert found is not None
    assert found.seconds == -3600
    assert out_of_order_milestones({"declared": 41 * MINUTE, "mitigated": 0, "resolved": 38 * MINUTE}) == (
        OutOfOrderMilestones("declared", 41 * MINUTE, "resolved", 38 * MINUTE),
    )


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("- **Time to resolve**: 35h 36m", ReportedDuration("resolve", 128_160, 60)),
        ("Time to repair: 0h 45m", ReportedDuration("repair", 2_700, 60)),
        ("time to mitigate was 2 days 3 hours", ReportedDuration("mitigate", 183_600, 3_600)),
        ("Time to detect 90 s", ReportedDuration("detect", 90, 1)),
        ("Time to resolve: unknown", None),
        ("it took a long time to resolve", None),
    ],
)
def test_a_figure_is_read_from_its_line(line: str, figure: ReportedDuration | None) -> None:
    assert parse_reported_duration(line) == figure


def test_a_wrong_figure_is_exposed_beside_ours() -> None:
    check = check_reported_duration(ReportedDuration("resolve", 128_160, 60), DISK_SPACE)
    assert check.same is None
    assert check.ours is not None
    assert duration_text(check.ours.seconds) == "2d 5h36m"


def test_a_right_figure_says_from_where_it_counts() -> None:
    found = {"detected": 0, "declared": 25 * MINUTE, "resolved": 70 * MINUTE}
    repair = check_reported_duration(ReportedDuration("repair", 45 * 60, 60), found).same
    resolve = check_reported_duration(ReportedDuration("resolve", 70 * 60, 60), found).same
    assert repair is not None
    assert resolve is not None
    assert (repair.start, resolve.start) == ("declared", "detected")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(192_960, "2d 5h36m"), (3_060, "51m"), (45, "45s"), (330, "5m30s"), (-180, "-3m"), (0, "0s")],
)
def test_elapsed(seconds: int, text: str) -> None:
    assert duration_text(seconds) == text


@given(st.dictionaries(st.sampled_from(MILESTONES), st.integers(-(10**15), 10**15)))
def test_a_duration_has_exactly_the_ends_that_are_known(instants: dict[str, int]) -> None:
    for found in filter(None, durations(exact(instants)).values()):
        assert (found.from_at, found.to_at) == (instants[found.start], instants[found.end])


@pytest.mark.parametrize(
    ("line", "what", "seconds"),
    [
        ("- Time to detection: 12 minutes", "detection", 720),
        ("Time to acknowledgement | 90 s", "acknowledgement", 90),
        ("**Time-to-restore**: 1h 5m", "restore", 3900),
        ("MTTR: 88 min", "recover", 5280),
        ("TTD 4 minutes", "detect", 240),
    ],
)
def test_figures_by_the_noun_and_by_their_letters(line: str, what: str, seconds: int) -> None:
    figure = parse_reported_duration(line)
    assert figure is not None
    assert (figure.what, figure.seconds) == (what, seconds)
