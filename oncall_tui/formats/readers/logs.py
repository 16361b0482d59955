"""Logs of lines: syslog in both dresses, access logs, and the lines of programs that name a level.

A row here is a pattern that captures where the stamp stands; the text is the line without it.
"""

import re
from dataclasses import dataclass

from oncall_tui.domain.destinations import FOLDED
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText, indent_width, is_blank
from oncall_tui.formats.readers.source_line import SourceLine

SYSLOG = Format("syslog", "syslog lines: a stamp, a host, a program", is_log=True)
ACCESS = Format("access", "access log lines: an address and a stamp in brackets", is_log=True)
PROGRAM = Format("log", "log lines: a stamp to the second and a level", is_log=True)

ISO = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d|[A-Z]{2,5}))?"
_NAMED = r"(?:UTC|[A-Z]{2,3}T|MSK)\b"
_ZONE = rf"(?:(?:UTC|GMT)?[+-]\d\d?(?::?\d\d)?(?: UTC)?(?!\S*\w)|[A-Z][a-z]+/[\w/]+|{_NAMED})"
AFTER_CLOCK = rf"(?: ?[AaPp]\.?[Mm]\b\.?)?(?: (?:{_ZONE}|\({_ZONE}\)|\[{_ZONE}\]))?"
"""The half of the day and the zone: a stamp without them would be read as another moment."""
LEVEL = r"(?:TRACE|DEBUG\d?|INFO|NOTICE|LOG|STATEMENT|DETAIL|HINT|WARN|WARNING|ERROR|SEVERE|FATAL|PANIC|CRITICAL|CRIT)"


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A shape of log line: `opening` are the characters it can begin with, `pattern` names `stamp`."""

    format: Format
    opening: str
    pattern: re.Pattern[str]


DIGITS = "0123456789"
PATTERNS = (
    LinePattern(
        SYSLOG,
        "<",
        re.compile(
            rf"<\d{{1,3}}>(?:\d )?(?P<stamp>(?:{ISO}|\w{{3}} [ \d]\d (?:\d{{4}} )?\d\d:\d\d:\d\d(?:\.\d+)?)"
            rf"(?: +{_ZONE})?):? +\S+ "
        ),
    ),
    LinePattern(
        SYSLOG,
        "",
        re.compile(
            r"(?P<stamp>[^\W\d]{3,9}\.? [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d+)?"
            rf"(?: {_NAMED})?) \S+ [^\s:\[]+(?:\[\d*\])?:"
        ),
    ),
    LinePattern(
        SYSLOG,
        DIGITS,
        re.compile(rf"(?P<stamp>{ISO}) [\w.:-]+ [\w./-]+(?:\[\d+\]:| (?:\d+|-) \S+ (?:-|\[)) ?"),
    ),
    LinePattern(
        ACCESS,
        "",
        re.compile(r"[\w.:-]+ \S+ (?:[^\[\"]{1,80}) ?\[(?P<stamp>\d\d?/\w+/\d{4}:\d\d:\d\d:\d\d[^\]]*)\] \""),
    ),
    LinePattern(
        ACCESS,
        "[",
        re.compile(r"\[pid: \d+\|.{0,200}?\[(?P<stamp>\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})\] "),
    ),
    LinePattern(
        PROGRAM, "EIWFD", re.compile(r"(?P<stamp>[EIWFD]\d{4} \d\d:\d\d:\d\d(?:\.\d+)?)\s+\d+ \S+:\d+\]")
    ),
    LinePattern(PROGRAM, DIGITS, re.compile(r"(?P<stamp>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) \[\w+\] \d+#\d+: ")),
    LinePattern(
        PROGRAM,
        "[",
        re.compile(r"\[(?P<stamp>\w{3} \w{3} \d\d \d\d:\d\d:\d\d(?:\.\d+)? \d{4})\] \[[\w:]+\] "),
    ),
    LinePattern(
        PROGRAM,
        DIGITS + "[",
        re.compile(
            rf"\[?(?P<stamp>(?:\S{{4,12}}[ T])?\d\d:\d\d:\d\d(?:[.,]\d+)?[^\s\]]*{AFTER_CLOCK})"
            rf".{{0,80}}?\b{LEVEL}\b"
        ),
    ),
)
TRACE = re.compile(r"(?:Caused by|Traceback|\S+(?:Exception|Error))\b.*")


def read_log_block(page: InputText, at: int) -> ReadBlock | None:
    """One log line, with the indented lines below it (a stack trace, a statement)."""
    found = log_stamp(page.lines[at])
    if found is None:
        return None
    pattern, (start, end_of_stamp) = found
    end = at + 1
    while end < len(page.lines) and _belongs(page.lines[end]):
        end += 1
    line = page.lines[at]
    text = "\n".join([_without(line, start, end_of_stamp), *page.lines[at + 1 : end]])
    stamp, behind = line[start:end_of_stamp], line[end_of_stamp:]
    read = SourceLine(at + 1, page.raw(at, end), text, stamp=stamp, behind=behind, destination=FOLDED)
    return ReadBlock(pattern.format, (read,), end)


def _without(line: str, start: int, end: int) -> str:
    """Return the line without its stamp and the brackets around it."""
    if line[start - 1 : start] == "[" and line[end : end + 1] == "]":
        start, end = start - 1, end + 1
    before, after = line[:start].strip(), line[end:].strip()
    return f"{before} {after}".strip() or line


def log_stamp(line: str) -> tuple[LinePattern, tuple[int, int]] | None:
    """Find the log format of a line and the span of its stamp; None where it is no log line."""
    first = line[:1]
    for pattern in PATTERNS:
        if pattern.opening and first not in pattern.opening:
            continue
        if match := pattern.pattern.match(line):
            return pattern, match.span("stamp")
    return None


def _belongs(line: str) -> bool:
    """Return whether a line goes on with the log line above it."""
    return (
        not is_blank(line)
        and (indent_width(line) > 0 or TRACE.match(line) is not None)
        and log_stamp(line) is None
    )
