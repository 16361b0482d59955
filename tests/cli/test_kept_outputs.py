"""Output that was kept is what would be made now, and printing it loads nothing that makes it (RETROSPECTIVE 12)."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.services.incidents.kept_outputs import KeptOutputs, Made
from oncall_tui.settings.settings import Settings
from oncall_tui.storage.paths import KEPT_OUTPUTS, DataPaths
from tests.cli.conftest import Oncall

COMMANDS = (
    ["writeup", "show"],
    ["writeup", "show", "--json"],
    ["analysis", "show"],
    ["analysis", "show", "--json"],
    ["review", "show"],
    ["review", "show", "--json"],
    ["report"],
    ["report", "--format", "json"],
    ["report", "--format", "html"],
)
HEAVY = (
    "textual",
    "tinydb",
    "pendulum",
    "orjson",
    "dataclasses",
    "markdown_it",
    "zoneinfo",
    "oncall_tui.domain.timeline",
    "oncall_tui.domain.language",
    "oncall_tui.formats",
    "oncall_tui.replication",
    "oncall_tui.services.writeup",
    "oncall_tui.services.report",
    "oncall_tui.services.review",
)
DAY = 86_400_000_000


@pytest.fixture
def disk(oncall: Oncall, data: Path) -> str:
    """An incident of long ago with a row, a text and a control."""
    oncall("new", "Disk full", "--zone", "Europe/London")
    oncall("note", "@2026-03-03 15:26", "new node was given only 20 GB of disk")
    oncall("writeup", "set", "impact", "four hours of deployments")
    return oncall("analysis", "add", "control", "disk alert").out.strip()


def _kept(data: Path) -> list[Path]:
    places = DataPaths(str(data))
    return [path for path in (Path(places.kept_output(name)) for name in KEPT_OUTPUTS) if path.exists()]


def _changes(oncall: Oncall, data: Path, control: str) -> tuple[Callable[[], object], ...]:
    def add_template() -> None:
        (data / "team").mkdir(exist_ok=True)
        (data / "team" / "write-up.md").write_text("## Impact\n\n## What it cost\n")

    return (
        lambda: oncall("writeup", "set", "impact", "five hours of deployments"),
        lambda: oncall("analysis", "set", control, "feedback=none"),
        lambda: oncall("note", "@2026-03-03 15:40", "waits in the inbox"),
        lambda: oncall("review", "comment", "impact", "change", "say how many teams"),
        lambda: oncall("redact", "impact", "five"),
        add_template,
    )


def test_kept_output_is_what_would_be_made_now(oncall: Oncall, data: Path, disk: str) -> None:
    for change in (lambda: None, *_changes(oncall, data, disk)):
        change()
        first = [oncall(*words) for words in COMMANDS]
        assert [oncall(*words) for words in COMMANDS] == first
        kept = _kept(data)
        assert len(kept) == len(COMMANDS)
        for path in kept:
            path.unlink()
        assert [oncall(*words) for words in COMMANDS] == first


def test_other_words_and_other_settings_print_something_else(
    oncall: Oncall, disk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "15:26" in oncall("report").out
    assert "10:26" in oncall("report", "--zone", "America/New_York").out
    assert oncall("analysis", "show", disk).out != oncall("analysis", "show").out
    oncall("new", "Another")
    assert "five" not in oncall("report").out
    oncall("use", "disk-full")
    oncall("review", "comment", "impact", "change", "say how many teams")
    oncall("review", "read")
    assert "how many teams" not in oncall("review", "show", "--unread").out
    monkeypatch.setenv("ONCALL_AUTHOR", "bo")
    assert "how many teams" in oncall("review", "show", "--unread").out


@pytest.mark.usefixtures("disk")
def test_printing_kept_output_loads_nothing_that_makes_it(oncall: Oncall) -> None:
    for words in COMMANDS:
        oncall(*words)
    script = (
        "import os, sys; from oncall_tui.cli.main import main; out = sys.stdout; sys.stdout = open(os.devnull, 'w')\n"
        f"for words in {COMMANDS!r}: main(words)\n"
        "sys.stdout = out\n"
        f"heavy = {HEAVY!r}\n"
        "print(sorted(set(heavy) & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_nothing_is_kept_while_the_clock_has_a_say(oncall: Oncall, data: Path) -> None:
    oncall("new", "Just now")
    oncall("note", "it burns")
    for words in COMMANDS:
        oncall(*words)
    assert _kept(data) == []


def test_what_is_redacted_is_in_no_kept_output(oncall: Oncall, data: Path, disk: str) -> None:
    oncall("writeup", "set", "impact", "the key was hunter2")
    for words in COMMANDS:
        oncall(*words)
    assert any(b"hunter2" in path.read_bytes() for path in _kept(data))
    oncall("redact", "impact", "hunter2")
    assert _kept(data) == []


def test_what_changed_while_it_was_made_is_not_kept(tmp_path: Path) -> None:
    places = DataPaths(str(tmp_path))
    id = "01hv3z9x8k7m6n5p4q3r2s1t0v"
    os.makedirs(places.incidents)
    document = Path(places.incident(id))
    document.write_text("as it was")

    def make() -> Made:
        document.write_text("redacted")
        return Made("as it was", 0)

    outputs = KeptOutputs(places, lambda: 10 * DAY, Settings(data=str(tmp_path), author="ana"))
    assert outputs.text("report-md", id, "", make) == "as it was"
    assert not os.path.exists(places.kept_output("report-md"))
