"""What was written before a redaction of its field was seen is not shown; all that came after is."""

from itertools import permutations

import pytest

from oncall_tui.replication.document_join import join_records
from oncall_tui.replication.encoding import EncodedRecord, Stamp
from oncall_tui.replication.record_edits import write_fields
from oncall_tui.replication.record_view import hidden_by_redactions, read_record
from oncall_tui.replication.versions import Dot

WRITTEN = write_fields(
    None, {"text": "key AAA-111"}, Stamp(Dot("ana", 1), "2026-11-21T03:00:00.000Z.0000", "ana")
)
LATER = Stamp(Dot("bo", 1), "2026-11-21T03:09:00.000Z.0000", "bo")
REDACTED = write_fields(
    WRITTEN,
    {"text": "key [redacted]"},
    Stamp(Dot("ana", 2), "2026-11-21T03:05:00.000Z.0000", "ana"),
    redactions={"text": ["r1"]},
)
UNAWARE = write_fields(WRITTEN, {"text": "key AAA-111, rotated"}, LATER)


def joined(*records: EncodedRecord) -> EncodedRecord:
    record: EncodedRecord = {}
    for each in records:
        record = join_records(record, each)
    return record


@pytest.mark.parametrize("records", list(permutations([WRITTEN, REDACTED, UNAWARE])))
def test_an_edit_that_had_not_seen_the_redaction_is_kept_and_not_shown(
    records: tuple[EncodedRecord, ...],
) -> None:
    record = joined(*records)
    assert "rotated" in str(record)
    assert record["text"] == "key [redacted]"
    assert read_record(record).values["text"] == "key [redacted]"
    assert read_record(record).conflicts == {}
    assert list(hidden_by_redactions(record)) == [("text", "bo")]


def test_edits_that_had_seen_it_are_shown() -> None:
    after = write_fields(REDACTED, {"text": "rotated"}, Stamp(Dot("cy", 1), LATER.at, "cy"))
    other = write_fields(REDACTED, {"text": "rotated by li"}, Stamp(Dot("li", 1), LATER.at, "li"))
    record = joined(after, other, UNAWARE)
    assert sorted(read_record(record).conflicts["text"]) == ["rotated", "rotated by li"]
    assert list(hidden_by_redactions(joined(after, other))) == []


@pytest.mark.parametrize("odd", ["r1", {"r1": 1}, [1, None, ["r1"]], 7])
def test_odd_words_about_redactions_are_passed_by(odd: object) -> None:
    record: EncodedRecord = {"text": "a", "_fields": {"text": [{"dot": "x:1", "redactions": odd}]}}
    assert read_record(joined(record, WRITTEN)).values["text"] in ("a", "key AAA-111")
