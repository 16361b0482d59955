"""CSV and TSV with a header."""

import csv
import re
from collections.abc import Iterator
from itertools import islice

from oncall_tui.domain.destinations import KEPT, ROW
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.columns import (
    Columns,
    cell_at,
    columns_for,
    detect_columns,
    has_stamp_cell,
    row_event,
)
from oncall_tui.formats.readers.input_text import InputText
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stamp_prefix import opens_with_stamp

TIMESKETCH = Format("timesketch", "Timesketch columns: message, datetime, timestamp_desc")
CSV = Format("csv", "comma-separated columns with a header")
TSV = Format("tsv", "tab-separated columns with a header")
DELIMITERS = {",": CSV, "\t": TSV, ";": CSV, "|": CSV}
SOME_DELIMITER = re.compile(r"[,;|\t]")
LONGEST_HEADER = 4000
ROWS_LOOKED_AT = 5
LONGEST_ROW = 200  # physical lines; a quote that never closes would otherwise swallow the rest


def read_table_block(page: InputText, at: int) -> ReadBlock | None:
    """Return the table from its header on. It ends at a line without the delimiter."""
    header = page.lines[at]
    if not SOME_DELIMITER.search(header) or len(header) > LONGEST_HEADER or opens_with_stamp(header):
        return None
    delimiter = max(DELIMITERS, key=header.count)
    names = _cells(header, delimiter)
    columns = detect_columns(names)
    if columns is None or not _has_moment(page, page.next_written(at + 1), delimiter, columns):
        columns = _by_cells(page, at, delimiter, names)
        if columns is None:
            return None
    lines = [SourceLine(at + 1, header, header, stamp="", destination=KEPT)]
    end = at + 1
    for first, end_of_row, cells in _rows(page, at + 1, delimiter):
        lines.append(row_event(columns, cells).line(first + 1, page.raw(first, end_of_row), ROW))
        end = end_of_row
    is_timesketch = {"message", "datetime", "timestamp_desc"} <= set(columns.names)
    return ReadBlock(TIMESKETCH if is_timesketch else DELIMITERS[delimiter], tuple(lines), end)


def _has_moment(page: InputText, at: int, delimiter: str, columns: Columns) -> bool:
    """Return whether a row with a figure where its moment should be follows: prose has commas and the word time
    too.
    """
    cells = _row(page, at, delimiter)[1] if at < len(page.lines) else []
    return len(cells) > 1 and any(character.isdigit() for character in cell_at(cells, columns.when[0]))


def _by_cells(page: InputText, at: int, delimiter: str, names: list[str]) -> Columns | None:
    """Return the columns of a header in words that we do not know: rows of the same width, of which one cell is a
    stamp.
    """
    rows = [cells for _, _, cells in islice(_rows(page, at + 1, delimiter), ROWS_LOOKED_AT)]
    is_even = len(rows) + len(names) > 3 and all(len(row) == len(names) for row in rows)
    if not is_even or has_stamp_cell(names) or not all(has_stamp_cell(row[:3]) for row in rows):
        return None
    return columns_for(names, rows)


def _rows(page: InputText, at: int, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """First line, line after the last, and cells of each row; a quoted cell may hold several lines."""
    while (at := page.next_written(at)) < len(page.lines) and delimiter in page.lines[at]:
        end, cells = _row(page, at, delimiter)
        yield at, end, cells
        at = end


def _row(page: InputText, at: int, delimiter: str) -> tuple[int, list[str]]:
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
    """Return the cells of a row; where its quotes make no sense, as the delimiters stand."""
    try:
        return next(csv.reader([row], delimiter=delimiter), [])
    except csv.Error:
        return row.split(delimiter)
