"""What the fields that we know may hold when they come from somebody else's file."""

from typing import Any

import pytest

from oncall_tui.domain.field_types import (
    FIELD_TYPES,
    drop_invalid_fields,
    drop_invalid_note_fields,
    first_invalid_field,
    is_valid_value,
)
from oncall_tui.domain.recommendations.fields import SCALARS


@pytest.mark.parametrize(
    ("table", "record", "field"),
    [
        ("incident", {"title": 5}, "title"),
        ("notes", {"raw": ["x"]}, "raw"),
        ("notes", {"raw": "x", "line": "7"}, "line"),
        ("notes", {"tags:redis": "yes"}, "tags:redis"),
        ("notes", {"flags": "gap"}, "flags"),
        ("notes", {"alternatives": [{"at": 5, "why": ""}]}, "alternatives"),
        ("events", {"starred": 1}, "starred"),
        ("events", {"text": "x", "_fields": {"text": [{}, {"value": {}}]}}, "text"),
        ("history", {"changes": [{"table": "notes"}]}, "changes"),
        ("findings", {"what": "x", "context": {"ana": 7}}, "context"),
        ("questions", {"text": "x", "about:01k9": "yes"}, "about:01k9"),
        ("events", {"lucky": "yes"}, "lucky"),
        ("history", {"created": [["notes"]]}, "created"),
    ],
)
def test_a_field_that_holds_what_no_such_field_holds_is_named(
    table: str, record: dict[str, Any], field: str
) -> None:
    assert first_invalid_field(table, record) == field


@pytest.mark.parametrize(
    ("table", "record"),
    [
        ("incident", {"title": "x", "severity": None, "_dot": "a:1", "mood": {"from": ["a newer program"]}}),
        (
            "notes",
            {
                "raw": "x",
                "line": 7,
                "flags": ["gap"],
                "alternatives": [{"at": "", "why": ""}],
                "tags:x": False,
            },
        ),
        (
            "history",
            {"changes": [{"table": "t", "id": "i", "field": "f", "from": 1}], "created": [["notes", "n"]]},
        ),
        ("dreams", {"title": 5}),
        ("findings", {"what": "x", "context": "a quiet night", "due": 7, "line": "of a newer program"}),
    ],
)
def test_what_fits_and_what_we_do_not_know_passes(table: str, record: dict[str, Any]) -> None:
    assert first_invalid_field(table, record) is None


def test_nothing_fits_everywhere() -> None:
    assert all(is_valid_value(name, None) for name in [*FIELD_TYPES, "tags:x", "flags", "unknown"])


def test_every_field_that_a_person_may_assign_to_a_recommendation_is_known() -> None:
    missing = SCALARS.keys() - FIELD_TYPES.keys() - {"accepted", "sponsor_accepted"}
    assert missing == set()


def test_a_record_is_shown_without_what_does_not_fit() -> None:
    record = {"raw": "x", "line": "7", "tags": ["a", 5], "tags:a": "yes", "mood": 5, "gap": None}
    assert drop_invalid_fields(record) == {"raw": "x", "mood": 5, "gap": None}


def test_sound_notes_are_passed_on_as_they_are() -> None:
    notes = {"a": {"raw": "x", "line": 7, "flags": ["gap"]}}
    assert drop_invalid_note_fields(notes) is notes
    assert drop_invalid_note_fields({**notes, "b": {"raw": 5, "text": "x"}}) == {**notes, "b": {"text": "x"}}
