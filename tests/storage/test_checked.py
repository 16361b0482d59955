"""Files that can be made again: what is not as it was written is never believed (A7, B4)."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.storage.checked import (
    checked,
    checked_json,
    is_as_written,
    json_with_checksum,
    with_checksum,
)
from oncall_tui.storage.output_cache import OutputCache
from oncall_tui.storage.paths import DataPaths

Form = tuple[Callable[[bytes], bytes], Callable[[bytes], object]]
FORMS: list[Form] = [
    (lambda data: with_checksum("oncall recs 1", data), lambda stored: checked("oncall recs 1", stored)),
    (lambda data: json_with_checksum(5, data), lambda stored: checked_json(5, stored)),
]


@given(st.binary())
def test_what_was_written_is_read_back(data: bytes) -> None:
    assert checked("oncall recs 1", with_checksum("oncall recs 1", data)) == data
    assert checked("oncall recs 2", with_checksum("oncall recs 1", data)) is None


def test_a_json_file_with_a_checksum_is_json() -> None:
    stored = json_with_checksum(5, b'{"a": [1]}')
    assert json.loads(stored)["content"] == checked_json(5, stored) == {"a": [1]}
    assert checked_json(6, stored) is None


@pytest.mark.parametrize("form", FORMS)
@given(st.data())
def test_a_cut_or_a_flipped_byte_is_seen(form: Form, data: st.DataObject) -> None:
    write, read = form
    stored = write(b'{"rows": ["5xx at 11%"]}')
    at = data.draw(st.integers(0, len(stored) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != stored[at]))
    assert read(stored[:at]) is None
    assert read(stored[:at] + bytes([byte]) + stored[at + 1 :]) is None


@pytest.mark.parametrize("form", FORMS)
def test_a_look_from_outside_tells_a_file_that_is_not_as_it_was_written(form: Form, tmp_path: Path) -> None:
    path, stored = tmp_path / "file", form[0](b'{"rows": ["5xx at 11%"]}')
    assert is_as_written(str(path))
    for content, sound in (
        (stored, True),
        (stored[:-4], False),
        (stored.replace(b"5", b"6"), False),
        (b"", False),
    ):
        path.write_bytes(content)
        assert is_as_written(str(path)) is sound


def test_a_list_that_was_cut_is_not_believed(places: DataPaths) -> None:
    Path(places.data).mkdir()
    kept = OutputCache(places.kept_list)
    kept.keep("today 1", "one\ntwo\n")
    assert kept.get("today 1") == "one\ntwo\n"
    path = Path(places.kept_list)
    path.write_bytes(path.read_bytes()[:-4])
    assert kept.get("today 1") is None
