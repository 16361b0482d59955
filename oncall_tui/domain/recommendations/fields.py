"""Parse assignments to a recommendation: `due=+14d`, `tag=redis`, `ticket-=CP-1`.

One table for the command line, the screens and the import of a ticket system's export.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.days import parse_day
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.incident import match_choice
from oncall_tui.domain.recommendations.recommendation import (
    CHANGE_TYPES,
    CONTROLS,
    LABELS,
    OUTCOMES,
    SIZES,
    STATUSES,
    VERDICTS,
    Recommendation,
)

ASSIGNMENT = re.compile(r"([A-Za-z_-]+?)(-=|\+=|=)(.*)", re.DOTALL)
NOTHING = ("none", "-", "nobody", "no date")
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0", "")

TEXT, LINE, DAY, PERSON, NUMBER = "text", "line", "day", "person", "number"
ACCEPTS, RECOMMENDATION = "accepts", "recommendation"
WORDS: Mapping[str, tuple[str, ...]] = {
    "status": STATUSES,
    "label": LABELS,
    "control": CONTROLS,
    "change_type": CHANGE_TYPES,
    "outcome": OUTCOMES,
    "impact": SIZES,
    "effort": SIZES,
    "effect_verdict": VERDICTS,
}
SCALARS: Mapping[str, str] = {
    "title": LINE,
    "owner": PERSON,
    "definition_of_done": TEXT,
    "due": DAY,
    **dict.fromkeys(WORDS, "word"),
    "reason": TEXT,
    "accepted": ACCEPTS,
    "sponsor": PERSON,
    "sponsor_accepted": ACCEPTS,
    "statement": TEXT,
    "addresses": TEXT,
    "risk": TEXT,
    "goal": TEXT,
    "rank": NUMBER,
    "decision": TEXT,
    "workaround": TEXT,
    "part_of": RECOMMENDATION,
    "merged_into": RECOMMENDATION,
    "revisit": DAY,
    "effect_check": TEXT,
    "effect_due": DAY,
    "note": LINE,
}
# The name that one assigns, and the set in the document that it adds to or removes from.
SETS: Mapping[str, str] = {
    "incident": "incidents",
    "ticket": "tickets",
    "tag": "labels",
    "closed_ticket": "closed_tickets",
}
PLURALS = {"incidents": "incident", "tickets": "ticket", "tags": "tag", "closed_tickets": "closed_ticket"}
MOST_DIGITS = 9
# What a recommendation changes: the link is stored with the finding, missing control or systemic problem (R3).
MENDS = "mends"
KNOWN = (*SCALARS, *SETS, MENDS)
ACCEPTED_BY = {
    "accepted": ("owner", "accepted_by"),
    "sponsor_accepted": ("sponsor", "sponsor_accepted_by"),
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """One `FIELD=VALUE` as typed; `removes` for `FIELD-=VALUE` of a set."""

    field: str
    value: str
    removes: bool = False


@dataclass(frozen=True, slots=True)
class RecommendationEdit:
    """Fields to store (set elements as `"tickets:CP-1": True`), and the reason given."""

    changes: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EditContext:
    """Context of an edit: its author, the day, and how names of incidents and recommendations become ids."""

    name: str
    today: str
    incident_id: Callable[[str], str]
    recommendation_id: Callable[[str], str]


def parse_assignment(text: str) -> Assignment:
    """Raise RefusedError for what is no assignment, and for a field that nobody knows, naming those there are."""
    match = ASSIGNMENT.fullmatch(text)
    if match is None:
        raise RefusedError(f"{text!r} is not FIELD=VALUE. Nothing was changed. Fields: {', '.join(KNOWN)}.")
    name = match[1].lower().replace("-", "_")
    name = PLURALS.get(name, name)
    if name not in KNOWN:
        raise RefusedError(
            f"No field is called {match[1]!r}. Nothing was changed. Fields: {', '.join(KNOWN)}."
        )
    if match[2] != "=" and name not in (*SETS, MENDS):
        raise RefusedError(
            f"{name} holds one value, so {match[2]} means nothing. Nothing was changed. Use {name}=VALUE."
        )
    return Assignment(name, match[3].strip(), match[2] == "-=")


def resolve_assignments(
    assignments: list[Assignment], current: Recommendation, typist: EditContext
) -> RecommendationEdit:
    """All the assignments as one edit. Raises RefusedError for a value that its field can't hold."""
    given = {assignment.field: assignment.value for assignment in assignments}
    changes: dict[str, Any] = {}
    for assignment in assignments:
        if assignment.field in SETS:
            changes[_element(assignment, typist)] = not assignment.removes
        elif assignment.field not in ACCEPTED_BY:
            changes[assignment.field] = _value(assignment, typist)
    _take_own_word(changes, typist.name)
    for field in [name for name in ACCEPTED_BY if name in given]:
        changes.update(_acceptance(field, given[field], changes, current))
    reason = changes.pop("reason", "")
    return RecommendationEdit(_with_reason(changes, reason, "reason" in given, current), reason)


def _element(assignment: Assignment, typist: EditContext) -> str:
    value = assignment.value
    if not value:
        raise RefusedError(
            f"{assignment.field} needs a value. Nothing was changed. Use {assignment.field}=VALUE to add one."
        )
    if assignment.field == "incident":
        value = typist.incident_id(value)
    elif assignment.field == "tag":
        value = value.removeprefix("#")
    return f"{SETS[assignment.field]}:{value}"


def _value(assignment: Assignment, typist: EditContext) -> Any:
    field, value = assignment.field, assignment.value
    kind = SCALARS[field]
    if kind == LINE:
        value = " ".join(value.split())
    if field == "title" and not value:
        raise RefusedError("A recommendation needs a title. Nothing was changed. Say what will be different.")
    if kind == NUMBER:
        return _number(field, value)
    if not value or (kind in (DAY, PERSON) and value.lower() in NOTHING):
        return _nothing(field)
    if kind == "word":
        return match_choice(field, value, WORDS[field])
    if kind == DAY:
        return parse_day(value, typist.today)
    if kind == PERSON:
        person = value.removeprefix("@").strip()
        return typist.name if person == "me" else person
    return typist.recommendation_id(value) if kind == RECOMMENDATION else value


def _nothing(field: str) -> str:
    if field == "status":
        raise RefusedError(f"status can't be empty. Nothing was changed. Use one of: {', '.join(STATUSES)}.")
    return ""


def _number(field: str, value: str) -> int | None:
    if not value:
        return None
    if not value.isascii() or not value.isdigit():
        raise RefusedError(
            f"{field} can't be {value!r}. Nothing was changed. Use a whole number; 1 comes first."
        )
    if len(value) > MOST_DIGITS:
        raise RefusedError(
            f"{field} is at most {MOST_DIGITS} digits long. Nothing was changed. 1 comes first."
        )
    return int(value)


def _take_own_word(changes: dict[str, Any], author: str) -> None:
    """Accept at once for authors who name themselves; any other owner is asked first (R12)."""
    for person, accepted_by in ACCEPTED_BY.values():
        if changes.get(person) and changes[person] == author:
            changes[accepted_by] = author


def _acceptance(
    field: str, value: str, changes: Mapping[str, Any], current: Recommendation
) -> dict[str, str]:
    person, accepted_by = ACCEPTED_BY[field]
    who = changes.get(person, getattr(current, person))
    if value.lower() in NO:
        return {accepted_by: ""}
    if value.lower() not in YES:
        raise RefusedError(f"{field} can't be {value!r}. Nothing was changed. Use yes or no.")
    if not who:
        raise RefusedError(
            f"Nobody can accept yet: there is no {person}. Nothing was changed. Add {person}=NAME."
        )
    return {accepted_by: who}


def _with_reason(
    changes: dict[str, Any], reason: str, given: bool, current: Recommendation
) -> dict[str, Any]:
    """Store the reason in `reason` where it explains the status; the history has the reasons of other changes."""
    moves = changes.get("status", current.status) != current.status
    if given and (moves or not changes or current.status == changes.get("status")):
        return {**changes, "reason": reason}
    if moves and current.reason:
        return {**changes, "reason": ""}
    return changes
