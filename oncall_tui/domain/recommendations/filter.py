"""What the words of a filter mean for recommendations: `status:planned label:strategic owner:ana overdue stale:30`.

Persons match as a whole, `ana*` by their beginning; `none` is who or what nobody filled in; words of a fixed list
match by their beginning, and so do incidents.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.filter_words import FLAG, Filter, Test, flag_test, let_through, read_filter
from oncall_tui.domain.instants import DAY
from oncall_tui.domain.recommendations.recommendation import (
    CHANGE_TYPES,
    LABELS,
    OUTCOMES,
    SIZES,
    STATUSES,
    VERDICTS,
    Recommendation,
)
from oncall_tui.domain.recommendations.standing import STANDINGS, Outlook, is_due_soon, quiet_days

Asked = Test[Recommendation]
SPAN = re.compile(r"(\d+)(?:-(\d*))?")
COMPARED = re.compile(r"([<>]?)(\d{4}(?:-\d\d){0,2})")

STATES: Mapping[str, Callable[[Recommendation, Outlook], bool]] = {
    "open": lambda item, outlook: item.is_open,
    "closed": lambda item, outlook: not item.is_open,
    "due-soon": is_due_soon,
    "accepted": lambda item, outlook: item.is_accepted,
    **STANDINGS,
}
FLAGS = tuple(STATES)
WORD_FIELDS = ("status", "outcome", "impact", "effort")
VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "status": STATUSES,
    "label": LABELS,
    "owner": ("none",),
    "sponsor": ("none",),
    "incident": (),
    "tag": ("none",),
    "ticket": ("none",),
    "outcome": (*OUTCOMES, "none"),
    "type": (*CHANGE_TYPES, "none"),
    "impact": (*SIZES, "none"),
    "effort": (*SIZES, "none"),
    "effect": (*VERDICTS, "none"),
    "due": ("none",),
    "stale": ("30", "60", "90"),
    "age": ("0-7", "8-30", "31-90", "91-180", "181-"),
    "opened": (),
    "ended": (),
}


class Entry(NamedTuple):
    """A recommendation, and all its text casefolded once, because every keystroke searches it."""

    recommendation: Recommendation
    text: str


def entry(recommendation: Recommendation, outlook: Outlook) -> Entry:
    """The entry of one recommendation; handles of its incidents are text too."""
    last = recommendation.last_word
    parts = (
        recommendation.id,
        recommendation.title,
        recommendation.owner,
        recommendation.sponsor,
        recommendation.statement,
        recommendation.definition_of_done,
        *recommendation.tickets,
        *recommendation.labels,
        *map(outlook.handle, recommendation.incidents),
        last.text if last else "",
    )
    return Entry(recommendation, "\n".join(parts).casefold())


def read_recommendation_filter(text: str) -> Filter:
    return read_filter(text, VOCABULARY, FLAGS)


def matching(entries: Iterable[Entry], wanted: Filter, outlook: Outlook) -> list[Entry]:
    """The entries that the filter lets through, in their order. Raises Refused for a number that is none."""

    def meaning(key: str, value: str) -> Test[Entry]:
        asked = _asked(key, value, outlook)
        return lambda item: asked(item.recommendation)

    return let_through(entries, wanted, lambda item, word: word in item.text, meaning)


def _asked(key: str, value: str, outlook: Outlook) -> Asked:
    if key == FLAG:
        holds = flag_test(value, STATES)
        return lambda item: holds(item, outlook)
    if key in WORD_FIELDS:
        return _word_in(key, value)
    if key in ("owner", "sponsor"):
        return _person(key, value)
    if key in ("stale", "age"):
        return _days(key, value, outlook)
    if key in ("due", "opened", "ended"):
        return _day(key, value, outlook)
    return OTHERS[key](value, outlook)


def _begins(stored: str, value: str) -> bool:
    if value == "none":
        return not stored
    return plain(stored).startswith(plain(value))


def plain(word: str) -> str:
    """`In Progress`, `in_progress` and `in-progress` are one word."""
    return word.casefold().replace("-", " ").replace("_", " ")


def _word_in(field: str, value: str) -> Asked:
    return lambda item: _begins(getattr(item, field), value)


def _person(field: str, value: str) -> Asked:
    name = value.removeprefix("@")
    if name == "none":
        return lambda item: not getattr(item, field)
    if name.endswith("*"):
        return lambda item: getattr(item, field).casefold().startswith(name[:-1])
    return lambda item: getattr(item, field).casefold() == name


def _days(key: str, value: str, outlook: Outlook) -> Asked:
    """`stale:30` is untouched for 30 days or more, while open; `age:8-30` was written so many days ago."""
    match = SPAN.fullmatch(value)
    if match is None:
        raise Refused(f"{key}:{value} is not a number of days. Use {key}:30 or {key}:8-30.")
    least = int(match[1])
    most = None if match[2] in (None, "") else int(match[2])

    def within(days: int) -> bool:
        return least <= days and (most is None or days <= most)

    if key == "stale":
        return lambda item: item.is_open and within(quiet_days(item, outlook))
    return lambda item: within(max(0, (outlook.now - item.created_at) // DAY))


def _day(key: str, value: str, outlook: Outlook) -> Asked:
    """`due:<2026-12-01`, `opened:2026-11`: earlier, later, or within that year, month or day."""
    match = COMPARED.fullmatch(value)
    if value != "none" and match is None:
        raise Refused(f"{key}:{value} is not a date. Use {key}:2026-11, {key}:<2026-12-01 or {key}:none.")

    def holds(day: str) -> bool:
        if match is None or not day:
            return match is None and not day
        if match[1] == "<":
            return day < match[2]
        return day[: len(match[2])] > match[2] if match[1] else day.startswith(match[2])

    if key == "due":
        return lambda item: holds(item.due)
    if key == "opened":
        return lambda item: holds(outlook.day(item.created_at))
    return lambda item: not item.is_open and holds(outlook.day(item.status_at))


def _label(value: str, outlook: Outlook) -> Asked:
    """`label:` finds the one of R13 and people's own labels, which `tag:` finds alone."""
    own = _tag(value, outlook)
    if value == "none":
        return lambda item: not item.label
    return lambda item: _begins(item.label, value) or own(item)


def _tag(value: str, outlook: Outlook) -> Asked:
    if value == "none":
        return lambda item: not item.labels
    return lambda item: any(label.casefold() == value for label in item.labels)


def _ticket(value: str, outlook: Outlook) -> Asked:
    if value == "none":
        return lambda item: not item.tickets
    return lambda item: any(value in ticket.casefold() for ticket in item.tickets)


def _incident(value: str, outlook: Outlook) -> Asked:
    known = {
        id
        for id, facts in outlook.incidents.items()
        if id.startswith(value) or facts.handle.casefold().startswith(value)
    }
    return lambda item: any(
        incident in known or incident.startswith(value) for incident in (item.incident, *item.incidents)
    )


OTHERS: Mapping[str, Callable[[str, Outlook], Asked]] = {
    "label": _label,
    "tag": _tag,
    "ticket": _ticket,
    "incident": _incident,
    "type": lambda value, outlook: _word_in("change_type", value),
    "effect": lambda value, outlook: _word_in("effect_verdict", value),
}
