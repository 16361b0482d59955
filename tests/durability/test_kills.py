"""kill -9 at random moments: no acknowledged note or edit is lost, and the store always opens."""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.durability.place import Place, new_place

WAYS = ("notes", "filing", "edits")
ROUNDS, LONG_ROUNDS, BATCH = 40, 350, 50


def _rounds(place: Place, way: str, rounds: int, seed: int) -> Iterator[dict[str, Any]]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.durability.killing", way, str(rounds), str(seed)],
        env=place.environment,
        capture_output=True,
        check=True,
        timeout=300,
    )
    return map(json.loads, run.stdout.splitlines())


def _assert_nothing_lost(place: Place, way: str, rounds: int, seed: int) -> None:
    acknowledged: list[str] = []
    for outcome in _rounds(place, way, rounds, seed):
        assert not outcome["opens"]
        acknowledged += outcome["acknowledged"]
        saved, here = outcome["edits"], outcome["impact"]
        if saved:
            assert _number(here) in (_number(saved[-1]), _number(saved[-1]) + 1)
    raws = place.raws()
    assert acknowledged, "the children have to get to write something"
    assert {raw: raws[raw] for raw in acknowledged} == dict.fromkeys(acknowledged, 1)


def _number(impact: str) -> int:
    """Of `seed.round.number`; an edit that was saved but not yet said is one ahead of the last one said."""
    return int(impact.rpartition(".")[2])


@pytest.mark.parametrize("way", WAYS)
def test_what_was_acknowledged_survives_kills(place: Place, way: str) -> None:
    _assert_nothing_lost(place, way, ROUNDS, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_what_was_acknowledged_survives_a_thousand_kills(place: Place, way: str) -> None:
    for batch in range(LONG_ROUNDS // BATCH):
        fresh = new_place(place.data.with_name(f"{way}-{batch}"))
        _assert_nothing_lost(fresh, way, BATCH, seed=batch)


@pytest.mark.parametrize("rounds", [12, pytest.param(300, marks=pytest.mark.long)])
def test_oncall_note_killed_at_random_moments(place: Place, rounds: int) -> None:
    """The whole command, killed anywhere between the start of Python and its end."""
    chance, acknowledged = random.Random(7), []
    for number in range(rounds):
        process = place.start("note", f"note {number}")
        try:
            process.wait(chance.uniform(0, 0.05))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        _, said = process.communicate()
        if b"noted" in said:
            acknowledged.append(f"note {number}")
    raws = place.raws()
    assert {raw: raws[raw] for raw in acknowledged} == dict.fromkeys(acknowledged, 1)
    assert max(raws.values(), default=1) == 1
