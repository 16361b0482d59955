"""Stamps that a careful person would ask about: each is flagged with why, and refused where nothing is likely."""

import pytest

from tests.builders.readings import read_one

DOUBTFUL = (
    ("14:05 IST", "zone-shared"),
    ("14:05 CST", "zone-shared"),
    ("14:05 BST", "zone-shared"),
    ("14:05 AST", "zone-shared"),
    ("25:05", "no-such-time"),
    ("14:65", "no-such-time"),
    ("13:05 am", "no-such-time"),
    ("0:30 pm", "no-such-time"),
    ("2024-02-30 14:05", "no-such-date"),
    ("2024-13-12 14:05", "no-such-date"),
    ("20244-03-12 14:05", "odd-year"),
    ("32/13/2024 14:05", "no-such-date"),
    ("03/04/2024 14:05", "day-or-month"),
    ("03/04/24 14:05", "day-or-month"),
    ("last Monday", "which-weekday"),
    ("last Monday at 14:05", "which-weekday"),
    ("midnight", "midnight"),
    ("T+5", "no-t-zero"),
    ("T-10m", "no-t-zero"),
    ("T+00:05:12", "no-t-zero"),
    ("2024-07-12 14:05 PST", "zone-season"),
    ("2024-07-12 14:05 EST", "zone-season"),
    ("2024-11-03 01:30:00", "repeated-hour"),
    ("2024-03-10 02:30:00", "skipped-hour"),
    ("31 Feb 2024 14:05", "no-such-date"),
    ("Feb 30 14:05:06", "no-such-date"),
    ("2204-03-12 14:05", "odd-year"),
    ("2023-02-29T14:05:06Z", "no-such-date"),
    ("14:05 XST", "zone-unknown"),
    ("14:05 UTC+25", "zone-unknown"),
    ("14:05 Europe/Atlantis", "zone-unknown"),
    ("2024-03-12T14:05:06+25:00", "zone-unknown"),
    ("2024-03-12 99:99", "no-such-time"),
    ("2024-03-12 14:05:61", "no-such-time"),
    ("Mar 32 14:05:06", "no-such-date"),
    ("12 xyz 2024 14:05", "date-unknown"),
)
IMPOSSIBLE = {"no-such-time", "no-such-date", "odd-year", "date-unknown", "no-t-zero", "skipped-hour"}


@pytest.mark.parametrize(("stamp", "flag"), DOUBTFUL)
def test_a_doubtful_stamp_says_why(stamp: str, flag: str) -> None:
    assert flag in read_one(stamp).flags


@pytest.mark.parametrize(("stamp", "flag"), DOUBTFUL)
def test_it_has_an_instant_unless_it_is_impossible(stamp: str, flag: str) -> None:
    assert (read_one(stamp).instant is None) == (flag in IMPOSSIBLE)


@pytest.mark.parametrize(("stamp", "flag"), DOUBTFUL)
def test_what_could_be_several_has_all_of_them_the_chosen_one_included(stamp: str, flag: str) -> None:
    reading = read_one(stamp)
    instants = [other.instant for other in reading.alternatives]
    assert len(set(instants)) == len(instants)
    if reading.instant is not None and instants:
        assert reading.instant == instants[0]
        assert len(instants) > 1
