"""Notes are asked at every key, and looked at once."""

from typing import Any

from oncall_tui.read_models.note_filter import NoteFilter

RECORDS: dict[str, dict[str, Any]] = {
    "a": {"raw": "Redis pool full", "tags:redis": True},
    "b": {"raw": "redis restarted", "text": "restarted", "kind": "did"},
    "c": {"raw": "nothing #redis", "tags:redis": False, "references:https://x.example/REDIS": True},
}


def test_a_letter_more_looks_at_no_record_again() -> None:
    looked: list[str] = []

    def record(id: str) -> dict[str, Any]:
        looked.append(id)
        return RECORDS[id]

    notes = NoteFilter(list(RECORDS), record)
    assert notes.matching("r") == ["a", "b", "c"]
    before = len(looked)
    assert notes.matching("re") == ["a", "b", "c"]
    assert notes.matching("redis") == ["a", "c"]
    assert notes.matching("redis -pool") == ["c"]
    assert len(looked) == before


def test_a_tag_is_no_word_that_looks_like_one() -> None:
    assert NoteFilter(list(RECORDS), RECORDS.__getitem__).matching("#redis") == ["a"]
