"""Which rows to show."""

import pytest

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.timeline.filter import filter_places, places_around
from tests.builders.timelines import note, timeline

SHOWN = timeline(
    {
        "a": note("03:10", "Redis pool full", kind="saw", tags=["redis"]),
        "b": note("03:12", "scaled redis", kind="did", references=["PD-1"], approximate=True),
        "c": note("03:40", "rolled back", kind="did", people=["ana"]),
    },
    {"c": {"settled": True}},
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [0, 1, 2]),
        ("redis", [0, 1]),
        ("redis FULL", [0]),
        ("ref:none", [0, 2]),
        ("ref:any", [1]),
        ("kind:did back", [2]),
        ("kind:saw", [0]),
        ("is:settled", [2]),
        ("is:approximate", [1]),
        ("is:flagged", [0]),
        ("#redis", [0]),
        ("@ana", [2]),
        ("nothing", []),
        ("settled -kind:dec", [2]),
        ("is:draft", [0, 1]),
        ("is:untimed", []),
        ("is:starred,milestone", []),
        ("who:ANA", [2]),
    ],
)
def test_rows_fit_every_word(text: str, places: list[int]) -> None:
    assert filter_places(SHOWN, text, open_rows={"a"}) == places


def test_an_unknown_state_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(RefusedError, match="settled"):
        filter_places(SHOWN, "is:odd")


def test_a_state_of_recommendations_is_refused_with_what_to_use_here() -> None:
    with pytest.raises(RefusedError, match=r"recommendations that are not done.*flagged"):
        filter_places(SHOWN, "is:open")


def test_so_many_minutes_around_a_row() -> None:
    assert places_around(SHOWN, 1, 5) == [0, 1]
    assert places_around(SHOWN, 1, 30) == [0, 1, 2]
    assert places_around(SHOWN, 2, 1) == [2]
