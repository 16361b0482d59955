"""Timelines of stored incidents: the domain's rules over what a view of the incident holds."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oncall_tui.domain.instants import DAY
from oncall_tui.domain.timeline.gaps import LONGEST_GAP
from oncall_tui.domain.timeline.question import FieldConflict, QuestionContext
from oncall_tui.domain.timeline.readiness import Readiness, check_readiness
from oncall_tui.domain.timeline.timeline import Timeline
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.read_models.conflicts import versions_of
from oncall_tui.read_models.disputes import disputes_in
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.record_view import read_record
from oncall_tui.timestamps.zones import parse_zone

if TYPE_CHECKING:
    from oncall_tui.domain.timeline.timeline_export import SheetIncident, TimelineExport

OWN_TABLES = ("incident", "notes", "events")


def readiness_of(view: IncidentView, timeline: Timeline, zone: str, now: int) -> Readiness:
    """Return the open questions, worded in that zone; `now` in UTC microseconds."""
    return check_readiness(question_context(view, timeline, zone, now))


def question_context(view: IncidentView, timeline: Timeline, zone: str, now: int) -> QuestionContext:
    """Build the context for the questions of an incident's timeline."""
    record = view.tables.get("incident", {}).get(view.id, {})
    closed = frozenset(name[8:] for name, held in record.items() if name.startswith("settled:") and held)
    ongoing = view.incident.stage == "responding" and _is_recent(timeline, now)
    places = ((item["table"], item["id"], item["field"]) for item in view.conflicts)
    conflicts = tuple(_conflict(view.tables, *place) for place in places if place[0] in OWN_TABLES)
    return QuestionContext(
        view.id,
        timeline,
        parse_zone(zone).info,
        now,
        longest_gap(view),
        closed,
        conflicts,
        tuple(disputes_in(view.tables)),
        ongoing,
    )


def _is_recent(timeline: Timeline, now: int) -> bool:
    """Return whether anything happened within a day: an account of long ago has an end, whatever its stage says."""
    last = timeline.instant_at(len(timeline) - 1) if len(timeline) else None
    return last is None or now - last < DAY


def longest_gap(view: IncidentView) -> int:
    """Return the longest allowed gap of this incident, in microseconds: `oncall set INC gap=2h`, else four hours."""
    stored = view.tables.get("incident", {}).get(view.id, {}).get("longest_gap")
    return stored if type(stored) is int and stored > 0 else LONGEST_GAP


def base_versions_of(view: IncidentView, id: str, table: str = "events") -> Mapping[str, Mapping[str, int]]:
    """Return the versions that an editor on a row (or a note) starts from, of its own record; given back when it
    saves.
    """
    record = view.tables.get(table, {}).get(id)
    return {} if record is None else read_record(record).base_versions


def export_of_view(view: IncidentView, zone: str, now: int) -> "TimelineExport":
    """Return the timeline as it goes out, in that zone."""
    from oncall_tui.domain.timeline.timeline_export import export_timeline

    timeline = timeline_of(view)
    found = readiness_of(view, timeline, zone, now)
    named = parse_zone(zone)
    return export_timeline(
        timeline,
        view.incident.name,
        named.name,
        named.info,
        found.flags,
        _incident_of(view),
        [look.text for look in found.looks],
    )


def _incident_of(view: IncidentView) -> "SheetIncident":
    """Return what an export says of its incident, and of the last change that it has."""
    from oncall_tui.domain.timeline.timeline_export import SheetIncident
    from oncall_tui.replication.hybrid_clock import parse_clock_or_zero

    incident = view.incident
    filed = (record for table in view.tables.values() for record in table.values() if "_at" in record)
    last = max(filed, key=lambda record: str(record["_at"]), default={})
    at = parse_clock_or_zero(str(last.get("_at", ""))).milliseconds * 1_000
    return SheetIncident(
        incident.id,
        incident.handle,
        incident.title,
        incident.severity or "",
        incident.type or "",
        at or None,
        str(last.get("_by", "")),
    )


def _conflict(tables: Tables, table: str, id: str, field: str) -> FieldConflict:
    versions, seen = versions_of(tables, table, id, field)
    values, authors = tuple(each.value for each in versions), tuple(each.by for each in versions)
    return FieldConflict(table, id, field, values, authors, seen)
