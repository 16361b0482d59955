"""The team's process: a version and the steps of each stage, from `process.md` of the share (W14).

A line `version: 3`, then a heading for each stage (`## review`) with a list (`- invite sent`). A step is ticked, or
skipped with a reason; open ones are part of what is left, and never block.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from oncall_tui.domain.incident import STAGES

OPEN, DONE, SKIPPED = "open", "done", "skipped"
_VERSION = re.compile(r"\s*version\s*:\s*(\S{1,40})\s*", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.+?)\s*#*\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s*)?(.+?)\s*")

BUILT_IN = """\
version: 1

## responding
- roles are set: lead, communications
- stakeholders are told, and when they hear again

## timeline
- notes are in one time zone, with references
- every question of the timeline is answered

## write-up
- somebody who did not respond prepares it
- the analysis has its controls

## review
- the invite is sent to the rotation
- every comment has ended
- recommendations have a definition of done

## complete
- the write-up is announced
"""


class ProcessStep(NamedTuple):
    """One step of a stage. `state` is open, done or skipped; `by` and `at` say who ticked it, and when."""

    stage: str
    name: str
    state: str = OPEN
    reason: str = ""
    by: str = ""
    at: str = ""


class Process(NamedTuple):
    """The steps in the order of the file."""

    version: str
    steps: tuple[ProcessStep, ...]


def read_process(text: str) -> Process:
    """Read a process; lines that are neither version, heading nor item are words for people, and passed over."""
    version, stage = "", ""
    steps: list[ProcessStep] = []
    for line in text.splitlines():
        found = _VERSION.fullmatch(line)
        if found and not version:
            version = found[1]
        elif found := _HEADING.fullmatch(line):
            stage = _stage(found[1])
        elif (found := _ITEM.fullmatch(line)) and stage:
            steps.append(ProcessStep(stage, found[1]))
    return Process(version, tuple(dict.fromkeys(steps)))


def _stage(heading: str) -> str:
    """Return the stage that a heading names, "" for a heading of something else."""
    folded = re.sub(r"[\s_-]+", "-", heading.casefold().strip())
    return next((stage for stage in STAGES if stage.replace(" ", "-") == folded), "")


def changed_lines(before: str, after: str) -> tuple[str, ...]:
    """Return the lines that a new version added or changed, for telling each person once."""
    old = {line.strip() for line in before.splitlines()}
    return tuple(line.strip() for line in after.splitlines() if line.strip() and line.strip() not in old)


def with_states(process: Process, states: Mapping[tuple[str, str], ProcessStep]) -> Process:
    """Return the process with what was ticked and skipped; `states` by stage and folded name."""
    return process._replace(
        steps=tuple(
            states.get((step.stage, fold_step(step.name)), step)._replace(name=step.name)
            for step in process.steps
        )
    )


def fold_step(name: str) -> str:
    """Return a step's name without regard to case and spacing."""
    return " ".join(name.casefold().split())
