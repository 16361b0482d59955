"""Recommendations as CSV, one line each, for a spreadsheet or a ticket system."""

from collections.abc import Iterable, Iterator

from oncall_tui.domain.recommendations.attention_status import TrackerContext, days_untouched, status_flags
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.formats.writers.csv_text import csv_text

TEXTS = (
    *("id", "title", "status", "label", "owner", "sponsor", "due", "definition_of_done", "outcome"),
    *("change_type", "impact", "effort", "risk", "reason", "effect_check", "effect_due", "effect_verdict"),
)
COLUMNS = (
    *TEXTS,
    *("created", "ended", "accepted", "slips", "stale_days", "tickets", "tags", "incidents", "flags"),
)


def recommendations_csv(items: Iterable[Recommendation], outlook: TrackerContext) -> str:
    """Write recommendations as CSV: sets are blank-separated; incidents go by their handles."""
    return csv_text(COLUMNS, (_cells(item, outlook) for item in items))


def _cells(item: Recommendation, outlook: TrackerContext) -> Iterator[str]:
    yield from (str(getattr(item, name)) for name in TEXTS)
    yield outlook.day(item.created_at)
    yield "" if item.is_open else outlook.day(item.status_at)
    yield "yes" if item.is_accepted else "no"
    yield str(item.slips)
    yield str(days_untouched(item, outlook))
    yield " ".join(item.tickets)
    yield " ".join(item.labels)
    yield " ".join(outlook.handle(incident) for incident in item.incidents)
    yield " ".join(status_flags(item, outlook))
