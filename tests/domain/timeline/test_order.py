"""Which rows there are and in which order (T3); nothing that somebody wrote disappears."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.instants import format_instant, parse_instant
from tests.builders.timelines import ids, line, note, timeline


def test_notes_stand_by_instant_whatever_their_ids() -> None:
    assert ids(timeline({"a": note("03:16"), "b": note("03:12"), "c": note("03:14")})) == "b c a"


def test_fractions_of_a_second_count() -> None:
    notes = {"a": note("03:12:00.5"), "b": note("03:12:00"), "c": note("03:12:00.25"), "d": note("03:12:01")}
    assert ids(timeline(notes)) == "b c a d"


def test_ties_stand_in_the_order_of_their_source() -> None:
    notes = {"c": line(1, "03:12"), "b": line(2, "03:12"), "a": line(10, "03:12")}
    assert ids(timeline(notes)) == "c b a"


def test_a_manual_order_settles_ties_but_never_moves_a_row_past_another_instant() -> None:
    notes = {"a": line(1, "03:12"), "b": line(2, "03:12"), "c": line(3, "03:13")}
    events = {"a": {"order": "m"}, "c": {"order": "a"}}
    assert ids(timeline(notes, events)) == "b a c"


def test_an_untimed_line_stands_after_the_line_before_it() -> None:
    notes = {"a": line(1, "03:12"), "b": line(2, None), "c": line(3, "03:20"), "other": note("03:15")}
    shown = timeline(notes)
    assert ids(shown) == "a b other c"
    assert shown.event("b").flags == ("untimed",)


def test_it_follows_when_the_line_before_it_is_retimed() -> None:
    notes = {"a": line(1, "03:12"), "b": line(2, None), "c": line(3, "03:20")}
    events = {"a": {"occurred_at": "2026-11-21T04:00:00Z"}}
    assert ids(timeline(notes, events)) == "c a b"


def test_an_untimed_line_without_one_before_it_stands_before_the_first() -> None:
    assert ids(timeline({"a": line(1, None), "b": line(2, "03:12")})) == "a b"


def test_a_source_without_any_time_stands_where_it_was_written() -> None:
    assert ids(timeline({"a": line(1, None), "b": note("23:30"), "c": note("22:30")})) == "c a b"


def test_an_edited_row_stands_once_under_the_id_of_its_note() -> None:
    shown = timeline({"a": note("03:12", "5xx 11%")}, {"a": {"text": "5xx at 11% on node group b"}})
    assert [(event.id, event.text, event.draft) for event in shown] == [
        ("a", "5xx at 11% on node group b", False)
    ]


@pytest.mark.parametrize("place", ["folded", "write-up", "idea", "claim", "kept"])
def test_a_line_whose_place_is_elsewhere_is_no_row(place: str) -> None:
    assert ids(timeline({"a": line(1, "03:12", destination=place), "b": line(2, "03:13")})) == "b"


def test_a_joined_row_stands_in_the_other_with_its_notes() -> None:
    notes = {"a": note("03:12", "one"), "b": note("03:14", "two")}
    shown = timeline(notes, {"b": {"merged_into": "a", "references:PD-1": True, "references": ["PD-1"]}})
    assert ids(shown) == "a"
    assert shown.event("a").notes == ("a", "b")
    assert shown.event("a").references == ("PD-1",)


def test_two_people_who_joined_rows_into_each_other_see_the_lowest_id() -> None:
    notes = {"a": note("03:12"), "b": note("03:14"), "c": note("03:16")}
    events = {"a": {"merged_into": "c"}, "b": {"merged_into": "a"}, "c": {"merged_into": "b"}}
    shown = timeline(notes, events)
    assert ids(shown) == "a"
    assert shown.event("a").notes == ("a", "b", "c")


def test_a_row_joined_into_one_that_is_left_out_stands_by_itself() -> None:
    notes = {"a": note("03:12", destination="kept"), "b": note("03:14")}
    assert ids(timeline(notes, {"b": {"merged_into": "a"}})) == "b"


def test_the_parts_of_a_broken_note_take_its_place() -> None:
    notes = {"n": note("03:12", "one\ntwo")}
    parts: dict[str, Any] = {
        "p": {"text": "one", "notes:n": True},
        "q": {"text": "two", "notes:n": True, "occurred_at": "2026-11-21T03:20:00Z"},
        "r": {"text": "no time", "notes:n": True, "occurred_at": "", "after": "q"},
    }
    assert ids(timeline(notes, parts)) == "p q r"
    assert ids(timeline(notes, {})) == "n"


def test_an_edit_whose_note_is_not_here_is_no_row_but_a_row_of_its_own_words_is() -> None:
    assert ids(timeline({}, {"a": {"kind": "did"}, "b": {"text": "added"}})) == "b"


def test_a_key_event_falls_on_the_row_of_its_minute() -> None:
    notes = {
        "k": line(1, "15:12", "Incident declared: 15:12", destination="milestone"),
        "a": line(2, "15:12:30", "a bystander"),
        "b": line(3, "15:12", "Incident declared."),
    }
    shown = timeline(notes)
    assert ids(shown) == "b a"
    assert shown.event("b").milestone == "declared"


def test_a_key_event_without_a_row_is_a_row() -> None:
    shown = timeline({"k": line(1, "11:26", "Incident declared 11:26", destination="milestone")})
    assert [(event.id, event.milestone) for event in shown] == [("k", "declared")]


def test_two_key_events_may_fall_on_one_row() -> None:
    notes = {
        "k": line(1, "12:34", "Repaired 12:34", destination="milestone"),
        "l": line(2, "12:34", "Resolved 12:34", destination="milestone"),
        "a": line(3, "12:34", "PR removed"),
    }
    assert timeline(notes).event("a").milestones == ("mitigated", "resolved")


INSTANTS = st.integers(0, 4 * 10**15)


@given(st.dictionaries(st.text("abcdef", min_size=1), st.one_of(st.none(), INSTANTS)), st.booleans())
def test_every_note_stands_exactly_once_and_instants_increase(
    moments: dict[str, int | None], sourced: bool
) -> None:
    make = line if sourced else lambda number, at: note(at)
    notes = {
        id: make(number, None if at is None else format_instant(at))
        for number, (id, at) in enumerate(moments.items())
    }
    shown = timeline(notes)
    assert sorted(event.id for event in shown) == sorted(notes)
    instants = [shown.instant_at(place) for place in range(len(shown))]
    known = [instant for instant in instants if instant is not None]
    assert known == sorted(known)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))))
def test_joining_in_any_way_keeps_every_note(joins: list[tuple[str, str]]) -> None:
    notes = {id: note("03:12") for id in "abcdef"}
    shown = timeline(notes, {id: {"merged_into": target} for id, target in joins})
    assert sorted(name for event in shown for name in event.notes) == sorted(notes)


@given(INSTANTS, INSTANTS)
def test_instants_sort_as_their_texts_without_the_z(one: int, other: int) -> None:
    assert (one < other) == (format_instant(one)[:-1] < format_instant(other)[:-1])
    assert parse_instant(format_instant(one)) == one
