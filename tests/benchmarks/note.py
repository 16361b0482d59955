"""Taking a note: a whole process to its end, durable, in a small and in a large incident; and inside the program."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tinydb import TinyDB

from oncall_tui.storage.atomic import write_durably
from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.processes import BARE_PYTHON, ONCALL, environment, milliseconds
from tests.benchmarks.stores import Kept, one_incident

RUNS = 31
FEW, MANY = 10, 10_000
TEXT = "> lag 11 min on 4 of 12 partitions"


def rows() -> Iterator[Figure]:
    few, many = one_incident(FEW), one_incident(MANY)
    bare = interleaved(lambda: _note(few), lambda: milliseconds(BARE_PYTHON, environment(few.data)), RUNS)
    yield Figure(
        "`oncall note`, start to exit, durable", bare.ours, "ms", "<= 2.2", bare.ratio, "`python -c pass`"
    )
    large = interleaved(lambda: _note(many), lambda: _note(few), RUNS)
    yield Figure(
        "`oncall note` at 10,000 notes", large.ours, "ms", "<= 1.05", large.ratio, "the same at 10 notes"
    )
    yield _acknowledged(many)


def _note(kept: Kept) -> float:
    return milliseconds((ONCALL, "note", TEXT), environment(kept.data))


def _acknowledged(many: Kept) -> Figure:
    """The capture line's own step, beside the least that can be durable: one small file written, synced, renamed."""
    services = many.services()
    incident = services.incidents.find("manifest-lag")
    with tempfile.TemporaryDirectory(dir=many.data) as directory:
        path = f"{directory}/small.json"
        compared = interleaved(
            lambda: _milliseconds(lambda: services.capture.take(TEXT, incident)),
            lambda: _milliseconds(lambda: write_durably(path, b'{"raw": "lag"}')),
            RUNS,
        )
        tinydb = _tinydb_insert(Path(directory))
    note = f"TinyDB's own insert at 10,000: {tinydb:.0f} ms"
    return Figure(
        "note acknowledged in the program, durable",
        compared.ours,
        "ms",
        "",
        compared.ratio,
        "one small synced file",
        note,
    )


def _tinydb_insert(directory: Path) -> float:
    with TinyDB(directory / "tiny.json") as database:
        database.insert_multiple({"raw": TEXT, "line": line} for line in range(MANY))
        return statistics.median(_milliseconds(lambda: database.insert({"raw": TEXT})) for _ in range(9))


def _milliseconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000
