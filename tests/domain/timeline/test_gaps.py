"""Gaps, rows far from the others, lines out of order: from instants alone (T3, T4)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.instants import DAY, HOUR, MINUTE, format_instant
from oncall_tui.domain.timeline.gaps import gaps, misplaced_lines, outlier_rows
from tests.builders.timelines import note, timeline


def at(*instants: int) -> dict[str, dict[str, object]]:
    """Notes at these instants, with ids in their order."""
    return {f"{number:04}": note(format_instant(instant)) for number, instant in enumerate(instants)}


def test_a_gap_stands_after_its_row() -> None:
    found = list(gaps(timeline(at(0, HOUR, 18 * HOUR)), 4 * HOUR))
    assert [(gap.after, gap.seconds) for gap in found] == [(1, 17 * 3600)]


def test_a_gap_as_long_as_allowed_is_none() -> None:
    assert list(gaps(timeline(at(0, 4 * HOUR)), 4 * HOUR)) == []


@given(st.lists(st.integers(0, 300), min_size=1), st.integers(1, 60))
def test_the_jumps_find_what_looking_at_every_pair_finds(minutes: list[int], longest: int) -> None:
    instants = sorted(minute * MINUTE for minute in minutes)
    pairs = [(place, b - a) for place, (a, b) in enumerate(pairwise(instants)) if b - a > longest * MINUTE]
    found = [
        (gap.after, gap.ends_at - gap.starts_at) for gap in gaps(timeline(at(*instants)), longest * MINUTE)
    ]
    assert found == pairs


def test_the_last_moment_of_the_calendar_is_no_trap() -> None:
    notes = {"a": note("9999-12-31T23:59:59Z"), "b": note("0001-01-01T00:00:00Z")}
    assert len(list(gaps(timeline(notes), HOUR))) == 1


def test_one_row_of_another_month_is_far_and_a_night_is_not() -> None:
    hours = [hour * HOUR for hour in (0, 1, 2, 20, 21)]
    assert outlier_rows(timeline(at(*hours, 40 * DAY))) == [5]
    assert outlier_rows(timeline(at(*hours))) == []
    assert outlier_rows(timeline({})) == []


def test_rows_of_a_source_without_any_time_are_far_from_nothing_and_end_no_gap() -> None:
    imported = note(None, source="s", recorded_at=format_instant(40 * DAY))
    rows = timeline({**at(0, HOUR, 6 * HOUR), "x": imported, "y": dict(imported)})
    assert outlier_rows(rows) == []
    assert [(gap.after, gap.before) for gap in gaps(rows, 4 * HOUR)] == [(1, 2)]


@pytest.mark.parametrize(
    ("instants", "wrong"),
    [
        ([1, 2, 3], []),
        ([1, 2, 2, 3], []),
        ([1, 9, 2, 3], [1]),
        ([5, 6, 1, 7, 8], [2]),
        ([9, 8, 7, 6], []),
        ([9, 8], [0]),
        ([9, 8, 1, 7, 6], [2]),
        ([], []),
    ],
)
def test_the_fewest_lines_are_out_of_order(instants: list[int], wrong: list[int]) -> None:
    assert misplaced_lines(instants) == wrong


@given(st.lists(st.integers()))
def test_without_them_the_others_are_in_order(instants: list[int]) -> None:
    wrong = set(misplaced_lines(instants))
    others = [instant for position, instant in enumerate(instants) if position not in wrong]
    assert others in (sorted(others), sorted(others, reverse=True))
