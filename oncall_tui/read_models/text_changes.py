"""Find texts of a write-up that an import left behind, and those written too early.

Both follow from the versions of the document alone: an imported text has the dot of its source's import, and a text
was written early when any other part that it sums up has a later version.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from oncall_tui.domain.analysis.records import TABLES as ANALYSIS_TABLES
from oncall_tui.domain.destinations import MILESTONE, ROW
from oncall_tui.domain.incident import SURROUNDINGS
from oncall_tui.domain.writeup.sections import AFTER_COULD_BE_BETTER, TEXTS
from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record

# What a recommendation says, as against how far it is: its state, owner and dates are no part of a write-up.
SAID_OF_RECOMMENDATIONS = ("title", "statement", "definition_of_done", "struck")
NOT_SAID_OF_ROWS = ("settled",)
ROW_PLACES = (None, ROW, MILESTONE)


def is_imported(tables: Tables, table: str, id: str, field: str) -> bool:
    """Return whether an import wrote the shown text, and nobody has written or confirmed it since."""
    heads = decode_record(tables.get(table, {}).get(id, {})).get(field)
    return heads is not None and heads[0].dot in set(_import_dots(tables))


def _import_dots(tables: Tables) -> Iterator[object]:
    for record in tables.get("sources", {}).values():
        heads = decode_record(record).get("imported_at")
        if heads:
            yield heads[0].dot


def was_written_early(tables: Tables, incident: str, section: str, others: str) -> bool:
    """Tell whether anything else of the write-up was changed after that section's text was written.

    `others`: when anything but the incident's own fields was changed last (`last_change`).
    """
    own = tables.get("incident", {}).get(incident, {})
    written = _latest(own, [section])
    after = AFTER_COULD_BE_BETTER if section not in AFTER_COULD_BE_BETTER else ()
    texts = [name for name in (*TEXTS, *SURROUNDINGS) if name not in (section, *after)]
    return bool(written) and max(_latest(own, texts), others) > written


def last_change(tables: Tables) -> str:
    """Return when rows, records of the analysis, own sections or the words of recommendations were changed last: a
    hybrid clock's text."""
    return max(_others(tables), default="")


def _others(tables: Tables) -> Iterator[str]:
    for table in ("sections", *ANALYSIS_TABLES):
        for record in tables.get(table, {}).values():
            yield _latest(record)
    for record in tables.get("recommendations", {}).values():
        yield _latest(record, SAID_OF_RECOMMENDATIONS)
    for record in tables.get("events", {}).values():
        yield _latest(record, [name for name in record if name not in NOT_SAID_OF_ROWS])
    for record in tables.get("notes", {}).values():
        if record.get("destination") in ROW_PLACES:
            yield _latest(record)


def _latest(record: EncodedRecord, names: Collection[str] | None = None) -> str:
    """Return the time of the last version of any of these fields (None: of all): a hybrid clock's text."""
    if names is None and "_fields" not in record:
        return str(record.get("_at", ""))
    contested: Mapping[str, list[dict[str, Any]]] = record.get("_fields", {})
    fields = record.keys() if names is None else [name for name in names if name in record]
    entries = [entry.get("at", "") for name in fields for entry in contested.get(name, ())]
    plain = any(name[:1] != "_" and name not in contested for name in fields)
    return max([record.get("_at", "") if plain else "", *entries], default="")
