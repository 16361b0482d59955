"""Opening our screens and the peers in a real terminal."""

import os
import sys
from pathlib import Path

from tests.benchmarks.processes import ONCALL, environment
from tests.benchmarks.terminal import Terminal

PEERS = Path(__file__).parent / "peers"


def ours(data: str, *words: str, columns: int = 80, rows: int = 24) -> Terminal:
    return Terminal((ONCALL, *words), environment(data), columns, rows)


def peer(name: str, columns: int = 80, rows: int = 24) -> Terminal:
    """A program of `peers/`."""
    return Terminal((sys.executable, str(PEERS / f"{name}.py")), environment(os.devnull), columns, rows)
