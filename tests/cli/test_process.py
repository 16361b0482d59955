"""What only a process of its own can show: closed and full streams, limits of the disk, odd environments."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Oncall

ONCALL = f"{sys.executable} -m oncall_tui"


def shell(command: str) -> tuple[int, str, str]:
    ran = subprocess.run(["sh", "-c", command.replace("oncall", ONCALL, 1)], capture_output=True, check=False)
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("oncall show >&-", 0),
        ("oncall note --json x >&-", 0),
        ("oncall note x 2>&-", 0),
        ("oncall show nowhere 2>&-", 3),
        ("oncall note <&-", 2),
        ("oncall <&-", 2),
        ("oncall import disk - <&-", 2),
        ("oncall note x <&- >&- 2>&-", 0),
        ("oncall note x 2>/dev/full", 0),
        ("oncall show nowhere 2>/dev/full", 3),
    ],
)
def test_words_that_nobody_can_read_are_no_failure(process: Oncall, command: str, code: int) -> None:
    process("new", "Disk")
    assert shell(command)[0] == code


def test_output_that_finds_no_room_is_told(process: Oncall) -> None:
    process("new", "Disk")
    code, _, err = shell("oncall show >/dev/full")
    assert code == 1
    assert "No space left" in err
    assert "is safe" in err
    assert "expect" not in err


def test_a_limit_on_file_size_leaves_what_was_saved_and_no_half_files(process: Oncall, data: Path) -> None:
    process("new", "Disk")
    before = process("show", "--json").out
    for words in (["note", "x" * 3000], ["set", "summary=" + "y" * 3000]):
        ran = subprocess.run(
            [sys.executable, "-m", "oncall_tui", *words],
            capture_output=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)),
        )
        assert ran.returncode == 1
        assert b"Not saved" in ran.stderr
    assert process("show", "--json").out == before
    assert [path.name for path in data.rglob("*tmp*")] == []


def test_a_zone_in_the_environment_that_nobody_knows_costs_no_note(
    oncall: Oncall, monkeypatch: pytest.MonkeyPatch
) -> None:
    oncall("new", "Disk", "--zone", "Europe/Paris")
    monkeypatch.setenv("ONCALL_ZONE", "Mars")
    assert oncall("note", "--json", "x").json["zone_used"] == "Europe/Paris"
    assert oncall("note", "--zone", "Mars", "x").code == 2


def test_ascii_is_asked_for_or_all_that_the_terminal_has(
    process: Oncall, monkeypatch: pytest.MonkeyPatch
) -> None:
    process("new", "Café")
    noted = process("note", "--ascii", "é → ☃")
    assert noted.err == "noted - Caf\\xe9\n"
    for words in (["show"], ["timeline"], ["timeline", "--check"], ["handover"]):
        assert process(*words, "--ascii").out.isascii()
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert "\\xe9 -> \\u2603" in process("show").out
