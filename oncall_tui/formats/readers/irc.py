"""Logs of IRC clients: irssi, weechat, ZNC, HexChat, mIRC. Who comes and goes is kept without a row."""

import re

from oncall_tui.domain.destinations import KEPT, ROW
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText, is_blank
from oncall_tui.formats.readers.source_line import SourceLine

IRC = Format("irc", "an IRC log: times, and names in angle brackets")
_NAMED_DAY = r"(?:Day changed(?: to)?|Log opened|Log closed|BEGIN LOGGING AT|ENDING LOGGING AT|New day is)"
DAY = re.compile(
    rf"[-*=#]{{2,5}}\s*{_NAMED_DAY}\s+(?P<named>\S.*)|Session (?:Start|Time|Close): (?P<session>.*)"
    r"|[-=*—]{2,}\s+(?P<bare>\w{3},? .*?)\s+[-=*—]{2,}",
    re.IGNORECASE,
)
_STAMP = (
    r"\[?(?P<stamp>(?:\d{4}-\d\d-\d\d[ T]|[A-Z][a-z]{2} \d\d )?\d\d:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?"
    r"(?:Z|[+-]\d\d:?\d\d)?)\]?"
)
LINE = re.compile(
    rf"{_STAMP}\s+(?:<[ @+%&~!]?(?P<nick>[^>\s]{{1,40}})>|\*\s+(?P<actor>[^\s*]{{1,40}})(?=\s)"
    r"|(?P<notice>-!-|-->|<--|\*\*\*|→|←|--)(?=\s))\s?(?P<words>.*)"
)
WEECHAT = re.compile(
    r"(?P<stamp>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)\t[ @+%&~]?(?P<nick>[^\t]{0,40}?)\s?\t(?P<words>.*)"
)
NO_NICKS = frozenset(("", "-->", "<--", "--", "=!=", "*"))


def read_irc_block(page: InputText, at: int) -> ReadBlock | None:
    """Return the lines of a log from here on, as far as they are of its shape."""
    if not NAMED.search(page.lines[at]):
        return None
    lines: list[SourceLine] = []
    end = index = at
    while index < len(page.lines):
        if not is_blank(page.lines[index]):
            line = _line(page.lines[index], index + 1)
            if line is None:
                break
            lines.append(line)
            end = index + 1
        index += 1
    is_log = any(line.author for line in lines) or (lines and DAY.match(page.lines[at]))
    return ReadBlock(IRC, tuple(lines), end) if is_log else None


NAMED = re.compile(r"[<\t*→←—]|--|-!|Session")


def _line(raw: str, number: int) -> SourceLine | None:
    if len(raw) > 2_000:
        return None
    if day := DAY.fullmatch(raw.strip()):
        stamp = day["named"] or day["session"] or day["bare"]
        return SourceLine(number, raw, raw.strip(), stamp=stamp, destination=KEPT)
    match = LINE.fullmatch(raw) or WEECHAT.fullmatch(raw)
    if match is None:
        return None
    found = match.groupdict()
    words, nick = found["words"].strip(), (found["nick"] or "").strip()
    if found.get("actor"):
        return SourceLine(
            number, raw, f"{found['actor']} {words}", stamp=found["stamp"], author=found["actor"]
        )
    if found.get("notice") or nick in NO_NICKS:
        return SourceLine(number, raw, words or raw, stamp=found["stamp"], destination=KEPT)
    return SourceLine(number, raw, words or raw, stamp=found["stamp"], author=nick, destination=ROW)
