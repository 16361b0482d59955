"""What the catalogue keeps of each incident: enough for lists and the tracker, so that they read no documents."""

from typing import Any

from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.reading import is_left_out
from oncall_tui.services.incident_view import IncidentView
from oncall_tui.services.ledger_rows import head_of, row_of
from oncall_tui.services.recommendations import recommendations_in


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
        "recommendations": sum(
            1 for record in tables.get("recommendations", {}).values() if not is_left_out(record)
        ),
    }


def ledger_block(id: str, tables: Tables) -> tuple[list[str], list[list[str]]]:
    """What the ledger keeps of one document: a head, and a row for each recommendation."""
    incident = IncidentView(id, tables, {}).incident
    return head_of(incident), [row_of(item) for item in recommendations_in(id, tables)]
