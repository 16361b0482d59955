"""What a damaged document still tells, line by line."""

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.replication.encoding import Tables
from oncall_tui.storage.document_text import document_bytes
from oncall_tui.storage.salvage import salvage_records


def note(n: int, text: str) -> dict[str, str]:
    return {"text": text, "_dot": f"k3f9:{n}", "_at": "2026-11-21T03:20:00.000Z", "_by": "ana"}


BEFORE: Tables = {"meta": {"document": {"format": 1}}, "notes": {"a": note(1, "5xx 11%")}}
AFTER: Tables = BEFORE | {
    "events": {"b": note(2, "draining")},
    "notes": BEFORE["notes"] | {"c": note(2, "drained")},
}
WHOLE = document_bytes(AFTER)
LAST = {"events": AFTER["events"], "notes": {"c": AFTER["notes"]["c"]}}


def test_what_the_last_transaction_wrote_is_found_in_a_file_that_lost_its_end() -> None:
    assert salvage_records(WHOLE[:-2], BEFORE) == LAST


def test_what_the_last_good_copy_has_is_believed_as_it_stands_there() -> None:
    assert salvage_records(WHOLE.replace(b"5xx 11%", b"5xx 91%")[:-2], BEFORE) == LAST


def test_without_a_last_good_copy_all_that_can_be_read_is_kept() -> None:
    assert salvage_records(WHOLE[:-2], {}) == {"events": AFTER["events"], "notes": AFTER["notes"]}


@given(st.integers(0, len(WHOLE)), st.binary(max_size=20))
def test_no_damage_makes_words_of_its_own(cut: int, rubbish: bytes) -> None:
    found = salvage_records(WHOLE[:cut] + rubbish, BEFORE)
    assert all(
        record in LAST[table].values() for table, records in found.items() for record in records.values()
    )
