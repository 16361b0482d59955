"""The columns of a table: which says when, which says what; the same for CSV and for tables of text.

A header is known by its words; where it is not, the cells tell: a column of stamps is when, whatever it is called.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from oncall_tui.formats.readers.json_format import ParsedEvent, unique_urls
from oncall_tui.formats.readers.stamp_prefix import is_only_a_stamp, opens_with_stamp, opens_with_time

# Names without case, blanks, dashes and underscores. The first of these that a header has says when; a date and a time
# of day may stand in two columns.
WHEN = (
    *("datetime", "occurredat", "@timestamp", "timestamp", "createdat", "createdon", "time", "eventtime"),
    *(
        "happened",
        "start",
        "starttime",
        "ts",
        "when",
        "created",
        "openedat",
        "opened",
        "startedat",
        "started",
    ),
    *("triggeredat", "triggered", "reportedat", "sentat", "sent", "date", "uhrzeit", "zeit", "zeitpunkt"),
    *(
        "zeitstempel",
        "heure",
        "horodatage",
        "hora",
        "fechayhora",
        "tid",
        "tijd",
        "ora",
        "時刻",
        "時間",
        "日時",
    ),
    *("时间", "datum", "fecha"),
)
WHAT = (
    *("message", "text", "whathappened", "event", "summary", "title", "description", "msg", "what", "note"),
    *(
        "content",
        "entry",
        "details",
        "action",
        "log",
        "shortdescription",
        "subject",
        "body",
        "comment",
        "name",
    ),
    *("was", "ereignis", "beschreibung", "nachricht", "événement", "evénement", "quoi", "qué", "evento"),
    *("descripción", "内容", "出来事", "事件"),
)
AUTHORS = (
    "author",
    "user",
    "who",
    "agent",
    "actor",
    "by",
    "sender",
    "reporter",
    "creator",
    "createdby",
    "username",
)
AUTHORS_ELSEWHERE = ("wer", "qui", "quién", "quien", "autor", "auteur", "担当", "person", "from", "fromuser")
ZONES = ("zone", "timezone", "tz", "zeitzone")
LINKS = ("reference", "references", "link", "links", "url", "htmlurl", "permalink")
KEYS = ("issuekey", "key", "identifier", "ticket")
DAYS = ("date", "day", "datum", "tag", "fecha", "jour", "dag", "日付")
CLOCKS = ("time", "timeofday", "hour", "clock", "zeit", "uhrzeit", "heure", "hora", "tid", "時刻")
NOT_EVENTS = re.compile(r"\b(?:due|deadline|target|eta|completed?|done)\b", re.IGNORECASE)
_ZONE = (
    r"UTC(?:[+-]\d{1,2}(?::?\d\d)?)?|GMT(?:[+-]\d{1,2})?|[A-Z]{1,4}T|MSK|MEZ|MESZ|Z|US/\w+"
    r"|[A-Z][a-z]+/[A-Z]\w+(?:/\w+)?"
)
ZONE_IN_NAME = re.compile(
    rf"^(?P<name>.+?)[ _]*[(\[](?:(?:all\s)?times?\s(?:are\s)?)?(?:in\s)?(?P<bracketed>[A-Za-z][\w/+:-]*)[)\]]$"
    r"|^(?P<under>.+?)_(?P<suffix>[Uu][Tt][Cc])$"
    rf"|^(?P<before>.+?)[ ,:–-]+(?:(?:all\s)?(?:times\s)?in\s)?(?P<behind>{_ZONE})$"
    r"|^(?P<only>UTC|GMT)(?P<rest>(?: .+)?)$"
)
CELLS_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each part of a row; `zone_name` is the zone named in the header of the time column."""

    names: tuple[str, ...]
    when: tuple[int, ...]
    what: int | None
    author: int | None
    zone: int | None
    links: tuple[int, ...]
    zone_name: str | None
    key: int | None = None
    is_named: bool = True
    """Whether the header says which column is when; else the cells do."""


def detect_columns(header: Sequence[str]) -> Columns | None:
    """Return the columns of a header; None where no column says when, or the line is no header at all."""
    columns = _named(header)
    return columns if columns.when and len(columns.names) > 1 else None


def columns_for(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns of a table whose rows are known: by its header, else by the cells that open with a stamp."""
    columns = _named(header)
    if len(header) < 2:
        return None
    if columns.when and (not rows or any(_stamps(rows, index) for index in columns.when)):
        return columns
    when = _when_by_cells(header, rows)
    if not when and columns.when and any(map(_has_figure, (cell_at(row, columns.when[0]) for row in rows))):
        return columns
    return replace(columns, when=when, zone_name=_zone_of(header, when), is_named=False) if when else None


def _named(header: Sequence[str]) -> Columns:
    names = [_without_zone(cell.strip().lstrip("\ufeff# *").rstrip("*")) for cell in header]
    plain = [re.sub(r"[\s_-]", "", name.casefold()) for name in names]
    when, day, clock = _first(plain, WHEN), _first(plain, DAYS), _first(plain, CLOCKS)
    moments = (day, clock) if day is not None and clock is not None and day != clock else (when,)
    known = tuple(index for index in moments if index is not None)
    return Columns(
        tuple(name.casefold() for name in names),
        known,
        _first(plain, WHAT),
        _first(plain, (*AUTHORS, *AUTHORS_ELSEWHERE)),
        _first(plain, ZONES),
        tuple(index for index, name in enumerate(plain) if name in LINKS),
        _zone_of(header, known),
        _first(plain, KEYS),
    )


def _without_zone(cell: str) -> str:
    zoned = ZONE_IN_NAME.match(cell)
    if zoned is None:
        return cell
    named = zoned["name"] or zoned["under"] or zoned["before"] or (zoned["rest"] or "time").strip()
    return named if _zone_named(cell) else cell


def _zone_named(cell: str) -> str | None:
    """Return the zone in the name of a column: `Time (UTC)`, `time_utc`, `Date and time in CET`, `UTC`."""
    zoned = ZONE_IN_NAME.match(cell.strip().lstrip("\ufeff# *").rstrip("*"))
    if zoned is None:
        return None
    return zoned["bracketed"] or zoned["behind"] or zoned["only"] or zoned["suffix"].upper()


def _has_figure(cell: str) -> bool:
    """Return whether the cell has a figure: a stamp that nobody can read is one all the same: `20202-01-16`."""
    return cell[:1].isdigit()


def _zone_of(header: Sequence[str], when: Sequence[int]) -> str | None:
    return next(
        (zone for index in when if index < len(header) and (zone := _zone_named(header[index]))), None
    )


def _when_by_cells(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the first column of which most cells open with a stamp; and the time of day beside it, if that is a
    day.
    """
    columns = range(min(CELLS_LOOKED_AT, len(header)))
    stamped = [index for index in columns if _stamps(rows, index) and not NOT_EVENTS.search(header[index])]
    if not stamped:
        return ()
    first = stamped[0]
    is_day = not any(opens_with_time(cell_at(row, first)) for row in rows)
    clocks = [index for index in stamped[1:] if any(opens_with_time(cell_at(row, index)) for row in rows)]
    return (first, clocks[0]) if is_day and clocks else (first,)


def _stamps(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Return whether at least half of a column's written cells are stamps."""
    written = [cell for row in rows if (cell := cell_at(row, index))]
    return bool(written) and 2 * sum(opens_with_stamp(cell) for cell in written) >= len(written)


def has_stamp_cell(cells: Sequence[str]) -> bool:
    """Return whether one of the cells is a stamp and nothing else, so that the row is no header."""
    return any(is_only_a_stamp(cell) for cell in cells)


def _first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def cell_at(cells: Sequence[str], index: int | None) -> str:
    """Return the text of a cell; "" where the row is too short, or has no such column."""
    return cells[index].strip() if index is not None and index < len(cells) else ""


def row_event(columns: Columns, cells: Sequence[str]) -> ParsedEvent:
    """Return the event of a row. Without a column that says what, all the others do, each with its name if that is
    known.
    """
    cell = partial(cell_at, cells)
    author = columns.author if columns.author not in columns.when else None
    what = columns.what if columns.what not in columns.when else None
    used = {*columns.when, what, author, columns.zone, *columns.links}
    others = [
        index for index in range(max(len(cells), len(columns.names))) if index not in used and cell(index)
    ]
    if columns.is_named:
        rest = " ".join(f"{name}={cell(index)}" for index in others if (name := _name(columns, index)))
    else:
        rest = " · ".join(cell(index) for index in others)
    text = cell(what) or rest
    key = cell(columns.key)
    links = [link for index in columns.links for link in cell(index).split()]
    return ParsedEvent(
        f"{text} ({key})" if cell(what) and key and columns.is_named else text,
        stamp=" ".join(cell(index) for index in columns.when).strip(),
        zone=cell(columns.zone) or columns.zone_name,
        author=cell(author) or None,
        references=unique_urls(*links) or tuple(links),
    )


def _name(columns: Columns, index: int) -> str:
    return columns.names[index] if index < len(columns.names) else f"column {index + 1}"
