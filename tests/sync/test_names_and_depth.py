"""Names on the share, and how deep a file is nested before anything parses it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.ids import encode_ulid
from oncall_tui.replication.depth import is_deeper_than
from oncall_tui.sync.format_file import decode_format, encode_format, equivalent_share_ids
from oncall_tui.sync.layout import digest_of, incident_path, month_of, parse_name

INCIDENT = "01m7y1wcr00000000000000000"
JSON = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@given(JSON, st.integers(0, 6))
def test_depth_is_what_it_is(value: object, levels: int) -> None:
    assert is_deeper_than(levels, value) is (depth(value) > levels)


@given(st.integers(0, 2**128 - 1), st.binary())
def test_every_name_of_ours_is_read_back(number: int, data: bytes) -> None:
    incident = encode_ulid(number)
    path = incident_path("0123456789abc", month_of(incident), incident, data)
    name = parse_name(path.rpartition("/")[2])
    assert name is not None
    assert (name.incident, name.digest) == (incident, digest_of(data))
    assert path == path.lower()


def test_the_month_is_that_of_the_incident() -> None:
    assert month_of(INCIDENT) == "2026-11"
    assert month_of("7zzzzzzzzzzzzzzzzzzzzzzzzz") == "9999-12"


@pytest.mark.parametrize(
    ("claims", "ids"),
    [
        ([], {"s1"}),
        ([{"s2"}], {"s1"}),
        ([{"s2", "s3"}, {"s1", "s2"}], {"s1", "s2", "s3"}),
        ([{"s4", "s5"}, {"s1"}], {"s1"}),
    ],
)
def test_ids_are_one_share_where_somebody_knew_it_by_both(claims: list[set[str]], ids: set[str]) -> None:
    assert equivalent_share_ids("s1", map(frozenset, claims)) == ids


def test_a_format_file_says_who_may_read_and_write() -> None:
    ours = decode_format(encode_format("s1"))
    assert (ours.share, ours.readable, ours.writable) == ("s1", True, True)
    newer = json.loads(encode_format("s1")) | {"format": 3, "oldest_writer": 2}
    assert not decode_format(json.dumps(newer).encode()).writable


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"share":""}', b'{"share":"x","oldest_reader":"1"}'])
def test_what_is_no_format_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        decode_format(data)
