"""Kills at random moments: children that write as fast as they can, and what each had acknowledged when it died.

`python -m tests.durability.killing WAY ROUNDS SEED` works on ONCALL_DATA and prints one JSON line a round:
`{"acknowledged": [raw], "edits": [impact], "impact": what the store says after, "opens": why not, or blank}`.
"""

import contextlib
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.settings.settings import Settings

LONGEST = 0.04
Say = Callable[[str], object]


def take_notes(services: ServiceContainer, incident: str, name: str, say: Say) -> None:
    """Takes notes, and nothing else."""
    for number in count():
        services.capture.take(f"{name}.{number}", incident)
        say(f"{name}.{number}")


def file_notes(services: ServiceContainer, incident: str, name: str, say: Say) -> None:
    """Takes notes and files each."""
    for number in count():
        services.capture.take(f"{name}.{number}", incident)
        say(f"{name}.{number}")
        services.store.file_inbox(incident)


def edit(services: ServiceContainer, incident: str, name: str, say: Say) -> None:
    """Takes notes and saves an edit after each, which files the note; `impact=` says that the edit was saved."""
    for number in count():
        services.capture.take(f"{name}.{number}", incident)
        say(f"{name}.{number}")
        services.incidents.set(incident, {"impact": f"{name}.{number}"}, base_versions=None)
        say(f"impact={name}.{number}")


def load_everything(services: ServiceContainer) -> None:
    """Once here, so that the children get to write at once."""
    incident = services.incidents.find("lag")
    services.capture.take("before the kills", incident)
    services.incidents.set(incident, {"severity": "SEV2"}, base_versions=None)


WAYS = {"notes": take_notes, "filing": file_notes, "edits": edit}


def killed_round(
    services: ServiceContainer, way: str, name: str, seconds: float, *, begun: bool
) -> list[str]:
    """Kills one writing child after so long; what it had acknowledged, cut lines left out.

    `begun`: so long after its first word, which a busy machine may keep back; else after its start.
    """
    incident = services.incidents.find("lag")
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            WAYS[way](services, incident, name, lambda text: os.write(writer, f"{text}\n".encode()))
        finally:
            os._exit(70)
    os.close(writer)
    if begun:
        select.select([reader], [], [])
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    with open(reader, encoding="utf-8") as report:
        lines = report.read().split("\n")[:-1]
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != -signal.SIGKILL:
        raise RuntimeError(f"the child of {name} ended by itself")
    return lines


def outcome(services: ServiceContainer, lines: list[str]) -> dict[str, Any]:
    """One round's line of the report; the store is opened as the next start of the program would open it."""
    opens, impact = "", None
    try:
        impact = services.incidents.view(services.incidents.find("lag")).incident.impact
    except Exception as error:
        opens = f"{type(error).__name__}: {error}"
    notes = [line for line in lines if not line.startswith("impact=")]
    edits = [line.removeprefix("impact=") for line in lines if line.startswith("impact=")]
    return {"acknowledged": notes, "edits": edits, "impact": impact, "opens": opens}


def main(way: str, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    services = build_services(Settings(data=os.environ["ONCALL_DATA"], author="ana", zone="UTC"))
    load_everything(services)
    for number in range(rounds):
        seconds = chance.uniform(0, LONGEST)
        lines = killed_round(services, way, f"{seed}.{number}", seconds, begun=number % 2 == 1)
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.write(json.dumps(outcome(services, lines)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
