"""Set fields of a row with `oncall event INC ROW FIELD=VALUE`: everything that the Timeline screen's keys can do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.note import KINDS
from oncall_tui.services.timeline.typed_rows import TypedRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from oncall_tui.bootstrap import ServiceContainer

    # Services, incident, shown zone, row, value -> what was done.
    Setter = Callable[[ServiceContainer, str, str, str, str], str]

NEW_ROW_FIELDS = ("time", "text", "kind", "ref", "after")
YES = ("yes", "y", "true", "1", "on")
NO = ("no", "n", "false", "0", "off", "")


def set_event_field(
    services: ServiceContainer, incident: str, zone: str, row: str, name: str, value: str
) -> str:
    """One change of one row. Raises RefusedError for a field that there isn't."""
    if name not in FIELDS:
        raise RefusedError(
            f"A row has no field {name!r}. Nothing was changed. Its fields: {', '.join(FIELDS)}."
        )
    return FIELDS[name](services, incident, zone, row, value)


def add_row(services: ServiceContainer, incident: str, zone: str, fields: Mapping[str, str]) -> str:
    """Add a row, `new time=14:02 text=...`, with `after=ROW` for one without a time; return its id."""
    unknown = set(fields) - set(NEW_ROW_FIELDS)
    if unknown:
        raise RefusedError(
            f"A new row takes {', '.join(NEW_ROW_FIELDS)}, not {unknown.pop()!r}. Nothing was added. "
            "Edit it afterwards."
        )
    kind = fields.get("kind") or None
    if kind is not None and kind not in KINDS:
        raise RefusedError(
            f"“{kind}” is not a kind of row. Nothing was added. Use one of: {', '.join(KINDS)}."
        )
    marks = (f"references:{fields['ref']}",) if fields.get("ref") else ()
    typed = TypedRow(fields.get("time", ""), fields.get("text", ""), kind, marks)
    after = _row(services, incident, zone, fields["after"]) if "after" in fields else None
    return services.curate.add(incident, typed, zone, after)


def _row(services: ServiceContainer, incident: str, zone: str, name: str) -> str:
    from oncall_tui.read_models.build_timeline import timeline_of
    from oncall_tui.services.timeline.row_lookup import find_row

    timeline = timeline_of(services.incidents.view(incident))
    return find_row(name, timeline, zone, services.record_lookup, incident)


def _is_yes(value: str) -> bool:
    if value.lower() not in (*YES, *NO):
        raise RefusedError(f"{value!r} is neither yes nor no. Nothing was changed.")
    return value.lower() in YES


def _star(value: str) -> tuple[bool, bool]:
    """Return whether the row is starred, and whether it is luck: well, lucky or no; yes is well."""
    word = value.strip().lower()
    if word in ("well", "lucky"):
        return True, word == "lucky"
    if word not in (*YES, *NO):
        raise RefusedError(f"star can't be {value!r}. Nothing was changed. Use well, lucky or no.")
    return word in YES, False


def _places(value: str) -> int:
    """Parse the number of places to move a row; one by default. Raises RefusedError."""
    if value and not re.fullmatch(r"\d{1,6}", value):
        raise RefusedError(
            f"“{value}” is not a number of places. Nothing was changed. Write up=2, or up= for one."
        )
    return int(value or 1)


FIELDS: dict[str, Setter] = {
    "time": lambda s, i, zone, row, value: s.curate.retime(i, [row], value, zone, base_versions=None),
    "known": lambda s, i, zone, row, value: s.curate.set_known(i, [row], value, zone, base_versions=None),
    "text": lambda s, i, zone, row, value: s.curate.edit_text(i, row, value, base_versions=None),
    "kind": lambda s, i, zone, row, value: s.curate.set_kind(i, [row], value or None),
    "milestone": lambda s, i, zone, row, value: s.curate.set_milestone(i, row, value or None),
    "ref": lambda s, i, zone, row, value: s.curate.add_reference(i, [row], value),
    "ref-": lambda s, i, zone, row, value: s.curate.remove_reference(i, [row], value),
    "star": lambda s, i, zone, row, value: s.curate.star(i, [row], *_star(value)),
    "public": lambda s, i, zone, row, value: s.curate.publish(i, [row], _is_yes(value)),
    "settle": lambda s, i, zone, row, value: s.curate.settle(i, [row], _is_yes(value)),
    "gap": lambda s, i, zone, row, value: s.curate.set_fields(
        i, [row], {"gap": value}, f"gap is {value}, after"
    ),
    "join": lambda s, i, zone, row, value: s.curate.join(i, [row, _row(s, i, zone, value)]),
    "break": lambda s, i, zone, row, value: s.curate.break_row(i, row, zone),
    "out": lambda s, i, zone, row, value: s.curate.leave_out(i, [row]),
    "up": lambda s, i, zone, row, value: s.curate.move(i, row, -_places(value)),
    "down": lambda s, i, zone, row, value: s.curate.move(i, row, _places(value)),
}
