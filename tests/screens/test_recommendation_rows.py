"""Rows of the tracker, its groups and orders, without a screen."""

import pytest

from oncall_tui.domain.filter_language import Filter
from oncall_tui.domain.recommendations.attention_sections import DigestSection
from oncall_tui.domain.recommendations.attention_status import TrackerIncident
from oncall_tui.domain.recommendations.metrics import compute_metrics
from oncall_tui.screens.recommendations.metrics_page import overview_rows
from oncall_tui.screens.recommendations.prompt_texts import owner_words
from oncall_tui.screens.recommendations.row import RecommendationRows, date_label, recommendation_row
from oncall_tui.screens.recommendations.tracker_views import (
    GROUPS,
    ORDERS,
    VIEWS,
    build_tracker_data,
    visible_sections,
)
from oncall_tui.widgets.rows import row_text, row_width
from tests.builders.recommendations import TODAY, a_recommendation, days_ago, promised, seen_from

OUTLOOK = seen_from(TrackerIncident("01i", "secrets-leak-in-the-pipeline"))
TOKENS = a_recommendation(
    "Move off personal tokens",
    id="01a",
    status="in-progress",
    label="strategic",
    owner="kim",
    due="2026-09-30",
    tickets=("CP-4411",),
    incidents=("01i", "01j"),
    commitments=promised("2026-07-31", "2026-09-30"),
)
QUIET = a_recommendation("Test restores", id="01b", created_at=days_ago(100), touched_at=days_ago(61))
DONE = a_recommendation("Own vault", id="01c", status="done", owner="bo", rank=1)
ITEMS = [TOKENS, QUIET, DONE]
TRACKED = build_tracker_data(ITEMS, days_ago(7), OUTLOOK)


@pytest.mark.parametrize("width", [40, 79, 95, 150])
def test_a_row_fills_its_width_exactly_and_says_state_in_words(width: int) -> None:
    row = recommendation_row(TOKENS, OUTLOOK, width)
    assert row_width(row) == width
    assert row_text(row).startswith("!S progress  30 Sep kim?")
    assert ("secrets-leak" in row_text(row)) == (width >= 92)
    assert ("CP-4411" in row_text(row)) == (width >= 112)


def test_slips_and_silence_stand_beside_the_owner() -> None:
    assert " 1× " in row_text(recommendation_row(TOKENS, OUTLOOK, 79))
    assert " 61d " in row_text(recommendation_row(QUIET, OUTLOOK, 79))


def test_dates_of_other_years() -> None:
    assert date_label("2026-11-14", TODAY) == "14 Nov"
    assert date_label("2025-11-14", TODAY) == "Nov ’25"
    assert date_label("", TODAY) == "-"


def test_dividers_are_rows_that_the_cursor_skips() -> None:
    rows = RecommendationRows([DigestSection("overdue", (TOKENS,)), DigestSection("", (QUIET,))], OUTLOOK)
    assert [rows.selectable(index) for index in range(len(rows))] == [False, True, True]
    assert row_text(rows.row(0, 40)).startswith("── overdue 1 ─")
    assert rows.item("01a") == TOKENS
    assert rows.item(rows.row_id(0)) is None
    assert rows.index_of("01b") == 2


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("group", ["", *GROUPS])
def test_groups_and_orders_show_every_row_once(view: str, group: str) -> None:
    plain_view = visible_sections(TRACKED, view, Filter())
    expected = sorted(item.id for section in plain_view for item in section.items)
    for order in ("", *ORDERS):
        shown = visible_sections(TRACKED, view, Filter(), group, order)
        assert sorted(item.id for section in shown for item in section.items) == expected


def test_groups_come_in_the_order_of_their_meaning() -> None:
    assert [section.name for section in visible_sections(TRACKED, "All", Filter(), "status")] == [
        "idea",
        "in progress",
        "done",
    ]
    assert [section.name for section in visible_sections(TRACKED, "All", Filter(), "age")][-1] == "older"


@pytest.mark.parametrize("plain_signs", [False, True])
@pytest.mark.parametrize("width", [80, 160])
def test_figures_fit_and_each_opens_by_its_own_words(width: int, plain_signs: bool) -> None:
    rows = overview_rows(compute_metrics(ITEMS, OUTLOOK), width, plain=plain_signs)
    assert all(row_width(row.spans) <= width for row in rows)
    assert len({row.row_id for row in rows}) == len(rows)
    if plain_signs:
        drawn = "".join(row_text(row.spans) for row in rows if row.selectable)
        assert drawn.isascii()


def test_who_is_asked_is_offered_from_the_teams_rotation() -> None:
    rotation = ("ana", "anders", "bo")
    assert owner_words("", "ana", rotation) == "nobody owns it then · rotation: ana, anders, bo"
    assert owner_words("@an", "ana", rotation).endswith("yes · rotation: ana, anders")
    assert owner_words("bo", "ana", rotation) == "bo is asked; it counts once bo says yes"
    assert owner_words("me", "ana") == "you own it then"
