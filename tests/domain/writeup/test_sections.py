"""Sections: their states, what is next, and how many are written."""

import pytest

from oncall_tui.domain.writeup.sections import (
    TITLES,
    WRITING_ORDER,
    Section,
    next_section,
    own_section_id,
    own_section_name,
    section_name,
    text_state,
    written_count,
)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("Four hours of deployments.", "written"),
        ("Four hours of …", "begun"),
        ("Four hours of...\n", "begun"),
        ("Wait... then it worked.", "written"),
        ("TODO: ask bo", "begun"),
        ("the number is TBD", "begun"),
        ("who paged ??? nobody knows", "begun"),
        ("A todo list was wiped", "written"),
        ("Was it ok??", "written"),
    ],
)
def test_the_state_of_a_text(text: str, state: str) -> None:
    assert text_state(text)[0] == state


def test_an_imported_text_is_begun_and_a_starred_row_is_written() -> None:
    assert text_state("Nodes full", imported=True) == ("begun", "imported, not looked at")
    assert text_state("", rows=2) == ("written", "")
    assert text_state("All of it.", early=True)[0] == "early"
    assert text_state("All of …", early=True)[0] == "begun"


def write_up(**states: str) -> list[Section]:
    return [Section(name, title, states.get(name, "written")) for name, title in TITLES.items()]


@pytest.mark.parametrize(
    ("states", "name"),
    [
        ({"impact": "empty", "summary": "empty"}, "impact"),
        ({"timeline": "begun", "analysis": "empty"}, "timeline"),
        ({"could_be_better": "empty", "recommendations": "begun"}, "recommendations"),
        ({"summary": "empty", "could_be_better": "early"}, "summary"),
        ({"could_be_better": "early", "summary": "early"}, "could_be_better"),
        ({"got_lucky": "empty", "identified": "begun", "resolution": "empty"}, None),
        ({}, None),
    ],
)
def test_what_is_next(states: dict[str, str], name: str | None) -> None:
    assert next_section(write_up(**states)) == name


def test_a_section_that_the_template_leaves_out_is_never_next() -> None:
    sections = [each for each in write_up(impact="empty") if each.name != "impact"]
    assert next_section(sections) is None


@pytest.mark.parametrize(
    ("states", "count"),
    [
        ({"got_lucky": "empty", "identified": "empty", "resolution": "empty"}, (7, 7)),
        ({"got_lucky": "written", "summary": "early", "impact": "empty"}, (7, 8)),
        ({"got_lucky": "begun", "analysis": "begun"}, (6, 8)),
    ],
)
def test_how_many_are_written(states: dict[str, str], count: tuple[int, int]) -> None:
    sections = [
        each._replace(state=None)
        if each.name in ("durations", "questions", "dissents", "amendments")
        else each
        for each in write_up(**states)
    ]
    own = Section("own:who-helped", "Who helped", "empty")
    assert written_count([*sections, own]) == count


def test_every_section_that_counts_has_its_place_in_the_writing_order() -> None:
    assert set(WRITING_ORDER) < set(TITLES)
    assert WRITING_ORDER[0] == "impact"
    assert WRITING_ORDER[-2:] == ("could_be_better", "summary")


def test_a_heading_is_one_section_however_it_is_typed() -> None:
    assert own_section_id("Who  Helped ") == own_section_id("who helped") != own_section_id("who helps")
    assert own_section_name("Who — helped, and when?") == "own:who-helped-and-when"
    assert len(own_section_id("???")) == 26
    assert own_section_name("???") == f"own:{own_section_id('???')}"


@pytest.mark.parametrize("typed", ["went_well", "went-well", "Went Well"])
def test_a_section_is_named_as_people_type(typed: str) -> None:
    assert section_name(typed) == "went_well"
    assert section_name("Own:Who-Helped") == "own:who-helped"
