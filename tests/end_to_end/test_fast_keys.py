"""Keys in one write, and lines typed fast from a list, through a real terminal."""

import time
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal
from tests.durability.place import ONCALL, Place, new_place

CTRL_Q = "\x11"
# Of at most half a second each: to end a test that waits for nothing.
ROUNDS = 120


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = new_place(tmp_path / "data")
    place.oncall("note", "> lag is 11 min")
    return place


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (":x", "What do you want to do?"),
        ("/x", "Enter take"),
        ("?x", "Keys and words"),
        ("2x", "[2 Timeline]"),
    ],
)
def test_two_keys_in_one_write_never_act_on_the_list(place: Place, keys: str, shown: str) -> None:
    with Terminal([ONCALL, "lag"], place.environment) as screen:
        screen.wait_for("Enter save")
        screen.send("\t")
        screen.wait_for("a write")
        screen.send(keys)
        screen.wait_for(shown)
        screen.leave(CTRL_Q)
        assert screen.status == 0
    services = place.services()
    (note,) = services.incidents.view(services.incidents.find("lag")).notes
    assert not note.struck


@pytest.mark.parametrize("line", [":sev 2", ":lead @ana", ":mitigated"])
@pytest.mark.parametrize("seconds", [0, 0.03])
def test_a_verb_and_notes_typed_fast_from_a_list_are_all_taken(
    place: Place, line: str, seconds: float
) -> None:
    """Nothing of it reaches the shell: the program ends only when it is asked to."""
    with Terminal([ONCALL, "lag"], place.environment) as screen:
        screen.wait_for("Enter save")
        screen.send("\t")
        screen.wait_for("a write")
        for typed in (f"{line}\r", "> lag is up\r"):
            for key in typed if seconds else [typed]:
                screen.send(key)
                time.sleep(seconds)
        for _ in range(ROUNDS):
            if place.raws()["> lag is up"]:
                break
            screen.settle(longest=0.5)
        screen.leave(CTRL_Q)
        assert screen.status == 0
    assert (place.raws()[line], place.raws()["> lag is up"]) == (1, 1)
