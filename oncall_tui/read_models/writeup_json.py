"""A write-up as `oncall writeup show --json` prints it (RETROSPECTIVE 10)."""

from typing import Any

from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.writeup.sections import Section
from oncall_tui.read_models.writeup_view import WriteupView


def writeup_json(view: WriteupView) -> dict[str, Any]:
    """Return the sections in reading order, and what to write next."""
    incident = view.view.incident
    return {
        "incident": incident.id,
        "preparer": incident.preparer,
        "due_at": None if incident.due_at is None else format_instant(incident.due_at),
        "sections": [section_json(section) for section in view.sections],
        "next": view.next,
        "flags": list(view.flags),
    }


def section_json(section: Section) -> dict[str, Any]:
    """Return a section as a JSON object."""
    return {
        "name": section.name,
        "title": section.title,
        "state": section.state,
        "text": section.text,
        "words": section.words,
    }


def left_json(view: WriteupView) -> dict[str, Any]:
    """Return the loose ends, as `writeup check` prints them."""
    return {"left": [each._asdict() for each in view.left]}
