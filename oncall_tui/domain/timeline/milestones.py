"""Milestones: which row is which, and what to do when several rows say that they are (L1, T4).

Three ways a row gets one, the stronger wins: a person decided it (an edit, or a `:detected` typed while it
happened), a source states it (the key events of a report, an entry of a paging log), a sentence speaks of it.
A sentence alone never sets a milestone: it is offered in the queue.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby

MILESTONES = ("started", "detected", "declared", "acknowledged", "mitigated", "resolved")
SPOKEN, STATED, DECIDED = 0, 1, 2

LABELS = {
    "resolved": r"(?:incident )?(?:declared )?(?:resolved|closed)",
    "started": r"(?:incident |impact |outage )?(?:started|began|start)",
    "detected": r"(?:first |incident |issue )?(?:detected|noticed|detection)",
    "declared": r"(?:incident )?declared",
    "acknowledged": r"(?:incident )?(?:acknowledged|acked|ack)",
    "mitigated": r"(?:incident )?(?:mitigated|repaired|fixed)",
}
LABEL = re.compile(
    r"\W*(?:" + "|".join(f"(?P<{name}>{words})" for name, words in LABELS.items()) + r")\b", re.IGNORECASE
)
THING = r"(?:incident|issue|outage|problem|impact)"
SENTENCE = rf"""(?P<resolved>\bdeclared\s+resolved|\b{THING}\b[^.;]{{0,50}}?\bresolved)\b
    |(?P<mitigated>\b{THING}\b[^.;]{{0,40}}?\b(?:mitigated|repaired|fixed))\b
    |(?P<declared>\bincident\s+(?:was\s+|is\s+)?declared|\bdeclar(?:ed|ing)\s+(?:an?\s+|the\s+)?(?:incident|sev))
    |(?P<acknowledged>\b(?:alert|page|incident)\b[^.;]{{0,30}}?\backnowledged)\b
    |(?P<detected>\bfirst\s+(?:detected|noticed|alert)|\b(?:initial|first)\s+(?:finding|detection|alert)
        |\b(?:issue|incident)\s+detected|\bteam\s+noticed)\b
    |(?P<started>\b{THING}\s+(?:started|began))\b"""
# Words that make a row a candidate for a milestone that no row has. They are offered, and contradict nothing.
CANDIDATES = {
    "started": r"\b(?:began|started|start of|first errors?|impact (?:start|beg))",
    "detected": r"\b(?:alert(?:s|ed)?|alarms?|monitor\w*|pager)\b.{0,40}\b(?:fired|firing|triggered|went off|red)\b"
    r"|\bpaged\b|\bdetect(?:ed|ion)\b|\bnoticed\b|\breport(?:ed|s (?:of|that|from))\b|\bfirst saw\b",
    "declared": r"\bdeclar(?:ed|ing)\b|\b(?:open(?:ed|ing)|rais(?:ed|ing)) (?:an? |the )?(?:incident|sev)",
    "acknowledged": r"\back(?:ed|nowledg\w*)?\b"
    r"|\b(?:on it|taking (?:it|this|a look)|looking into (?:it|this)|picked (?:it )?up)\b",
    "mitigated": r"\bmitigat(?:ed|ion)\b|\b(?:rolled back|roll(?:ing)? ?back|failed over|restored|recover(?:ed|ing|y)"
    r"|stabili[sz]ed|workaround|repaired|back (?:up|to normal))\b|\bfix (?:is )?(?:deployed|live|out|applied)\b",
    "resolved": r"\bresolv(?:ed|ing)\b|\ball clear\b"
    r"|\b(?:incident|issue) (?:is )?(?:over|closed)\b|\bclos(?:ed|ing) the incident"
    r"|\brecover(?:ed|y)\b|\b(?:fully|completely) restored\b|\bback to normal\b",
}
LONGEST_CANDIDATE = 300  # characters of a row that are looked at
ENDINGS = ("mitigated", "resolved")
# What ended nothing, though it speaks of a mitigation: `Mitigation attempt 1: … Unsuccessful`.
IN_VAIN = (
    r"\bunsuccessful|\bwithout success\b|\bto no avail\b|\bno (?:effect|improvement)\b"
    r"|\b(?:did(?:n't| not)|does(?:n't| not)) (?:help|work|fix|resolve|mitigate|recover)\b"
    r"|\b(?:it|this|that|which|attempt|rollback|roll back|fix|mitigation|recovery) failed\b"
    r"|\bfailed(?: to\b|\W*$)|\battempt(?:s|ed|ing)?\b(?!.*\b(?:succe|work(?:s|ed)\b))"
)
DENIED = r"\b(?:not|isn't|wasn't|if|when|until|before)\b"


@dataclass(frozen=True, slots=True)
class MilestoneClaim:
    """One row's claim to be a milestone. `at`: UTC microseconds or None; `strength`: SPOKEN, STATED, DECIDED;
    `note`: the note that says so (a key event's, when it stands on another note's row)."""

    milestone: str
    row: str
    at: int | None
    strength: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MilestonePlacement:
    """The row of a milestone, and rival rows that claim it (none once a person decided)."""

    claim: MilestoneClaim
    rivals: tuple[MilestoneClaim, ...] = ()


def stated_milestone(text: str) -> str | None:
    """Return the milestone that a key event names at its start: `- First detected: 2023-09-18 13:42` is detected."""
    match = LABEL.match(text)
    return match.lastgroup if match else None


@cache
def _compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile what only questions need when the first is asked: `oncall analysis show` asks none."""
    return re.compile(pattern, re.IGNORECASE | flags)


def implied_milestone(text: str) -> str | None:
    """Return the milestone that a sentence speaks of: `20:45 - Incident declared resolved` is resolved."""
    match = _compiled(SENTENCE, re.VERBOSE).search(text)
    if match is None or _compiled(DENIED).search(text, max(0, match.start() - 20), match.end()):
        return None
    return match.lastgroup


def may_be_milestone(name: str, text: str) -> bool:
    """Return whether a row could be asked about when no row has that milestone."""
    head = text[:LONGEST_CANDIDATE]
    match = _compiled(CANDIDATES[name]).search(head)
    if match is None or _compiled(DENIED).search(head, max(0, match.start() - 20), match.end()):
        return False
    return name not in ENDINGS or not _compiled(IN_VAIN, re.DOTALL).search(head)


def resolve_milestones(claims: Iterable[MilestoneClaim]) -> dict[str, MilestonePlacement]:
    """Return the placing of every milestone that is decided or stated; ones that are only spoken of are left out."""
    ordered = sorted(claims, key=lambda claim: MILESTONES.index(claim.milestone))
    groups = groupby(ordered, key=lambda claim: claim.milestone)
    placed = {name: _place(list(group)) for name, group in groups}
    return {name: place for name, place in placed.items() if place}


def _place(claims: list[MilestoneClaim]) -> MilestonePlacement | None:
    strongest = max(claim.strength for claim in claims)
    if strongest == SPOKEN:
        return None
    first, *equals = sorted(
        (claim for claim in claims if claim.strength == strongest),
        key=lambda claim: (claim.at is None, claim.at or 0, claim.row),
    )
    weaker = [claim for claim in claims if claim.strength < strongest] if strongest == STATED else []
    rivals = {claim.row: claim for claim in [*weaker, *equals] if claim.row != first.row}
    return MilestonePlacement(first, tuple(rivals.values()))
