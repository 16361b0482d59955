"""What lists need, kept as lines: any text survives, and only what changed is cut up again."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.ids import encode_ulid
from oncall_tui.storage.derived_texts import DerivedText
from oncall_tui.storage.output_cache import OutputCache
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.recommendation_index import RecommendationIndex, _block, block_text

FIRST, SECOND = encode_ulid(1), encode_ulid(2)


def test_an_incident_that_did_not_change_keeps_its_block(tmp_path: Path) -> None:
    places = DataPaths(str(tmp_path))
    Path(places.incidents).mkdir()
    for id in (FIRST, SECOND):
        Path(places.incident(id)).write_text('{"meta":{"document":{"format":1}}}')
    ledger = RecommendationIndex(places, lambda id, tables: ([id, "tab\tand\nline"], [["row"], ["\x02", ""]]))
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
    assert _block(DerivedText("1 2 3", text), None) == ("1 2 3", head, rows)


def test_a_kept_list_holds_for_its_key_alone(tmp_path: Path) -> None:
    kept = OutputCache(DataPaths(str(tmp_path)).kept_list)
    assert kept.get("monday") is None
    kept.keep("monday", "a\nb\n")
    assert kept.get("monday") == "a\nb\n"
    assert kept.get("tuesday") is None
