"""Builders for recommendations in tests: one moment from which everything is seen, and short ways to say a date."""

from datetime import UTC
from typing import Any

from oncall_tui.domain.instants import DAY, parse_instant
from oncall_tui.domain.recommendations.attention_status import (
    TrackerContext,
    TrackerIncident,
    tracker_context,
)
from oncall_tui.domain.recommendations.recommendation import Commitment, Recommendation, with_history

# A Saturday.
TODAY = "2026-11-21"
NOW = parse_instant("2026-11-21T12:00:00Z")


def days_ago(days: int) -> int:
    """The instant so many days before NOW."""
    return NOW - days * DAY


def a_recommendation(title: str = "Alert on redis pool use", **values: Any) -> Recommendation:
    """A recommendation with an owner's promise; every field can be said otherwise."""
    base = Recommendation(id="01r", incident="01i", title=title, incidents=("01i",), created_at=days_ago(10))
    return but(base, **{"touched_at": days_ago(2), "status_at": days_ago(10), **values})


def but(item: Recommendation, **values: Any) -> Recommendation:
    """The same with other values; what lists show of commitments and words follows from them."""
    other = item._replace(**values)
    return with_history(other, other.commitments, other.words, other.history)


def promised(*dues: str, by: str = "ana", at: int = NOW) -> tuple[Commitment, ...]:
    """The commitments to these dates, one after the other."""
    return tuple(Commitment(due, by, at) for due in dues)


def seen_from(*incidents: TrackerIncident, now: int = NOW) -> TrackerContext:
    """The outlook at NOW."""
    return tracker_context(now, UTC, {facts.id: facts for facts in incidents})
