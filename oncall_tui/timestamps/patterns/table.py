"""The table as the finder uses it: patterns compiled once and when they are first tried, rows by what opens a stamp."""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from oncall_tui.timestamps.patterns.ages import OPENERS, PREFIXES
from oncall_tui.timestamps.patterns.calendar_words import month_number
from oncall_tui.timestamps.patterns.digit_runs import RUNS
from oncall_tui.timestamps.patterns.pattern import StampPattern
from oncall_tui.timestamps.patterns.starting_with_day import PAIRS
from oncall_tui.timestamps.patterns.starting_with_word import MONTHS, WORDS
from oncall_tui.timestamps.patterns.starting_with_year import YEARS

SHAPES: tuple[StampPattern, ...] = YEARS + PAIRS + RUNS + MONTHS + WORDS
"""Every shape that can be read."""
_SIGNS = ("t", "@", "i", "w", "e", "f")
_OPENERS = frozenset((*_SIGNS, "noon", "midnight", *OPENERS, *PREFIXES))
"""The words and signs that rows of WORDS open with."""


@dataclass(frozen=True)
class CompiledPattern:
    """A shape, ready to be tried at a place in a text."""

    shape: StampPattern

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled with the first text that gets as far as this row: most texts match one of the first."""
        return re.compile(self.shape.pattern, re.IGNORECASE)


@cache
def rows_for_digits(count: int) -> tuple[CompiledPattern, ...]:
    """Return the rows for a run of that many digits."""
    if count == 4:
        return _ready(YEARS)
    return _ready(PAIRS) if count < 4 else _ready(RUNS)


def rows_for_word(word: str) -> tuple[CompiledPattern, ...]:
    """Return the rows for a word or `@`; none for nearly every word there is."""
    if word in _OPENERS or word.lower() in _OPENERS:
        return _ready(WORDS)
    return _ready(MONTHS) if month_number(word) else ()


@cache
def _ready(shapes: tuple[StampPattern, ...]) -> tuple[CompiledPattern, ...]:
    return tuple(map(CompiledPattern, shapes))
