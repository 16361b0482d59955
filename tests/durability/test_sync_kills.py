"""Three data directories and one share, in processes that are killed at any moment: nothing acknowledged is lost."""

import json
import os
import random
import select
import signal
import time
from itertools import count
from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.read_models.incident_json import view_json
from oncall_tui.settings.settings import Settings

PEOPLE = ("ana", "bo", "li")
LONGEST = 0.25
FEWEST_TURNS = 6


def person(home: Path, name: str) -> ServiceContainer:
    return build_services(Settings(str(home / name), name, str(home / "share")))


def work(services: ServiceContainer, incident: str, name: str, say: int) -> None:
    """Takes a note, sometimes edits, and syncs, for ever; says what was acknowledged."""
    for number in count():
        raw = f"{name}.{number}"
        services.capture.take(raw, incident)
        os.write(say, f"{raw}\n".encode())
        if number % 3 == 0:
            services.incidents.set(incident, {"impact": raw}, base_versions=None)
        services.synchronise.sync(wait=5)


def killed(home: Path, name: str, incident: str, turn: int, seconds: float) -> list[str]:
    """One person's process, killed after so long; the notes that it had acknowledged.

    Every other time so long after the first of them, which a busy machine may keep back.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            work(person(home, name), incident, f"{name}-{turn}", writer)
        finally:
            os._exit(70)
    os.close(writer)
    if turn % 2:
        select.select([reader], [], [])
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with open(reader, encoding="utf-8") as said:
        return said.read().split("\n")[:-1]


def run(home: Path, seconds: float, seed: int) -> None:
    chance = random.Random(seed)
    (home / "share").mkdir()
    ana = person(home, "ana")
    incident = ana.incidents.create("checkout 5xx").id
    for name in PEOPLE:
        person(home, name).synchronise.sync()
    acknowledged: set[str] = set()
    end = time.monotonic() + seconds
    for turn in count():
        acknowledged.update(killed(home, PEOPLE[turn % 3], incident, turn, chance.uniform(0.02, LONGEST)))
        if time.monotonic() > end and turn >= FEWEST_TURNS:
            break
    assert acknowledged
    for _ in range(3):
        for name in PEOPLE:
            assert person(home, name).synchronise.sync().outcome.damaged == {}
    views = [person(home, name).incidents.view(incident) for name in PEOPLE]
    assert {note.raw for note in views[0].notes} >= acknowledged
    shown = {json.dumps(view_json(view, 0, ana.tracker.outlook()), sort_keys=True) for view in views}
    assert len(shown) == 1
    quiet = [person(home, name).synchronise.sync().outcome for name in PEOPLE]
    assert [(outcome.joined, outcome.published) for outcome in quiet] == [(0, 0)] * 3


def test_processes_that_are_killed_while_they_sync_lose_nothing(tmp_path: Path) -> None:
    run(tmp_path, 2.5, 1)


@pytest.mark.long
def test_processes_that_are_killed_for_minutes_lose_nothing(tmp_path: Path) -> None:
    run(tmp_path, 300, 2)
