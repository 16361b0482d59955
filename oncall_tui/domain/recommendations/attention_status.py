"""Compute the status flags of a recommendation, worst first (R8, R9, R12, R13, R18).

Cheap enough to be asked of thousands of rows at every start; what is missing in one of them is told by its hints.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, tzinfo
from types import MappingProxyType
from typing import NamedTuple

from oncall_tui.domain.days import add_days, day_start, days_between, local_date
from oncall_tui.domain.instants import DAY, HOUR
from oncall_tui.domain.recommendations.recommendation import Recommendation

SILENT_DAYS = 30
SOON_DAYS = 14


class TrackerIncident(NamedTuple):
    """An incident as the tracker shows it. `begun_at`: UTC microseconds; `responders`: who was on call."""

    id: str
    handle: str
    title: str = ""
    severity: str = ""
    begun_at: int = 0
    responders: frozenset[str] = frozenset()


class TrackerContext(NamedTuple):
    """From when and where one looks: the present instant, today in the shown zone, and the incidents there are.

    `midnight` is the instant at which today began: how something stands changes with the day, not with the minute.
    `soon` is the last day that is due soon; `me`: who looks.
    """

    now: int
    today: str
    midnight: int
    soon: str
    zone: tzinfo = UTC
    incidents: Mapping[str, TrackerIncident] = MappingProxyType({})
    me: str = ""

    def handle(self, incident: str) -> str:
        """Return an incident's handle; its id where only a colleague's machine has it."""
        facts = self.incidents.get(incident)
        return facts.handle if facts else incident

    def day(self, instant: int) -> str:
        """Return the local day of an instant."""
        return local_date(instant, self.zone)


def tracker_context(
    now: int, zone: tzinfo, incidents: Mapping[str, TrackerIncident], me: str = ""
) -> TrackerContext:
    """Build the context of status checks at an instant; `me` is the reader's name."""
    today = local_date(now, zone)
    return TrackerContext(now, today, day_start(today, zone), add_days(today, SOON_DAYS), zone, incidents, me)


def is_overdue(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    """Due before today, and somebody said that it will be done."""
    return "" < recommendation.due < outlook.today and recommendation.is_committed


def is_due_soon(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    """Return whether a committed recommendation is due within the next days."""
    return outlook.today <= recommendation.due <= outlook.soon and recommendation.is_committed


def days_untouched(recommendation: Recommendation, outlook: TrackerContext) -> int:
    """For how many days nobody has touched it: yesterday is one, whatever the hour (R9)."""
    days, rest = divmod(outlook.midnight - recommendation.touched_at - 1, DAY)
    if HOUR <= rest < DAY - HOUR:
        return max(0, days + 1)
    # Near a midnight a day on which clocks change counts: the calendar says it.
    return max(0, days_between(outlook.day(recommendation.touched_at), outlook.today))


def is_stale(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    """Return whether an open recommendation has not been touched for long."""
    return recommendation.is_open and days_untouched(recommendation, outlook) >= SILENT_DAYS


def is_closed_in_ticket_system(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    """Every ticket is closed in the ticket system, and here it is still open. Which is right?"""
    tickets = recommendation.tickets
    return recommendation.is_open and bool(tickets) and set(tickets) <= set(recommendation.closed_tickets)


def is_unaccepted(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    """Asked, not accepted (R12)."""
    return recommendation.is_open and bool(recommendation.owner) and not recommendation.is_accepted


def lacks_sponsor(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    """Strategic work without somebody who has the mandate and said yes (R13)."""
    return recommendation.is_open and recommendation.label == "strategic" and not recommendation.sponsor


def is_revisit_due(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    """Return whether it is time to look at an open recommendation again."""
    return recommendation.is_open and "" < recommendation.revisit <= outlook.today


def is_effect_check_due(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    """Return whether it is time to check the effect of a finished recommendation."""
    waits = recommendation.status == "done" and not recommendation.effect_verdict
    return waits and "" < recommendation.effect_due <= outlook.today


def has_recurred(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    """Return an incident that began after it was done names it too: did it help? (R18)"""
    if recommendation.status != "done" or len(recommendation.incidents) < 2:
        return False
    seen = (outlook.incidents.get(incident) for incident in recommendation.incidents)
    return any(facts is not None and facts.begun_at > recommendation.status_at for facts in seen)


# Worst first: the order in which the tracker, the digest and the follow-up meeting ask for a word.
STATUS_FLAGS: Mapping[str, Callable[[Recommendation, TrackerContext], bool]] = {
    "overdue": is_overdue,
    "slipped": lambda recommendation, outlook: recommendation.is_open and recommendation.slips > 0,
    "closed-there": is_closed_in_ticket_system,
    "silent": is_stale,
    "unaccepted": is_unaccepted,
    "strategic-without-sponsor": lacks_sponsor,
    "revisit-due": is_revisit_due,
    "effect-check-due": is_effect_check_due,
    "seen-again": has_recurred,
}


def status_flags(recommendation: Recommendation, outlook: TrackerContext) -> tuple[str, ...]:
    """Every word of STANDINGS that is true of it today."""
    return tuple([word for word, holds in STATUS_FLAGS.items() if holds(recommendation, outlook)])


def sort_by_urgency(items: Iterable[Recommendation], outlook: TrackerContext) -> list[Recommendation]:
    """Return the order of every list: overdue by date, then what is committed, ideas, and last what has ended."""
    groups: dict[int, list[Recommendation]] = {}
    for item in items:
        group = 0 if is_overdue(item, outlook) else ORDER[item.status]
        groups.setdefault(group, []).append(item)
    return [
        item
        for _, group in sorted(groups.items())
        for item in sorted(group, key=lambda item: (item.due or "9999", item.rank or 10_000, item.id))
    ]


ORDER: Mapping[str, int] = {"in-progress": 1, "planned": 1, "idea": 2, "done": 3, "dropped": 4}
