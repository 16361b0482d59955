"""What lists need, kept as lines: any text survives, and only what changed is cut up again."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.ids import encode
from oncall_tui.storage.kept_list import KeptList
from oncall_tui.storage.kept_texts import Kept
from oncall_tui.storage.ledger import Ledger, _block, block_text
from oncall_tui.storage.places import Places

FIRST, SECOND = encode(1), encode(2)


def test_an_incident_that_did_not_change_keeps_its_block(tmp_path: Path) -> None:
    places = Places(str(tmp_path))
    Path(places.incidents).mkdir()
    for id in (FIRST, SECOND):
        Path(places.incident(id)).write_text('{"meta":{"document":{"format":1}}}')
    ledger = Ledger(places, lambda id, tables: ([id, "tab\tand\nline"], [["row"], ["\x02", ""]]))
    before = ledger.blocks()
    assert before[FIRST].head == [FIRST, "tab\tand\nline"]
    assert before[FIRST].rows == [["row"], ["\x02", ""]]
    Path(places.incident(SECOND)).write_text('{"meta": {"document": {"format": 1}}}')
    after = ledger.blocks()
    assert after[FIRST] is before[FIRST]
    assert after[SECOND].state != before[SECOND].state


@given(st.lists(st.text(), min_size=1), st.lists(st.lists(st.text(), min_size=1)))
def test_any_texts_survive_a_block(head: list[str], rows: list[list[str]]) -> None:
    text = block_text(head, rows)
    assert len(text.split("\n")) == 1 + len(rows)
    assert _block(Kept("1 2 3", text), None) == ("1 2 3", head, rows)


def test_a_kept_list_holds_for_its_key_alone(tmp_path: Path) -> None:
    kept = KeptList(Places(str(tmp_path)).kept_list)
    assert kept.get("monday") is None
    kept.keep("monday", "a\nb\n")
    assert kept.get("monday") == "a\nb\n"
    assert kept.get("tuesday") is None
