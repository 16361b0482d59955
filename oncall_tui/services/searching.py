"""Search over everything, everywhere: notes, events, recommendations and the fields of every incident."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.incident import WRITE_UP
from oncall_tui.replication.encoding import Record
from oncall_tui.replication.reading import is_left_out
from oncall_tui.services.incidents import Incidents

SEARCHED = {
    "incident": ("title", "handle", *WRITE_UP),
    "notes": ("raw", "text"),
    "events": ("text",),
    "recommendations": ("title", "statement", "definition_of_done"),
    "comments": ("text",),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words stand: `text` is the whole field, `occurred_at` its instant's text where it has one."""

    incident: str
    handle: str
    table: str
    id: str
    text: str
    occurred_at: str | None

    def as_json(self) -> dict[str, Any]:
        return {
            "incident": self.incident,
            "handle": self.handle,
            "table": self.table,
            "id": self.id,
            "text": self.text,
            "occurred_at": self.occurred_at,
        }


def search(incidents: Incidents, text: str) -> Iterator[Hit]:
    """Every record that holds the text, whatever its case; newest incident first. Damaged incidents are passed by."""
    wanted = text.casefold()
    for listed in incidents.listed():
        if listed.damaged is None:
            yield from _in_incident(incidents, listed.id, listed.handle, wanted)


def _in_incident(incidents: Incidents, id: str, handle: str, wanted: str) -> Iterator[Hit]:
    try:
        view = incidents.view(id)
    except OncallError:
        return
    for table, fields in SEARCHED.items():
        records = view.tables.get(table, {})
        if table == "notes":
            records = {**view.waiting, **records}
        for record_id, record in sorted(records.items()):
            found = _found(record, fields, wanted)
            if found is not None:
                yield Hit(id, handle, table, record_id, found, record.get("occurred_at"))


def _found(record: Record, fields: tuple[str, ...], wanted: str) -> str | None:
    for field in fields:
        value = record.get(field)
        if isinstance(value, str) and wanted in value.casefold() and not is_left_out(record):
            return value
    return None
