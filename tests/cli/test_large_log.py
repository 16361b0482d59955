"""`oncall import` of a log that is too large for notes, and `oncall source` for its lines."""

from pathlib import Path

import pytest

from oncall_tui.services.sources import large_import, source_blocks
from tests.cli.conftest import Oncall

LINES = [f"2026-11-21T03:{n // 60:02}:{n % 60:02}Z INFO api request {n}\x1b[31m" for n in range(300)]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(large_import, "MOST_LINES", 100)
    monkeypatch.setattr(large_import, "LARGEST_TEXT", 2000)
    monkeypatch.setattr(source_blocks, "LINES", 20)
    (tmp_path / "api.log").write_text("\n".join(LINES) + "\n")
    return str(tmp_path / "api.log")


def test_a_large_log_is_imported_searched_and_picked_from(oncall: Oncall, log: str) -> None:
    oncall("new", "checkout 5xx")
    ran = oncall("import", "checkout", log)
    assert (ran.code, "300 lines" in ran.out, "Kept as a file" in ran.err) == (0, True, True)
    source = ran.out.split()[0]
    assert oncall("show", "checkout", "--json").json["notes"] == []

    ran = oncall("source", "checkout", source, "--search", "request 29")
    assert [int(line.split()[0]) for line in ran.out.splitlines()] == [30, *range(291, 301)]
    assert "\x1b" not in ran.out
    assert oncall("source", "checkout", source, "--search", "nowhere").code == 1

    near = oncall("source", "checkout", source, "--around", "03:01", "--minutes", "1", "--json").json["lines"]
    assert [line["line"] for line in near] == list(range(1, 122))
    assert near[0] == {"line": 1, "occurred_at": "2026-11-21T03:00:00Z", "raw": LINES[0], "flags": []}
    again = oncall("source", "checkout", source, "--around", "61", "--minutes", "1", "--json").json["lines"]
    assert again == near

    assert oncall("source", "checkout", source, "--pick", "100-101,7").code == 0
    events = oncall("timeline", "checkout", "--json").json["events"]
    assert [event["occurred_at"][:19] for event in events] == [LINES[n][:19] for n in (6, 99, 100)]
    assert oncall("undo", "checkout").code == 0
    assert oncall("timeline", "checkout", "--json").json["events"] == []


def test_the_same_log_is_imported_once_unless_again(oncall: Oncall, log: str) -> None:
    oncall("new", "checkout 5xx")
    first = oncall("import", "checkout", log, "--json").json
    assert (first["lines"], first["pieces"] > 5, first["format"]) == (300, True, "log")
    assert oncall("import", "checkout", log, "--json").json == {
        "source": first["source"],
        "already": True,
        "notes": [],
    }
    assert oncall("import", "checkout", log, "--again", "--json").json["source"] != first["source"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lines", "301"], "no line 301"),
        (["--lines", "9-3"], "names no lines"),
        (["--pick", "1-x"], "names no lines"),
        (["--around", "lunch"], "no moment and no line"),
        (["--search", " "], "blank text"),
    ],
)
def test_what_can_not_be_asked_is_said(oncall: Oncall, log: str, words: list[str], said: str) -> None:
    oncall("new", "checkout 5xx")
    source = oncall("import", "checkout", log).out.split()[0]
    ran = oncall("source", "checkout", source, *words)
    assert (ran.code, said in ran.err) == (2, True)


def test_the_lines_of_a_small_source_are_notes(oncall: Oncall, tmp_path: Path) -> None:
    (tmp_path / "small.log").write_text("\n".join(LINES[:5]))
    oncall("new", "checkout 5xx")
    source = oncall("import", "checkout", str(tmp_path / "small.log")).out.split()[0]
    ran = oncall("source", "checkout", source, "--search", "request")
    assert (ran.code, "are notes" in ran.err) == (2, True)
