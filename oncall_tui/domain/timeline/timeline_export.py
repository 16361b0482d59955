"""A timeline as it goes out: every row with its time in the one zone, and the durations (T2, T6, L1).

The writers turn a sheet into text, Markdown, CSV or JSON; all of them show the same. Nothing in it depends on the
day on which it is made, but rows that were in the future then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.local_time import end_text, offset_digits, zoned_text
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.timeline.durations import (
    OutOfOrderMilestones,
    ReportedDurationCheck,
    durations,
    out_of_order_milestones,
)
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.moments import Duration
from oncall_tui.domain.timeline.questions.milestone_questions import claimed_milestones
from oncall_tui.domain.timeline.questions.reported_duration_questions import reported_durations
from oncall_tui.domain.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class SheetIncident:
    """The incident of a timeline. `changed_at` (UTC microseconds), `changed_by`: its last change."""

    id: str = ""
    handle: str = ""
    title: str = ""
    severity: str = ""
    type: str = ""
    changed_at: int | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A row and its local time (`2023-09-18 14:42`, as fine as it was written), blank where it has none.

    `flags`: those of the event, and what the queue found (`milestone-twice`, `out-of-order`...). `claimed`: the
    milestones that it claims beside the row that has them; `raw` and `reading`: its first note as it was written,
    and how its stamp was read.
    """

    event: Event
    local: str
    flags: tuple[str, ...] = ()
    offset: str = ""
    claimed: tuple[str, ...] = ()
    raw: str = ""
    reading: Mapping[str, Any] | None = None
    until: str = ""

    @property
    def time_text(self) -> str:
        """The local time, of a span with its end: `2023-09-18 14:42–14:50`."""
        return f"{self.local}–{self.until}" if self.until else self.local

    @property
    def marks(self) -> tuple[str, ...]:
        """The milestones of the row; `resolved?` is one that other rows claim too."""
        twice = "milestone-twice" in self.flags
        sure = tuple(f"{name}?" if twice and name in self.claimed else name for name in self.event.milestones)
        return sure + tuple(f"{name}?" for name in self.claimed if name not in self.event.milestones)


@dataclass(frozen=True, slots=True)
class TimelineExport:
    """`zone` is the name of `zone_rules`; `inversions` are facts to mention, not errors; `figures` are the
    durations that sources state, each held against ours; `questions`: those that are still open."""

    title: str
    zone: str
    zone_rules: tzinfo
    rows: tuple[ExportRow, ...]
    durations: Mapping[str, Duration | None]
    inversions: tuple[OutOfOrderMilestones, ...] = ()
    figures: tuple[ReportedDurationCheck, ...] = ()
    incident: SheetIncident = SheetIncident()
    questions: tuple[str, ...] = ()

    @property
    def known_durations(self) -> list[Duration]:
        """Return the durations of which both ends are known."""
        return [found for found in self.durations.values() if found is not None]

    @property
    def questions_text(self) -> str:
        """Return `2 questions are open`, empty without any."""
        if not self.questions:
            return ""
        return f"{count_text(len(self.questions), 'question')} {'is' if len(self.questions) == 1 else 'are'} open"


def export_timeline(
    timeline: Timeline,
    title: str,
    zone: str,
    zone_rules: tzinfo,
    found: Mapping[str, tuple[str, ...]] | None = None,
    incident: SheetIncident | None = None,
    questions: Sequence[str] = (),
) -> TimelineExport:
    """Return the whole timeline in that zone. `found`: flags of the queue by row id."""
    found = found or {}
    placed = claimed_milestones(timeline)
    claimed: dict[str, tuple[str, ...]] = {}
    for name, place in placed.items():
        for claim in (place.claim, *place.rivals) if place.rivals else ():
            claimed[claim.row] = (*claimed.get(claim.row, ()), name)
    rows = tuple(
        _whole_row(timeline, event, zone_rules, found.get(event.id, ()), claimed.get(event.id, ()))
        for event in timeline
    )
    instants = timeline.milestone_instants
    figures = tuple(stated.check for stated in reported_durations(timeline))
    took = durations(timeline.moments(placed))
    return TimelineExport(
        title,
        zone,
        zone_rules,
        rows,
        took,
        out_of_order_milestones(instants),
        figures,
        incident or SheetIncident(title=title),
        tuple(questions),
    )


def sheet_row(
    event: Event, zone_rules: tzinfo, found: tuple[str, ...] = (), claimed: tuple[str, ...] = ()
) -> ExportRow:
    """Return the row with its local time. A row known only to the day has that day in every zone."""
    at = event.occurred_at
    flags = tuple(dict.fromkeys((*event.flags, *found)))
    if at is None or event.day:
        return ExportRow(event, event.day, flags, claimed=claimed)
    return ExportRow(
        event,
        zoned_text(at, zone_rules, event.precision),
        flags,
        offset_digits(at, zone_rules),
        claimed,
        until="" if event.ends_at is None else end_text(at, event.ends_at, zone_rules, event.precision),
    )


def _whole_row(
    timeline: Timeline, event: Event, zone_rules: tzinfo, found: tuple[str, ...], claimed: tuple[str, ...]
) -> ExportRow:
    row = sheet_row(event, zone_rules, found, claimed)
    note = timeline.records.notes.get(event.notes[0], {}) if event.notes else {}
    names = ("rule", "confidence", "zone_used", "zone_origin")
    reading = {name: note.get(name) for name in names} if note else None
    return replace(row, raw=str(note.get("raw") or ""), reading=reading)


def sheet_json(sheet: TimelineExport) -> dict[str, Any]:
    """Return the sheet as `oncall timeline --json` prints it (DESIGN, command line)."""
    incident = sheet.incident
    return {
        "incident": {
            "id": incident.id,
            "handle": incident.handle,
            "title": incident.title,
            "severity": incident.severity or None,
            "type": incident.type or None,
        },
        "changed_at": _instant_json(incident.changed_at),
        "changed_by": incident.changed_by or None,
        "zone": sheet.zone,
        "events": [_row_json(row) for row in sheet.rows],
        "durations": {name: _duration_json(found) for name, found in sheet.durations.items()},
        "figures": [_figure_json(check) for check in sheet.figures],
        "questions": list(sheet.questions),
    }


def _instant_json(instant: int | None) -> str | None:
    return None if instant is None else format_instant(instant)


def _row_json(row: ExportRow) -> dict[str, Any]:
    event = row.event
    return {
        "id": event.id,
        "occurred_at": _instant_json(event.occurred_at),
        "ends_at": _instant_json(event.ends_at),
        "local": row.local or None,
        "offset": row.offset or None,
        "known_at": _instant_json(event.known_at),
        "recorded_at": _instant_json(event.recorded_at),
        "precision": event.precision,
        "approximate": event.approximate,
        "text": event.text,
        "kind": event.kind,
        "milestone": event.milestone,
        "milestones": list(event.milestones),
        "claimed_milestones": list(row.claimed),
        "references": list(event.references),
        "author": event.author or None,
        "people": list(event.people),
        "tags": list(event.tags),
        "flags": list(row.flags),
        "notes": list(event.notes),
        "source": event.source,
        "line": event.line,
        "raw": row.raw or None,
        "reading": dict(row.reading) if row.reading is not None else None,
        "settled": event.settled,
        "starred": event.starred,
        "lucky": event.lucky,
        "public": event.public,
    }


def _duration_json(found: Duration | None) -> dict[str, Any] | None:
    """Return one duration; `alternatives` holds all its values, the shown one included, where there are several."""
    if found is None:
        return None
    return {
        **_value_json(found),
        "from": found.start,
        "to": found.end,
        "text": found.text,
        "alternatives": [_value_json(value) for value in found.values] if found.others else [],
        "why": found.why or None,
    }


def _value_json(value: Duration) -> dict[str, Any]:
    return {
        "seconds": value.seconds if value.is_known else None,
        "from_at": format_instant(value.from_at),
        "to_at": format_instant(value.to_at),
        "approximate": value.is_about,
        "precision": value.precision,
    }


def _figure_json(check: ReportedDurationCheck) -> dict[str, Any]:
    """Return a stated duration; `same` is the pair that it fits, null when it fits none and `ours` says what it is."""
    return {
        "what": check.figure.what,
        "seconds": check.figure.seconds,
        "same": _duration_json(check.same),
        "ours": _duration_json(check.ours),
    }
