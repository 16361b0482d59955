"""A deadline is a day as for a commitment, with an optional time; without one 17:00 in the incident's zone."""

from zoneinfo import ZoneInfo

import pytest

from oncall_tui.domain.deadlines import deadline_text, read_deadline
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant, parse_instant

LONDON = ZoneInfo("Europe/London")
NOW = parse_instant("2023-09-20T22:30:00Z")  # 23:30 in London, a Wednesday


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("+5d", "2023-09-25T16:00:00Z"),
        ("fri", "2023-09-22T16:00:00Z"),
        ("fri 9:30", "2023-09-22T08:30:00Z"),
        ("tomorrow 09.30", "2023-09-21T08:30:00Z"),
        ("2023-12-01", "2023-12-01T17:00:00Z"),
        ("2023-12-01T08:15", "2023-12-01T08:15:00Z"),
        ("2023-12-01T08:15:00Z", "2023-12-01T08:15:00Z"),
        ("23:45", "2023-09-20T22:45:00Z"),
    ],
)
def test_a_deadline(text: str, instant: str) -> None:
    assert format_instant(read_deadline(text, NOW, LONDON)) == instant


@pytest.mark.parametrize("text", ["", " ", "soon", "fri 25:00", "2023-13-01", "+5d noon", "z"])
def test_what_is_no_deadline_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="Nothing was changed"):
        read_deadline(text, NOW, LONDON)


def test_a_deadline_is_said_in_its_zone() -> None:
    assert (
        deadline_text(parse_instant("2023-09-22T16:00:00Z"), LONDON) == "Fri 22 Sep 2023 17:00 (BST, UTC+1)"
    )
