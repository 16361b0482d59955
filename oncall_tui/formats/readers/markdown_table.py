"""Tables of Markdown, as reports write their timelines and their actions; also the one that we write (T6)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from oncall_tui.domain.destinations import KEPT, MILESTONE, ROW
from oncall_tui.domain.timeline.milestones import stated_milestone
from oncall_tui.formats.readers.block_reader import ReadBlock
from oncall_tui.formats.readers.columns import Columns, columns_for, has_stamp_cell, row_event
from oncall_tui.formats.readers.input_text import InputText
from oncall_tui.formats.readers.json_format import ParsedEvent
from oncall_tui.formats.readers.markdown import strip_inline_markup
from oncall_tui.formats.readers.own_export import OWN, OWN_CELLS, own_markdown_header, own_markdown_row
from oncall_tui.formats.readers.section_names import is_date_label
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stamp_prefix import opens_with_stamp
from oncall_tui.formats.readers.text import TEXT

RULE = frozenset(" \t|:-+")
CELL_END = re.compile(r"(?<!\\)((?:\\\\)*)\|")
ESCAPED = re.compile(r"\\([\\|<>\[\]`*_])|<br\s*/?>", re.IGNORECASE)
ZONE_LABEL = re.compile(r"\W*(?:time\s?-?\s?zones?|tz|all times|times)\W*", re.IGNORECASE)


def read_markdown_table_block(page: InputText, at: int) -> ReadBlock | None:
    """Return the table from its header on, if a rule stands below it. It is text: it belongs to its section."""
    if "|" not in page.lines[at] or at + 1 == len(page.lines) or not _is_rule(page.lines[at + 1]):
        return None
    if (own := own_markdown_header(_cells(page.lines[at]), page.line_before(at))) is not None:
        return _own_table(page, at, *own)
    end = at + 2
    while end < len(page.lines) and "|" in page.lines[end]:
        end += 1
    written = [(index, index + 1, _cells(page.lines[index])) for index in range(at + 2, end)]
    header = (at, at + 1, _cells(page.lines[at]))
    return ReadBlock(TEXT, tuple(table_lines(page, header, [(at + 1, at + 2)], written)), end)


# A row of a table: its first line, the line after its last, its cells.
TableRow = tuple[int, int, list[str]]


def table_lines(
    page: InputText, header: TableRow | None, rules: Sequence[tuple[int, int]], rows: Sequence[TableRow]
) -> list[SourceLine]:
    """Return the lines of a table of text, rules and header kept, in the order of the page."""
    if header is not None and has_stamp_cell(header[2]):
        rows, header = [header, *rows], None
    cells = [row[2] for row in rows]
    names = header[2] if header else [""] * max(map(len, cells), default=0)
    columns = None if any(_is_of_fields(row) for row in cells) else columns_for(names, cells)
    lines = [_kept(page, first, end) for first, end in rules]
    if header is not None:
        lines.append(_kept(page, header[0], header[1]))
    lines += [_row(page, row, columns) for row in rows]
    return sorted(lines, key=lambda line: line.line)


def _row(page: InputText, row: TableRow, columns: Columns | None) -> SourceLine:
    first, end, cells = row
    raw = page.raw(first, end)
    if columns is None:
        return _fact(first, raw, cells)
    line = row_event(columns, cells).line(first + 1, raw, ROW)
    return replace(line, text=strip_inline_markup(line.text))


def _is_of_fields(cells: Sequence[str]) -> bool:
    """Return a row that gives the day or the zone of all: the table has a field in each row, no event."""
    name = strip_inline_markup(cells[0]) if len(cells) == 2 else ""
    return bool(name) and (is_date_label(name) or ZONE_LABEL.fullmatch(name) is not None)


def _fact(first: int, raw: str, cells: Sequence[str]) -> SourceLine:
    """Return a row of a table of fields: it may give the day, the zone, or a milestone; any other is text without a
    time.
    """
    name, value = strip_inline_markup(cells[0]) if cells else "", cells[1] if len(cells) == 2 else ""
    if _is_of_fields(cells) and value:
        return SourceLine(first + 1, raw, raw.strip(), stamp=f"{name}: {value}", destination=KEPT)
    if value and stated_milestone(name) and opens_with_stamp(value):
        text = f"{name}: {value}"
        return SourceLine(first + 1, raw, text, stamp=value, destination=MILESTONE)
    line = ParsedEvent(" · ".join(filter(None, cells))).line(first + 1, raw, ROW)
    return replace(line, text=strip_inline_markup(line.text), is_untimed_cell=True)


def _own_table(page: InputText, at: int, zone: str, has_authors: bool) -> ReadBlock:
    """Take a table that we wrote; a row with another number of cells is kept as it is."""
    lines = [_kept(page, at, at + 1), _kept(page, at + 1, at + 2)]
    end = at + 2
    while end < len(page.lines) and "|" in page.lines[end]:
        raw, cells = page.lines[end], _raw_cells(page.lines[end])
        lines.append(
            own_markdown_row(end + 1, raw, cells, zone, has_authors, unescape=_unescaped)
            if len(cells) == OWN_CELLS + has_authors
            else _kept(page, end, end + 1)
        )
        end += 1
    return ReadBlock(OWN, tuple(lines), end)


def _is_rule(line: str) -> bool:
    return RULE.issuperset(line) and ("|" in line or "+" in line) and "-" in line and line.strip()[:1] != "+"


def _cells(row: str) -> list[str]:
    """Return the cells of a row, what was escaped in them as it was meant."""
    return [_unescaped(cell) for cell in _raw_cells(row)]


def _unescaped(cell: str) -> str:
    return ESCAPED.sub(lambda match: match[1] or "\n", cell).strip()


def _raw_cells(row: str) -> list[str]:
    row = row.strip()
    ends = [match.end() for match in CELL_END.finditer(row, 1)]
    if ends[-1:] != [len(row)]:
        ends.append(len(row) + 1)
    starts = [int(row.startswith("|")), *ends]
    return [row[start : end - 1].strip() for start, end in zip(starts, ends, strict=False)]


def _kept(page: InputText, first: int, end: int) -> SourceLine:
    raw = page.raw(first, end)
    return SourceLine(first + 1, raw, raw.strip(), stamp="", destination=KEPT)
