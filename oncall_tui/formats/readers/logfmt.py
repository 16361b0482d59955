"""logfmt: `time="…" level=error msg="…" pod=checkout-1`."""

import re

from oncall_tui.domain.destinations import FOLDED
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.generic_records import record_event
from oncall_tui.formats.readers.input_text import InputText

LOGFMT = Format("logfmt", "key=value pairs, one of them a time", is_log=True)
PAIR = re.compile(
    r'([A-Za-z_@][\w.@/-]*)=("(?:[^"\\]|\\.)*"|[^\s"]*?)(?:[\s,]+(?=[A-Za-z_@][\w.@/-]*=)|\s+|,?$)'
)
PRIORITY = re.compile(r"<\d{1,3}>(?:\d\s)?")
"""What syslog writes in front of a message."""
ESCAPED = re.compile(r"\\(.)")
CONTROLS = {"n": "\n", "t": "\t"}


def read_logfmt_block(page: InputText, at: int) -> ReadBlock | None:
    """One line of at least two pairs, from its first character to its last, with a time among them."""
    pairs = _pairs(page.lines[at])
    event = record_event(pairs) if len(pairs) > 1 else None
    if event is None or not event.stamp:
        return None
    return ReadBlock(LOGFMT, (event.line(at + 1, page.lines[at], FOLDED),), at + 1)


def _pairs(line: str) -> dict[str, str]:
    found: dict[str, str] = {}
    line = line.strip()
    priority = PRIORITY.match(line)
    at = priority.end() if priority else 0
    while at < len(line):
        pair = PAIR.match(line, at)
        if pair is None:
            return {}
        found.setdefault(pair[1], _value(pair[2]))
        at = pair.end()
    return found


def _value(text: str) -> str:
    if not text.startswith('"'):
        return text
    return ESCAPED.sub(lambda escaped: CONTROLS.get(escaped[1], escaped[1]), text[1:-1])
