"""Plain and Markdown text: one line is one note, and what belongs to a line stays with it.

A list item keeps its continuation lines, a code block stays in one piece, indented text stays with the line
above. A line with a stamp that ends in a colon keeps the list or the code that follows it.
"""

import re

from oncall_tui.domain.destinations import KEPT, ROW
from oncall_tui.formats.readers.markdown import bare
from oncall_tui.formats.readers.page import Page, indent, is_blank
from oncall_tui.formats.readers.reader import Format, Taken
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stampish import opens_with_stamp

FENCE = re.compile(r"\s*(```+|~~~+)")
ITEM = re.compile(r"\s*(?:[-*+•‣◦]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
HEADING = re.compile(r" {0,3}#{1,6}\s+\S")
COMMENT = re.compile(r"\s*<!--")
RULE = re.compile(r"\s*([-=*_])(?:\s*\1){2,}\s*")
FRONT_MATTER_LIMIT = 100

TEXT = Format("text", "plain or Markdown text")


def take_text(page: Page, at: int) -> Taken:
    """The next block of text. Takes any line, so it is the reader that everything else falls back to."""
    line = page.lines[at]
    if at == 0 and (end := _front_matter_end(page)):
        return _kept(page, at, end)
    if COMMENT.match(line):
        return _kept(page, at, _comment_end(page, at))
    if _is_underlined(page, at):
        return _kept(page, at, at + 2, stamp=line)
    if HEADING.match(line):
        return _kept(page, at, at + 1, stamp=line)
    if RULE.fullmatch(line):
        return _kept(page, at, at + 1, stamp=line)
    if FENCE.match(line):
        return _group(page, at, _fence_end(page, at), continues=True)
    return _group(page, at, _block_end(page, at))


def _front_matter_end(page: Page) -> int:
    """The line after the closing `---` of front matter that opens the page; 0 where there is none."""
    if page.lines[0].strip() != "---":
        return 0
    for index, line in enumerate(page.lines[1:FRONT_MATTER_LIMIT], start=1):
        if line.strip() == "---":
            return index + 1
    return 0


def _is_underlined(page: Page, at: int) -> bool:
    """A heading in the old dress: words, and a line of = or - about as long right below. Else that is a rule."""
    line = page.lines[at].strip()
    below = page.lines[at + 1].strip() if at + 1 < len(page.lines) else ""
    is_line = len(below) > 2 and set(below) in ({"="}, {"-"}) and abs(len(below) - len(line)) <= 3
    return is_line and not ITEM.match(line) and not opens_with_stamp(line)


def _comment_end(page: Page, at: int) -> int:
    """The line after an HTML comment, of which templates are full; one that never closes is a line."""
    for index in range(at, min(at + FRONT_MATTER_LIMIT, len(page.lines))):
        if "-->" in page.lines[index]:
            return index + 1
    return at + 1


def _fence_end(page: Page, at: int) -> int:
    """The line after the closing fence; a fence that never closes ends at the next blank line."""
    fence = FENCE.match(page.lines[at])
    assert fence is not None
    for index in range(at + 1, len(page.lines)):
        if page.lines[index].strip().startswith(fence[1]):
            return index + 1
    end = at + 1
    while end < len(page.lines) and not is_blank(page.lines[end]):
        end += 1
    return end


def _block_end(page: Page, at: int) -> int:
    """The line after a line or list item with everything that belongs to it."""
    end = _continuation_end(page, at)
    lead = page.lines[at]
    if page.lines[end - 1].rstrip().endswith(":") and opens_with_stamp(_content(lead)):
        end = _announced_end(page, end, indent(lead))
    return end


def _continuation_end(page: Page, at: int) -> int:
    """After the lines indented deeper than the first that are neither items nor entries of their own."""
    margin, end = indent(page.lines[at]), at + 1
    while (following := page.next_written(end)) < len(page.lines):
        line = page.lines[following]
        if following > end and not ITEM.match(page.lines[at]):
            break
        if indent(line) <= margin or ITEM.match(line) or opens_with_stamp(line):
            break
        end = _fence_end(page, following) if FENCE.match(line) else following + 1
    return end


def _announced_end(page: Page, at: int, margin: int) -> int:
    """After the one code block, or the list of items without stamps, that a colon announced; else `at`."""
    following = page.next_written(at)
    if following == len(page.lines):
        return at
    if FENCE.match(page.lines[following]):
        return _fence_end(page, following)
    end = at
    while following < len(page.lines) and _is_plain_item(page.lines[following], margin):
        end = _continuation_end(page, following)
        following = end
    return end


def _is_plain_item(line: str, margin: int) -> bool:
    item = ITEM.match(line)
    return item is not None and indent(line) >= margin and not opens_with_stamp(line[item.end() :])


def _content(line: str) -> str:
    """The line without its list marker."""
    item = ITEM.match(line)
    return line[item.end() :] if item else line.strip()


def _group(page: Page, at: int, end: int, continues: bool = False) -> Taken:
    first = _content(page.lines[at])
    rest = [line.strip() if ITEM.match(line) else line.rstrip() for line in page.lines[at + 1 : end]]
    text = "\n".join([bare(first), *(bare(line) for line in rest if not is_blank(line))])
    line = SourceLine(
        at + 1,
        page.raw(at, end),
        text,
        stamp="" if continues else page.lines[at],
        destination=ROW,
        continues=continues,
    )
    return Taken(TEXT, (line,), end)


def _kept(page: Page, at: int, end: int, stamp: str = "") -> Taken:
    raw = page.raw(at, end)
    return Taken(TEXT, (SourceLine(at + 1, raw, raw.strip(), stamp=stamp, destination=KEPT),), end)
