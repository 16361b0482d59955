"""Rows are cut, fitted and wrapped by cells, and nothing in them can reach the terminal as a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.visible import UNSAFE
from oncall_tui.widgets.rows import (
    FixedRow,
    FixedRows,
    Span,
    divider,
    justify_row,
    row_text,
    row_width,
    rule,
    truncate_row,
    wrap,
    wrap_row,
)

texts = st.text(st.characters(), max_size=60)
rows = st.lists(st.builds(Span, texts), max_size=5).map(tuple)
widths = st.integers(0, 100)


@given(rows, widths)
def test_a_cropped_row_never_exceeds_its_width_and_is_harmless(row: tuple[Span, ...], width: int) -> None:
    cut = truncate_row(row, width)
    assert row_width(cut) <= width
    assert not UNSAFE.search(row_text(cut))
    assert "\n" not in row_text(cut)


@given(rows, rows, widths)
def test_a_fitted_row_fills_its_width_exactly(
    left: tuple[Span, ...], right: tuple[Span, ...], width: int
) -> None:
    assert row_width(justify_row(left, right, width)) == width


@given(st.text(st.sampled_from("ab c日́é"), max_size=80), st.integers(4, 30))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    lines = wrap((Span(text, "muted"),), width)
    assert all(row_width(line) <= width for line in lines)
    assert "".join(map(row_text, lines)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("row", "width", "expected"),
    [
        ((Span("redis pool full"),), 20, "redis pool full"),
        ((Span("redis pool full"),), 6, "redis…"),
        ((Span("redis "), Span("pool", "warn")), 8, "redis p…"),
        ((Span("日本語"),), 4, "日…"),
        ((Span("x" * 100_000),), 5, "xxxx…"),
        ((Span("two\nlines\tand \x1b[31m"),), 30, "two⏎lines and ␛[31m"),
        ((Span("abc"),), 0, ""),
    ],
)
def test_crop(row: tuple[Span, ...], width: int, expected: str) -> None:
    assert row_text(truncate_row(row, width)) == expected


def test_fit_keeps_the_right_part_whole() -> None:
    assert (
        row_text(justify_row((Span("a long text on the left"),), (Span("#redis"),), 16)) == "a long t… #redis"
    )


def test_rule_fills_its_width_with_a_title() -> None:
    assert row_text(rule("silent 4", 24)) == "── silent 4 ────────────"
    assert row_text(rule("gap", 24, "16h36m")) == "── gap ─────── 16h36m ──"


def test_wrapped_lines_are_indented_and_keep_their_tones() -> None:
    lines = wrap((Span("one two "), Span("three four", "warn")), 9, "  ")
    assert [row_text(line) for line in lines] == ["one two", "  three", "  four"]
    assert [span.tone for span in lines[-1] if span.text.strip()] == ["warn"]


def test_fixed_rows_find_a_row_by_its_id() -> None:
    shown = FixedRows([FixedRow("a", (Span("A"),)), FixedRow("b", (Span("B"),), selectable=False)])
    assert (len(shown), shown.index_of("b"), shown.index_of("c")) == (2, 1, None)
    assert not shown.selectable(1)


@pytest.mark.parametrize("width", [12, 40, 200])
def test_a_divider_is_one_line_as_wide_as_its_pane(width: int) -> None:
    [line] = wrap_row(divider("How it was read · sure"), width, "  ")
    assert row_width(line) == width
