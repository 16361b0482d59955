"""A recommendation as every `--json` prints it (DESIGN, command line)."""

from typing import Any

from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.recommendations.attention_status import TrackerContext, days_untouched
from oncall_tui.domain.recommendations.hints import flag_names, hints
from oncall_tui.domain.recommendations.recommendation import (
    Commitment,
    FieldChange,
    FollowUpComment,
    Recommendation,
)

TEXTS = (
    "sponsor",
    "label",
    "owner",
    "due",
    "definition_of_done",
    "statement",
    "addresses",
    "control",
    "change_type",
    "outcome",
    "impact",
    "effort",
    "decision",
    "workaround",
    "risk",
    "goal",
    "revisit",
    "reason",
    "effect_check",
    "effect_due",
    "effect_verdict",
    "note",
    "part_of",
    "merged_into",
    "author",
)


def recommendation_json(item: Recommendation, outlook: TrackerContext) -> dict[str, Any]:
    """Every field by the name that one assigns; what nobody filled is null. `incident` is where it arose."""
    asked = hints(item, outlook)
    return {
        "id": item.id,
        "incident": item.incident,
        "incidents": list(item.incidents),
        "title": item.title,
        "status": item.status,
        **{name: getattr(item, name) or None for name in TEXTS},
        "accepted": item.is_accepted,
        "sponsor_accepted": item.is_sponsored,
        "rank": item.rank,
        "tickets": list(item.tickets),
        "closed_tickets": list(item.closed_tickets),
        "tags": list(item.labels),
        "mends": list(item.mends),
        "parts": list(item.parts),
        "parts_done": item.parts_done,
        "created_at": format_instant(item.created_at),
        "touched_at": format_instant(item.touched_at),
        "stale_days": days_untouched(item, outlook),
        "slips": item.slips,
        "flags": list(flag_names(item, outlook, asked)),
        "hints": [{"flag": hint.flag, "field": hint.field, "message": hint.message} for hint in asked],
        "commitments": [_commitment(made) for made in item.commitments],
        "words": [_word(word) for word in item.words],
        "history": [_change(change) for change in item.history],
    }


def _commitment(made: Commitment) -> dict[str, Any]:
    return {"at": format_instant(made.at), "by": made.by, "due": made.due, "reason": made.reason or None}


def _word(word: FollowUpComment) -> dict[str, Any]:
    return {"at": format_instant(word.at), "by": word.by, "text": word.text}


def _change(change: FieldChange) -> dict[str, Any]:
    return {
        "at": format_instant(change.at),
        "by": change.by,
        "field": change.field,
        "from": change.before,
        "to": change.after,
        "reason": change.reason or None,
    }
