"""The readings of a write-up as processes, of 100 rows and 20 controls (RETROSPECTIVE 12)."""

from collections.abc import Iterator

from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.processes import BARE_PYTHON, ONCALL, environment, milliseconds
from tests.benchmarks.stores import analysed_incident

RUNS = 15
ROWS, CONTROLS = 100, 20
COMMANDS = (
    "writeup show --json",
    "analysis show --json",
    "review show --json",
    "report",
    "report --format html",
)


def rows() -> Iterator[Figure]:
    env = environment(analysed_incident(ROWS, CONTROLS).data)
    for command in COMMANDS:
        words = (ONCALL, *command.split())
        compared = interleaved(
            lambda words=words: milliseconds(words, env),  # type: ignore[misc]
            lambda: milliseconds(BARE_PYTHON, env),
            RUNS,
        )
        name = f"`oncall {command}`, {ROWS} rows and {CONTROLS} controls"
        yield Figure(name, compared.ours, "ms", "<= 6", compared.ratio, "`python -c pass`")
