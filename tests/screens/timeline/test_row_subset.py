"""What of a timeline is shown, without a screen."""

from datetime import UTC

from oncall_tui.domain.timeline.walk import build_walk
from oncall_tui.screens.timeline.row_subset import FilteredRows, NearbyRows, WalkedRows
from tests.builders.timelines import note, timeline

SHOWN = timeline(
    {
        "a": note("03:10", "redis pool full"),
        "b": note("03:12", "scaled redis", references=["PD-1"]),
        "c": note("03:40", "rolled back"),
    }
)


def test_a_filter_finds_its_rows_in_every_timeline() -> None:
    excerpt = FilteredRows(" redis is:flagged")
    assert excerpt.places(SHOWN, {"b"}) == [1]
    assert excerpt.places(timeline({"0": note("03:00", "earlier"), "b": note("03:12", "redis")}), {"b"}) == [
        1
    ]
    assert excerpt.words(1, 3, UTC) == "“redis is:flagged”: 1 of 3 rows"


def test_minutes_around_a_row_are_none_once_it_is_left_out() -> None:
    assert list(NearbyRows("a", 5).places(SHOWN, ())) == [0, 1]
    assert list(NearbyRows("gone", 5).places(SHOWN, ())) == []
    assert NearbyRows("a", 5).words(2, 3, UTC) == "±5m: 2 of 3 rows"


def test_a_walk_stays_between_its_first_and_its_last_step() -> None:
    walked = WalkedRows(build_walk(SHOWN), 1)
    assert walked.stepped(-1).step == 1
    assert walked.stepped(5).step == len(walked.walk.steps)
    assert list(walked.places(SHOWN, ())) == [SHOWN.place_of(walked.row)]
    assert walked.words(1, 3, UTC).startswith("walk 1 of 3")
