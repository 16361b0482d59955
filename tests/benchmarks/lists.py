"""Lists over a thousand incidents, as a process: what a shell alias or a cron job waits for."""

from collections.abc import Iterator

from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.processes import BARE_PYTHON, ONCALL, environment, milliseconds
from tests.benchmarks.stores import thousand_incidents

RUNS = 15


def rows() -> Iterator[Figure]:
    env = environment(thousand_incidents().data)
    for command in ("list", "recs"):
        compared = interleaved(
            lambda command=command: milliseconds((ONCALL, command), env),  # type: ignore[misc]
            lambda: milliseconds(BARE_PYTHON, env),
            RUNS,
        )
        name = f"`oncall {command}` over 1,000 incidents"
        yield Figure(name, compared.ours, "ms", "<= 6", compared.ratio, "`python -c pass`")
