"""Histories of shells that note when: bash with its stamps, the extended one of zsh, fish, and `history` printed."""

import re

from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText, is_blank
from oncall_tui.formats.readers.source_line import SourceLine

SHELL = Format("shell-history", "a shell's history with the time of each command")
BASH = re.compile(r"#(?P<when>\d{9,10})\s*")
BASH_ON_ONE_LINE = re.compile(r"#(?P<when>1\d{9})[ \t]+(?P<command>\S.*)")
ZSH = re.compile(r": (?P<when>\d{9,10}):\d+;(?P<command>.*)")
FISH = re.compile(r"- cmd: (?P<command>.*)")
FISH_WHEN = re.compile(r"  when: (?P<when>\d{9,10})\s*")
_WHEN = (
    r"(?:\d{4}-\d\d-\d\d|\d\d/\d\d/\d{2,4}|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d)[ T]+\d\d:\d\d(?::\d\d)?"
    r"(?: [+-]\d{4})?(?: [A-Z]{2,4})?(?: \d{4})?"
)
PRINTED = re.compile(rf"\s{{0,6}}\d{{1,6}}\*?\s{{1,3}}(?P<when>{_WHEN})\s+(?P<command>\S.*)")


def read_shell_history_block(page: InputText, at: int) -> ReadBlock | None:
    """One command with the lines that it goes on with."""
    line = page.lines[at]
    if line.startswith("#") and (match := BASH.fullmatch(line)):
        return _bash(page, at, match["when"])
    if line.startswith("#1") and (match := BASH_ON_ONE_LINE.fullmatch(line)):
        return _taken(page, at, at + 1, match["when"], match["command"])
    if line.startswith(": ") and (match := ZSH.fullmatch(line)):
        end = at + 1
        while page.lines[end - 1].endswith("\\") and end < len(page.lines):
            end += 1
        words = [match["command"], *page.lines[at + 1 : end]]
        return _taken(page, at, end, match["when"], "\n".join(word.removesuffix("\\") for word in words))
    if line.startswith("- cmd:") and (match := FISH.fullmatch(line)):
        return _fish(page, at, match["command"])
    if line.lstrip()[:1].isdigit() and (match := PRINTED.fullmatch(line)):
        return _taken(page, at, at + 1, match["when"], match["command"])
    return None


def _bash(page: InputText, at: int, when: str) -> ReadBlock | None:
    end = at + 1
    while end < len(page.lines) and not BASH.fullmatch(page.lines[end]) and not is_blank(page.lines[end]):
        end += 1
    return _taken(page, at, end, when, page.raw(at + 1, end)) if end > at + 1 else None


def _fish(page: InputText, at: int, command: str) -> ReadBlock | None:
    end, when = at + 1, ""
    while end < len(page.lines) and page.lines[end].startswith("  ") and not is_blank(page.lines[end]):
        match = FISH_WHEN.fullmatch(page.lines[end])
        when = match["when"] if match else when
        end += 1
    return _taken(page, at, end, when, command.replace("\\n", "\n").replace("\\\\", "\\")) if when else None


def _taken(page: InputText, at: int, end: int, when: str, command: str) -> ReadBlock:
    return ReadBlock(
        SHELL, (SourceLine(at + 1, page.raw(at, end), command.strip() or when, stamp=when),), end
    )
