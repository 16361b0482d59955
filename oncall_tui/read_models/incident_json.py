"""One incident as `oncall show --json` prints it: a function of the joined state and the inbox."""

from typing import Any

from oncall_tui.domain.field_types import WRITE_UP_TEXTS
from oncall_tui.domain.incident import SURROUNDINGS, WRITE_UP, Incident
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.note import note_json
from oncall_tui.domain.recommendations.attention_status import TrackerContext
from oncall_tui.domain.recommendations.recommendation_json import recommendation_json
from oncall_tui.domain.timeline.timeline_export import sheet_json
from oncall_tui.read_models.history import recorded_actions
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.recommendation_records import recommendations_in
from oncall_tui.read_models.timeline_view import export_of_view

# No table of a newer program, or of a hostile one, takes the place of a key that has a shape of its own.
NOT_SHOWN = frozenset({"meta"})


def incident_json(incident: Incident) -> dict[str, Any]:
    """Return the incident's own fields."""
    due = incident.next_update_at
    return {
        "id": incident.id,
        "handle": incident.handle,
        "title": incident.title,
        "severity": incident.severity,
        "type": incident.type,
        "stage": incident.stage,
        "zone": incident.unknown_zone or incident.zone,
        "created_at": format_instant(incident.created_at),
        **{name: getattr(incident, name) for name in WRITE_UP},
        "lead": incident.lead,
        "comms": incident.comms,
        "scribe": incident.scribe,
        "bad_enough": incident.bad_enough,
        "no_recommendations": incident.no_recommendations,
        "next_update_at": None if due is None else format_instant(due),
        "links": list(incident.links),
        "tags": list(incident.tags),
        "preparer": incident.preparer,
        "due_at": None if incident.due_at is None else format_instant(incident.due_at),
        **{name: getattr(incident, name) for name in SURROUNDINGS},
    }


def view_json(view: IncidentView, now: int, outlook: TrackerContext) -> dict[str, Any]:
    """Return the whole incident: its fields, notes, rows, recommendations, conflicts, history, and every other
    table.

    `now` (UTC microseconds) and `outlook` decide only what is late or in the future.
    """
    sheet = export_of_view(view, view.incident.zone, now)
    tracked = recommendations_in(view.id, view.tables)
    own = {
        "incident": incident_json(view.incident),
        "notes": [note_json(note) for note in view.notes],
        "events": sheet_json(sheet)["events"],
        "recommendations": [recommendation_json(item, outlook) for item in tracked],
        "conflicts": view.conflicts,
        "history": [
            {"id": action.id, "at": format_instant(action.at), "by": action.by, "label": action.label}
            for action in recorded_actions(view.tables)
        ],
    }
    others = sorted({*view.tables, *WRITE_UP_TEXTS} - own.keys() - NOT_SHOWN)
    return own | {table: _records(view, table) for table in others}


def _records(view: IncidentView, table: str) -> list[dict[str, Any]]:
    return [{"id": id, **values} for id, values in view.values(table).items()]
