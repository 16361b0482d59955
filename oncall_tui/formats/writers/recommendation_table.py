"""Recommendations as rows of plain text. Few imports: BUDGETS counts every one of them."""

from collections.abc import Sequence

from oncall_tui.domain.days import short_day
from oncall_tui.domain.handles import endings
from oncall_tui.domain.recommendations.attention_status import TrackerContext, status_flags
from oncall_tui.domain.recommendations.recommendation import COMMITTED, OPEN, Recommendation
from oncall_tui.domain.visible import escape_line


def recommendation_rows(items: Sequence[Recommendation], outlook: TrackerContext) -> list[str]:
    """Return a line each: the end of its id, status, date, owner, title, where it was seen, how it stands."""
    names = endings([item.id for item in items], least=6)
    days = {day: short_day(day, outlook.today) if day else "-" for day in {item.due for item in items}}
    places = {home: escape_line(outlook.handle(home)) for home in {item.incident for item in items}}
    return [
        f"{names[item.id]}  {item.status:11} {days[item.due]:>11}  {owner_label(item):12} "
        f"{escape_line(item.title)}  [{places[item.incident]}{_more(item)}]{_stands(item, outlook)}"
        for item in items
    ]


def _more(item: Recommendation) -> str:
    return f" +{len(item.incidents) - 1}" if len(item.incidents) > 1 else ""


def _stands(item: Recommendation, outlook: TrackerContext) -> str:
    words = status_flags(item, outlook) if item.status in OPEN else ()
    return "  " + " · ".join(words) if words else ""


def owner_label(item: Recommendation) -> str:
    """`kim?` was asked and has not accepted; `nobody` where a commitment has no owner."""
    if not item.owner:
        return "nobody" if item.status in COMMITTED else "-"
    asked = item.accepted_by != item.owner and item.status in OPEN
    return escape_line(item.owner) + ("?" if asked else "")
