"""Summarise each incident for lists, the tracker and searches, so that they read no documents."""

from collections.abc import Iterator
from typing import Any

from oncall_tui.domain.incident import SURROUNDINGS, WRITE_UP
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.search_passages import SearchHit, block_text
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.replication.record_view import is_hidden

SEARCHED = {
    "incident": ("title", "handle", *WRITE_UP, *SURROUNDINGS),
    "notes": ("raw", "text"),
    "events": ("text",),
    "recommendations": ("title", "statement", "definition_of_done"),
    "comments": ("text",),
    "sections": ("title", "text"),
    "losses": ("text",),
    "hazards": ("text",),
    "constraints": ("text",),
    "controls": ("name", "explanation", "feedback"),
    "findings": ("what", "made_sense", "context", "belief", "told"),
    "missing_controls": ("aspect", "so_far"),
    "systemic_problems": ("text",),
    "questions": ("text", "answer"),
    "insights": ("text",),
}


def summarise(id: str, tables: Tables) -> dict[str, Any]:
    """Return the summary of one document, as the catalogue stores it."""
    view = IncidentView(id, tables, {})
    incident = view.incident
    return {
        "handle": incident.handle,
        "title": incident.title,
        "severity": incident.severity,
        "type": incident.type,
        "stage": incident.stage,
        "zone": incident.unknown_zone or incident.zone,
        "created_at": tables.get("incident", {}).get(id, {}).get("created_at") or "",
        "notes": sum(1 for record in tables.get("notes", {}).values() if not is_hidden(record)),
        "conflicts": len(view.conflicts),
        "recommendations": sum(
            1 for record in tables.get("recommendations", {}).values() if not is_hidden(record)
        ),
        "controls": _controls(tables),
    }


def _controls(tables: Tables) -> list[list[Any]]:
    """Each control with how it held: id, name, key, whether a finding says that it failed, and that it held."""
    if not tables.get("controls"):
        return []
    from oncall_tui.domain.analysis.records import HELD

    held: dict[str, set[bool]] = {}
    for finding in tables.get("findings", {}).values():
        if not is_hidden(finding) and finding.get("how"):
            held.setdefault(str(finding.get("control")), set()).add(finding["how"] == HELD)
    return [
        [id, str(record.get("name") or ""), str(record.get("key") or ""), False in ways, True in ways]
        for id, record in sorted(tables["controls"].items())
        for ways in (held.get(id, set()),)
        if not is_hidden(record) and record.get("name")
    ]


def recommendation_index_block(id: str, tables: Tables) -> tuple[list[str], list[list[str]]]:
    """Build the index block of one document: a head, and a row for each recommendation. A list of incidents needs
    none of this, and waits for none of it to be loaded.
    """
    from oncall_tui.read_models.recommendation_index_rows import encode_head, encode_row
    from oncall_tui.read_models.recommendation_records import mended_by, recommendations_in

    incident = IncidentView(id, tables, {}).incident
    mended = ((item, record) for item, records in mended_by(tables).items() for record in records)
    return encode_head(incident, mended), [encode_row(item) for item in recommendations_in(id, tables)]


def search_block(view: IncidentView) -> str:
    """Build the searchable text of one incident, waiting notes included, left-out records excluded."""
    if not view.id:
        return block_text("", None, None, _passages(view, None, None))
    handle = view.incident.handle
    created_at = str(view.tables.get("incident", {}).get(view.id, {}).get("created_at") or "")
    return block_text(created_at, view.id, handle, _passages(view, view.id, handle))


def _passages(view: IncidentView, incident: str | None, handle: str | None) -> Iterator[SearchHit]:
    for table, fields in SEARCHED.items():
        records = view.tables.get(table, {})
        if table == "notes":
            records = {**view.waiting, **records}
        for id, record in sorted(records.items()):
            if not is_hidden(record):
                at = record.get("occurred_at")
                yield from (
                    SearchHit(incident, handle, table, id, text, at) for text in _texts(record, fields)
                )


def _texts(record: EncodedRecord, fields: tuple[str, ...]) -> list[str]:
    """Return the fields' texts, without those contained in one before."""
    texts: list[str] = []
    for name in fields:
        text = record.get(name)
        if isinstance(text, str) and not any(text in before for before in texts):
            texts.append(text)
    return texts
