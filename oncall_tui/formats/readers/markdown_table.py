"""Tables of Markdown, as reports write their timelines and their actions; also the one that we write (T6)."""

import re
from dataclasses import replace

from oncall_tui.domain.destinations import KEPT, ROW
from oncall_tui.formats.readers.columns import columns_of, row_event
from oncall_tui.formats.readers.event import Event
from oncall_tui.formats.readers.markdown import bare
from oncall_tui.formats.readers.page import Page
from oncall_tui.formats.readers.reader import Taken
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.text import TEXT

RULE = frozenset(" \t|:-")
CELL_END = re.compile(r"(?<!\\)((?:\\\\)*)\|")
ESCAPED = re.compile(r"\\([\\|<>\[\]`*_])")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def take_markdown_table(page: Page, at: int) -> Taken | None:
    """The table from its header on, if a rule stands below it. It is text: it belongs to its section."""
    if "|" not in page.lines[at] or at + 1 == len(page.lines) or not _is_rule(page.lines[at + 1]):
        return None
    columns = columns_of(_cells(page.lines[at]))
    lines = [_kept(page, at), _kept(page, at + 1)]
    end = at + 2
    while end < len(page.lines) and "|" in page.lines[end]:
        cells = _cells(page.lines[end])
        event = row_event(columns, cells) if columns else Event(" · ".join(filter(None, cells)))
        line = event.line(end + 1, page.lines[end], ROW)
        lines.append(replace(line, text=bare(line.text)))
        end += 1
    return Taken(TEXT, tuple(lines), end)


def _is_rule(line: str) -> bool:
    return RULE.issuperset(line) and "|" in line and "-" in line


def _cells(row: str) -> list[str]:
    """The cells of a row, what was escaped in them as it was meant."""
    row = row.strip()
    ends = [match.end() for match in CELL_END.finditer(row, 1)]
    if ends[-1:] != [len(row)]:
        ends.append(len(row) + 1)
    starts = [int(row.startswith("|")), *ends]
    cells = [row[start : end - 1] for start, end in zip(starts, ends, strict=False)]
    return [BREAK.sub("\n", ESCAPED.sub(r"\1", cell)).strip() for cell in cells]


def _kept(page: Page, at: int) -> SourceLine:
    raw = page.lines[at]
    return SourceLine(at + 1, raw, raw.strip(), stamp="", destination=KEPT)
