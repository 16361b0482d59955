"""A fault at every file-system call of a save: what was acknowledged is there, and the store opens and goes on."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.durability.faults import FAULTS
from tests.durability.place import Place

FILED, WAITING, TAKEN = "filed before", "waiting before", "> taken while it broke"
SAVES = {
    "a note": ("note", TAKEN),
    "an edit that files the inbox": ("set", "lag", "severity=SEV1"),
    "a command that was run": ("run", "--", "true"),
}
CASES = [
    pytest.param(save, fault, marks=pytest.mark.long if fault == "short" else ())
    for save in SAVES
    for fault in FAULTS
]
DONE, NOT_SAVED, KILLED = 0, 1, -9


@dataclass(frozen=True, slots=True)
class Broken:
    """A data directory after one run with one fault: at which call, and how the run ended."""

    place: Place
    call: str
    status: int


@pytest.mark.parametrize(("save", "fault"), CASES)
def test_a_fault_at_every_call_of_a_save_loses_nothing(place: Place, save: str, fault: str) -> None:
    _fill(place)
    runs = list(_every_fault(place, fault, SAVES[save]))
    assert len(runs) > 3, "the faults have to reach the save"
    for run in runs:
        assert run.status in (DONE, NOT_SAVED, KILLED), f"{run.call} ended with {run.status}"
        _assert_nothing_lost(run, save)
        _assert_goes_on(run.place)


def _fill(place: Place) -> None:
    services = place.services()
    incident = services.incidents.find(place.incident)
    services.capture.take(FILED, incident)
    services.store.file_inbox(incident)
    services.capture.take(WAITING, incident)


def _every_fault(place: Place, fault: str, command: tuple[str, ...]) -> Iterator[Broken]:
    """One broken copy of the place for each call, the last one unbroken."""
    runs = subprocess.run(
        [sys.executable, "-m", "tests.durability.faults", str(place.data), fault, *command],
        env=place.environment,
        capture_output=True,
        check=True,
        timeout=120,
    )
    for line in runs.stdout.splitlines():
        run = json.loads(line)
        yield Broken(Place(Path(run["data"])), run["call"], run["status"])


def _assert_nothing_lost(run: Broken, save: str) -> None:
    raws = run.place.raws()
    assert (raws[FILED], raws[WAITING]) == (1, 1)
    services = run.place.services()
    severity = services.incidents.view(services.incidents.find("lag")).incident.severity
    if save == "a note":
        assert raws[TAKEN] == 1 if run.status == DONE else raws[TAKEN] <= 1
    elif save == "a command that was run":
        kept = sum(count for raw, count in raws.items() if raw.startswith("$ true\nexit 0 after"))
        assert kept == 1 if run.status == DONE else kept <= 1
    else:
        assert severity == "SEV1" if run.status == DONE else severity in ("SEV1", None)


def _assert_goes_on(place: Place) -> None:
    services = place.services()
    incident = services.incidents.find(place.incident)
    services.capture.take("after it broke", incident)
    services.incidents.set(incident, {"severity": "SEV3"}, base_versions=None)
    assert place.raws()["after it broke"] == 1
