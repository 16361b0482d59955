"""Ideas among the notes: each is a recommendation from the moment it is written (N5)."""

from collections.abc import Iterator
from typing import Any

from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.replication.record_view import is_hidden


def idea_fields(title: str, incident: str, note: str) -> dict[str, Any]:
    """Return the recommendation that an idea is."""
    return {"title": title, "status": "idea", f"incidents:{incident}": True, "note": note}


def missing_ideas(incident: str, tables: Tables) -> Iterator[tuple[str, EncodedRecord]]:
    """Yield the recommendations of ideas that an earlier version took without making one, by the id of their note."""
    made = tables.get("recommendations", {})
    for id, note in tables.get("notes", {}).items():
        if note.get("kind") != "idea" or id in made or "raw" not in note or note.get("source"):
            continue
        if not is_hidden(note):
            yield id, idea_fields(str(note.get("text") or note["raw"]), incident, id)


def with_missing_ideas(incident: str, tables: Tables) -> dict[str, EncodedRecord]:
    """Return the recommendations of a document, those included that its next change will make of such ideas."""
    notes = tables.get("notes", {})
    clocks = ("_dot", "_at", "_by")
    found = {
        id: fields | {name: notes[id][name] for name in clocks if name in notes[id]}
        for id, fields in missing_ideas(incident, tables)
    }
    return {**found, **tables.get("recommendations", {})}
