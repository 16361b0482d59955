"""How long a command takes from start to exit, and the commands that the benchmarks compare."""

import os
import sys
import time
from collections.abc import Mapping, Sequence

ONCALL = os.path.join(os.path.dirname(sys.executable), "oncall")
BARE_PYTHON = (sys.executable, "-c", "pass")
NOWHERE = os.devnull


def milliseconds(command: Sequence[str], env: Mapping[str, str]) -> float:
    """From start to exit. Raises RuntimeError if the command fails: a refusal is quick and must not count."""
    quiet = [(os.POSIX_SPAWN_OPEN, handle, NOWHERE, os.O_RDWR, 0) for handle in (0, 1, 2)]
    began = time.perf_counter()
    pid = os.posix_spawn(command[0], list(command), dict(env), file_actions=quiet)
    _, status = os.waitpid(pid, 0)
    took = time.perf_counter() - began
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return took * 1000


def environment(data: str) -> dict[str, str]:
    """This process's environment with a data directory of its own, and nothing of the person who runs it.

    Without switches such as PYTHONDONTWRITEBYTECODE: an installed program has its bytecode.
    """
    foreign = ("ONCALL_", "PYTHONDONT", "PYTHONUNBUFFERED")
    mine = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {**mine, "ONCALL_DATA": data, "ONCALL_AUTHOR": "bench", "ONCALL_ZONE": "UTC"}
