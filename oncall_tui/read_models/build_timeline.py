"""Building the timeline of a stored incident from its tables: nothing of its questions is loaded for that."""

from collections.abc import Mapping
from typing import Any

from oncall_tui.domain.timeline.event import NOTHING
from oncall_tui.domain.timeline.timeline import Timeline, TimelineRecords
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.replication.record_view import is_hidden, read_record


def timeline_of(view: IncidentView) -> Timeline:
    """Return the timeline of an incident, notes that wait in the inbox included."""
    return timeline_from(view.tables, view.waiting)


def timeline_from(tables: Tables, waiting: Mapping[str, EncodedRecord] | None = None) -> Timeline:
    """Build the timeline from a document's tables. `waiting`: records still in the inbox, by note id."""
    waiting = waiting or {}
    edited = _visible(tables.get("events", {}))
    notes = {**_visible(waiting, "raw"), **_visible(tables.get("notes", {}), "raw", edited)}
    events = {**_waiting_milestones(waiting), **edited}
    logs = frozenset(id for id, source in tables.get("sources", {}).items() if source.get("log"))
    sources = _visible(tables.get("sources", {}))
    return Timeline(TimelineRecords(notes, events, logs=logs, read=_read, sources=sources))


def _visible(
    records: Mapping[str, EncodedRecord],
    required: str | None = None,
    edited: Mapping[str, EncodedRecord] = NOTHING,
) -> Mapping[str, EncodedRecord]:
    """Return records that are complete and not left out, or `edited` by somebody who had not seen that.

    Asked of 100,000 records, nearly all of which are both.
    """
    hidden = {
        id for id, record in records.items() if "struck" in record and id not in edited and is_hidden(record)
    }
    if required is not None:
        hidden.update([id for id, record in records.items() if required not in record])
    return {id: record for id, record in records.items() if id not in hidden} if hidden else records


def _waiting_milestones(waiting: Mapping[str, EncodedRecord]) -> dict[str, dict[str, Any]]:
    """Return the milestones that filing will set from `:detected` and the like."""
    if not waiting:
        return {}
    from oncall_tui.domain.capture_line import MILESTONE_VERBS

    return {
        id: {f"milestones:{MILESTONE_VERBS[verb]}": True}
        for id, record in waiting.items()
        if (verb := record.get("verb")) in MILESTONE_VERBS
    }


def _read(record: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**record, **read_record(dict(record)).values}
