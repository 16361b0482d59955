"""A timeline as CSV that Timesketch takes: `datetime,timestamp_desc,message` first, then ours."""

from collections.abc import Iterator

from oncall_tui.domain.instants import instant_text
from oncall_tui.domain.timeline.sheet import Sheet, SheetRow
from oncall_tui.formats.writers.csv_text import csv_text

COLUMNS = (
    *("datetime", "timestamp_desc", "message", "id", "local", "zone", "precision", "approximate", "kind"),
    *("milestone", "references", "flags", "author", "notes"),
)


def timeline_csv(sheet: Sheet) -> str:
    """One line per row under a header. A row without a time has an empty `datetime`."""
    return csv_text(COLUMNS, (_values(row, sheet.zone) for row in sheet.rows))


def _values(row: SheetRow, zone: str) -> Iterator[str]:
    event = row.event
    yield "" if event.occurred_at is None else instant_text(event.occurred_at)
    yield event.milestone or event.kind or "note"
    yield event.text
    yield event.id
    yield row.local
    yield zone
    yield event.precision or ""
    yield "true" if event.approximate else "false"
    yield event.kind or ""
    yield " ".join(event.milestones)
    yield " ".join(event.references)
    yield " ".join(row.flags)
    yield event.author
    yield " ".join(event.notes)
