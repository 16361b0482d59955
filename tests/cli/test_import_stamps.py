"""Stamps through `oncall import --json`: each line a source of its own, with zone, date, order and capture as said."""

from typing import Any

import pytest

from tests.cli.conftest import Oncall

SAID = (
    "--zone",
    "America/Los_Angeles",
    "--date",
    "2024-03-12",
    "--order",
    "mdy",
    "--captured",
    "2024-03-12T23:00:00Z",
)


@pytest.fixture
def note_of(oncall: Oncall) -> Any:
    """The one note that a line becomes."""
    oncall("new", "Checkout")

    def note(line: str) -> Any:
        (only,) = oncall("import", "-", *SAID, "--json", stdin=f"{line}\n".encode()).json["notes"]
        return only

    return note


@pytest.mark.parametrize(
    ("line", "instant", "precision", "confidence"),
    [
        ("2024-03-12T14:05:06.123Z deploy", "2024-03-12T14:05:06.123000Z", "millisecond", "explicit"),
        ("1710252306 deploy", "2024-03-12T14:05:06Z", "second", "explicit"),
        ("[12/Mar/2024:14:05:06 +0000] deploy", "2024-03-12T14:05:06Z", "second", "explicit"),
        ("Tue Mar 12 07:05:06 PDT 2024 deploy", "2024-03-12T14:05:06Z", "second", "explicit"),
        ("2024-03-12 14:05 deploy", "2024-03-12T21:05:00Z", "minute", "inferred"),
        ("14.05 deploy", "2024-03-12T21:05:00Z", "minute", "inferred"),
        ("Dec 31 23:59:58 host deploy", "2024-01-01T07:59:58Z", "second", "inferred"),
        ("Yesterday at 11:58 PM deploy", "2024-03-12T06:58:00Z", "minute", "inferred"),
        ("12 mars 2024 à 14h05 deploy", "2024-03-12T21:05:00Z", "minute", "inferred"),
        ("10 min ago deploy", "2024-03-12T22:50:00Z", "minute", "inferred"),
        ("2024‑03‑12 14:05:06 deploy", "2024-03-12T21:05:06Z", "second", "inferred"),
    ],
)
def test_a_line_is_timed(note_of: Any, line: str, instant: str, precision: str, confidence: str) -> None:
    note = note_of(line)
    assert (note["occurred_at"], note["precision"], note["confidence"]) == (instant, precision, confidence)
    assert (note["flags"], note["alternatives"], note["raw"]) == ([], [], line)


@pytest.mark.parametrize(
    ("line", "instant", "flag", "others"),
    [
        ("14:05 IST deploy", "2024-03-12T08:35:00Z", "zone-shared", 3),
        ("03/04/24 14:05 deploy", "2024-03-04T22:05:00Z", "day-or-month", 2),
        ("2023-11-05 01:30 deploy", "2023-11-05T08:30:00Z", "repeated-hour", 2),
        ("2023-07-12 14:05 PST deploy", "2023-07-12T21:05:00Z", "zone-season", 2),
        ("2042-03-12 14:05 deploy", "2024-03-12T21:05:00Z", "year-mistyped", 2),
    ],
)
def test_what_could_be_several_has_the_likeliest_and_all_of_them(
    note_of: Any, line: str, instant: str, flag: str, others: int
) -> None:
    note = note_of(line)
    assert note["occurred_at"] == note["alternatives"][0] == instant
    assert flag in note["flags"]
    assert len(note["alternatives"]) == others


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        ("2024-03-10 02:30 deploy", "skipped-hour"),
        ("14:10 am deploy", "no-such-time"),
        ("20244-03-12 14:05 deploy", "odd-year"),
        ("T+5 deploy", "no-t-zero"),
    ],
)
def test_what_cannot_be_is_refused_with_why(note_of: Any, line: str, flag: str) -> None:
    note = note_of(line)
    assert (note["occurred_at"], note["flags"]) == (None, [flag])


@pytest.mark.parametrize(
    "line", ["10.0.14.5 is down", "took 1h 50m", "3/4 replicas", "support hours 10:00-17:00"]
)
def test_what_is_no_stamp_is_left_alone(note_of: Any, line: str) -> None:
    note = note_of(line)
    assert (note["occurred_at"], note["flags"], note["raw"]) == (None, [], line)
