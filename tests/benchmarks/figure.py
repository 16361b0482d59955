"""One line of the table, and how two things are compared fairly on a noisy machine."""

import operator
import statistics
from collections.abc import Callable
from dataclasses import dataclass

COMPARISONS = {"<=": operator.le, ">=": operator.ge}
RUNS = 9


@dataclass(frozen=True, slots=True)
class Figure:
    """`figure` in `unit`; `ratio` against `peer`; `budget` is what the ratio may be (`<= 2.2`), blank if none is set.

    Where the budget is a count (bytes per move), `ratio` is None and the budget is for the figure itself.
    """

    name: str
    figure: float
    unit: str
    budget: str
    ratio: float | None
    peer: str
    note: str = ""

    @property
    def held(self) -> bool | None:
        """Whether the budget is kept; None without one."""
        if not self.budget:
            return None
        sign, bound = self.budget.split()
        kept: bool = COMPARISONS[sign](self.figure if self.ratio is None else self.ratio, float(bound))
        return kept


@dataclass(frozen=True, slots=True)
class Comparison:
    """Medians of two measurements, in the unit they return, and the median of their pairwise ratios."""

    ours: float
    theirs: float
    ratio: float


def interleaved(ours: Callable[[], float], theirs: Callable[[], float], runs: int = RUNS) -> Comparison:
    """Measures in turn, so that what else the machine does falls on both; one round warms up and is not counted."""
    pairs = [(ours(), theirs()) for _ in range(runs + 1)][1:]
    return Comparison(
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def markdown(figures: list[Figure]) -> str:
    """The table, with a word and not only a colour for what is over its budget."""
    rows = ["| figure | measured | ratio | budget | peer | |", "|---|---:|---:|---:|---|---|"]
    return "\n".join([*rows, *(_row(figure) for figure in figures)])


def _row(figure: Figure) -> str:
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    verdict = {True: "kept", False: "**over**", None: ""}[figure.held]
    remark = " · ".join(part for part in (verdict, figure.note) if part)
    cells = (figure.name, f"{figure.figure:,.4g} {figure.unit}", ratio, figure.budget, figure.peer, remark)
    return f"| {' | '.join(cells)} |"
