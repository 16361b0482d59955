"""Plain and Markdown text: one line is one note, and what belongs to a line stays with it.

A list item keeps its continuation lines and the items nested in it, a code block stays in one piece, indented text
stays with the line above, a paragraph that was broken to fit a width is one text. A line with a stamp that ends in a
colon keeps the list, the code or the quotation that follows it.
"""

import re
from collections.abc import Iterator

from oncall_tui.domain.destinations import KEPT, ROW
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.headings import ITEM, SourceHeading, heading_at, task_of_org
from oncall_tui.formats.readers.input_text import InputText, indent_width, is_blank
from oncall_tui.formats.readers.logs import log_stamp
from oncall_tui.formats.readers.markdown import strip_inline_markup
from oncall_tui.formats.readers.section_names import is_section
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stamp_prefix import is_only_a_stamp, opens_with_stamp
from oncall_tui.formats.readers.wrapping import unwrapped, wrapped_lines

FENCE = re.compile(r"\s*(```+|~~~+)")
COMMENT = re.compile(r"\s*<!--")
RULE = re.compile(r"\s*([-=*_])(?:\s*\1){2,}\s*")
DEFINITION = re.compile(r"\s{0,3}\[(?:\^[^\]\s]+|[^\]\[]+)\]:(?:\s|$)")
TAGS_ALONE = re.compile(r"\s*(?:</?[a-zA-Z][^<>]*>\s*)+")
PICTURE = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\[?!\[[^\]]*\]\([^()\s]*(?:\s[^)]*)?\)(?:\]\([^()\s]*\))?|!\[\[[^\]]+\]\]"
    r"|!\S+\.(?:png|jpe?g|gif|webp|svg)(?:\|[^!]*)?!)(?:\s*<br\s*/?>)?\s*",
    re.IGNORECASE,
)
QUOTE = re.compile(r"\s{0,3}>")
LABEL = re.compile(r"(?:\*\*|__)?(?P<name>[^*_\n]{1,60}?):?(?:\*\*|__)?:?")
STAMPED_LABEL = re.compile(r"[^\W\d_][^:\d\n]{1,40}:?\s+")
_SPECIAL = frozenset("`~<#=>|[{+")
FRONT_MATTER_LIMIT = 100
_LOOKED_AHEAD = 40

TEXT = Format("text", "plain or Markdown text")


def read_text_block(page: InputText, at: int) -> ReadBlock:
    """Return the next block of text. Takes any line, so it is the reader that everything else falls back to."""
    line = page.lines[at]
    if _is_entry_alone(page, at):
        return ReadBlock(TEXT, (SourceLine(at + 1, line, strip_inline_markup(line.strip()), line),), at + 1)
    if at == 0 and (end := _front_matter_end(page)):
        return _kept(page, at, end)
    if page.is_org and (end := _org_furniture_end(page, at)):
        return _kept(page, at, end, stamp=line)
    if COMMENT.match(line):
        return _kept(page, at, _comment_end(page, at))
    if heading := heading_at(page, at):
        return _heading(page, at, heading)
    if RULE.fullmatch(line):
        return _kept(page, at, at + 1, stamp=line)
    if line.lstrip()[:1] == "<" and TAGS_ALONE.fullmatch(line):
        return _kept(page, at, at + 1)
    if DEFINITION.match(line):
        return _kept(page, at, _continuation_end(page, at))
    if QUOTE.match(line):
        return _quotation(page, at)
    if FENCE.match(line):
        return _fence(page, at)
    return ReadBlock(TEXT, (_note(page, at, end := _block_end(page, at)),), end)


def _is_entry_alone(page: InputText, at: int) -> bool:
    """Return an entry that begins with a figure, and another right below it: most lines of long sources, read at
    once.
    """
    if at + 1 >= len(page.lines) or page.is_org:
        return False
    line, below = page.lines[at], page.lines[at + 1]
    if not ("0" <= line[:1] <= "9" and "0" <= below[:1] <= "9") or line[-1] in ": \t":
        return False
    return opens_with_stamp(line) and opens_with_stamp(below) and not ITEM.match(line)


def _front_matter_end(page: InputText) -> int:
    """Return the line after the closing `---` of front matter that opens the page; 0 where there is none."""
    if page.lines[0].strip() != "---":
        return 0
    for index, line in enumerate(page.lines[1:FRONT_MATTER_LIMIT], start=1):
        if line.strip() == "---":
            return index + 1
    return 0


def _org_furniture_end(page: InputText, at: int) -> int:
    """Return the line after a keyword (`#+DATE:`), a drawer or a block of planning of Org; 0 for anything else."""
    line = page.lines[at].strip()
    if line.startswith("#+") and not line.upper().startswith("#+BEGIN"):
        return at + 1
    if line != ":PROPERTIES:" and line != ":LOGBOOK:":
        return 0
    for index in range(at, min(at + FRONT_MATTER_LIMIT, len(page.lines))):
        if page.lines[index].strip() == ":END:":
            return index + 1
    return 0


def _comment_end(page: InputText, at: int) -> int:
    """Return the line after an HTML comment, of which templates are full; one that never closes is a line."""
    for index in range(at, min(at + FRONT_MATTER_LIMIT, len(page.lines))):
        if "-->" in page.lines[index]:
            return index + 1
    return at + 1


def _heading(page: InputText, at: int, heading: SourceHeading) -> ReadBlock:
    """Keep a heading; sections and entries are told apart later. Its stamp is looked for as Markdown has it."""
    end = at + heading.lines
    raw = page.raw(at, end)
    stamp = f"{'#' * min(heading.depth, 6)} {heading.name}"
    line = SourceLine(at + 1, raw, raw.strip(), stamp=stamp, destination=KEPT, heading=heading.depth)
    return ReadBlock(TEXT, (line,), end)


def _quotation(page: InputText, at: int) -> ReadBlock:
    """Keep a quotation or an admonition in one piece, unless a timeline is quoted in it."""
    end = at + 1
    while end < len(page.lines) and QUOTE.match(page.lines[end]):
        end += 1
    lines = [QUOTE.sub("", line, count=1).strip() for line in page.lines[at:end]]
    if _is_timeline(lines):
        return ReadBlock(TEXT, tuple(_notes(page, at, end)), end)
    raw = page.raw(at, end)
    text = strip_inline_markup("\n".join(line for line in lines if line)) or raw.strip()
    return ReadBlock(TEXT, (SourceLine(at + 1, raw, text, stamp="", destination=KEPT),), end)


def _fence(page: InputText, at: int) -> ReadBlock:
    """Keep a code block in one piece; read one in which people wrote a timeline line by line."""
    end = _fence_end(page, at)
    is_closed = end - 1 > at and FENCE.match(page.lines[end - 1]) is not None
    inside = page.lines[at + 1 : end - is_closed]
    is_listing = len(inside) < 2 or any(log_stamp(line) for line in inside)
    if is_listing or not _is_timeline(inside):
        return ReadBlock(TEXT, (_note(page, at, end, continues=True),), end)
    lines = [_kept_line(page, at), *_notes(page, at + 1, end - is_closed)]
    return ReadBlock(TEXT, (*lines, *([_kept_line(page, end - 1)] if is_closed else [])), end)


def _is_timeline(lines: list[str] | tuple[str, ...]) -> bool:
    """Return whether all lines open with a stamp, or two or more and at least half of all."""
    written = [line for line in lines if line.strip()]
    stamped = sum(opens_with_stamp(_content(line)) for line in written)
    return stamped > 0 and (stamped == len(written) or (stamped > 1 and stamped * 2 >= len(written)))


def _notes(page: InputText, at: int, end: int) -> Iterator[SourceLine]:
    """Yield the notes of the lines of a block, which end with it."""
    while (at := page.next_written(at)) < end:
        after = min(_block_end(page, at), end)
        yield _note(page, at, after)
        at = after


def _fence_end(page: InputText, at: int) -> int:
    """Return the line after the closing fence; a fence that never closes ends at the next blank line."""
    fence = FENCE.match(page.lines[at])
    assert fence is not None
    for index in range(at + 1, len(page.lines)):
        if page.lines[index].strip().startswith(fence[1]):
            return index + 1
    end = at + 1
    while end < len(page.lines) and not is_blank(page.lines[end]):
        end += 1
    return end


def _block_end(page: InputText, at: int) -> int:
    """Return the line after a line or list item with everything that belongs to it."""
    wrapped = _wrapped_end(page, at)
    end = max(wrapped, _continuation_end(page, at, wrapped))
    lead = page.lines[at]
    if opens_with_stamp(_content(lead)):
        if page.lines[end - 1].rstrip().endswith(":"):
            end = _announced_end(page, end, indent_width(lead))
        end = _pictures_end(page, end)
    return end


def _pictures_end(page: InputText, at: int) -> int:
    """Return the line after the pictures that stand alone below an entry: they show it, and are no entries."""
    while (following := page.next_written(at)) < len(page.lines) and PICTURE.fullmatch(page.lines[following]):
        at = following + 1
    return at


def _wrapped_end(page: InputText, at: int) -> int:
    """Return the line after the paragraph that begins here, if it was broken to fit a width; else the next line."""
    margin, end = indent_width(page.lines[at]), at + 1
    while end < min(len(page.lines), at + _LOOKED_AHEAD) and _may_go_on(page.lines[end], margin):
        end += 1
    return at + wrapped_lines(page.lines[at:end]) if end > at + 1 else end


def _may_go_on(line: str, margin: int) -> bool:
    """Return whether a line could be the next one of a paragraph, as far as it tells itself."""
    start = line.lstrip()
    if not start or start[0] in _SPECIAL or start[0].isdigit():
        return False
    is_other = ITEM.match(line) or opens_with_stamp(line) or RULE.fullmatch(line)
    return not is_other and indent_width(line) <= margin + 4 and not _is_label(start)


def _continuation_end(page: InputText, at: int, end: int = 0) -> int:
    """After the lines indented deeper than the first that are no entries of their own."""
    lead = page.lines[at]
    margin, end = indent_width(lead), end or at + 1
    is_item = ITEM.match(lead) is not None
    takes_items = not _is_label(_content(lead)) and not _has_entries_below(page, at, margin)
    while (following := page.next_written(end)) < len(page.lines):
        line = page.lines[following]
        if following > end and not is_item:
            break
        if indent_width(line) <= margin or opens_with_stamp(_content(line)):
            break
        if ITEM.match(line) and not takes_items:
            break
        end = _fence_end(page, following) if FENCE.match(line) else following + 1
    return end


def _is_label(content: str) -> bool:
    """Return the name of a known section and nothing else: `**Context**:`."""
    match = LABEL.fullmatch(content) if len(content) < 70 else None
    return match is not None and content.rstrip().endswith((":", "*", "_")) and is_section(match["name"])


def _has_entries_below(page: InputText, at: int, margin: int) -> bool:
    """Return whether lines below, deeper than this one, have stamps, so that it is the head of a list of entries."""
    if opens_with_stamp(_content(page.lines[at])) and not is_only_a_stamp(
        _content(page.lines[at]).strip(" :*_")
    ):
        return False
    for index in range(at + 1, min(len(page.lines), at + FRONT_MATTER_LIMIT)):
        line = page.lines[index]
        if is_blank(line):
            continue
        if indent_width(line) <= margin:
            return False
        content = _content(line)
        label = STAMPED_LABEL.match(content)
        if opens_with_stamp(content) or (
            label and ITEM.match(line) and opens_with_stamp(content[label.end() :])
        ):
            return True
    return False


def _announced_end(page: InputText, at: int, margin: int) -> int:
    """After the one code block or quotation, or the list of items without stamps, that a colon announced; else `at`."""
    following = page.next_written(at)
    if following == len(page.lines):
        return at
    if FENCE.match(page.lines[following]):
        return _fence_end(page, following)
    if QUOTE.match(page.lines[following]):
        return _quotation(page, following).end
    end = at
    while following < len(page.lines) and _is_plain_item(page.lines[following], margin):
        end = _continuation_end(page, following)
        following = end
    return end


def _is_plain_item(line: str, margin: int) -> bool:
    item = ITEM.match(line)
    return item is not None and indent_width(line) >= margin and not opens_with_stamp(line[item.end() :])


def _content(line: str) -> str:
    """Return the line without its list marker."""
    item = ITEM.match(line)
    return line[item.end() :] if item else line.strip()


def _note(page: InputText, at: int, end: int, continues: bool = False) -> SourceLine:
    """Return the block as one note. What stands alone below a stamp is the text of it, so the stamp is no day for
    others.
    """
    first = (task_of_org(page, at) if page.is_org else None) or _content(page.lines[at])
    if end == at + 1 and not continues:
        return SourceLine(at + 1, page.lines[at], strip_inline_markup(first), stamp=page.lines[at])
    wrapped = 1 if continues else min(wrapped_lines(page.lines[at : _wrapped_end(page, at)]), end - at)
    rest = [line.strip() if ITEM.match(line) else line.rstrip() for line in page.lines[at + wrapped : end]]
    head = unwrapped([first, *page.lines[at + 1 : at + wrapped]]) if wrapped > 1 else first
    text = "\n".join(
        [strip_inline_markup(head), *(strip_inline_markup(line) for line in rest if not is_blank(line))]
    )
    return SourceLine(
        at + 1,
        page.raw(at, end),
        text,
        stamp="" if continues else _stamp_text(page.lines[at], rest),
        destination=ROW,
        continues=continues,
    )


def _stamp_text(line: str, rest: list[str]) -> str:
    below = next((words.strip() for words in rest if words.strip()), "")
    return f"{line} {below}" if below and is_only_a_stamp(_content(line).strip(" :*_")) else line


def _kept(page: InputText, at: int, end: int, stamp: str = "") -> ReadBlock:
    raw = page.raw(at, end)
    return ReadBlock(TEXT, (SourceLine(at + 1, raw, raw.strip(), stamp=stamp, destination=KEPT),), end)


def _kept_line(page: InputText, at: int) -> SourceLine:
    return _kept(page, at, at + 1).lines[0]
