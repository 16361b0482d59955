"""Walking through a timeline as it unfolded: only what was known by then is shown (T8).

A row steps in when people knew of it, not when it happened; where nobody can say when that was (a log that was
imported later), it steps in at the end, so that hindsight never sits among what was known.
"""

from dataclasses import dataclass

from oncall_tui.domain.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class WalkStep:
    """A row becomes known. `known_at`: UTC microseconds, None for found afterwards; `late_by`: how long after it
    happened that was, in microseconds."""

    row: str
    known_at: int | None
    late_by: int = 0


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps of a timeline in the order in which things became known."""

    steps: tuple[WalkStep, ...]

    def known(self, count: int) -> frozenset[str]:
        """Return the rows that are known after so many steps."""
        return frozenset(step.row for step in self.steps[:count])


def build_walk(timeline: Timeline) -> Walk:
    """All rows as steps. Rows known at the same moment step in as they happened."""
    steps = [_step(timeline, place) for place in range(len(timeline))]
    return Walk(tuple(sorted(steps, key=lambda step: (step.known_at is None, step.known_at or 0))))


def _step(timeline: Timeline, place: int) -> WalkStep:
    event = timeline.event(timeline.id_at(place))
    happened = timeline.instant_at(place)
    known = (
        happened if event.occurred_at is None and event.known_at is None and event.source else event.known_at
    )
    late = known - happened if known is not None and happened is not None else 0
    return WalkStep(event.id, known, max(0, late))
