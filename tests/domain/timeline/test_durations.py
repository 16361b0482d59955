"""Durations from milestone to milestone, and figures that reports state (L1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.instants import HOUR, MINUTE, instant_of
from oncall_tui.domain.timeline.durations import (
    Figure,
    Inversion,
    check_figure,
    durations,
    elapsed_text,
    figure_in,
    inversions,
)
from oncall_tui.domain.timeline.milestones import MILESTONES

DISK_SPACE = {
    "detected": instant_of("2023-09-18T12:42:00Z"),
    "declared": instant_of("2023-09-18T14:12:00Z"),
    "mitigated": instant_of("2023-09-18T16:54:00Z"),
    "resolved": instant_of("2023-09-20T18:18:00Z"),
}


def test_a_duration_names_both_of_its_ends() -> None:
    found = durations(DISK_SPACE)["time_to_resolve"]
    assert found is not None
    assert (found.start, found.end, elapsed_text(found.seconds)) == ("detected", "resolved", "53h36m")


def test_without_both_ends_there_is_no_duration() -> None:
    assert durations(DISK_SPACE)["time_to_detect"] is None
    assert durations(DISK_SPACE)["time_to_acknowledge"] is None


def test_an_incident_may_be_declared_before_or_after_somebody_acknowledged() -> None:
    assert inversions({"acknowledged": 0, "declared": MINUTE}) == ()
    assert inversions({"declared": 0, "acknowledged": MINUTE}) == ()


def test_without_a_detection_it_counts_from_the_start_and_says_so() -> None:
    found = durations({"started": 0, "resolved": HOUR})["time_to_resolve"]
    assert found is not None
    assert (found.start, found.seconds) == ("started", 3600)


def test_reality_may_have_any_order() -> None:
    found = durations({"detected": HOUR, "started": 2 * HOUR})["time_to_detect"]
    assert found is not None
    assert found.seconds == -3600
    assert inversions({"declared": 41 * MINUTE, "mitigated": 0, "resolved": 38 * MINUTE}) == (
        Inversion("declared", 41 * MINUTE, "resolved", 38 * MINUTE),
    )


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("- **Time to resolve**: 35h 36m", Figure("resolve", 128_160, 60)),
        ("Time to repair: 0h 45m", Figure("repair", 2_700, 60)),
        ("time to mitigate was 2 days 3 hours", Figure("mitigate", 183_600, 3_600)),
        ("Time to detect 90 s", Figure("detect", 90, 1)),
        ("Time to resolve: unknown", None),
        ("it took a long time to resolve", None),
    ],
)
def test_a_figure_is_read_from_its_line(line: str, figure: Figure | None) -> None:
    assert figure_in(line) == figure


def test_a_wrong_figure_is_exposed_beside_ours() -> None:
    check = check_figure(Figure("resolve", 128_160, 60), DISK_SPACE)
    assert check.same is None
    assert check.ours is not None
    assert elapsed_text(check.ours.seconds) == "53h36m"


def test_a_right_figure_says_from_where_it_counts() -> None:
    found = {"detected": 0, "declared": 25 * MINUTE, "resolved": 70 * MINUTE}
    repair = check_figure(Figure("repair", 45 * 60, 60), found).same
    resolve = check_figure(Figure("resolve", 70 * 60, 60), found).same
    assert repair is not None
    assert resolve is not None
    assert (repair.start, resolve.start) == ("declared", "detected")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(192_960, "53h36m"), (3_060, "51m"), (45, "45s"), (330, "5m30s"), (-180, "-3m"), (0, "0s")],
)
def test_elapsed(seconds: int, text: str) -> None:
    assert elapsed_text(seconds) == text


@given(st.dictionaries(st.sampled_from(MILESTONES), st.integers(-(10**15), 10**15)))
def test_a_duration_has_exactly_the_ends_that_are_known(instants: dict[str, int]) -> None:
    for found in filter(None, durations(instants).values()):
        assert (found.from_at, found.to_at) == (instants[found.start], instants[found.end])
