"""Targets as people type them: a section, a row with `.time`, `.kind` or `.milestone`, an id with a field."""

from oncall_tui.domain.analysis.records import KIND_IN, TABLES
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.review.records import Target
from oncall_tui.read_models.writeup_view import SECTIONS, WriteupView
from oncall_tui.services.record_lookup import RecordLookup
from oncall_tui.services.timeline.row_lookup import find_row
from oncall_tui.services.writeup.edit_writeup import find_section

ROW_FIELDS = ("text", "time", "kind", "milestone")
RECOMMENDATION_FIELDS = ("title", "statement", "definition_of_done")


def find_target(typed: str, view: WriteupView, lookup: RecordLookup) -> Target:
    """Return the target that was typed. Raises NotFoundError, or RefusedError for a field that there is not."""
    section = _section(typed, view)
    if section is not None:
        return section
    name, dot, field = typed.rpartition(".")
    if not dot or field not in _FIELDS:
        name, field = typed, ""
    try:
        place = lookup.find(
            name, (*TABLES, "recommendations", "events", "notes"), view.view.id, elsewhere=False
        )
    except NotFoundError:
        zone = view.zone or view.view.incident.zone
        row = _row(name, view, zone, lookup)
        return Target("events", row, _row_field(field))
    if place.table in ("events", "notes"):
        return Target("events", place.id, _row_field(field))
    return Target(place.table, place.id, _record_field(place.table, field))


def _row(typed: str, view: WriteupView, zone: str, lookup: RecordLookup) -> str:
    """Return a row by its time or id. Raises RefusedError for one with a field that no row has, NotFoundError
    for no row.
    """
    try:
        return find_row(typed, view.timeline, zone, lookup, view.view.id)
    except NotFoundError:
        name, dot, field = typed.rpartition(".")
        if not dot:
            raise
        try:
            find_row(name, view.timeline, zone, lookup, view.view.id)
        except NotFoundError:
            name = ""
        if not name:
            raise
    return _row_field(field)


def _section(typed: str, view: WriteupView) -> Target | None:
    try:
        section = find_section(view, typed)
    except (NotFoundError, RefusedError):
        return None
    heading = next((each for each in view.headings if each.name == section.name), None)
    if heading is not None and heading.id:
        return Target(SECTIONS, heading.id)
    return Target("incident", view.view.id, section.name)


_FIELDS = frozenset(
    {*ROW_FIELDS, *RECOMMENDATION_FIELDS, *(name for kind in KIND_IN.values() for name in kind.texts)}
)


def _row_field(field: str) -> str:
    if field and field not in ROW_FIELDS:
        raise RefusedError(f"A row has no {field}. Nothing was changed. Use one of: {', '.join(ROW_FIELDS)}.")
    return "" if field == "text" else field


def _record_field(table: str, field: str) -> str:
    fields = RECOMMENDATION_FIELDS if table == "recommendations" else KIND_IN[table].texts
    if field and field not in fields:
        raise RefusedError(f"It has no {field}. Nothing was changed. Use one of: {', '.join(fields)}.")
    return field
