"""Versions in files: of any size, and read back as they were."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.replication.canonical_json import to_bytes
from oncall_tui.replication.document_join import join_tables
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.sync.layout import FileName, digest_of
from oncall_tui.sync.version_file import (
    RejectedFileError,
    VersionFile,
    decode_part,
    encode_part,
    split_by_size,
)
from tests.replication.histories import HISTORIES

INCIDENT = "01m7y1wcr00000000000000000"
# Few looks, so that most records look like one before; not every one of them may be read.
ODD_RECORDS: st.SearchStrategy[EncodedRecord] = st.fixed_dictionaries(
    {"raw": st.sampled_from(["x", None, 7, ["x"]])},
    optional={
        "_dot": st.sampled_from(["ana:1", "bo:2", "ana", None, 7]),
        "_at": st.sampled_from(["", None]),
        "flags": st.sampled_from([[], ["new"], [7]]),
        "_fields": st.sampled_from([{}, {"raw": [{"dot": "bo:1"}]}, {"raw": []}]),
    },
)


@given(HISTORIES, st.data())
def test_a_part_is_read_back_as_it_was(states: list[Tables], data: st.DataObject) -> None:
    part = VersionFile("share", INCIDENT, {"dreams": data.draw(st.sampled_from(states))["notes"]})
    encoded = encode_part(part, "nonce")
    assert decode_part(FileName(INCIDENT, digest_of(encoded)), encoded) == part


def test_the_nonce_gives_the_same_versions_another_name() -> None:
    part = VersionFile("share", INCIDENT, {})
    assert digest_of(encode_part(part, "1")) != digest_of(encode_part(part, "2"))


def is_read(records: dict[str, EncodedRecord]) -> bool:
    encoded = encode_part(VersionFile("share", INCIDENT, {"notes": records}), "nonce")
    try:
        decode_part(FileName(INCIDENT, digest_of(encoded)), encoded)
    except RejectedFileError:
        return False
    return True


@given(st.lists(ODD_RECORDS, max_size=6))
def test_a_record_is_judged_among_others_as_it_is_alone(records: list[EncodedRecord]) -> None:
    whole = is_read({str(number): record for number, record in enumerate(records)})
    assert whole is all(is_read({"n": record}) for record in records)


@given(st.integers(0, 40), st.integers(60, 400))
def test_very_many_versions_go_into_several_files(count: int, most: int) -> None:
    tables: Tables = {
        "notes": {"first": {}}
        | {f"n{number}": {"raw": "x" * 20, "_dot": f"ana:{number + 1}"} for number in range(count)},
        "incident": {"i": {"title": "checkout 5xx", "_dot": "ana:1"}},
    }
    pieces = list(split_by_size(tables, most))
    assert all(len(to_bytes(piece)) <= most for piece in pieces if sum(map(len, piece.values())) > 1)
    nothing: Tables = {}
    assert to_bytes(reduce(join_tables, pieces, nothing)) == to_bytes(tables)
