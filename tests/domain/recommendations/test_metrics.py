import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.recommendations.filter import (
    filter_recommendations,
    make_searchable,
    read_recommendation_filter,
)
from oncall_tui.domain.recommendations.metrics import compute_metrics, last_months
from oncall_tui.widgets.text_plots import sparkline, text_bar
from tests.builders.recommendations import a_recommendation, days_ago, seen_from

ITEMS = [
    a_recommendation(id="a", label="strategic", outcome="prevent", impact="high", effort="low"),
    a_recommendation(id="b", status="planned", definition_of_done="x", due="2026-11-01", owner="ana"),
    a_recommendation(id="c", status="done", status_at=days_ago(40), created_at=days_ago(200)),
    a_recommendation(id="d", created_at=days_ago(100), touched_at=days_ago(50)),
]


def test_every_figure_opens_exactly_the_rows_that_it_counts() -> None:
    outlook = seen_from()
    entries = [make_searchable(item, outlook) for item in ITEMS]
    shown = compute_metrics(ITEMS, outlook)
    figures = [
        *shown.statuses,
        *shown.standing,
        *shown.ages,
        *shown.outcomes,
        *(figure for row in shown.impact_and_effort for figure in row),
        *(figure for month in shown.months for figure in (month.opened, month.ended)),
    ]
    for figure in figures:
        rows = filter_recommendations(entries, read_recommendation_filter(figure.words), outlook)
        assert len(rows) == figure.count, figure
    assert sum(figure.count for figure in shown.statuses) == len(ITEMS)
    assert sum(figure.count for figure in shown.ages) == sum(item.is_open for item in ITEMS)


def test_months_end_with_this_one() -> None:
    assert last_months("2026-02-03", 4) == ("2025-11", "2025-12", "2026-01", "2026-02")
    shown = compute_metrics(ITEMS, seen_from())
    assert shown.months[-1].month == "2026-11"
    assert shown.months[-1].opened.count == 2


@pytest.mark.parametrize(
    ("value", "plain", "drawn"),
    [
        (0, False, ""),
        (8, False, "████"),
        (4, False, "██"),
        (1, False, "▌"),
        (0.01, False, "▏"),
        (4, True, "##"),
    ],
)
def test_bars(value: float, plain: bool, drawn: str) -> None:
    assert text_bar(value, 8, 4, plain=plain) == drawn


def test_columns_are_in_eighths_of_the_greatest() -> None:
    assert sparkline([0, 1, 4, 8]) == " ▁▄█"
    assert sparkline([0, 1, 4, 8], plain=True) == " .=@"
    assert sparkline([]) == sparkline([0, 0]).strip() == ""


@given(st.lists(st.integers(0, 1000), max_size=30), st.booleans())
def test_a_plot_has_a_sign_for_everything_above_zero(values: list[int], plain: bool) -> None:
    drawn = sparkline(values, plain=plain)
    assert [sign != " " for sign in drawn] == [value > 0 for value in values]
    assert all(len(text_bar(value, max(values), 10, plain=plain)) <= 10 for value in values)
