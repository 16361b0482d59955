"""Headings of Markdown, reStructuredText, AsciiDoc and Org, and how deep each is."""

import re
from dataclasses import dataclass

from oncall_tui.formats.readers.input_text import InputText

ITEM = re.compile(r"\s*(?:[-*+•‣◦▪·]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_HASHES = re.compile(r" {0,3}(?P<marks>#{1,6})\s+(?P<name>\S.*?)\s*#*\s*")
_ORG = re.compile(r"(?P<marks>\*{1,8})\s+(?P<name>\S.*?)(?:\s+:[\w:@]+:)?\s*")
_ASCIIDOC = re.compile(r"(?P<marks>={2,6})\s+(?P<name>\S.*?)\s*=*\s*")
_WIKI = re.compile(r"h(?P<level>[1-6])\.\s+(?P<name>\S.*?)\s*")
_UNDERLINES = {"=": 1, "-": 2, "~": 3, "^": 4, '"': 5, "'": 5, "`": 5, "+": 5}
_PENDING = re.compile(r"(?:TODO|NEXT|WAITING|DOING|DONE|CANCELLED)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class SourceHeading:
    """A heading's name, its depth from 1 (the title), and how many physical lines it takes."""

    name: str
    depth: int
    lines: int = 1


def heading_at(page: InputText, at: int) -> SourceHeading | None:
    """Return the heading that begins on this line, or None. A task of Org (`** TODO …`) is none."""
    line = page.lines[at]
    if len(line) > 400:
        return None
    if page.is_org:
        match = _ORG.fullmatch(line)
        return (
            None
            if match is None or task_of_org(page, at)
            else SourceHeading(match["name"], len(match["marks"]))
        )
    first = line.lstrip()[:1]
    if first == "#" and (match := _HASHES.fullmatch(line)):
        return SourceHeading(match["name"], len(match["marks"]))
    if first == "=" and (match := _ASCIIDOC.fullmatch(line)):
        return SourceHeading(match["name"], len(match["marks"]))
    if first == "h" and (match := _WIKI.fullmatch(line)):
        return SourceHeading(match["name"], int(match["level"]))
    return _underlined(page, at)


def task_of_org(page: InputText, at: int) -> str | None:
    """Return the words of a task of Org, which has the dress of a heading: `** TODO add a breaker`."""
    match = _ORG.fullmatch(page.lines[at]) if page.is_org else None
    pending = _PENDING.match(match["name"]) if match else None
    return match["name"][pending.end() :] if match and pending else None


def _underlined(page: InputText, at: int) -> SourceHeading | None:
    """Words, and a line of one mark about as long right below. Else that is a rule."""
    if at + 1 >= len(page.lines):
        return None
    below = page.lines[at + 1].strip()
    depth = _UNDERLINES.get(below[:1])
    if depth is None or len(below) < 3 or below.strip(below[0]):
        return None
    name = page.lines[at].strip()
    is_name = any(character.isalnum() for character in name) and not ITEM.match(page.lines[at])
    fits = abs(len(below) - len(name)) <= 3 and (depth <= 2 or len(below) >= max(4, len(name)))
    return SourceHeading(name, depth, 2) if is_name and fits else None
