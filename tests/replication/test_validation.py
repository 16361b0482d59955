"""What somebody else's file may look like."""

import pytest

from oncall_tui.replication.validation import InvalidDocumentError, check_tables


def record(**fields: object) -> object:
    return {"notes": {"a": {"text": "x", "_dot": "ana:1", **fields}}}


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"notes": []},
        {"notes": {"a": "text"}},
        record(_dot="ana"),
        record(_dot="ana:0"),
        record(_dot="ana:-1"),
        record(_dot=7),
        record(_at=5),
        record(_by=None),
        record(_fields=[]),
        record(_fields={"text": []}),
        record(_fields={"text": {}}),
        record(_fields={"text": ["x"]}),
        record(_fields={"kind": [{"dot": "ana:2"}]}),
        record(_fields={"text": [{"dot": "ana:2", "at": 3}]}),
        record(_fields={"text": [{"dot": "ana:2", "over": [1]}]}),
        record(_fields={"text": [{"dot": "ana:2", "over": {"bo": 0}}]}),
        record(_fields={"text": [{"dot": "ana:2", "over": {"bo": True}}]}),
        record(_fields={"text": [{"dot": "ana:2", "over": {"bo": 10**17}}]}),
        record(_fields={"text": [{"dot": "ana:2", "over": {"ana": 2}}]}),
        record(_fields={"text": [{"over": {"ana": 2}}]}),
    ],
)
def test_what_is_not_a_document_is_refused_with_a_reason(value: object) -> None:
    with pytest.raises(InvalidDocumentError) as refused:
        check_tables(value)
    assert str(refused.value)


@pytest.mark.parametrize("value", [{}, {"notes": {}}, record(), record(anything={"new": [1]}, _later=1)])
def test_what_is_one_passes(value: object) -> None:
    assert check_tables(value) is value
