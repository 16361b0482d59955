"""How a stamp was read, in words."""

from oncall_tui.timestamps.explain import confidence_words, explain
from oncall_tui.timestamps.patterns.table import SHAPES
from oncall_tui.timestamps.types import Reading
from tests.builders.readings import read_one


def test_a_reading_says_what_its_stamp_was_taken_for_and_where_the_zone_came_from() -> None:
    assert explain(read_one("14.05 rolled back"), "14.05") == (
        '"14.05" a time with a dot, to the minute',
        "zone America/Los_Angeles, as you said for this source",
    )


def test_an_approximate_reading_says_so() -> None:
    assert explain(read_one("~14:05 rolled back"))[0] == "a time of day, about, to the minute"


def test_a_line_without_a_stamp_has_nothing_to_explain() -> None:
    assert explain(Reading()) == ()
    assert confidence_words(None) == ""


def test_every_shape_has_words() -> None:
    assert all(explain(read_one(shape.example))[0] for shape in SHAPES)
