"""The lines between the tabs and the notes: who does what, the links, when the next update is due, what is pinned."""

from datetime import tzinfo

from oncall_tui.domain.duration_text import duration_text
from oncall_tui.domain.incident import Incident
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.learning.similar import Similar
from oncall_tui.domain.local_time import time_of_day_text
from oncall_tui.domain.note import Note
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.visible import escape_line
from oncall_tui.screens.notes.row import first_line, time_spans
from oncall_tui.widgets.rows import Row, Span

MOST_PINNED = 3
# So long before it is due, a person is reminded of the next update.
NUDGE = 5 * 60 * SECOND
MOST_REASONS = 2


def strip_row(incident: Incident, zone: tzinfo, now: int) -> Row:
    """`lead ana · comms bo │ links: runbook dash │ update due 03:55, 4m LATE`; empty if there is nothing to say."""
    roles = " · ".join(
        f"{role} {who}"
        for role, who in (("lead", incident.lead), ("comms", incident.comms), ("scribe", incident.scribe))
        if who
    )
    links = " ".join(link_name(link) for link in incident.links)
    parts = [Span(roles), Span(f"links: {links}" if links else ""), _due(incident, zone, now)]
    spans: list[Span] = []
    for part in filter(lambda span: span.text, parts):
        spans += [Span(" │ " if spans else " ", "muted"), part]
    return tuple(spans)


def is_late(incident: Incident, now: int) -> bool:
    """Return whether the next update should have been given."""
    return incident.next_update_at is not None and now >= incident.next_update_at + 60 * SECOND


def is_due_soon(incident: Incident, now: int) -> bool:
    """Return whether the next update is due within minutes, and can still be in time."""
    due = incident.next_update_at
    return due is not None and incident.stage == "responding" and due - NUDGE <= now < due


def current_row(handle: str) -> Row:
    """Name the incident that the command line writes to, when it is not the one on the screen."""
    return (
        Span(" `oncall note` goes to ", "muted"),
        Span(escape_line(handle), "warn"),
        Span(", the current incident", "muted"),
    )


def link_name(link: str) -> str:
    """`https://… runbook` is runbook; a bare address is its host."""
    address, _, name = link.partition(" ")
    return name.strip() or address.partition("://")[2].partition("/")[0] or address


def seen_row(found: Similar) -> Row:
    """Return the one incident that looks most like this one."""
    return (Span(" Seen before: ", "muted"), Span(seen_words(found)), Span("   :seen shows", "muted"))


def seen_words(found: Similar) -> str:
    """`2026-08-14 redis-pool-full (redis, pool), 2 recommendations open`."""
    facts = found.facts
    count = len(facts.open_recommendations)
    still_open = f", {count_text(count, 'recommendation')} open" if count else ""
    return escape_line(
        f"{facts.created_at[:10]} {facts.handle} ({found.because.text(MOST_REASONS)}){still_open}"
    )


def seen_reason(found: Similar) -> str:
    """Return the most useful fact of that incident: what was learnt, what is open, and what was done (R18)."""
    facts = found.facts
    parts = [f"because of {found.because.text()}"]
    parts += [f"learned: {insight.text}" for insight in facts.insights]
    parts += [f"done, did it help? {title}" for _, title in facts.done_recommendations]
    parts += [f"still open: {title}" for _, title in facts.open_recommendations]
    return escape_line(" · ".join(parts))


def pinned_rows(notes: list[Note], zone: tzinfo) -> list[Row]:
    """Return the pinned notes, newest last, as far as there is room for them."""
    return [
        (Span(" * ", "badge"), *time_spans(note, zone), Span(" "), Span(first_line(note), "strong"))
        for note in notes[-MOST_PINNED:]
    ]


def _due(incident: Incident, zone: tzinfo, now: int) -> Span:
    due = incident.next_update_at
    if due is None or incident.stage != "responding":
        return Span("")
    when = f"update due {time_of_day_text(due, zone, 'minute')}"
    minutes = (now - due) // SECOND // 60
    if is_due_soon(incident, now):
        return Span(f"{when}, in {-minutes}m", "warn")
    return Span(f"{when}, {duration_text(minutes * 60)} LATE", "bad") if minutes > 0 else Span(when)
