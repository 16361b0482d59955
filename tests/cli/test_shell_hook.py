"""`oncall shell-hook`: a real bash records what is typed, and the next `oncall` files it."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from oncall_tui.storage.paths import DataPaths
from tests.cli.on_terminal import OnTerminal
from tests.durability.place import ONCALL, Place, new_place

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place(tmp_path / "it's data")


def typed(place: Place, *lines: str, off: bool = False) -> bytes:
    """What bash wrote when these lines were typed with the hook on."""
    environment = {
        **place.environment,
        "PS1": "ready> ",
        "PATH": f"{Path(ONCALL).parent}:{os.environ['PATH']}",
    }
    with OnTerminal(["bash", "--norc", "--noprofile", "-i"], environment) as terminal:
        terminal.wait_for("ready> ")
        terminal.type('PS1="rea""dy> "; eval "$(oncall shell-hook bash)"\n')
        terminal.wait_for("[oncall] ready> ")
        for number, line in enumerate(lines):
            terminal.type(f"{line}\n echo 'next'-{number}\n")
            terminal.wait_for(f"\rnext-{number}")
            terminal.wait_for("[oncall] ready> ")
        if off:
            terminal.type('eval "$(oncall shell-hook bash --off)"; echo o"f"f\n')
            terminal.wait_for("\roff")
            terminal.type("echo unseen\n")
        terminal.type(" exit\n")
        terminal.end()
        return terminal.output


def commands(place: Place) -> list[Any]:
    """The notes of the source, as the next command files them."""
    assert place.oncall("list").returncode == 0
    services = place.services()
    return list(services.incidents.view(services.incidents.find(place.incident)).notes)


def test_commands_are_a_folded_source_at_their_moments(place: Place) -> None:
    typed(place, "true", "cd /; false", "echo 'a  b' | tr a c")
    notes = commands(place)
    assert [note.text.split("\n")[0] for note in notes] == [
        "$ true",
        "$ cd /; false",
        "$ echo 'a  b' | tr a c",
    ]
    assert "exit 1 after" in notes[1].text
    assert notes[1].text.endswith(" in /")
    assert {note.kind for note in notes} == {"did"}
    assert {note.destination for note in notes} == {"folded"}
    assert len({note.source for note in notes}) == 1
    assert [note.line for note in notes] == [1, 2, 3]
    assert all(note.occurred_at % 1_000_000 == 0 for note in notes)


def test_a_leading_space_and_our_own_commands_are_kept_out(place: Place) -> None:
    typed(place, " echo secret", "oncall list > /dev/null", "true")
    assert [note.text.split("\n")[0] for note in commands(place)] == ["$ true"]


def test_the_same_command_again_is_a_command_again(place: Place) -> None:
    typed(place, "true", "true")
    assert len(commands(place)) == 2


def test_a_secret_is_flagged(place: Place) -> None:
    typed(place, "true password=hunter2hunter2")
    assert "looks-like-a-secret" in commands(place)[0].flags


def test_off_ends_it(place: Place) -> None:
    output = typed(place, "true", off=True)
    assert b"unseen" in output
    assert [note.text.split("\n")[0] for note in commands(place)][:1] == ["$ true"]
    assert not any("unseen" in note.text for note in commands(place))


def test_filing_again_after_a_crash_doubles_nothing(place: Place) -> None:
    typed(place, "true")
    folder = Path(DataPaths(str(place.data)).shell)
    [spool] = folder.glob("*.log")
    taken = spool.with_name(f"{spool.stem}.1.taken")
    spool.rename(taken)
    data = taken.read_bytes()
    assert len(commands(place)) == 1
    taken.write_bytes(data + b"1\x002\x00")  # the crash came before it was removed; a torn one is passed over
    assert len(commands(place)) == 1
    assert list(folder.glob("*.taken")) == []


def test_without_a_current_incident_nothing_is_recorded(place: Place) -> None:
    Path(DataPaths(str(place.data)).current).unlink()
    typed(place, "true")
    assert list(Path(DataPaths(str(place.data)).shell).glob("*.log")) == []


def test_commands_for_an_incident_that_is_not_here_are_unfiled_notes(place: Place) -> None:
    typed(place, "export ONCALL_INCIDENT=nowhere", "true")
    assert place.oncall("list").returncode == 0
    raws = [note.raw.split("\n")[0] for note in place.services().capture.unfiled()]
    assert "$ true" in raws


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_scripts_of_other_shells_are_read_by_them(place: Place, shell: str) -> None:
    for words in ([], ["--off"]):
        script = place.oncall("shell-hook", shell, *words).stdout
        assert script.strip()
        if found := shutil.which(shell):
            import subprocess

            subprocess.run([found, "-n"], input=script, check=True)
