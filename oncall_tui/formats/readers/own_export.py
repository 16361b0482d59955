"""Timelines that this program wrote, read back: the same rows with their kinds, milestones, precision and links.

What a spreadsheet or a person changed in them is read as it is now; a table that only resembles ours is read by the
reader of all tables.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from oncall_tui.domain.destinations import KEPT, ROW
from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.links import split_link
from oncall_tui.domain.note import KIND_NAMES, KINDS
from oncall_tui.domain.timeline.milestones import MILESTONES
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText
from oncall_tui.formats.readers.source_line import ExportedRow, SourceLine
from oncall_tui.formats.spreadsheet import armed

Unescape = Callable[[str], str]
OWN = Format("oncall", "a timeline that this program exported")
NEEDED = frozenset({"datetime", "timestamp_desc", "message", "kind", "milestone", "precision", "approximate"})
PRECISIONS = ("day", "minute", "second", "millisecond", "microsecond")
KIND_OF = {name: kind for kind, name in KIND_NAMES.items()} | {kind: kind for kind in KINDS}
KIND = re.compile(r"\*(\w+)\*(?: |$)")
MARK = re.compile(r"(?:^| )\*\*\((\w+)\??\)\*\*$")
OWN_CELLS = 3  # and one more where there are authors
ZONED_TIME = re.compile(r"Time \((.+)\)")
BEFORE_TABLE = re.compile(r"# |.* · last changed |.*this timeline is not settled\.$")
LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(<([^>]*)>\)|<([^>]*)>|(\S+)")


def read_own_csv_block(page: InputText, at: int) -> ReadBlock | None:
    """Take the table from its header on, up to the first row with another number of cells."""
    if "timestamp_desc" not in page.lines[at]:
        return None
    header = page.lines[at].strip().split(",")
    if not NEEDED.issubset(header):
        return None
    lines = [SourceLine(at + 1, page.lines[at], page.lines[at], stamp="", destination=KEPT)]
    end = at + 1
    try:
        for first, end_of_row, cells in _rows(page, at + 1, len(header)):
            named = {name: armed(cell) for name, cell in zip(header, cells, strict=True)}
            lines.append(_line(first + 1, page.raw(first, end_of_row), named))
            end = end_of_row
    except csv.Error:
        return None
    return ReadBlock(OWN, tuple(lines), end)


def _rows(page: InputText, at: int, width: int) -> Iterator[tuple[int, int, list[str]]]:
    """Yield first line, line after the last, and cells of each row."""
    reader = csv.reader((f"{line}\n" for line in page.lines[at:]), strict=True)
    begin = 0
    for cells in reader:
        if cells and len(cells) != width:
            return
        if cells:
            yield at + begin, at + reader.line_num, cells
        begin = reader.line_num


def _line(number: int, raw: str, cell: Mapping[str, str]) -> SourceLine:
    milestones = [name for name in cell["milestone"].split() if name in MILESTONES]
    known = parse_instant_or_none(cell.get("known_at"))
    fields: dict[str, object] = {f"milestones:{name}": True for name in milestones}
    if known is not None and cell["known_at"] != cell["datetime"]:
        fields["known_at"] = cell["known_at"]
    named = [link for link in cell.get("named_links", "").split("\n") if link]
    addresses = {split_link(link)[0] for link in named}
    references = [link for link in cell.get("references", "").split() if link not in addresses] + named
    is_day = cell["precision"] == "day"
    instant = parse_instant_or_none(cell["datetime"])
    return SourceLine(
        number,
        raw,
        cell["message"] or " ".join(milestones) or raw,
        stamp="" if instant is not None else cell["datetime"],
        instant=instant,
        author=cell.get("author") or None,
        references=tuple(references),
        destination=ROW,
        exported=ExportedRow(
            kind=KIND_OF.get(cell["kind"]),
            precision=cell["precision"] if cell["precision"] in PRECISIONS else None,
            approximate=cell["approximate"] == "true",
            zone=(cell.get("stamp_zone") if is_day else None) or cell.get("zone") or None,
            tags=tuple(cell.get("tags", "").split()),
            people=tuple(cell.get("people", "").split()),
            fields=fields,
        ),
    )


def own_markdown_header(cells: Sequence[str], before: str) -> tuple[str, bool] | None:
    """Return the zone of a table that we wrote, and whether it has authors; None for any other header.

    `before`: the line before it. Reports have tables with the same three columns, but not after the same line.
    """
    zone = ZONED_TIME.fullmatch(cells[0]) if cells else None
    if zone is None:
        return None
    if tuple(cells[1:]) == ("Who", "What happened", "Reference"):
        return zone[1], True
    is_ours = tuple(cells[1:]) == ("What happened", "Reference") and BEFORE_TABLE.match(before)
    return (zone[1], False) if is_ours else None


def own_markdown_row(
    number: int, raw: str, cells: Sequence[str], zone: str, has_authors: bool, *, unescape: Unescape
) -> SourceLine:
    """Read a row of our own Markdown table; `cells` are as they were written, still escaped."""
    who = cells[1] if has_authors else ""
    time, said, links = cells[0], *cells[-2:]
    milestones: list[str] = []
    while (mark := MARK.search(said)) and mark[1] in MILESTONES:
        milestones.insert(0, mark[1])
        said = said[: mark.start()]
    kind = KIND.match(said)
    if kind and kind[1] in KIND_OF:
        said = said[kind.end() :]
    stamp = unescape(time)
    return SourceLine(
        number,
        raw,
        unescape(said) or " ".join(milestones) or raw,
        stamp=stamp.removeprefix("~"),
        zone=zone,
        author=unescape(who) or None,
        references=tuple(_links(links, unescape)),
        destination=ROW,
        exported=ExportedRow(
            kind=KIND_OF.get(kind[1]) if kind else None,
            approximate=stamp.startswith("~"),
            fields={f"milestones:{name}": True for name in milestones},
        ),
    )


def _links(cell: str, unescape: Unescape) -> Iterator[str]:
    for name, named, plain, ticket in LINK.findall(cell):
        yield f"{named} {unescape(name)}" if named else plain or unescape(ticket)
