"""What people see of a record, and what a save replaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.replication.document_join import join_records
from oncall_tui.replication.encoding import EncodedRecord, Stamp, Tables
from oncall_tui.replication.record_edits import hide_record, needs_new_actor, unhide_record, write_fields
from oncall_tui.replication.record_view import is_visible, read_record
from oncall_tui.replication.versions import Dot
from tests.replication.histories import HISTORIES


def stamp(actor: str, n: int, second: int = 0) -> Stamp:
    return Stamp(Dot(actor, n), f"2026-11-21T03:00:{second:02d}.000Z", actor)


@pytest.fixture
def note() -> EncodedRecord:
    return write_fields(None, {"text": "5xx", "kind": "saw"}, stamp("ana", 1))


def test_a_record_written_once_is_plain(note: EncodedRecord) -> None:
    assert note == {
        "text": "5xx",
        "kind": "saw",
        "_dot": "ana:1",
        "_at": "2026-11-21T03:00:00.000Z",
        "_by": "ana",
    }


def test_an_edit_says_what_it_replaced(note: EncodedRecord) -> None:
    edited = write_fields(note, {"text": "5xx 11%"}, stamp("bo", 4, 9))
    assert edited["text"] == "5xx 11%"
    assert edited["_fields"] == {
        "text": [{"dot": "bo:4", "over": {"ana": 1}, "at": "2026-11-21T03:00:09.000Z", "by": "bo"}]
    }


def test_two_edits_without_seeing_each_other_show_the_later_and_keep_both(note: EncodedRecord) -> None:
    ana = write_fields(note, {"text": "by ana"}, stamp("ana", 2, 5))
    bo = write_fields(note, {"text": "by bo"}, stamp("bo", 1, 6))
    read = read_record(join_records(ana, bo))
    assert read.values == {"text": "by bo", "kind": "saw"}
    assert read.conflicts == {"text": ["by bo", "by ana"]}


def test_equal_values_are_no_conflict(note: EncodedRecord) -> None:
    ana = write_fields(note, {"text": "the same"}, stamp("ana", 2))
    bo = write_fields(note, {"text": "the same"}, stamp("bo", 1))
    assert read_record(join_records(ana, bo)).conflicts == {}


def test_a_save_replaces_exactly_what_was_shown(note: EncodedRecord) -> None:
    shown = read_record(note).base_versions
    meanwhile = write_fields(note, {"text": "a colleague's"}, stamp("bo", 1, 30))
    saved = write_fields(meanwhile, {"text": "mine"}, stamp("ana", 2, 40), shown)
    assert read_record(saved).conflicts == {"text": ["mine", "a colleague's"]}
    settled = write_fields(saved, {"text": "both"}, stamp("ana", 3, 50), read_record(saved).base_versions)
    assert read_record(settled).conflicts == {}
    assert join_records(settled, saved) == settled


def test_writing_twice_in_one_transaction_is_writing_once(note: EncodedRecord) -> None:
    one = stamp("ana", 2)
    twice = write_fields(write_fields(note, {"text": "first"}, one), {"text": "second"}, one)
    assert twice == write_fields(note, {"text": "second"}, one)


def test_a_second_editor_on_one_machine_needs_a_new_actor(note: EncodedRecord) -> None:
    shown = read_record(note).base_versions
    other_editor = write_fields(note, {"text": "saved first"}, stamp("ana", 2))
    assert needs_new_actor(other_editor, ["text"], shown, "ana")
    assert not needs_new_actor(other_editor, ["kind"], shown, "ana")
    assert not needs_new_actor(other_editor, ["text"], None, "ana")
    assert not needs_new_actor(None, ["text"], shown, "ana")


def test_any_true_head_holds_an_element_of_a_set(note: EncodedRecord) -> None:
    tagged = write_fields(note, {"tags:redis": True, "tags:5xx": True}, stamp("ana", 2, 1))
    untagged = write_fields(tagged, {"tags:redis": False}, stamp("bo", 1, 9))
    assert read_record(untagged).values["tags"] == ["5xx"]
    again = write_fields(tagged, {"tags:redis": True}, stamp("li", 1, 5))
    read = read_record(join_records(untagged, again))
    assert read.values["tags"] == ["5xx", "redis"]
    assert read.conflicts == {}


def test_an_element_may_hold_a_colon(note: EncodedRecord) -> None:
    linked = write_fields(note, {"references:https://example.org/": True}, stamp("ana", 2))
    assert read_record(linked).values["references"] == ["https://example.org/"]


def test_leaving_out_hides_and_bringing_back_shows(note: EncodedRecord) -> None:
    gone = hide_record(note, stamp("bo", 1))
    assert is_visible(note)
    assert not is_visible(gone)
    assert read_record(gone).left_out
    assert "struck" not in read_record(gone).values
    back = unhide_record(gone, stamp("bo", 2))
    assert is_visible(back)
    assert not is_visible(hide_record(back, stamp("bo", 3)))


def test_an_edit_that_the_leaving_out_had_not_seen_brings_the_record_back(note: EncodedRecord) -> None:
    edited = write_fields(note, {"text": "5xx 11%"}, stamp("ana", 2))
    gone = hide_record(note, stamp("bo", 1))
    assert is_visible(join_records(gone, edited))
    assert not is_visible(hide_record(edited, stamp("bo", 2)))


def test_of_two_people_who_leave_out_and_bring_back_the_record_stays(note: EncodedRecord) -> None:
    gone = hide_record(note, stamp("bo", 1))
    back = unhide_record(gone, stamp("ana", 2, 1))
    gone_again = hide_record(gone, stamp("bo", 2, 9))
    assert is_visible(join_records(back, gone_again))


def test_an_edit_that_arrives_before_its_record_is_incomplete() -> None:
    early = {"kind": "did", "_fields": {"kind": [{"dot": "bo:1", "over": {"ana": 1}}]}}
    assert not is_visible(early, ["text"])
    assert is_visible(early)


@given(HISTORIES, st.data())
def test_the_shown_value_is_the_first_of_a_conflict(states: list[Tables], data: st.DataObject) -> None:
    tables = data.draw(st.sampled_from(states))
    for record in tables.get("notes", {}).values():
        read = read_record(record)
        for name, values in read.conflicts.items():
            assert values[0] == read.values[name]
            assert len(values) > 1


@pytest.mark.parametrize("order", [("labels", "labels:a"), ("labels:a", "labels")])
def test_a_field_that_is_called_like_a_set_gives_way(order: tuple[str, str]) -> None:
    values = {"labels": 5, "labels:a": True}
    assert read_record({name: values[name] for name in order}).values == {"labels": ["a"]}
