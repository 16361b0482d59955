"""Heads of the write-up: what is counted, and that a document's context would not do in their place."""

from collections.abc import Mapping

from oncall_tui.read_models.heads import changed_records, record_heads, write_up_heads
from oncall_tui.replication.document_join import join_tables
from oncall_tui.replication.encoding import Stamp, Tables
from oncall_tui.replication.record_edits import hide_record, write_fields
from oncall_tui.replication.record_view import is_hidden
from oncall_tui.replication.versions import Dot


def written(
    n: int, text: str, before: Mapping[str, object] | None = None, name: str = "text"
) -> dict[str, object]:
    return write_fields(
        dict(before) if before else None, {name: text}, Stamp(Dot("aaaaaaaaaaaaa", n), "2026", "ana")
    )


def tables(**notes: dict[str, object]) -> Tables:
    return {"notes": notes}


def context_of(document: Tables) -> dict[str, int]:
    """A context of a document: of each actor all up to its highest. It is what heads must not be."""
    found: dict[str, int] = {}
    for record in document["notes"].values():
        for dots in [record_heads(record)]:
            for dot in [dots] if isinstance(dots, str) else [each for held in dots.values() for each in held]:
                actor, _, n = dot.partition(":")
                found[actor] = max(found.get(actor, 0), int(n))
    return found


def test_a_note_that_was_held_back_is_new_although_the_context_claims_it() -> None:
    early, late = tables(a=written(1, "held back")), tables(b=written(2, "published"))
    at_completion = write_up_heads(late)
    joined = join_tables(late, early)
    assert changed_records(at_completion, write_up_heads(joined)) == {"notes/a": {"*"}}
    assert context_of(late) == context_of(joined)  # so a context would have missed it


def test_an_edit_whose_part_arrives_after_a_later_part_is_a_change() -> None:
    first = written(1, "one")
    document = tables(a=first, b=written(3, "later"))
    at_completion = write_up_heads(document)
    joined = join_tables(document, tables(a=written(2, "two", first)))
    assert "notes/a" in changed_records(at_completion, write_up_heads(joined))
    assert context_of(document) == context_of(joined)


def test_the_same_document_in_another_order_has_the_same_heads() -> None:
    one, other = tables(a=written(1, "x")), tables(b=written(2, "y"))
    assert write_up_heads(join_tables(one, other)) == write_up_heads(join_tables(other, one))


def test_a_record_that_an_unseen_edit_brings_back_into_view_has_changed() -> None:
    ana, bo = Stamp(Dot("a" * 13, 2), "2027", "ana"), Stamp(Dot("b" * 13, 1), "2028", "bo")
    first = written(1, "Alert on size", name="title")
    out = {"recommendations": {"r": hide_record(first, ana)}}
    at_completion = write_up_heads(out)
    joined = join_tables(out, {"recommendations": {"r": write_fields(first, {"owner": "bo"}, bo)}})
    assert not is_hidden(joined["recommendations"]["r"])
    assert changed_records(at_completion, write_up_heads(joined)) == {"recommendations/r": {"struck"}}


def test_any_ending_beside_a_dissent_counts_and_no_other_does() -> None:
    dissent = {"_dot": "a:1", "comment": "c", "as": "dissent"}
    endings = {
        "d": dissent,
        "w": {**dissent, "as": "withdrawn"},
        "x": {**dissent, "comment": "other", "as": "applied"},
    }
    assert set(write_up_heads({"endings": endings})) == {"endings/d", "endings/w"}


def test_heads_name_no_words() -> None:
    record = written(2, "x", written(1, "y"))
    record = write_fields(
        record, {"references:https://x.example/zanzibar": True}, Stamp(Dot("b" * 13, 1), "2027", "bo")
    )
    assert "zanzibar" not in str(record_heads(record))
    assert "references" in record_heads(record)
