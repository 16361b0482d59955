"""CSV and TSV with a header: which column says when, which says what."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from oncall_tui.formats.event import Event, addresses
from oncall_tui.formats.page import Page
from oncall_tui.formats.reader import Format, Taken
from oncall_tui.formats.source_line import KEPT, ROW, SourceLine

TIMESKETCH = Format("timesketch", "Timesketch columns: message, datetime, timestamp_desc")
CSV = Format("csv", "comma-separated columns with a header")
TSV = Format("tsv", "tab-separated columns with a header")
DELIMITERS = {",": CSV, "\t": TSV, ";": CSV, "|": CSV}

# The first of these that a header has says when; a date and a time of day may stand in two columns.
WHEN = (
    *(
        "datetime",
        "occurred_at",
        "date_time",
        "date time",
        "@timestamp",
        "timestamp",
        "created_at",
        "created at",
    ),
    *(
        "time",
        "event time",
        "event_time",
        "eventtime",
        "happened",
        "start",
        "start_time",
        "created_on",
        "ts",
        "when",
    ),
    "date",
)
WHAT = (
    *("message", "text", "what happened", "event", "summary", "description", "msg", "what", "note", "entry"),
    *("details", "title", "action", "log"),
)
AUTHORS = ("author", "user", "who", "agent", "actor", "name", "by")
ZONES = ("zone", "timezone", "time zone", "tz")
LINKS = ("reference", "references", "link", "links", "url", "html_url", "permalink")
DAYS, CLOCKS = ("date", "day"), ("time", "time of day", "hour", "clock")
ZONE_IN_NAME = re.compile(r"^(.+?)[ _]*[(\[]([A-Za-z][\w/+-]*)[)\]]$|^(.+?)_(utc)$", re.IGNORECASE)
LONGEST_ROW = 200  # physical lines; a quote that never closes would otherwise swallow the rest


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


def take_table(page: Page, at: int) -> Taken | None:
    """The table from its header on. It ends at a line without the delimiter."""
    header = page.lines[at]
    delimiter = next((mark for mark in DELIMITERS if mark in header), None)
    if delimiter is None or len(header) > 2000:
        return None
    columns = _columns(_cells(header, delimiter))
    if columns is None or not _has_moment(page, page.next_written(at + 1), delimiter, columns):
        return None
    lines = [SourceLine(at + 1, header, header, stamp="", destination=KEPT)]
    end = at + 1
    for first, end_of_row, cells in _rows(page, at + 1, delimiter):
        lines.append(_event(columns, cells).line(first + 1, page.raw(first, end_of_row), ROW))
        end = end_of_row
    is_timesketch = {"message", "datetime", "timestamp_desc"} <= set(columns.names)
    return Taken(TIMESKETCH if is_timesketch else DELIMITERS[delimiter], tuple(lines), end)


def _has_moment(page: Page, at: int, delimiter: str, columns: Columns) -> bool:
    """Whether a row with a figure where its moment should be follows: prose has commas and the word time too."""
    cells = _cells(page.lines[at], delimiter) if at < len(page.lines) else []
    return len(cells) > 1 and any(character.isdigit() for character in _cell(cells, columns.when[0]))


def _rows(page: Page, at: int, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """First line, line after the last, and cells of each row; a quoted cell may hold several lines."""
    while (at := page.next_written(at)) < len(page.lines) and delimiter in page.lines[at]:
        end, cells = _row(page, at, delimiter)
        yield at, end, cells
        at = end


def _row(page: Page, at: int, delimiter: str) -> tuple[int, list[str]]:
    line = page.lines[at]
    if '"' not in line:
        return at + 1, line.split(delimiter)
    end = at + 1
    while line.count('"') % 2 and end < len(page.lines) and end - at < LONGEST_ROW:
        line = page.raw(at, end + 1)
        end += 1
    if line.count('"') % 2:
        return at + 1, page.lines[at].split(delimiter)
    return end, _cells(line, delimiter)


def _cells(row: str, delimiter: str) -> list[str]:
    """The cells of a row; where its quotes make no sense, as the delimiters stand."""
    try:
        return next(csv.reader([row], delimiter=delimiter), [])
    except csv.Error:
        return row.split(delimiter)


def _columns(header: Sequence[str]) -> Columns | None:
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
    split = day is not None and clock is not None
    moments = (day, clock) if split and day is not None and clock is not None else (when,)
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


def _cell(cells: Sequence[str], index: int | None) -> str:
    return cells[index].strip() if index is not None and index < len(cells) else ""


def _event(columns: Columns, cells: list[str]) -> Event:
    cell = partial(_cell, cells)
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
