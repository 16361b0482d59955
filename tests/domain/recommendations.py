"""Builders for recommendations in tests: one moment from which everything is seen, and short ways to say a date."""

from dataclasses import replace
from typing import Any

from oncall_tui.domain.instants import DAY, instant_of
from oncall_tui.domain.recommendation import Commitment, Recommendation
from oncall_tui.domain.recommendation_standing import IncidentFacts, Outlook

# A Saturday.
TODAY = "2026-11-21"
NOW = instant_of("2026-11-21T12:00:00Z")


def days_ago(days: int) -> int:
    """The instant so many days before NOW."""
    return NOW - days * DAY


def a_recommendation(title: str = "Alert on redis pool use", **values: Any) -> Recommendation:
    """A recommendation with an owner's promise; every field can be said otherwise."""
    base = Recommendation(
        id="01r",
        incident="01i",
        title=title,
        incidents=("01i",),
        created_at=days_ago(10),
        touched_at=days_ago(2),
    )
    return replace(base, **{"status_at": days_ago(10), **values})


def promised(*dues: str, by: str = "ana", at: int = NOW) -> tuple[Commitment, ...]:
    """The commitments to these dates, one after the other."""
    return tuple(Commitment(due, by, at) for due in dues)


def seen_from(*incidents: IncidentFacts, now: int = NOW) -> Outlook:
    """The outlook at NOW."""
    return Outlook(now, TODAY, incidents={facts.id: facts for facts in incidents})
