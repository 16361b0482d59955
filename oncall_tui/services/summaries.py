"""What the catalogue keeps of each incident: enough for lists and the tracker, so that they read no documents."""

from typing import Any

from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.reading import is_left_out
from oncall_tui.services.incident_view import IncidentView
from oncall_tui.services.recommendations import recommendation_summaries


def summarise(id: str, tables: Tables) -> dict[str, Any]:
    """The summary of one document, as the catalogue stores it."""
    view = IncidentView(id, tables, {})
    incident = view.incident
    return {
        "handle": incident.handle,
        "title": incident.title,
        "severity": incident.severity,
        "type": incident.type,
        "stage": incident.stage,
        "zone": incident.zone,
        "created_at": tables.get("incident", {}).get(id, {}).get("created_at") or "",
        "notes": sum(1 for record in tables.get("notes", {}).values() if not is_left_out(record)),
        "conflicts": len(view.conflicts),
        "recommendations": len(tracked := recommendation_summaries(id, tables)),
        "tracked": tracked,
        "responders": sorted({role for role in (incident.lead, incident.comms, incident.scribe) if role}),
    }
