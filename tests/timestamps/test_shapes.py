"""Every row of the table of shapes against its own example, and how rows stand to each other."""

import pytest

from oncall_tui.timestamps.patterns.pattern import StampPattern
from oncall_tui.timestamps.patterns.table import SHAPES
from tests.builders.readings import read_one, shown


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.rule)
def test_the_example_of_a_shape_reads_as_the_table_says(shape: StampPattern) -> None:
    assert shown(read_one(shape.example)) == shape.reads.replace("?", "-")


@pytest.mark.parametrize(
    "shape", [shape for shape in SHAPES if shape.reads != "?"], ids=lambda shape: shape.rule
)
def test_the_example_of_a_shape_is_read_by_that_shape_wherever_it_stands_in_the_opening(
    shape: StampPattern,
) -> None:
    for text in (shape.example, f"  - {shape.example}", f"[{shape.example}]"):
        assert read_one(text).rule in (shape.rule, "heading")


def test_every_shape_has_a_name_of_its_own() -> None:
    rules = [shape.rule for shape in SHAPES]
    assert len(set(rules)) == len(rules)
