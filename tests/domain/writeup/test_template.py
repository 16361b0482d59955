"""The team's template: order, titles, what is left out, and headings of its own."""

import pytest

from oncall_tui.domain.writeup.sections import TITLES, own_section_id
from oncall_tui.domain.writeup.template import (
    BEFORE_SECTIONS,
    BUILT_IN,
    OwnSection,
    lay_out,
    read_template,
)

EVERYTHING = frozenset(TITLES)


def names(text: str, filled: frozenset[str] = EVERYTHING) -> list[str]:
    return [heading.name for heading in lay_out(read_template(text), {}, filled)]


@pytest.mark.parametrize("text", ["", " \n", BUILT_IN, BEFORE_SECTIONS, "no headings at all"])
def test_without_a_choice_of_the_team_the_built_in_order_holds(text: str) -> None:
    assert names(text) == list(TITLES)


def test_what_has_nothing_is_not_shown_where_it_may_be_missing() -> None:
    shown = names("", frozenset({"durations", "timeline"}))
    gone = {"identified", "resolution", "questions", "dissents", "amendments"}
    assert shown == [name for name in TITLES if name not in gone]


def test_it_reorders_renames_leaves_out_and_adds() -> None:
    text = "# {title}\n## Timeline\n## Who was hurt {impact}\n## Executive summary ##\n## Who helped\n### no section\n"
    laid = lay_out(read_template(text), {}, frozenset({"timeline", "durations"}))
    assert [(each.name, each.title) for each in laid] == [
        ("timeline", "Timeline"),
        ("impact", "Who was hurt"),
        ("summary", "Executive summary"),
        ("own:who-helped", "Who helped"),
    ]
    assert laid[-1].id == own_section_id("who helped")


def test_summary_and_timeline_cannot_be_left_out() -> None:
    assert names("## Recommendations\n## Analysis", frozenset()) == [
        "summary",
        "timeline",
        "recommendations",
        "analysis",
    ]
    assert names("## Impact\n## Recommendations", frozenset()) == [
        "summary",
        "impact",
        "timeline",
        "recommendations",
    ]


def test_what_somebody_wrote_is_never_hidden() -> None:
    own = {
        "gone": OwnSection("gone", "Old heading", "words"),
        "blank": OwnSection("blank", "Blank", " "),
    }
    filled = frozenset({"impact", "dissents", "durations", "timeline"})
    laid = lay_out(read_template("## Summary\n## Timeline"), own, filled)
    assert [each.name for each in laid] == ["summary", "timeline", "impact", "own:old-heading", "dissents"]


def test_headings_of_the_same_words_have_names_of_their_own() -> None:
    own = {id: OwnSection(id, title, "x") for id, title in (("a", "Who helped"), ("b", "Who-helped!"))}
    laid = lay_out(read_template(""), own, frozenset())
    assert [each.name for each in laid][-2:] == ["own:who-helped", "own:who-helped-2"]


def test_a_heading_inside_code_or_named_twice_is_no_further_section() -> None:
    text = "## Summary\n```\n## Impact\n```\n## Overview\n## Timeline"
    assert names(text, frozenset()) == ["summary", "timeline"]
