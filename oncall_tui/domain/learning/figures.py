"""Figures over incidents: a dot an incident, the median and the 90th of a hundred, and n (L1, L3).

Nothing is computed for fewer than five: then a figure is the story of one night. Never a mean, a trend or a ranking.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from oncall_tui.domain.learning.facts import LearningFacts

FEWEST = 5


class PlotPoint(NamedTuple):
    """One incident's value, seconds, and from which milestone to which (blank for a stage)."""

    handle: str
    seconds: int
    start: str = ""
    end: str = ""


class DurationMetric(NamedTuple):
    """A duration or stage over all incidents. `median` and `p90` are seconds, None for n under five."""

    name: str
    dots: tuple[PlotPoint, ...]
    median: int | None
    p90: int | None

    @property
    def n(self) -> int:
        """Return the number of incidents in the figure."""
        return len(self.dots)


def duration_figures(facts: Iterable[LearningFacts]) -> list[DurationMetric]:
    """Return a figure for each duration that some incident has, in the order of their names."""
    dots: dict[str, list[PlotPoint]] = {}
    for each in facts:
        for name, took in each.durations.items():
            dots.setdefault(name, []).append(PlotPoint(each.handle, took.seconds, took.start, took.end))
    return [_figure(name, dots[name]) for name in sorted(dots)]


def stage_figures(facts: Iterable[LearningFacts], stages: Sequence[str]) -> list[DurationMetric]:
    """Return a figure for each stage that some incident has left."""
    dots: dict[str, list[PlotPoint]] = {}
    for each in facts:
        for name, seconds in each.stages.items():
            dots.setdefault(name, []).append(PlotPoint(each.handle, seconds))
    return [_figure(name, dots[name]) for name in stages if name in dots]


def _figure(name: str, dots: list[PlotPoint]) -> DurationMetric:
    values = sorted(dot.seconds for dot in dots)
    enough = len(values) >= FEWEST
    return DurationMetric(
        name,
        tuple(sorted(dots, key=lambda dot: (dot.seconds, dot.handle))),
        _median(values) if enough else None,
        values[math.ceil(0.9 * len(values)) - 1] if enough else None,
    )


def _median(values: Sequence[int]) -> int:
    """Return the middle of sorted values, of two middles what is between them. `statistics` takes 15 ms to load."""
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else round((values[middle - 1] + values[middle]) / 2)
