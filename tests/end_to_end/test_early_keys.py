"""What is typed while the program starts arrives whole and in order, and the terminal is given back as it was."""

import sys
import termios
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal
from tests.durability.place import Place, new_place

CTRL_Q = "\x11"
ROUNDS = 120
# Two hundred keys in which a loss, a swap or a repetition would be seen.
TYPED = "".join(f"{number:02}." for number in range(66)) + "xy"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place(tmp_path / "data")


def raws(place: Place, screen: Terminal, wanted: str) -> list[str]:
    """The notes, once the wanted one is among them."""
    for _ in range(ROUNDS):
        if place.raws()[wanted]:
            break
        screen.settle(longest=0.5)
    return list(place.raws())


@pytest.mark.parametrize("words", [[], ["lag"]])
@pytest.mark.parametrize("size", [200, 1])
def test_keys_typed_during_the_start_are_all_there(place: Place, words: list[str], size: int) -> None:
    command = [sys.executable, "-m", "oncall_tui", *words]
    with Terminal(command, place.environment) as screen:
        for start in range(0, len(TYPED), size):
            screen.send(TYPED[start : start + size])
            screen.settle(quiet=0.001, longest=0.002)
        screen.send("\r")
        assert TYPED in raws(place, screen, TYPED)
        screen.leave(CTRL_Q)
        assert screen.status == 0


def test_several_lines_typed_before_python_runs_are_several_notes(place: Place) -> None:
    with Terminal([sys.executable, "-m", "oncall_tui", "lag"], place.environment) as screen:
        screen.send("first of two\rsecond of two\r")
        found = raws(place, screen, "second of two")
        assert [raw for raw in found if "of two" in raw] == ["first of two", "second of two"]
        screen.leave(CTRL_Q)


def test_the_terminal_is_given_back_where_the_screens_are_refused(place: Place) -> None:
    with Terminal([sys.executable, "-m", "oncall_tui", "no-such-incident"], place.environment) as screen:
        screen.wait_for("Nothing was changed")
        screen.leave("")
        assert screen.status == 3
        input_flags, _, _, local_flags, *_ = termios.tcgetattr(screen.handle)
        assert input_flags & termios.ICRNL
        assert local_flags & termios.ECHO
        assert local_flags & termios.ICANON
