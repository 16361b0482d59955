"""`oncall run`: the command has its terminal as without us, and its note holds what was to be seen."""

import os
import signal
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest

from tests.cli.on_terminal import OnTerminal
from tests.durability.place import ONCALL, PATIENCE, Place, new_place

RUN = [ONCALL, "run", "--"]
PYTHON = [sys.executable, "-c"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place(tmp_path / "data")


def notes(place: Place) -> list[Any]:
    services = place.services()
    return list(services.incidents.view(services.incidents.find(place.incident)).notes)


def ended(place: Place, *command: str, keys: str = "") -> tuple[int, bytes]:
    """Exit code and output of `oncall run` on a terminal."""
    with OnTerminal([*RUN, *command], place.environment) as terminal:
        if keys:
            terminal.type(keys)
        return terminal.end(), terminal.output


def test_a_command_is_one_folded_note_of_what_was_done(place: Place) -> None:
    code, output = ended(place, "sh", "-c", "echo one; echo two >&2; exit 3")
    [note] = notes(place)
    first, second, *rest = note.raw.split("\n")
    assert (code, b"one\r\ntwo\r\n" in output, b"noted" in output) == (3, True, True)
    assert (first, rest) == ("$ sh -c 'echo one; echo two >&2; exit 3'", ["one", "two"])
    assert second.startswith("exit 3 after ")
    assert second.endswith(f" in {os.getcwd()}")
    assert (note.kind, note.pasted) == ("did", True)


def test_the_note_is_at_the_moment_when_the_command_began(place: Place) -> None:
    ended(place, "sh", "-c", "read go; echo", keys="\n")
    [note] = notes(place)
    assert note.occurred_at % 1_000_000 == 0
    assert note.occurred_at <= note.recorded_at


def test_all_three_streams_are_a_terminal_and_colours_go_through(place: Place) -> None:
    _, output = ended(place, "sh", "-c", r"[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && printf '\033[31mred\033[0m\n'")
    assert b"\x1b[31mred\x1b[0m" in output
    assert notes(place)[0].raw.endswith("\nred")


def test_the_command_has_the_terminal_as_its_own(place: Place) -> None:
    _, output = ended(place, "sh", "-c", "echo through /dev/tty > /dev/tty")
    assert b"through /dev/tty" in output


def test_the_window_has_its_size_and_its_changes_are_told(place: Place) -> None:
    told = (
        "import os, signal; size = lambda: print(tuple(os.get_terminal_size()), flush=True);"
        "signal.signal(signal.SIGWINCH, lambda *_: None);"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGWINCH});"  # one that comes at once waits
        "size(); signal.sigwait({signal.SIGWINCH}); size()"
    )
    with OnTerminal([*RUN, *PYTHON, told], place.environment, (31, 97)) as terminal:
        terminal.wait_for("(97, 31)")
        terminal.resize((40, 120))
        assert terminal.end() == 0
    assert b"(120, 40)" in terminal.output


def test_keys_reach_the_command_and_are_echoed_once(place: Place) -> None:
    with OnTerminal([*RUN, "sh", "-c", "echo ready; exec cat"], place.environment) as terminal:
        terminal.wait_for("ready")
        terminal.type("hello\n\x04")
        assert terminal.end() == 0
    assert terminal.output.count(b"hello") == 2


def test_ctrl_c_goes_to_the_command_which_decides(place: Place) -> None:
    script = (
        "import signal\ntry:\n print('ready', flush=True); signal.pause()\n"
        "except KeyboardInterrupt:\n print('caught'); exit(7)"
    )
    with OnTerminal([*RUN, *PYTHON, script], place.environment) as terminal:
        terminal.wait_for("ready")
        terminal.type("\x03")
        assert terminal.end() == 7
    assert "caught" in notes(place)[0].raw


def test_a_command_that_ctrl_c_ends_is_noted_and_passed_on_as_a_shell_does(place: Place) -> None:
    with OnTerminal([*RUN, "sh", "-c", "echo ready; exec cat"], place.environment) as terminal:
        terminal.wait_for("ready")
        terminal.type("\x03")
        assert terminal.end() == 130
    assert "\nexit 130 after" in notes(place)[0].raw


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1])
def test_a_signal_that_is_sent_to_us_goes_to_the_command(place: Place, number: signal.Signals) -> None:
    with OnTerminal([*RUN, "sh", "-c", "echo ready; exec cat"], place.environment) as terminal:
        terminal.wait_for("ready")
        os.kill(terminal.pid, number)
        assert terminal.end() == 128 + number
    assert f"\nexit {128 + number} after" in notes(place)[0].raw


def test_a_terminal_that_goes_away_ends_the_command_and_costs_no_note(place: Place) -> None:
    with OnTerminal([*RUN, "sh", "-c", "echo ready; exec cat"], place.environment) as terminal:
        terminal.wait_for("ready")
    os.waitpid(terminal.pid, 0)
    assert "\nexit 129 after" in notes(place)[0].raw


@pytest.mark.parametrize("code", [0, 1, 42, 129, 130, 143, 255])
def test_the_exit_code_is_passed_on(place: Place, code: int) -> None:
    assert place.oncall("run", "sh", "-c", f"exit {code}").returncode == code
    assert f"\nexit {code} after" in notes(place)[0].raw


def test_a_command_that_is_not_there_is_127_and_no_note(place: Place) -> None:
    ran = place.oncall("run", "--", "no-such-command", "--help")
    assert (ran.returncode, b"no note was taken" in ran.stderr, notes(place)) == (127, True, [])


def test_a_file_that_can_not_be_run_is_126(place: Place, tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("x")
    assert place.oncall("run", str(tmp_path / "data.txt")).returncode == 126


def test_a_script_that_names_no_interpreter_is_one_for_the_shell(place: Place, tmp_path: Path) -> None:
    (tmp_path / "steps").write_text('echo "did $1"\n')
    (tmp_path / "steps").chmod(0o755)
    assert place.oncall("run", str(tmp_path / "steps"), "it").stdout == b"did it\n"


def test_the_terminal_is_given_back_as_it_was(place: Place) -> None:
    with OnTerminal(
        ["sh", "-c", f"read x; {ONCALL} run true; echo back; read x"], place.environment
    ) as terminal:
        before = termios.tcgetattr(terminal.handle)
        terminal.type("\n")
        terminal.wait_for("back")
        assert termios.tcgetattr(terminal.handle) == before
        terminal.type("\n")
        terminal.end()


def test_what_a_full_screen_program_drew_is_said_and_passed_on_whole(place: Place) -> None:
    script = r"printf 'before\n\033[?1049h\033[2J\033[5;5Hdrawn\033[?1049lafter\n'"
    _, output = ended(place, "sh", "-c", script)
    assert b"\x1b[?1049h\x1b[2J\x1b[5;5Hdrawn\x1b[?1049l" in output
    kept = notes(place)[0].raw.split("\n")[2:]
    assert kept == ["before", "[a full-screen program: what it drew is not kept]", "after"]


def test_a_progress_bar_is_kept_as_its_last_state(place: Place) -> None:
    ended(place, "sh", "-c", r"printf ' 10%%\r 50%%\r100%%\n'")
    assert notes(place)[0].raw.endswith("\n100%")


def test_the_middle_of_a_long_output_is_left_out_and_said(place: Place) -> None:
    count = 200_000
    ran = place.oncall("run", *PYTHON, f"[print('line', n) for n in range({count})]")
    lines = notes(place)[0].raw.split("\n")
    assert ran.stdout.count(b"\n") == count
    assert (lines[2], lines[-1]) == ("line 0", f"line {count - 1}")
    [said] = [line for line in lines if line.startswith("[")]
    dropped = int(said.split()[1].replace(",", ""))
    kept = sum(len(line) + 1 for line in lines[2:] if line != said)
    assert kept + dropped == len(ran.stdout)


def test_pipes_stay_pipes_and_the_streams_stay_apart(place: Place) -> None:
    data = bytes(range(256)) * 1000
    script = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()); sys.stderr.write('beside\\n')"
    ran = place.oncall("run", *PYTHON, script, given=data)
    assert (ran.stdout, ran.stderr.startswith(b"beside\n")) == (data, True)


def test_who_stops_reading_ends_the_command_as_without_us(place: Place) -> None:
    piped = f"{ONCALL} run -- yes | head -n 1"
    ran = subprocess.run(
        ["sh", "-c", piped], env=place.environment, capture_output=True, timeout=PATIENCE, check=True
    )
    assert ran.stdout == b"y\n"
    assert "$ yes\n" in notes(place)[0].raw


def test_what_a_command_leaves_behind_is_not_waited_for(place: Place, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert place.oncall("run", "sh", "-c", f"cat {tmp_path}/fifo & echo done").stdout == b"done\n"
    (tmp_path / "fifo").write_text("")  # only now can the one that was left behind end


def test_a_secret_is_said_and_flagged(place: Place) -> None:
    ran = place.oncall("run", "echo", "password=hunter2hunter2")
    assert b"oncall redact lag" in ran.stderr
    assert notes(place)[0].flags == ("looks-like-a-secret",)


@pytest.mark.parametrize("words", [["run"], ["run", "--"], ["run", "-i", "nowhere", "--", "touch", "ran"]])
def test_what_is_refused_is_refused_before_anything_is_run(
    place: Place, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert place.oncall(*words).returncode == (3 if "-i" in words else 2)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "words", [["-i", "lag", "ls", "-i", "x", "--json"], ["--", "ls", "-i", "x", "--json"]]
)
def test_options_behind_the_command_are_its_own(place: Place, words: list[str]) -> None:
    place.oncall("run", *words)
    assert notes(place)[0].raw.startswith("$ ls -i x --json\n")


def test_kept_json_is_the_note(place: Place) -> None:
    ran = place.oncall("--json", "run", "true")
    assert b'"kind": "did"' in ran.stdout


def test_killed_in_the_middle_keeps_nothing_and_ends_the_command(place: Place) -> None:
    with OnTerminal([*RUN, "sh", "-c", "echo ready; exec cat"], place.environment) as terminal:
        terminal.wait_for("ready")
        os.kill(terminal.pid, signal.SIGKILL)
        assert terminal.end() == -signal.SIGKILL
    assert notes(place) == []


def test_killed_after_the_note_was_told_of_keeps_it(place: Place) -> None:
    with OnTerminal([*RUN, "echo", "x"], place.environment) as terminal:
        terminal.wait_for("noted")
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.end()
    assert len(notes(place)) == 1


def test_without_a_current_incident_the_note_is_unfiled(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    ran = place.oncall("run", "true")
    assert (ran.returncode, b"unfiled" in ran.stderr) == (0, True)
