"""Spool files that shells append to while `oncall shell-hook` is on: six fields a command, each ended by a NUL.

A shell writes by itself, without a lock. Taking a file renames it, so that the next command begins a new one.
"""

from __future__ import annotations

import os
import time
from typing import NamedTuple

from oncall_tui.storage.paths import DataPaths

OPEN, TAKEN = ".log", ".taken"
FIELDS = 6


class ShellCommand(NamedTuple):
    """One command of a shell; instants in UTC microseconds. `key` differs from that of every other command."""

    shell: str
    key: str
    began: int
    ended: int
    code: int
    incident: str
    directory: str
    text: str


def take_spools(places: DataPaths) -> list[str]:
    """Take what shells have written, and what an earlier taking left; the paths, none of which a shell goes on with."""
    try:
        names = sorted(os.listdir(places.shell))
    except OSError:
        return []
    paths = [os.path.join(places.shell, name) for name in names if name.endswith(TAKEN)]
    for name in names:
        if name.endswith(OPEN):
            taken = f"{name.removesuffix(OPEN)}.{time.time_ns()}{TAKEN}"
            os.replace(os.path.join(places.shell, name), os.path.join(places.shell, taken))
            paths.append(os.path.join(places.shell, taken))
    return paths


def read_spool(path: str) -> list[ShellCommand]:
    """Return the commands of a taken file; one that was cut off, or is not as a shell writes it, is passed over."""
    with open(path, "rb") as file:
        fields = file.read().decode("utf-8", "surrogateescape").split("\0")[:-1]
    name = os.path.basename(path)
    shell = name.split(".")[0]
    whole = len(fields) // FIELDS * FIELDS
    groups = [fields[at : at + FIELDS] for at in range(0, whole, FIELDS)]
    return [
        ShellCommand(
            shell, f"{name} {at}", int(group[0]), int(group[1]), int(group[2]), group[3], group[4], group[5]
        )
        for at, group in enumerate(groups)
        if all(number.isascii() and number.isdigit() for number in group[:3])
    ]
