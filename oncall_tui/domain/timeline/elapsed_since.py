"""Describe how long an incident has lasted, and since which milestone (SCREENS, words)."""

from oncall_tui.domain.duration_text import MINUTE, duration_text
from oncall_tui.domain.incident import Incident
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.timeline.moments import Moments, duration

OPENINGS = ("detected", "declared", "acknowledged", "started")
ENDINGS = ("resolved", "mitigated")
OPENED = "opened"


def opening_in(milestones: Moments) -> str | None:
    """Return the milestone that durations are told from; None where there is none."""
    return next((name for name in OPENINGS if milestones.get(name)), None)


def running_since(incident: Incident, milestones: Moments) -> tuple[str, int] | None:
    """Return since what, and since when (UTC microseconds), a response is under way; None where none is."""
    opening = opening_in(milestones)
    if incident.stage != "responding" or (opening and any(milestones.get(name) for name in ENDINGS)):
        return None
    since = milestones[opening][0].at if opening else incident.created_at
    return (opening or OPENED, since) if since else None


def elapsed_words(incident: Incident, milestones: Moments, now: int) -> str:
    """Return `47m since detected` while it goes on, `detected→resolved 20h26m` after it; "" where neither is known."""
    opening = opening_in(milestones)
    ending = next((name for name in ENDINGS if milestones.get(name)), None)
    if opening and ending:
        found = duration(opening, ending, milestones)
        if found.why:  # the figures first: at 80 columns there is room for little more
            return f"{found.alternatives_text} {opening}→{ending} ({found.why})"
        return f"{opening}→{ending} {found.text}"
    running = running_since(incident, milestones)
    if running is None:
        return ""
    minutes = max(0, now - running[1]) // SECOND // MINUTE
    return f"{duration_text(minutes * MINUTE) if minutes else '0m'} since {running[0]}"
