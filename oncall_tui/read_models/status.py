"""Values of a status line that change only when the incident does; times are instants, not ages."""

from collections.abc import Mapping

from oncall_tui.domain.timeline.elapsed_since import elapsed_words, running_since
from oncall_tui.domain.visible import escape_line
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.note_overview import NoteOverview


def status_values(view: IncidentView, author: str, unread: int) -> Mapping[str, str]:
    """Return the values by name, "" for what is not known.

    `since` and `since_at` (UTC microseconds): what a running response is counted from; `took`: how long an ended one
    was. `new`: notes that others wrote after the author's last one. `unread`: comments of the review.
    """
    incident, milestones = view.incident, NoteOverview(view).milestone_moments
    running = running_since(incident, milestones)
    values = {
        "id": incident.id,
        "handle": incident.handle,
        "title": incident.title,
        "severity": incident.severity or "",
        "stage": incident.stage,
        "since": running[0] if running else "",
        "since_at": running[1] if running else "",
        "took": "" if running else elapsed_words(incident, milestones, 0),
        "next_update_at": "" if incident.next_update_at is None else incident.next_update_at,
        "new": _new_notes(view, author),
        "unread": unread,
    }
    return {name: escape_line(str(value)) for name, value in values.items()}


def _new_notes(view: IncidentView, author: str) -> int:
    notes = [note for note in view.notes if not note.struck and note.source is None]
    mine = max((note.recorded_at for note in notes if note.author == author), default=0)
    return sum(1 for note in notes if note.author != author and note.recorded_at > mine)
