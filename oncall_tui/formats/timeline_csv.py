"""A timeline as CSV that Timesketch takes: `datetime,timestamp_desc,message` first, then ours."""

import csv
from collections.abc import Iterator

from oncall_tui.domain.instants import instant_text
from oncall_tui.domain.timeline_sheet import Sheet, SheetRow
from oncall_tui.domain.visible import visible

COLUMNS = (
    *("datetime", "timestamp_desc", "message", "id", "local", "zone", "precision", "approximate", "kind"),
    *("milestone", "references", "flags", "author", "notes"),
)
FORMULA = ("=", "+", "-", "@", "\t")


def timeline_csv(sheet: Sheet) -> str:
    """One line per row under a header. A row without a time has an empty `datetime`."""
    written = _Written()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(([_defused(value) for value in _values(row, sheet.zone)]) for row in sheet.rows)
    return "".join(written.pieces)


class _Written:
    """Collects what the csv module writes."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def write(self, text: str) -> None:
        self.pieces.append(text)


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


def _defused(text: str) -> str:
    """A cell that a spreadsheet would compute is made text."""
    text = visible(text)
    return f"'{text}" if text.startswith(FORMULA) else text
