"""The columns of a table: which says when, which says what; the same for CSV and for tables of Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from oncall_tui.formats.readers.event import Event, addresses

# The first of these that a header has says when; a date and a time of day may stand in two columns.
WHEN = (
    *("datetime", "occurred_at", "date_time", "date time", "@timestamp", "timestamp", "created_at"),
    *("created at", "created_on", "time", "event time", "event_time", "eventtime", "happened", "start"),
    *("start_time", "ts", "when", "date"),
)
WHAT = (
    *("message", "text", "what happened", "event", "summary", "description", "msg", "what", "note"),
    *("entry", "details", "title", "action", "log"),
)
AUTHORS = ("author", "user", "who", "agent", "actor", "by")
ZONES = ("zone", "timezone", "time zone", "tz")
LINKS = ("reference", "references", "link", "links", "url", "html_url", "permalink")
DAYS, CLOCKS = ("date", "day"), ("time", "time of day", "hour", "clock")
ZONE_IN_NAME = re.compile(r"^(.+?)[ _]*[(\[]([A-Za-z][\w/+-]*)[)\]]$|^(.+?)_(utc)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each part of a row stands; `zone_name` is the zone that the header of the time column names."""

    names: tuple[str, ...]
    when: tuple[int, ...]
    what: int | None
    author: int | None
    zone: int | None
    links: tuple[int, ...]
    zone_name: str | None


def columns_of(header: Sequence[str]) -> Columns | None:
    """The columns of a header; None where no column says when, or the line is no header at all."""
    names, zones = [], []
    for cell in header:
        zoned = ZONE_IN_NAME.match(cell.strip())
        names.append(((zoned[1] or zoned[3]) if zoned else cell).strip().lower().lstrip("#\ufeff "))
        zones.append((zoned[2] or zoned[4].upper()) if zoned else None)
    when = _first(names, WHEN)
    if when is None or len(names) < 2:
        return None
    day, clock = _first(names, DAYS), _first(names, CLOCKS)
    moments = (when,) if day is None or clock is None else (day, clock)
    return Columns(
        tuple(names),
        moments,
        _first(names, WHAT),
        _first(names, AUTHORS),
        _first(names, ZONES),
        tuple(index for index, name in enumerate(names) if name in LINKS),
        next((zones[index] for index in moments if zones[index]), None),
    )


def _first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def cell_at(cells: Sequence[str], index: int | None) -> str:
    """The text of a cell; "" where the row is too short, or has no such column."""
    return cells[index].strip() if index is not None and index < len(cells) else ""


def row_event(columns: Columns, cells: Sequence[str]) -> Event:
    """The event of a row. Without a column that says what, all the others do, each with its name."""
    cell = partial(cell_at, cells)
    used = {*columns.when, columns.what, columns.author, columns.zone, *columns.links}
    rest = [
        f"{name}={cell(index)}"
        for index, name in enumerate(columns.names)
        if index not in used and cell(index)
    ]
    links = [link for index in columns.links for link in cell(index).split()]
    return Event(
        cell(columns.what) or " ".join(rest),
        stamp=" ".join(cell(index) for index in columns.when).strip(),
        zone=cell(columns.zone) or columns.zone_name,
        author=cell(columns.author) or None,
        references=addresses(*links) or tuple(links),
    )
