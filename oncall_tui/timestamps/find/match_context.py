"""Decide by its surroundings whether a match is a stamp, or part of an address, a version, an id, a price."""

import re
from dataclasses import dataclass

from oncall_tui.timestamps.patterns.pattern import AGE, ANYWHERE, DAY, HEADING, OPENING

LIMIT = 2048
"""A stamp that stands further into a line is not that line's."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_COPIED = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_SPACES + _UNSEEN, " ")
    | {
        "\uff1a": ":",
        "\u2236": ":",
        "\uff0e": ".",
        "\uff0f": "/",
        "\uff0c": ",",
        "\u2019": "'",
        "\uff0b": "+",
        "\uff08": "(",
        "\uff09": ")",
        "\u301c": "-",
        "\uff5e": "-",
    }
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
_LINK = re.compile(r"\b(?:https?|ftp|file|ssh|git|s3)://\S+")
_MASK = "\x01"
_ESCAPE = re.compile(r"\x1b\[[\d;]*[A-Za-z]")
"""What colours a line in a terminal."""

_LEAD_WORDS = (
    r"(?:at|around|about|by|on|from|since|until|between|as of|ca|circa|approx(?:imately)?|roughly|etwa|gegen|vers"
    r"|(?:incident )?date(?: of (?:the )?(?:incident|outage))?"
    r"|um|[àa] las|alle|le|am|the|start(?:ed)?|end(?:ed)?|time(?:stamp)?|date|datetime|ts|when|happened|epoch"
    r"|unix(?: time)?|t|level=\w+)"
)
_OPENING = re.compile(rf"[\W_]*(?:\d{{1,3}}[.)](?=\s)[\W_]*)?(?:{_LEAD_WORDS}\b[^\w\n]{{0,3}})*", re.I)
_KEYED = re.compile(
    r"(?:\b|_)(?:ts|t|rt|start|end|at|when|(?:event|start|end|log)?_?time(?:stamp)?|date|datetime|epoch|created(?:_at)?"
    r"|occurred(?:_at)?|updated(?:_at)?|audit|dtstart|dtend|gmt_create|\$date|eventtime)[\"'\]]?\s?[=:(]\s?[\"'\[(]?$",
    re.I,
)
_APPROXIMATELY = re.compile(
    r"(?:[~≈]|\b(?:ca\.?|circa|around|about|approx(?:\.|imately)?|roughly|gegen|etwa|vers|ungefähr)) ?$", re.I
)
_ISH = re.compile(r"\s?-?ish\b|\?(?=[\s)\],;]|$)")
_DATE = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?")
_EPOCH_ALONE = re.compile(r"#1\d{9}\s*")
_DATE_AND_TIME = re.compile(r"\d{4}([-/.])\d\d\1\d\d[T ]\d\d:\d\d|\d{8}:\d{6}\b")
"""What is a stamp behind a colon too: `WARNING:root:2024-03-12 14:05:06`, `app.log:12:2024-03-12 14:05:06`."""
_FILE = r"(?:log|gz|json|txt|csv|zip|tar|tgz|png|jpe?g|ya?ml|out|bak|sql|dump|pcap|html?|md|xz|zst|pdf|py|js|go|sh)"
ENDS = (
    r"(?:(?=ish\b)|(?![^\W_]|[%@]|[:.-]\d|/\d(?!\d{3}-|\d:\d\d)|[:-][0-9a-f]{2}\b"
    rf"|\.{_FILE}\b|_\w|-\w+\.{_FILE}\b|\x01))"
)
"""What cannot stand right behind a stamp."""
_ENDS = re.compile(ENDS, re.I)
_BEFORE = re.compile(
    r"(?:took|for|within|lasted|duration|elapsed|uptime|ratio|score|odds|lines?|col|column|chapter|verse|version"
    r"|v|page|port|every|won|lost|beat|hours|window|schedule|daily|weekly|session time|timeout|interval|delay"
    r"|last(?:ed)?|psalm|john|luke|mark|matthew|genesis|aspect|scale|up|in)\W{0,2}$"
    r"|\d{1,2}:\d\d(?:\s?[ap]m)?\s?(?:-|to|until|till|and)\s?$",
    re.I,
)
_UNLESS = {
    AGE: re.compile(r"\b(?:last \w+|edited|viewed|replied|seen|updated|joined|active):?\s$", re.I),
    DAY: re.compile(r"\b(?:v|version|release|tag|api|build|rev|revision|chart|image)[\"']?\W{0,3}$", re.I),
}
"""Words in front of what is no event: what a program says beside a message, the number of a version."""
_COUNTED = re.compile(r"\s?(?:bytes?|[KMGT]i?B|rows|records|requests|items|times|ms|ns|us)\b", re.I)
_AFTER = re.compile(
    r"\s?(?:min|mins|minutes|hrs long|hours|sec|seconds|ms|ratio|long|elapsed|remaining|left|odds|split|mix)\b",
    re.I,
)
_NUMBERED_DAY = re.compile(
    r"\W*(?:(?:day|tag|jour) \d{1,2}|date|datum|fecha|data|day|tag|jour|día|dia|dag)\W*", re.I
)
_MOST_DECORATION = 40


@dataclass(frozen=True, slots=True)
class NormalisedLine:
    """A line made plain, and where its opening ends."""

    text: str
    opening: int


def normalise_line(text: str) -> str:
    """Normalise a line, character for character in place: copied dashes and spaces become ASCII, links are masked,
    and colours become spaces.
    """
    line = text[:LIMIT]
    if not line.isascii():
        line = line.translate(_COPIED)
    if "\x1b" in line:
        line = _ESCAPE.sub(lambda escape: " " * len(escape[0]), line)
    if "://" in line:
        line = _LINK.sub(lambda link: _MASK * len(link[0]), line)
    return line


def prefix_end(line: str) -> int:
    """Return the end of the bullets, brackets, numbers and lead words at the head of a line."""
    match = _OPENING.match(line)
    return match.end() if match else 0


def has_free_start(line: str, start: int) -> bool:
    """Nothing in front makes this a part of something else: a word, a path, a version, a price, a line number."""
    if start == 0:
        return True
    before = line[start - 1]
    if before == "#":  # the second is a line of a shell's history
        return bool(_DATE.match(line, start) or _EPOCH_ALONE.fullmatch(line))
    if before.isalnum() or before in ".$£€%/\\+\x01":
        return False
    if before == "-":
        return start == 1 or not line[start - 2].isalnum()
    if before == "_":
        return start == 1 or line[start - 2] in " _*(["
    if before == ":" and start > 1 and line[start - 2].isalnum():
        return bool(_DATE_AND_TIME.match(line, start) or _KEYED.search(line, max(0, start - 24), start))
    return True


def has_free_end(line: str, end: int) -> bool:
    """Nothing behind makes this a part of something else."""
    return bool(_ENDS.match(line, end))


def is_accepted(where: str, line: NormalisedLine, start: int, end: int, plain_hour: bool) -> bool:
    """Return whether a shape that counts only `where` does so here. `plain_hour`: a time of day without am or pm."""
    if where == ANYWHERE:
        return True
    if where in _UNLESS:
        return not _UNLESS[where].search(line.text, max(0, start - 16), start)
    if where == HEADING:
        return is_decoration(line.text[:start]) and is_decoration(line.text[end:])
    if start <= line.opening or _KEYED.search(line.text, max(0, start - 24), start):
        return not (_COUNTED if where == OPENING else _AFTER).match(line.text, end)
    return where != OPENING and _in_prose(line.text, start, end, plain_hour)


def is_span(line: str, end: int) -> bool:
    """`12:34 elapsed`, `12:34 min`: how long something took, and no time of day."""
    return bool(_AFTER.match(line, end))


def is_decoration(text: str) -> bool:
    """Dashes, hashes, bullets and brackets, as around the date of a divider; `Day 2:` too."""
    if len(text) > _MOST_DECORATION:
        return False
    return not any(character.isalnum() for character in text) or bool(_NUMBERED_DAY.fullmatch(text))


def _in_prose(text: str, start: int, end: int, plain_hour: bool) -> bool:
    if _AFTER.match(text, end) or _BEFORE.search(text, max(0, start - 16), start):
        return False
    return not plain_hour or text[start : start + 2].isdigit()


def is_approximate(line: str, start: int, end: int) -> bool:
    """`~14:05`, `around 2pm`, `14:05ish`, `14:05?`."""
    if line[end - 1 : end] == "?":  # a range whose end is not known
        return True
    return bool(_APPROXIMATELY.search(line, max(0, start - 16), start) or _ISH.match(line, end))
