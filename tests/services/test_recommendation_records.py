"""Documents that anybody may have written: odd values are not filled fields, and every row of the ledger reads back."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.ids import encode_ulid
from oncall_tui.read_models.recommendation_index_rows import NAMES, decode_row, encode_row
from oncall_tui.read_models.recommendation_records import recommendations_in

HOME, ID = encode_ulid(1 << 80), encode_ulid(5 << 80)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.lists(st.text(), max_size=2),
    st.dictionaries(st.text(), st.integers(), max_size=2),
    st.sampled_from(["planned", "2026-12-01", "kim"]),
)
SETS = st.builds(
    "{}:{}".format, st.sampled_from(["tickets", "labels", "incidents", "closed_tickets"]), st.text()
)
RECORDS = st.dictionaries(st.one_of(st.sampled_from(NAMES), SETS), VALUES, max_size=12)
STAMPS = st.sampled_from(["2026-11-21T03:16:02.123Z", "2026-11-21T03:16:02.123Z.0001", "never", ""])


@given(RECORDS, RECORDS, RECORDS, STAMPS)
def test_any_record_is_read_and_survives_the_ledger(
    record: dict[str, Any], promise: dict[str, Any], word: dict[str, Any], stamp: str
) -> None:
    tables = {
        "recommendations": {ID: {"title": "x", **record, "_at": stamp, "_dot": "a:1"}, "no id": record},
        "commitments": {ID: {**promise, "recommendation": ID, "due": promise.get("due", "2026-12-01")}},
        "comments": {ID: {**word, "recommendation": ID, "kind": "word"}},
    }
    for item in recommendations_in(HOME, tables):
        listed = decode_row(encode_row(item))
        assert listed == item._replace(
            **{name: getattr(listed, name) for name in NAMES[NAMES.index("parts") :]},
        )
