"""Filter recommendations: `status:planned label:strategic owner:ana overdue stale:30`.

Persons match as a whole, `ana*` by their beginning; `none` is who or what nobody filled in; words of a fixed list
match by their beginning, and so do incidents. A value that a fixed list does not have, and a slip for a name that
is known, are refused: `--exit-code` would otherwise say for ever that all is well.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from oncall_tui.domain.days import days_between, parse_day
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.filter_language import (
    FLAG,
    Filter,
    Test,
    apply_filter,
    flag_predicate,
    nearest,
    parse_filter,
    refuse_value,
)
from oncall_tui.domain.folding import fold
from oncall_tui.domain.recommendations.attention_status import (
    STATUS_FLAGS,
    TrackerContext,
    days_untouched,
    is_due_soon,
)
from oncall_tui.domain.recommendations.recommendation import (
    CHANGE_TYPES,
    LABELS,
    OUTCOMES,
    SIZES,
    STATUSES,
    VERDICTS,
    Recommendation,
)

Asked = Test[Recommendation]
SPAN = re.compile(r"([<>]?)(=?)(\d{1,6})(?:(-)(\d{0,6}))?")
COMPARED = re.compile(r"([<>]?)(=?)(.*)", re.DOTALL)
PART_OF_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")

STATES: Mapping[str, Callable[[Recommendation, TrackerContext], bool]] = {
    "open": lambda item, outlook: item.is_open,
    "closed": lambda item, outlook: not item.is_open,
    "due-soon": is_due_soon,
    "accepted": lambda item, outlook: item.is_accepted,
    "mine": lambda item, outlook: (
        bool(outlook.me) and fold(outlook.me) in map(fold, (item.owner, item.sponsor))
    ),
    **STATUS_FLAGS,
}
FLAGS = tuple(STATES)
LONGEST_NAMED = 40
WORD_FIELDS = ("status", "outcome", "impact", "effort")
VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "status": (*STATUSES, "open", "closed"),
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


class SearchableRecommendation(NamedTuple):
    """A recommendation, and all its text casefolded once, because every keystroke searches it."""

    recommendation: Recommendation
    text: str


def make_searchable(recommendation: Recommendation, outlook: TrackerContext) -> SearchableRecommendation:
    """Return the entry of one recommendation; handles of its incidents are text too."""
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
    return SearchableRecommendation(recommendation, fold("\n".join(parts)))


def read_recommendation_filter(text: str) -> Filter:
    """Read a filter for recommendations. Raises RefusedError for a key that there is not."""
    return parse_filter(text, VOCABULARY, FLAGS, is_strict=True)


def filter_recommendations(
    entries: Iterable[SearchableRecommendation], wanted: Filter, outlook: TrackerContext
) -> list[SearchableRecommendation]:
    """Return the entries that the filter lets through, in their order.

    Raises RefusedError for a value that its key can't have, and for a slip for a name that is known.
    """
    everything = list(entries)

    def meaning(key: str, value: str) -> Test[SearchableRecommendation]:
        _check_name(key, value, everything, outlook)
        asked = _asked(key, value, outlook)
        return lambda item: asked(item.recommendation)

    return apply_filter(everything, wanted, lambda item, word: word in item.text, meaning, FLAGS)


def _check_name(
    key: str, value: str, entries: Iterable[SearchableRecommendation], outlook: TrackerContext
) -> None:
    """Raise RefusedError for a name that nothing here has and that is nearly one that something has.

    One that resembles none may be right: whoever is meant owns nothing today.
    """
    if key not in NAMES or value == "none" or value.endswith("*"):
        return
    known = {name for item in entries for name in NAMES[key](item.recommendation, outlook)}
    if key in PERSONS:
        known |= {name for facts in outlook.incidents.values() for name in facts.responders} | {outlook.me}
    name = value.removeprefix("@")
    folded = set(map(fold, known))
    if name in folded or (key not in PERSONS and any(each.startswith(name) for each in folded)):
        return
    if near := nearest(name, known - {""}):
        raise RefusedError(f"Nothing here has {key}:{name}. Did you mean {key}:{near}?")
    if key == "label":
        refuse_value(key, name, sorted({*LABELS, *known, "none"} - {""}))


def _labels_of(item: Recommendation, outlook: TrackerContext) -> Iterable[str]:
    return (*LABELS, *item.labels)


PERSONS = ("owner", "sponsor")
NAMES: Mapping[str, Callable[[Recommendation, TrackerContext], Iterable[str]]] = {
    **dict.fromkeys(PERSONS, lambda item, outlook: (item.owner, item.sponsor, item.author)),
    "label": _labels_of,
    "tag": lambda item, outlook: item.labels,
}


def _asked(key: str, value: str, outlook: TrackerContext) -> Asked:
    if key == FLAG:
        holds = flag_predicate(value, STATES)
        return lambda item: holds(item, outlook)
    if key == "status" and value in STATES:
        return _asked(FLAG, value, outlook)
    if key in WORD_FIELDS:
        return _word_in(key, key, value)
    if key in PERSONS:
        return _person(key, value, outlook)
    if key in ("stale", "age"):
        return _days(key, value, outlook)
    if key in ("due", "opened", "ended"):
        return _day(key, value, outlook)
    return OTHERS[key](value, outlook)


def _begins(stored: str, value: str) -> bool:
    if value == "none":
        return not stored
    return normalise_word(stored).startswith(normalise_word(value))


def normalise_word(word: str) -> str:
    """`In Progress`, `in_progress` and `in-progress` are one word."""
    return fold(word).replace("-", " ").replace("_", " ")


def _word_in(key: str, field: str, value: str) -> Asked:
    """Raise RefusedError for a word that begins none of the list of that key."""
    if not any(normalise_word(word).startswith(normalise_word(value)) for word in VOCABULARY[key]):
        refuse_value(key, value, VOCABULARY[key])
    return lambda item: _begins(getattr(item, field), value)


def _person(field: str, value: str, outlook: TrackerContext) -> Asked:
    name = value.removeprefix("@")
    name = fold(outlook.me) if name == "me" and outlook.me else name
    if name == "none":
        return lambda item: not getattr(item, field)
    if name.endswith("*"):
        return lambda item: fold(getattr(item, field)).startswith(name[:-1])
    return lambda item: fold(getattr(item, field)) == name


def _days(key: str, value: str, outlook: TrackerContext) -> Asked:
    """`stale:30` is untouched for 30 days or more, while open; `age:8-30` was written so many days ago."""
    match = SPAN.fullmatch(value)
    if match is None:
        raise RefusedError(
            f"{key}:{_short(value)} is not a number of days. Use {key}:30, {key}:8-30 or {key}<30."
        )
    sign, equal, number = match[1], match[2], int(match[3])
    least, most = number, int(match[5]) if match[5] else None
    if sign == ">" and not equal:
        least += 1
    elif sign == "<":
        least, most = 0, number if equal else number - 1

    def within(days: int) -> bool:
        return least <= days and (most is None or days <= most)

    if key == "stale":
        return lambda item: item.is_open and within(days_untouched(item, outlook))
    return lambda item: within(max(0, days_between(outlook.day(item.created_at), outlook.today)))


def _day(key: str, value: str, outlook: TrackerContext) -> Asked:
    """`due:<2026-12-01`, `due<fri`, `opened:2026-11`: earlier, later, or within that year, month or day."""
    holds = _holds_day(key, value, outlook.today)
    if key == "due":
        return lambda item: holds(item.due)
    if key == "opened":
        return lambda item: holds(outlook.day(item.created_at))
    return lambda item: not item.is_open and holds(outlook.day(item.status_at))


def _holds_day(key: str, value: str, today: str) -> Callable[[str], bool]:
    if value == "none":
        return lambda day: not day
    match = COMPARED.fullmatch(value)
    sign, equal, typed = (match[1], match[2], match[3]) if match else ("", "", value)
    wanted = typed
    if not PART_OF_DATE.fullmatch(typed):
        try:
            wanted = parse_day(typed, today)
        except RefusedError:
            raise RefusedError(
                f"{key}:{_short(value)} is not a date. Use {key}:2026-11, {key}<2026-12-01, {key}:fri or {key}:none."
            ) from None

    def holds(day: str) -> bool:
        part = day[: len(wanted)]
        if not day or not sign:
            return bool(day) and part == wanted
        return (part < wanted if sign == "<" else part > wanted) or (bool(equal) and part == wanted)

    return holds


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_NAMED else f"{value[:LONGEST_NAMED]}…"


def _label(value: str, outlook: TrackerContext) -> Asked:
    """`label:` finds the one of R13 and people's own labels, which `tag:` finds alone."""
    own = _tag(value, outlook)
    if value == "none":
        return lambda item: not item.label
    return lambda item: _begins(item.label, value) or own(item)


def _tag(value: str, outlook: TrackerContext) -> Asked:
    if value == "none":
        return lambda item: not item.labels
    return lambda item: any(fold(label) == value for label in item.labels)


def _ticket(value: str, outlook: TrackerContext) -> Asked:
    if value == "none":
        return lambda item: not item.tickets
    return lambda item: any(value in fold(ticket) for ticket in item.tickets)


def _incident(value: str, outlook: TrackerContext) -> Asked:
    known = {
        id
        for id, facts in outlook.incidents.items()
        if id.startswith(value) or fold(facts.handle).startswith(value)
    }
    if not known and not value.startswith("0"):  # an id may be that of an incident which only a colleague has
        refuse_value("incident", value, [facts.handle for facts in outlook.incidents.values()])
    return lambda item: any(
        incident in known or incident.startswith(value) for incident in (item.incident, *item.incidents)
    )


OTHERS: Mapping[str, Callable[[str, TrackerContext], Asked]] = {
    "label": _label,
    "tag": _tag,
    "ticket": _ticket,
    "incident": _incident,
    "type": lambda value, outlook: _word_in("type", "change_type", value),
    "effect": lambda value, outlook: _word_in("effect", "effect_verdict", value),
}
