"""Tables that are drawn with characters: grid and simple ones of reStructuredText, those of database clients."""

import re

from oncall_tui.formats.readers.block_reader import ReadBlock
from oncall_tui.formats.readers.input_text import InputText, is_blank
from oncall_tui.formats.readers.markdown_table import TableRow, table_lines
from oncall_tui.formats.readers.text import TEXT

GRID_RULE = re.compile(r"\s*[+┌├└╞╔╠╚][-=+:─┬┼┴═╪╤╧┐┤┘╡╗╣╝╦╬╩]{2,}\s*")
BAR = re.compile(r"[|│║]")
SIMPLE_RULE = re.compile(r"\s*={2,}(?:\s+={2,})+\s*")
LONGEST = 2_000


def read_drawn_table_block(page: InputText, at: int) -> ReadBlock | None:
    """Return the table from its first rule to its last. It is text: it belongs to its section."""
    line = page.lines[at]
    if GRID_RULE.fullmatch(line):
        return _grid(page, at)
    return _simple(page, at) if SIMPLE_RULE.fullmatch(line) else None


def _grid(page: InputText, at: int) -> ReadBlock | None:
    end = at + 1
    while end < len(page.lines) and (
        GRID_RULE.fullmatch(page.lines[end]) or page.lines[end].lstrip()[:1] in {*"|│║"}
    ):
        end += 1
    rules = [index for index in range(at, end) if GRID_RULE.fullmatch(page.lines[index])]
    groups = [
        (first + 1, after) for first, after in zip(rules, [*rules[1:], end], strict=True) if after > first + 1
    ]
    if not groups:
        return None
    rows: list[TableRow] = []
    for first, after in groups:
        rows += _grid_rows(page, first, after, is_whole=len(groups) > 2)
    header, body = (rows[0], rows[1:]) if len(rows) > 1 else (None, rows)
    return ReadBlock(TEXT, tuple(table_lines(page, header, [(rule, rule + 1) for rule in rules], body)), end)


def _grid_rows(page: InputText, first: int, after: int, is_whole: bool) -> list[TableRow]:
    """Return the lines between two rules: one row if every row has its rule, else one a line that opens its first
    cell.
    """
    rows: list[TableRow] = []
    for index in range(first, after):
        cells = [cell.strip() for cell in BAR.split(page.lines[index].strip().strip("|│║"))]
        if rows and (is_whole or not cells[0]):
            start, _, above = rows[-1]
            rows[-1] = (start, index + 1, _below(above, cells))
        else:
            rows.append((index, index + 1, cells))
    return rows


def _below(above: list[str], cells: list[str]) -> list[str]:
    """Return the cells of a row with those of its next line."""
    width = max(len(above), len(cells))
    padded = [line + [""] * (width - len(line)) for line in (above, cells)]
    return ["\n".join(filter(None, pair)) for pair in zip(*padded, strict=True)]


def _simple(page: InputText, at: int) -> ReadBlock | None:
    """Columns under a rule of equals signs with gaps; the rule below the header, and one that ends it all."""
    rules = [at]
    for index in range(at + 1, min(len(page.lines), at + LONGEST)):
        if SIMPLE_RULE.fullmatch(page.lines[index]):
            rules.append(index)
        if len(rules) == 3 or (len(rules) == 2 and is_blank(page.lines[index])):
            break
    if len(rules) < 2:
        return None
    starts = [match.start() for match in re.finditer(r"=+", page.lines[at])]
    rows: list[TableRow] = []
    for index in range(at + 1, rules[-1]):
        if index in rules or is_blank(page.lines[index]):
            continue
        cells = _columns(page.lines[index], starts)
        if rows and not cells[0]:
            rows[-1] = (rows[-1][0], index + 1, _below(rows[-1][2], cells))
        else:
            rows.append((index, index + 1, cells))
    header, body = (rows[0], rows[1:]) if len(rules) == 3 and len(rows) > 1 else (None, rows)
    lines = table_lines(page, header, [(rule, rule + 1) for rule in rules], body)
    return ReadBlock(TEXT, tuple(lines), rules[-1] + 1)


def _columns(line: str, starts: list[int]) -> list[str]:
    ends = [*starts[1:], max(len(line), starts[-1])]
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
