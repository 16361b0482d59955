"""A timeline as CSV that Timesketch takes: `datetime,timestamp_desc,message` first, then ours.

`formats/readers/own_export.py` reads it back.
"""

from collections.abc import Iterator

from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.links import split_link
from oncall_tui.domain.timeline.timeline_export import ExportRow, TimelineExport
from oncall_tui.formats.writers.csv_text import csv_text

COLUMNS = (
    *("datetime", "timestamp_desc", "message", "id", "local", "offset", "zone", "precision", "approximate"),
    *(
        "kind",
        "milestone",
        "references",
        "named_links",
        "flags",
        "author",
        "tags",
        "people",
        "known_at",
        "ends_at",
    ),
    *("notes", "source", "line", "raw", "stamp_rule", "stamp_zone", "durations"),
    *("incident", "handle", "title", "severity", "type", "changed_at", "open_questions"),
)


def timeline_csv(sheet: TimelineExport) -> str:
    """One line per row under a header. A row without a time has an empty `datetime`; the zone's offset has a column,
    so that every `local` is the same kind of cell.

    The incident is repeated in every row, so that tables of several can be put together.
    """
    return csv_text(COLUMNS, ([*_values(row, sheet), *_incident(sheet)] for row in sheet.rows))


def _values(row: ExportRow, sheet: TimelineExport) -> Iterator[str]:
    event, reading = row.event, row.reading or {}
    milestones = tuple(dict.fromkeys((*event.milestones, *row.claimed)))
    yield "" if event.occurred_at is None else format_instant(event.occurred_at)
    yield event.milestone or event.kind or "note"
    yield event.text
    yield event.id
    yield " ".join(row.local.split(" ")[:2])
    yield f"UTC{row.offset}" if row.offset else ""
    yield sheet.zone
    yield event.precision or ""
    yield "true" if event.approximate else "false"
    yield event.kind or ""
    yield " ".join(milestones)
    yield " ".join(_bare(reference) for reference in event.references if _bare(reference))
    yield "\n".join(reference for reference in event.references if " " in reference)
    yield " ".join(row.flags)
    yield event.author
    yield " ".join(event.tags)
    yield " ".join(event.people)
    yield "" if event.known_at is None else format_instant(event.known_at)
    yield "" if event.ends_at is None else format_instant(event.ends_at)
    yield " ".join(event.notes)
    yield event.source or ""
    yield "" if event.line is None else str(event.line)
    yield row.raw
    yield str(reading.get("rule") or "")
    yield str(reading.get("zone_used") or "")
    yield "; ".join(
        f"{found.start} → {found.end}: {found.text}"
        for found in sheet.known_durations
        if found.end in milestones
    )


def _bare(reference: str) -> str:
    """Return what of a reference has no blank in it: an address, or the name of a ticket."""
    address, name = split_link(reference)
    return address or ("" if " " in name else name)


def _incident(sheet: TimelineExport) -> list[str]:
    incident = sheet.incident
    changed = "" if incident.changed_at is None else format_instant(incident.changed_at)
    facts = (incident.id, incident.handle, incident.title, incident.severity, incident.type)
    return [*facts, changed, str(len(sheet.questions))]
