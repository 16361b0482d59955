"""Where the cursor stands and what is in sight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.widgets.places import nearest_selectable, scroll_top_for
from oncall_tui.widgets.rows import FixedRow, FixedRows


@pytest.mark.parametrize(
    ("rows", "index", "step", "expected"),
    [
        ("-ab-c", 0, 1, 1),
        ("-ab-c", 3, 1, 4),
        ("-ab-c", 3, -1, 2),
        ("-ab-c", 0, -1, 1),
        ("ab-", 2, 1, 1),
        ("ab", 9, 1, 1),
        ("ab", -3, -1, 0),
        ("--", 0, 1, None),
        ("", 0, 1, None),
    ],
)
def test_the_nearest_row_that_is_no_divider(rows: str, index: int, step: int, expected: int | None) -> None:
    fixed = FixedRows([FixedRow(f"{place}", (), name != "-") for place, name in enumerate(rows)])
    assert nearest_selectable(fixed, index, step) == expected


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 60))
def test_the_cursor_is_in_sight_and_what_is_in_sight_stays(cursor: int, top: int, height: int) -> None:
    new = scroll_top_for(cursor, top, height)
    assert new <= cursor < new + height
    assert scroll_top_for(cursor, new, height) == new
