"""The two hard rules (R1, R5), and a recommendation as it will be after an edit. All else is a hint, never a refusal.

Rules are checked on commands, never on what is loaded: two people's edits may join into what neither could have done.
"""

from collections.abc import Mapping
from typing import Any

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.recommendations.recommendation import COMMITTED, Recommendation


def apply_changes(recommendation: Recommendation, changes: Mapping[str, Any]) -> Recommendation:
    """Return the recommendation with the changes in it; `"tickets:CP-1": False` takes an element out of a set."""
    values: dict[str, Any] = {}
    for name, value in changes.items():
        base, colon, element = name.partition(":")
        if base not in Recommendation._fields:
            continue
        if not colon:
            values[base] = value
            continue
        elements = values.get(base, getattr(recommendation, base))
        rest = tuple(item for item in elements if item != element)
        values[base] = (*rest, element) if value else rest
    return recommendation._replace(**values)


def broken_rules(recommendation: Recommendation) -> dict[str, str]:
    """Return the hard rules that it breaks, each with what to fill."""
    broken = {}
    if recommendation.status in COMMITTED and not recommendation.definition_of_done:
        broken["R5"] = (
            f"Can't be {recommendation.status} without a definition of done. Nothing was changed. Say what somebody "
            'else could check: definition_of_done="..."'
        )
    if recommendation.status == "dropped" and not recommendation.reason:
        broken["R1"] = (
            "Dropping needs a reason. Nothing was changed. Whoever meets this again will want to know why: "
            'reason="..."'
        )
    return broken


def check_edit(before: Recommendation, after: Recommendation) -> None:
    """Raise RefusedError for a rule that this edit breaks; one that was broken already doesn't stop other edits."""
    already = broken_rules(before)
    newly = [message for rule, message in broken_rules(after).items() if rule not in already]
    if newly:
        raise RefusedError(newly[0])
