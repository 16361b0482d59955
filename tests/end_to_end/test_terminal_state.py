"""The terminal is left as it was found: after signals, after ^Z and `fg`, after an editor of any kind."""

import os
import re
import signal
import stat
import termios
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal
from tests.durability.place import ONCALL, Place, new_place

# Alternate screen, mouse (four ways), bracketed paste, focus reports: off at a shell's prompt.
MODES = (b"1049", b"1000", b"1003", b"1006", b"2004", b"1004")
CURSOR = b"25"
CTRL_Z, CTRL_Q, CTRL_L = "\x1a", "\x11", "\x0c"
FULL_SCREEN = re.compile(rb"\x1b\[\?1049h")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = new_place(tmp_path / "data")
    place.oncall("note", "> lag is 11 min")
    return place


def sent(screen: Terminal) -> bytes:
    return b"".join(data for _, data in screen.chunks)


def is_on(screen: Terminal, mode: bytes) -> bool:
    """Whether the last thing that the terminal was told of a mode is that it is on."""
    found = re.findall(rb"\x1b\[\?" + mode + rb"([hl])", sent(screen))
    return bool(found) and found[-1] == b"h"


def assert_given_back(screen: Terminal) -> None:
    assert [mode for mode in MODES if is_on(screen, mode)] == []
    assert is_on(screen, CURSOR), "the cursor is shown"


def wait_until_given_back(screen: Terminal) -> None:
    """Until the program has left the alternate screen, and said the rest."""
    while is_on(screen, b"1049") or not is_on(screen, CURSOR):
        screen.settle(longest=0.2)


def echoes(screen: Terminal) -> bool:
    return bool(termios.tcgetattr(screen.handle)[3] & termios.ECHO)


@pytest.mark.parametrize(
    ("ending", "where"),
    [
        (signal.SIGHUP, "the line"),
        (signal.SIGTERM, "the line"),
        (signal.SIGTERM, "a prompt"),
        (signal.SIGTERM, "the palette"),
        (signal.SIGTERM, "help"),
    ],
)
def test_a_signal_gives_the_terminal_back_and_keeps_the_draft(
    place: Place, ending: signal.Signals, where: str
) -> None:
    with Terminal([ONCALL, "lag"], place.environment) as screen:
        screen.wait_for("Enter save")
        screen.send("half a line")
        screen.wait_for("draft kept")
        keys = {"a prompt": "\tt", "the palette": "\t:", "help": "\t?"}.get(where, "")
        words = {
            "a prompt": "When did it happen?",
            "the palette": "What do you want to do?",
            "help": "Keys and words",
        }
        screen.send(keys)
        screen.wait_for(words.get(where, "half a line"))
        screen.kill(ending)
        assert_given_back(screen)
        assert screen.status == -ending
        assert echoes(screen)
    with Terminal([ONCALL, "lag"], place.environment) as again:
        again.wait_for("half a line")


def in_a_shell(place: Place) -> Terminal:
    """The program as a job of a shell."""
    environment = {**place.environment, "PS1": "prompt$ ", "HISTFILE": "/dev/null"}
    return Terminal(["bash", "--norc", "--noprofile", "--noediting", "-i"], environment)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("", "half a line"),
        ("\t", "a write"),
        ("\tt", "When did it happen?"),
        ("\t:", "What do you want to do?"),
    ],
    ids=["line", "list", "prompt", "palette"],
)
def test_ctrl_z_goes_to_the_shell_and_fg_draws_everything_again(place: Place, keys: str, words: str) -> None:
    with in_a_shell(place) as screen:
        screen.wait_for("prompt$")
        screen.send(f"{ONCALL} lag\r")
        screen.wait_for("Enter save")
        screen.send("half a line")
        screen.wait_for("draft kept")
        screen.send(keys)
        screen.wait_for(words)
        screen.send(CTRL_Z)
        screen.wait_for("Stopped")
        assert_given_back(screen)
        screen.chunks.clear()
        screen.send("echo in the $((1 + 1))nd shell\r")
        screen.wait_for("in the 2nd shell")
        screen.chunks.clear()
        screen.send("fg\r")
        for seen in (words, "lag is 11 min", "[1 Notes]") if keys != "\t:" else (words,):
            screen.wait_for(seen)
        assert FULL_SCREEN.search(sent(screen))
        screen.send(CTRL_Q)
        wait_until_given_back(screen)
        assert_given_back(screen)
        screen.send("exit\r")
        screen.leave("")


def test_ctrl_z_stops_what_the_program_was_started_by_too(place: Place) -> None:
    with in_a_shell(place) as screen:
        screen.wait_for("prompt$")
        screen.send(f"sh -c '{ONCALL} lag; true'\r")
        screen.wait_for("Enter save")
        screen.send(CTRL_Z)
        screen.wait_for("Stopped")
        screen.chunks.clear()
        screen.send("fg\r")
        screen.wait_for("lag is 11 min")
        screen.send(CTRL_Q)
        wait_until_given_back(screen)
        screen.send("exit\r")
        screen.leave("")


@pytest.mark.parametrize("keys", ["", "\t", "\tt"], ids=["line", "list", "prompt"])
def test_ctrl_z_without_a_shell_to_go_to_says_so(place: Place, keys: str) -> None:
    """A terminal or a container may run the program alone: once stopped it would stay so."""
    with Terminal([ONCALL, "lag"], place.environment) as screen:
        screen.wait_for("Enter save")
        screen.send(keys)
        screen.settle()
        screen.send(CTRL_Z)
        screen.wait_for("No shell is above this program")
        screen.send(CTRL_Q)
        screen.leave("")
        assert screen.status == 0


def editor(tmp_path: Path, script: str) -> str:
    path = tmp_path / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


EDITORS = [
    ("", "can't be run"),
    ("exit 3", "ended with 3"),
    ('echo more >> "$1"; exit 3', "is kept in"),
    ('rm "$1"', "removed its file"),
    ('mv "$1" "$1.bak"', "removed its file"),
    (': > "$1"', "left its file empty"),
    ('printf changed > "$1.new"; mv "$1.new" "$1"', "amended"),
]


@pytest.mark.parametrize(
    ("view", "script", "said"), [*(("1", *case) for case in EDITORS), ("2", *EDITORS[0])]
)
def test_after_any_editor_the_screen_is_drawn_and_says_what_happened(
    place: Place, tmp_path: Path, view: str, script: str, said: str
) -> None:
    command = editor(tmp_path, script) if script else str(tmp_path / "no such editor").replace(" ", "-")
    with Terminal([ONCALL, "lag"], {**place.environment, "EDITOR": command, "VISUAL": ""}) as screen:
        screen.wait_for("Enter save")
        screen.send("\tG" if view == "1" else "\t2g")
        screen.wait_for("a write" if view == "1" else "[2 Timeline]")
        screen.settle()
        screen.chunks.clear()
        screen.send("E")
        screen.wait_for(said if view == "1" or said != "amended" else "changed")
        screen.wait_for("UTC")
        assert is_on(screen, b"1049")
        assert is_on(screen, b"1000")
        screen.send(CTRL_Q)
        screen.leave("")
        assert screen.status == 0
        assert_given_back(screen)
    texts = [
        note.text for note in place.services().incidents.view(place.services().incidents.find("lag")).notes
    ]
    assert texts == (["changed"] if said == "amended" and view == "1" else ["lag is 11 min"])


@pytest.mark.parametrize("setting", ["'unclosed", "   ", '"'])
def test_an_editor_setting_that_cannot_be_read_is_said(place: Place, setting: str) -> None:
    with Terminal([ONCALL, "lag"], {**place.environment, "EDITOR": setting, "VISUAL": ""}) as screen:
        screen.wait_for("Enter save")
        screen.send("\tGE")
        screen.wait_for("The text is as it was.")
        screen.leave(CTRL_Q)
        assert screen.status == 0


def test_a_terminal_that_goes_away_ends_the_program(place: Place) -> None:
    screen = Terminal([ONCALL, "lag"], place.environment)
    screen.wait_for("Enter save")
    screen.send("half a line")
    screen.wait_for("draft kept")
    os.close(screen.handle)
    _, status = os.waitpid(screen.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (-signal.SIGHUP, 129)
