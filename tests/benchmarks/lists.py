"""Lists over a thousand incidents, as a process: what a shell alias or a cron job waits for."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.processes import BARE_PYTHON, ONCALL, environment, milliseconds
from tests.benchmarks.stores import thousand_incidents

RUNS = 15
COMMANDS = (("list",), ("recs",), ("recs", "status:planned"), ("recs", "incident-041"))


def rows() -> Iterator[Figure]:
    kept = thousand_incidents()
    env = environment(kept.data)
    for words in COMMANDS:
        yield _figure(" ".join(words), lambda words=words: milliseconds((ONCALL, *words), env), env)  # type: ignore[misc]
    changed = next(Path(kept.data, "incidents").glob("*.json"))

    def after_a_change() -> float:
        os.utime(changed)
        return milliseconds((ONCALL, "recs"), env)

    yield _figure("recs", after_a_change, env, ", the first after a change")


def _figure(command: str, ours: Callable[[], float], env: dict[str, str], when: str = "") -> Figure:
    compared = interleaved(ours, lambda: milliseconds(BARE_PYTHON, env), RUNS)
    name = f"`oncall {command}` over 1,000 incidents{when}"
    return Figure(name, compared.ours, "ms", "<= 6", compared.ratio, "`python -c pass`")
