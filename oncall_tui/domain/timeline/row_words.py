"""Word a row for readers who do not know the capture line: `:lead @bea` is `Incident lead: bea`."""

from oncall_tui.domain.capture_line import MILESTONE_VERBS
from oncall_tui.domain.timeline.event import Event

ROLES = {"lead": "Incident lead", "comms": "Communications", "scribe": "Scribe"}


def row_words(event: Event) -> str:
    """Return the words of a row for an export; empty where its milestone says it all."""
    if event.text.strip().casefold().removeprefix(":") in (
        event.milestone,
        MILESTONE_VERBS.get(event.verb or ""),
    ):
        return "" if event.milestone else event.text
    rest = event.text.partition(" ")[2].lstrip("@")
    if event.verb in ROLES and event.text.startswith(event.verb):
        return f"{ROLES[event.verb]}: {rest or 'nobody'}"
    if event.verb == "sev" and event.text.startswith("severity "):
        return f"Severity: {rest}"
    return f"Status update: {event.text}" if event.verb == "update" else event.text
