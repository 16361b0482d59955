"""Names that held a secret are dropped in every join, in any order, and stay away."""

from itertools import permutations

import pytest

from oncall_tui.replication.document_join import join_tables
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.redactions import REDACTIONS, apply_redactions, may_contain_redacted, name_digest

LINK = "references:https://bo:hunter2@vault.example/"
STAMP = {"_dot": "bo:1", "_at": "", "_by": "bo"}
NOTE: Tables = {"notes": {"n": {"raw": "https://bo:hunter2@vault.example/", LINK: True, **STAMP}}}
WORD: Tables = {
    REDACTIONS: {
        "r": {
            "records:notes/n": True,
            f"names:notes/n/{name_digest('notes', 'n', LINK)}": True,
            "_dot": "ana:2",
        }
    }
}
CLEAN: Tables = {
    "notes": {"n": {"raw": "[redacted]", "_fields": {"raw": [{"dot": "ana:2", "over": {"bo": 1}}]}}}
}
OTHER: Tables = {"notes": {"n": {"kind": "saw", "_dot": "li:1"}, "m": {LINK: True, "_dot": "li:2"}}}


@pytest.mark.parametrize("parts", list(permutations([NOTE, WORD, CLEAN, OTHER])))
def test_the_name_and_the_text_are_gone_in_whatever_order_things_arrive(parts: tuple[Tables, ...]) -> None:
    joined: Tables = {}
    for part in parts:
        joined = join_tables(joined, part)
    assert "hunter2" not in str(joined["notes"]["n"])
    assert joined["notes"]["n"]["kind"] == "saw"
    assert LINK in joined["notes"]["m"]  # another record's name is another matter
    assert join_tables(joined, NOTE) == joined


def test_forgetting_twice_is_once() -> None:
    joined = join_tables(NOTE, WORD)
    assert apply_redactions(joined) == joined
    assert apply_redactions(NOTE) is NOTE


def test_a_part_with_a_version_that_was_cleaned_may_hold_the_text() -> None:
    joined = join_tables(join_tables(NOTE, WORD), CLEAN)
    assert may_contain_redacted(NOTE, joined)
    assert not may_contain_redacted(CLEAN, joined)
    assert not may_contain_redacted({"notes": {"m": {"raw": "x", "_dot": "li:3"}}}, joined)


def test_the_digest_does_not_tell_the_name() -> None:
    assert "hunter2" not in str(WORD)
