"""Texts of a review to copy: invite, agenda, announcement; and the good-faith statement (V5, V8)."""

from collections.abc import Sequence
from typing import NamedTuple

from oncall_tui.domain.plural import count_text

# In our own words: shown to each person at the first opening of a review, and in every invite.
GOOD_FAITH = (
    "We take it that everyone did what made sense to them, with what they saw and knew at the time. "
    "We are here to learn how the work is really done, and what would make the next night easier."
)


class ReviewFacts(NamedTuple):
    """Facts for the texts of a review. Times are in words, in the incident's zone."""

    title: str
    handle: str
    until: str = ""
    reviewers: Sequence[str] = ()
    presenter: str = ""
    moderator: str = ""
    note_taker: str = ""
    summary: str = ""
    is_complete: bool = False
    agenda: Sequence[tuple[str, str]] = ()
    dissents: int = 0
    amendments: int = 0


def invite_text(facts: ReviewFacts) -> str:
    """Return the invitation to review."""
    asked = (
        f"Reviewers: {', '.join(facts.reviewers)}."
        if facts.reviewers
        else "Whoever was on call is asked to read it."
    )
    lines = [
        f"Please review the write-up of {facts.title} ({facts.handle}).",
        f"Comments are open until {facts.until}." if facts.until else "Comments are open.",
        asked,
        "",
        "Say change (other words), clarify (I don't follow) or disagree, on any row or section:",
        f"  oncall {facts.handle}        then 4, and c on a row",
        f"  oncall review show {facts.handle}",
        "",
        GOOD_FAITH,
    ]
    return "\n".join(lines) + "\n"


def agenda_text(facts: ReviewFacts) -> str:
    """Return the agenda: only threads that were not settled in writing."""
    roles = [
        f"{label}: {name}"
        for label, name in (
            ("Presenter", facts.presenter),
            ("Moderator", facts.moderator),
            ("Note-taker", facts.note_taker),
        )
        if name
    ]
    lines = [f"Agenda: review of {facts.title} ({facts.handle})", *roles, ""]
    if not facts.agenda:
        lines.append("No thread needs a meeting.")
    for number, (title, summary) in enumerate(facts.agenda, 1):
        lines.append(f"{number}. {title}: {summary or 'a line of summary is missing'}")
    return "\n".join([*lines, "", GOOD_FAITH]) + "\n"


def announcement_text(facts: ReviewFacts) -> str:
    """Return the announcement of a completed write-up; of one that is not, that it is not."""
    if not facts.is_complete:
        return f"The write-up of {facts.title} ({facts.handle}) is not complete yet.\n"
    lines = [f"The write-up of {facts.title} ({facts.handle}) is complete.", ""]
    if facts.summary:
        lines += [facts.summary, ""]
    if facts.dissents:
        lines.append(f"{count_text(facts.dissents, 'dissent')} printed with it.")
    if facts.amendments:
        lines.append(f"{count_text(facts.amendments, 'amendment')} since it was signed.")
    lines.append(f"Read it: oncall report {facts.handle}")
    return "\n".join(lines) + "\n"
