"""Lists say the same whatever happened to the files that make them fast."""

from pathlib import Path

import pytest

from oncall_tui.storage.paths import DataPaths
from tests.cli.conftest import Oncall

COMMANDS = (
    ["list"],
    ["list", "--json"],
    ["recs"],
    ["recs", "pool"],
    ["search", "5xx"],
    ["show", "checkout"],
    ["status"],
    ["report"],
    ["writeup", "show"],
)


@pytest.mark.parametrize(
    "name", ["catalogue", "handles", "ledger", "search", "kept_list", "status", "last-report-md"]
)
@pytest.mark.parametrize("spoil", ["cut", "flip", "shape", "empty"])
def test_a_spoilt_file_changes_no_answer(oncall: Oncall, data: Path, name: str, spoil: str) -> None:
    for title in ("checkout 5xx", "search is slow"):
        oncall("new", title)
        oncall("note", "@2026-03-03 15:20", "+ alert on redis pool use")
    oncall("note", "@2026-03-03 15:26", "5xx at 11%")
    places = DataPaths(str(data))
    oncall("recs")  # files the notes
    before = [oncall(*words) for words in COMMANDS]
    path = Path(getattr(places, name, data / name))
    stored = path.read_bytes()
    spoilt = {
        "cut": stored[: len(stored) // 2],
        "flip": stored.replace(b"s", b"z"),
        "shape": b"[]",
        "empty": b"",
    }
    for words, was in zip(COMMANDS, before, strict=True):
        path.write_bytes(spoilt[spoil])
        assert oncall(*words) == was
    path.write_bytes(spoilt[spoil])
    ran = oncall("doctor")
    assert (ran.code, path.name in ran.out) == (7, True)
    assert oncall("doctor", "--repair").code == 0
