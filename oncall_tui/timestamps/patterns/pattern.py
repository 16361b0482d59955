"""One row of the table of shapes, and the words that its columns are made of."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from oncall_tui.timestamps.patterns.components import Parts

ANYWHERE = "anywhere"
"""Unmistakable, wherever it stands in the line."""
PROSE = "prose"
"""A time of day: at the opening of a line, elsewhere only where the words around it allow it."""
AGE = "age"
"""Wherever it stands, unless it is what a program says beside a message: `Last reply 2 hours ago`."""
DAY = "day"
"""A date without a time: wherever it stands, unless it is the number of a version."""
OPENING = "opening"
"""Only at the opening of a line or behind a key such as `ts=`: elsewhere it is a number."""
HEADING = "heading"
"""Only as the whole line."""


@dataclass(frozen=True, slots=True)
class StampPattern:
    """One written form of a stamp (`pattern`, from `fragments`) and the extractor of its parts (`how`).

    `example` reads as the instant `reads` in the context of `tests/timestamps/test_shapes.py`, which tries every
    row; `?` when it is refused there. A `steady` shape is a machine's: where it matches, no row above it can, so
    that a source may be locked to it.
    """

    rule: str
    where: str
    extract: Callable[[re.Match[str]], Parts | None]
    example: str
    reads: str
    pattern: str
    is_machine_written: bool = False
