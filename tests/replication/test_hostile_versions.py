"""Versions that lie: what was noted stays, and joining many heads takes time in proportion to them (A4, A5)."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.replication.document_join import highest_claims, highest_dots, join_records, join_tables
from oncall_tui.replication.encoding import EncodedRecord, Stamp, Tables, decode_record
from oncall_tui.replication.record_edits import write_fields
from oncall_tui.replication.record_view import conflicts_in, read_record
from oncall_tui.replication.versions import UNSTAMPED, Dot, Version, context_of, covers, join, sort_heads
from tests.builders.growth import assert_linear, repeated

NOTE = "01k9aaaaaaaaaaaaaaaaaaaaaa"
NOTED: EncodedRecord = {
    "raw": "5xx at 11%",
    "author": "ana",
    "_dot": "ana:3",
    "_at": "2026-11-21T03:16:02.000Z",
    "_by": "ana",
}


def forged(
    value: str, *, dot: str = "evil:1", over: dict[str, int] | None = None, **more: Any
) -> EncodedRecord:
    """A version of the raw text that says it has seen all that ana ever writes."""
    entry = {
        "dot": dot,
        "over": {"ana": 3} if over is None else over,
        "at": "2030-01-01T00:00:00.000Z",
        "by": "ana",
    }
    return {"raw": value, "_fields": {"raw": [{**entry, **more}]}}


def raw(record: EncodedRecord) -> tuple[Any, list[Any]]:
    read = read_record(record)
    return read.values["raw"], read.conflicts.get("raw", [])


def test_what_was_noted_is_never_replaced_and_another_text_is_a_conflict() -> None:
    joined = join_records(NOTED, forged("it was bo's fault"))
    assert joined == join_records(forged("it was bo's fault"), NOTED)
    assert raw(joined) == ("5xx at 11%", ["5xx at 11%", "it was bo's fault"])
    assert list(conflicts_in({"notes": {NOTE: joined}})) == [
        ("notes", NOTE, "raw", ["5xx at 11%", "it was bo's fault"])
    ]


def test_other_fields_are_replaced_as_ever() -> None:
    edited = {"text": "b", "_fields": {"text": [{"dot": "bo:1", "over": {"ana": 3}, "by": "bo"}]}}
    assert read_record(join_records({**NOTED, "text": "a"}, edited)).values["text"] == "b"


def test_a_person_settles_it_by_taking_what_was_noted_first() -> None:
    disputed = join_records(NOTED, forged("it was bo's fault"))
    settled = write_fields(
        disputed, {"raw": "5xx at 11%"}, Stamp(Dot("bo", 1), "2026-11-21T04:00:00.000Z", "bo")
    )
    for record in (
        settled,
        join_records(settled, disputed),
        join_records(join_records(settled, NOTED), forged("x")),
    ):
        assert raw(record)[0] == "5xx at 11%"
    assert raw(join_records(settled, disputed)) == ("5xx at 11%", [])


def test_nobody_settles_it_for_another_text() -> None:
    disputed = join_records(NOTED, forged("it was bo's fault"))
    chosen = forged("it was bo's fault", dot="evil:2", over={"ana": 3, "evil": 1})
    assert raw(join_records(disputed, chosen)) == ("5xx at 11%", ["5xx at 11%", "it was bo's fault"])


def test_a_redaction_replaces_what_was_noted() -> None:
    word = {f"records:notes/{NOTE}": True, "_dot": "bo:2", "_at": "", "_by": "bo"}
    cleaned: Tables = {
        "notes": {NOTE: forged("[redacted]", dot="bo:2", redactions=["r1"])},
        "redactions": {"r1": word},
    }
    before: Tables = {"notes": {NOTE: NOTED}}
    joined = join_tables(before, cleaned)
    assert joined == join_tables(cleaned, before) == join_tables(joined, before)
    assert raw(joined["notes"][NOTE]) == ("[redacted]", [])
    without = join_tables(before, {"notes": cleaned["notes"]})
    assert "5xx at 11%" in str(without)
    assert join_tables(without, cleaned) == joined


CONTEXTS = st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), max_size=3)
VERSIONS = st.builds(
    lambda value, actor, n, over: Version(
        value, Dot(actor, n), {a: m for a, m in over.items() if a != actor or m < n}
    ),
    st.sampled_from("xyz"),
    st.sampled_from("abc"),
    st.integers(1, 3),
    CONTEXTS,
) | st.builds(lambda value: Version(value, UNSTAMPED), st.sampled_from("xyz"))
REGISTERS = st.lists(VERSIONS, max_size=6).map(sort_heads)


@given(REGISTERS, REGISTERS)
def test_a_join_keeps_what_no_other_context_covers(a: tuple[Version, ...], b: tuple[Version, ...]) -> None:
    if a == b:
        return
    every = list(dict.fromkeys(repr(version) for version in (*a, *b)))
    versions = {repr(version): version for version in (*a, *b)}
    kept = [
        name
        for name in every
        if not any(
            versions[other].dot != versions[name].dot and covers(versions[other].over, versions[name].dot)
            for other in every
        )
    ]
    assert sorted(map(repr, join(a, b))) == sorted(kept or every)


def heads(count: int) -> Iterator[Version]:
    for n in range(count):
        yield Version(f"text {n}", Dot(f"actor{n}", 1), {f"actor{n + 1}": n % 2 + 1} if n % 3 else {})


def test_joining_many_heads_takes_time_in_proportion_to_them() -> None:
    def join_heads(text: str) -> None:
        a = sort_heads(heads(len(text) // 16))
        join(a, sort_heads(Version(head.value, Dot("x" + head.dot.actor, 1)) for head in a))

    assert_linear(join_heads, lambda size: repeated("x", size))


def test_claims_are_told_from_what_was_written() -> None:
    tables: Tables = {"notes": {NOTE: join_records(NOTED, forged("x", over={"ana": 9}))}}
    assert highest_claims(tables) == {"ana": 9}
    assert highest_dots(["ana", "evil", "an"], tables) == {"ana": 3, "evil": 1}
    assert context_of(decode_record(tables["notes"][NOTE])["raw"]) == {"ana": 9, "evil": 1}
