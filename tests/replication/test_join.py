"""The laws of joining, on documents as people make them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.replication.canonical_json import from_bytes, to_bytes
from oncall_tui.replication.document_join import highest_counter, join_records, join_tables, missing_versions
from oncall_tui.replication.encoding import Tables, decode_record, encode_record
from oncall_tui.replication.validation import check_tables
from oncall_tui.replication.versions import context_of, covers
from tests.replication.histories import HISTORIES

FIXTURE = from_bytes((Path(__file__).parent / "fixtures" / "format-1.json").read_bytes())


@given(HISTORIES, st.data())
def test_join_is_commutative_associative_and_idempotent(states: list[Tables], data: st.DataObject) -> None:
    a, b, c = (data.draw(st.sampled_from(states)) for _ in range(3))
    assert join_tables(a, b) == join_tables(b, a)
    assert join_tables(join_tables(a, b), c) == join_tables(a, join_tables(b, c))
    assert join_tables(a, a) == a
    assert join_tables(join_tables(a, b), b) == join_tables(a, b)


@given(HISTORIES, st.data())
def test_join_is_monotone(states: list[Tables], data: st.DataObject) -> None:
    a, b = (data.draw(st.sampled_from(states)) for _ in range(2))
    joined = join_tables(a, b)
    for id, record in a.get("notes", {}).items():
        for name, heads in decode_record(record).items():
            known = context_of(decode_record(joined["notes"][id])[name])
            assert all(covers(known, head.dot) for head in heads)


@given(HISTORIES, st.data())
def test_the_same_state_has_the_same_bytes(states: list[Tables], data: st.DataObject) -> None:
    a, b = (data.draw(st.sampled_from(states)) for _ in range(2))
    joined = join_tables(a, b)
    assert to_bytes(joined) == to_bytes(join_tables(b, a)) == to_bytes(_reversed(joined))
    assert from_bytes(to_bytes(joined)) == joined


@given(HISTORIES)
def test_every_state_is_well_formed_and_encoded_in_the_one_way(states: list[Tables]) -> None:
    for tables in states:
        assert check_tables(tables) is tables
        for record in tables.get("notes", {}).values():
            assert encode_record(decode_record(record)) == record


@given(HISTORIES, st.data())
def test_what_is_lacking_is_enough_and_no_more(states: list[Tables], data: st.DataObject) -> None:
    ours, theirs = (data.draw(st.sampled_from(states)) for _ in range(2))
    joined = join_tables(ours, theirs)
    part = missing_versions(joined, theirs)
    assert join_tables(theirs, part) == joined
    assert missing_versions(joined, join_tables(theirs, part)) == {}


@given(HISTORIES, st.data())
def test_what_is_lacking_of_some_actors_and_of_the_others_is_all(
    states: list[Tables], data: st.DataObject
) -> None:
    ours, theirs = (data.draw(st.sampled_from(states)) for _ in range(2))
    joined = join_tables(ours, theirs)
    mine = missing_versions(joined, theirs, lambda dot: dot.actor.startswith("x"))
    rest = missing_versions(joined, theirs, lambda dot: not dot.actor.startswith("x"))
    assert join_tables(join_tables(theirs, mine), rest) == joined
    assert all(actor.startswith("x") for actor in _writers(mine))


def test_absence_means_nothing() -> None:
    part: Tables = {"notes": {}}
    assert join_tables(FIXTURE, part) == FIXTURE
    assert join_tables(part, FIXTURE) == FIXTURE


def test_unknown_tables_fields_and_marks_are_carried_verbatim() -> None:
    id = "01k9aaaaaaaaaaaaaaaaaaaaab"
    edited = {"text": "redis pool was full", "_dot": "new:1", "_at": "2026-11-21T09:00:00.000Z", "_by": "bo"}
    joined = join_tables(FIXTURE, {"notes": {id: edited}})
    assert joined["dreams"] == FIXTURE["dreams"]
    assert joined["events"] is FIXTURE["events"]
    dream = {"01k9aaaaaaaaaaaaaaaaaaaaac": {"of": "sheep", "_dot": "new:2", "_at": "", "_by": "bo"}}
    [[_, dreamt]] = join_tables(FIXTURE, {"dreams": dream})["dreams"].items()
    assert dreamt["_later"] == [1]


def test_the_fixture_of_format_1_reads_and_writes_back_as_it_is() -> None:
    check_tables(FIXTURE)
    for table in FIXTURE.values():
        for record in table.values():
            assert encode_record(decode_record(record)) == record


def test_a_value_that_nobody_stamped_yields_to_a_stamped_one() -> None:
    by_hand = {"text": "typed into the file"}
    stamped = {"text": "saved", "_dot": "x:1", "_at": "", "_by": "ana"}
    assert join_records(by_hand, stamped) == join_records(stamped, by_hand) == stamped


def test_contexts_that_lie_in_a_circle_lose_nothing() -> None:
    a = {"text": "a", "_fields": {"text": [{"dot": "x:1", "over": {"y": 9}}]}}
    b = {"text": "b", "_fields": {"text": [{"dot": "y:1", "over": {"x": 9}}]}}
    assert len(decode_record(join_records(a, b))["text"]) == 2


def test_the_highest_number_of_every_actor_is_found() -> None:
    assert [highest_counter(actor, FIXTURE) for actor in ("k3f9", "9bq1", "nobody")] == [11, 4, 0]


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\x00", "é\u202e"])
def test_text_of_any_kind_comes_back_as_it_was(text: str) -> None:
    assert from_bytes(to_bytes({"text": text})) == {"text": text}


@pytest.mark.parametrize("data", [b"", b"{", b'"\\ud800', b"NaN", b'["\\u0041", NaN]', b"[" * 100_000])
def test_what_is_not_json_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        from_bytes(data)


def _writers(tables: Tables) -> set[str]:
    registers = [decode_record(record) for table in tables.values() for record in table.values()]
    return {head.dot.actor for heads in registers for register in heads.values() for head in register}


def _reversed(value: object) -> object:
    """The same value with the keys of every object in another order."""
    if isinstance(value, dict):
        return {name: _reversed(value[name]) for name in reversed(value)}
    return value
