"""Hints: what would make a recommendation better, and how. Every view shows the same ones; none blocks saving.

Each row names its flag (as `--json` prints it), the practice, when it holds, and what to say.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from oncall_tui.domain.days import ago, days_between
from oncall_tui.domain.recommendations.attention_status import TrackerContext, lacks_sponsor, status_flags
from oncall_tui.domain.recommendations.recommendation import Recommendation

VAGUE = re.compile(
    r"(?:improve|better|enhance|consider|think about|look (?:into|at)|explore|discuss|investigate|review|more"
    r"|clean up)\b",
    re.IGNORECASE,
)
WORDS_THAT_NAME_A_CHANGE = 3
# In a recommendation an exhortation is a command: both ask people to be better (W13).
FLAGS = {"exhortation": "command-and-control"}
Holds = Callable[[Recommendation, TrackerContext], bool]
Says = Callable[[Recommendation, TrackerContext], str]


@dataclass(frozen=True, slots=True)
class Hint:
    """`field` is the one to fill; empty when the answer is an act rather than a field."""

    flag: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class HintRule:
    """A hint to give where `holds`: the flag, the field to fill in, and the message."""

    flag: str
    field: str
    holds: Holds
    says: Says


def hints(recommendation: Recommendation, outlook: TrackerContext) -> tuple[Hint, ...]:
    """List what to fill in or ask next, most needed first; nothing for a recommendation dropped with a reason."""
    found = [
        Hint(rule.flag, rule.field, rule.says(recommendation, outlook))
        for rule in RULES
        if rule.holds(recommendation, outlook)
    ]
    return (*found, *_wording(recommendation))


def flag_names(
    recommendation: Recommendation, outlook: TrackerContext, asked: tuple[Hint, ...] | None = None
) -> tuple[str, ...]:
    """Return its status flags and hints as kebab-case words, each once. `asked`: its hints, where already known."""
    lacking = hints(recommendation, outlook) if asked is None else asked
    words = (*status_flags(recommendation, outlook), *(hint.flag for hint in lacking))
    return tuple(dict.fromkeys(words))


def _wording(recommendation: Recommendation) -> list[Hint]:
    # The rules are loaded with the first hint: a list whose lines are kept needs none.
    from oncall_tui.domain.language.check import check_language

    texts = {
        "title": recommendation.title,
        "statement": recommendation.statement,
        "definition_of_done": recommendation.definition_of_done,
    }
    found = {
        (FLAGS.get(finding.family, finding.family), field): finding
        for field, text in texts.items()
        if recommendation.is_open
        for finding in reversed(check_language(text))
    }
    return [
        Hint(flag, field, f"“{finding.words}”: {finding.question}")
        for (flag, field), finding in found.items()
    ]


def _always(message: str) -> Says:
    return lambda recommendation, outlook: message


def _open_without(field: str) -> Holds:
    return lambda recommendation, outlook: recommendation.is_open and not getattr(recommendation, field)


def _is_vague(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    words = recommendation.title.split()
    return recommendation.is_open and (
        len(words) < WORDS_THAT_NAME_A_CHANGE or VAGUE.match(recommendation.title) is not None
    )


def _owned_by_responder(recommendation: Recommendation, outlook: TrackerContext) -> bool:
    if not recommendation.is_open or recommendation.label != "strategic" or not recommendation.owner:
        return False
    facts = (outlook.incidents.get(incident) for incident in recommendation.incidents)
    return any(known is not None and recommendation.owner in known.responders for known in facts)


def _is_large(recommendation: Recommendation) -> bool:
    return recommendation.is_open and (recommendation.label == "strategic" or recommendation.effort == "high")


def _asked(person: str) -> Says:
    def says(recommendation: Recommendation, outlook: TrackerContext) -> str:
        who = getattr(recommendation, person)
        if person == "owner" and recommendation.asked_at:
            days = days_between(outlook.day(recommendation.asked_at), outlook.today)
            return f"{who} was asked {ago(days)}, not accepted yet. Ask, or find who does the work."
        return f"{who} was asked to be the {person}, not accepted yet."

    return says


RULES = (
    HintRule(
        "no-definition-of-done",
        "definition_of_done",
        _open_without("definition_of_done"),
        _always("Done when? Say what somebody else could check; needed to become planned."),
    ),
    HintRule("no-owner", "owner", _open_without("owner"), _always("Who will do the work? Ask them first.")),
    HintRule(
        "unaccepted",
        "accepted",
        lambda item, outlook: item.is_open and bool(item.owner) and not item.is_accepted,
        _asked("owner"),
    ),
    HintRule("no-label", "label", _open_without("label"), _always("Operational or strategic?")),
    HintRule(
        "strategic-without-sponsor",
        "sponsor",
        lacks_sponsor,
        _always("Strategic work wants a sponsor who has the mandate."),
    ),
    HintRule(
        "sponsor-unaccepted",
        "sponsor_accepted",
        lambda item, outlook: item.is_open and bool(item.sponsor) and not item.is_sponsored,
        _asked("sponsor"),
    ),
    HintRule(
        "strategic-owned-by-responder",
        "owner",
        _owned_by_responder,
        _always("Strategic, but owned by somebody who was on call: do they have the time and the mandate?"),
    ),
    HintRule(
        "no-date",
        "due",
        lambda item, outlook: item.is_committed and not item.due,
        _always("When? A date that its owner names, not a blanket deadline."),
    ),
    HintRule(
        "not-concrete",
        "title",
        _is_vague,
        _always("What will be different, and where? Name the change, not the wish."),
    ),
    HintRule(
        "no-link",
        "addresses",
        lambda item, outlook: item.is_open and not (item.addresses or item.mends),
        _always("Which failed control, missing control or systemic problem does it address?"),
    ),
    HintRule(
        "no-outcome",
        "outcome",
        _open_without("outcome"),
        _always("Prevent, detect sooner, mitigate or learn?"),
    ),
    HintRule(
        "no-risk-statement",
        "risk",
        lambda item, outlook: _is_large(item) and not item.risk,
        _always("A large change: if we do not do it, what do we risk?"),
    ),
    HintRule(
        "workaround",
        "workaround",
        lambda item, outlook: item.is_open and bool(item.workaround),
        _always("A workaround is in place: it hides the risk until this is done."),
    ),
    HintRule(
        "dropped-without-reason",
        "reason",
        lambda item, outlook: item.status == "dropped" and not item.reason,
        _always("Dropped without a reason: two edits met. Say why, or take it up again."),
    ),
    HintRule(
        "done-without-definition",
        "definition_of_done",
        lambda item, outlook: item.status == "done" and not item.definition_of_done,
        _always("Done by what measure? Whoever reads this later can't tell."),
    ),
    HintRule(
        "no-effect-check",
        "effect_check",
        lambda item, outlook: item.status == "done" and not item.effect_check and not item.effect_verdict,
        _always("How will we see that it helped, and when do we look?"),
    ),
)
