"""One incident's facts for learning: short texts, durations, stages, and the team's insights.

Instants are ISO texts in UTC, durations and stages are seconds.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class DatedText(NamedTuple):
    """An insight, an open question or a dissent: its id, its words, and the month (YYYY-MM) that it is counted in."""

    id: str
    text: str
    month: str


class Took(NamedTuple):
    """One duration: from which milestone to which, and how many seconds."""

    seconds: int
    start: str
    end: str


class LearningFacts(NamedTuple):
    """One incident. `controls` are (id, name, key); `repeated` are commands that were done by hand more than once."""

    id: str
    handle: str = ""
    title: str = ""
    type: str = ""
    stage: str = ""
    created_at: str = ""
    since: str = ""
    preparer: str = ""
    summary: str = ""
    impact: str = ""
    tags: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    controls: tuple[tuple[str, str, str], ...] = ()
    durations: Mapping[str, Took] = {}
    stages: Mapping[str, int] = {}
    insights: tuple[DatedText, ...] = ()
    questions: tuple[DatedText, ...] = ()
    dissents: tuple[DatedText, ...] = ()
    open_recommendations: tuple[tuple[str, str], ...] = ()
    done_recommendations: tuple[tuple[str, str], ...] = ()
    repeated: Mapping[str, int] = {}
    turn: str = ""
    readers: tuple[str, ...] = ()
    votes: Mapping[str, int] = {}
    process_tags: tuple[str, ...] = ()
    shadows: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """True for a write-up that was signed."""
        return self.stage == "complete"

    @property
    def is_near_miss(self) -> bool:
        """True for an incident that only nearly was one."""
        return self.type == "near miss"


def facts_json(facts: LearningFacts) -> dict[str, Any]:
    """Return the facts as the index keeps them."""
    return facts._asdict()


def facts_from(value: Mapping[str, Any]) -> LearningFacts:
    """Return the facts of an index entry."""
    made = dict(value)
    for name in ("tags", "hazards", "readers", "process_tags", "shadows", "drivers"):
        made[name] = tuple(made[name])
    for name in ("controls", "open_recommendations", "done_recommendations"):
        made[name] = tuple(tuple(each) for each in made[name])
    for name in ("insights", "questions", "dissents"):
        made[name] = tuple(DatedText(*each) for each in made[name])
    made["durations"] = {name: Took(*each) for name, each in made["durations"].items()}
    return LearningFacts(**made)
