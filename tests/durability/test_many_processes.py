"""Several processes write to one incident at once, as responders on one bastion do."""

import subprocess

import pytest

from tests.benchmarks.terminal import Terminal
from tests.durability.place import ONCALL, PATIENCE, Place

WRITERS = 8
LOOP = 'for n in $(seq "$2"); do "$0" note "writer $1, note $n" || exit 1; done'


def _write_at_once(place: Place, each: int) -> list[str]:
    """Eight shells take notes at the same time; the texts of all of them. Every one has to be acknowledged."""
    shells = [
        subprocess.Popen(
            ["sh", "-c", LOOP, ONCALL, str(writer), str(each)],
            env=place.environment,
            stderr=subprocess.DEVNULL,
        )
        for writer in range(WRITERS)
    ]
    assert [shell.wait(PATIENCE) for shell in shells] == [0] * WRITERS
    return [f"writer {writer}, note {number}" for writer in range(WRITERS) for number in range(1, each + 1)]


@pytest.mark.parametrize("each", [6, pytest.param(50, marks=pytest.mark.long)])
def test_eight_processes_write_while_the_incident_is_open(place: Place, each: int) -> None:
    with Terminal([ONCALL, "lag"], place.environment) as screen:
        screen.wait_for("Notes")
        taken = _write_at_once(place, each)
        place.oncall("set", "lag", "severity=SEV2")
        screen.wait_for("SEV2")
    assert place.raws() == dict.fromkeys(taken, 1)
