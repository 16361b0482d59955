"""Finding a row by what people type for it: an id, its beginning or end, or its time as printed (RETROSPECTIVE 10)."""

import re
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.handles import find
from oncall_tui.read_models.analysis_view import row_time
from oncall_tui.timestamps.zones import parse_zone

if TYPE_CHECKING:
    from oncall_tui.domain.timeline.timeline import Timeline
    from oncall_tui.services.record_lookup import RecordLookup

PRINTED = re.compile(r"~?(?:(?P<day>\d{4}-\d\d-\d\d)(?:[ T]|$))?(?P<clock>\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?")
LONGEST_TITLE = 40


def find_row(
    typed: str,
    timeline: "Timeline",
    zone: str,
    lookup: "RecordLookup | None" = None,
    incident: str = "",
) -> str:
    """Return the id of the row that was typed; `zone` is the one that its time is printed in.

    `lookup` says of an id that is no row which record it is. Raises NotFoundError, or RefusedError for several.
    """
    text = typed.strip()
    printed = PRINTED.fullmatch(text) if text else None
    if printed is not None:
        return _row_at(text.lstrip("~").replace("T", " "), timeline, zone)
    ids = [key[4] for key in timeline.keys]
    if lookup is not None and not any(_may_name(text, id) for id in ids):
        lookup.find(text, ("events", "notes"), incident, elsewhere=False)
    titles = {id: row_title(id, timeline, zone) for id in ids if _may_name(text, id)}
    return find(text, [(id, "") for id in ids], "row", titles)


def row_title(id: str, timeline: "Timeline", zone: str) -> str:
    """`15:26 “New node was given only 20Gb of disk” (…7k2q)`."""
    time = row_time(id, timeline, parse_zone(zone).info)
    words = " ".join(timeline.text(id).split())
    return f"{time} “{words[:LONGEST_TITLE]}” (…{id[-6:]})".strip()


def _row_at(printed: str, timeline: "Timeline", zone: str) -> str:
    """Return the row with that time; one that is printed to the second goes by its minute as well, if no other
    does.
    """
    info = parse_zone(zone).info
    if len(printed.partition(":")[0]) == 1:
        printed = f"0{printed}"
    times = [(key[4], row_time(key[4], timeline, info)) for key in timeline.keys]
    of_day = " " not in printed and ":" in printed
    told = [(id, time[11:] if of_day else time) for id, time in times]
    found = [id for id, time in told if time == printed] or [
        id for id, time in told if time.startswith((f"{printed}:", f"{printed}.", f"{printed} "))
    ]
    if not found:
        raise NotFoundError(
            f"No row is printed with the time {printed}. Nothing was changed. `oncall timeline` prints them."
        )
    if len(found) > 1:
        candidates = ", ".join(row_title(id, timeline, zone) for id in found[:8])
        raise RefusedError(f"{printed} could be {candidates}. Nothing was changed. Type the end of its id.")
    return found[0]


def _may_name(text: str, id: str) -> bool:
    return id.startswith(text.lower()) or id.endswith(text.lower())
