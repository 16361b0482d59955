"""A timeline as it goes out: every row with its time in the one zone, and the durations (T2, T6, L1).

The writers turn a sheet into text, Markdown, CSV or JSON; all of them show the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from oncall_tui.domain.instants import instant_text
from oncall_tui.domain.local_time import local_text
from oncall_tui.domain.timeline.durations import Duration, FigureCheck, Inversion, durations, inversions
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.figure_looks import stated_figures
from oncall_tui.domain.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row and its local time (`2023-09-18 14:42`, as fine as it was written), blank where it has none.

    `flags`: those of the event, and what the queue found (`milestone-twice`, `out-of-order`...).
    """

    event: Event
    local: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """`zone` is the name of `zone_rules`; `inversions` are facts to mention, not errors; `figures` are the
    durations that sources state, each held against ours."""

    title: str
    zone: str
    zone_rules: tzinfo
    rows: tuple[SheetRow, ...]
    durations: Mapping[str, Duration | None]
    inversions: tuple[Inversion, ...] = ()
    figures: tuple[FigureCheck, ...] = ()


def sheet_of(
    timeline: Timeline,
    title: str,
    zone: str,
    zone_rules: tzinfo,
    found: Mapping[str, tuple[str, ...]] | None = None,
) -> Sheet:
    """The whole timeline in that zone. `found`: flags of the queue by row id."""
    found = found or {}
    rows = tuple(sheet_row(event, zone_rules, found.get(event.id, ())) for event in timeline)
    instants = timeline.milestone_instants
    figures = tuple(stated.check for stated in stated_figures(timeline))
    return Sheet(title, zone, zone_rules, rows, durations(instants), inversions(instants), figures)


def sheet_row(event: Event, zone_rules: tzinfo, found: tuple[str, ...] = ()) -> SheetRow:
    """The row with its local time."""
    at = event.occurred_at
    local = "" if at is None else local_text(at, zone_rules, event.precision)
    return SheetRow(event, local, tuple(dict.fromkeys((*event.flags, *found))))


def sheet_json(sheet: Sheet) -> dict[str, Any]:
    """The sheet as `oncall timeline --json` prints it (DESIGN, command line)."""
    return {
        "zone": sheet.zone,
        "events": [_row_json(row) for row in sheet.rows],
        "durations": {name: _duration_json(found) for name, found in sheet.durations.items()},
        "figures": [_figure_json(check) for check in sheet.figures],
    }


def _row_json(row: SheetRow) -> dict[str, Any]:
    event = row.event
    return {
        "id": event.id,
        "occurred_at": None if event.occurred_at is None else instant_text(event.occurred_at),
        "ends_at": None if event.ends_at is None else instant_text(event.ends_at),
        "local": row.local or None,
        "precision": event.precision,
        "approximate": event.approximate,
        "text": event.text,
        "kind": event.kind,
        "milestone": event.milestone,
        "milestones": list(event.milestones),
        "references": list(event.references),
        "flags": list(row.flags),
        "notes": list(event.notes),
        "settled": event.settled,
        "starred": event.starred,
    }


def _duration_json(found: Duration | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "from": found.start,
        "to": found.end,
        "seconds": found.seconds,
        "from_at": instant_text(found.from_at),
        "to_at": instant_text(found.to_at),
    }


def _figure_json(check: FigureCheck) -> dict[str, Any]:
    """A stated duration; `same` is the pair that it fits, null when it fits none and `ours` says what it is."""
    return {
        "what": check.figure.what,
        "seconds": check.figure.seconds,
        "same": _duration_json(check.same),
        "ours": _duration_json(check.ours),
    }
