"""Lock a source to the shapes of its lines, so that most lines need not be searched for a stamp.

A lock is a steady shape at a fixed place: it knows the very text up to the hour of the line that taught it. Where that
text stands again and a time follows, the stamp of the line is there: nothing before it could open another one.
"""

import re
from collections.abc import Mapping, Sequence

from oncall_tui.domain.instants import HOUR, MINUTE, SECOND
from oncall_tui.timestamps.find.finding import find_line_stamp, has_no_stamp_start
from oncall_tui.timestamps.find.match_context import ENDS
from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.patterns.components import clock_precision, fraction_to_micros
from oncall_tui.timestamps.patterns.fragments import HMS
from oncall_tui.timestamps.patterns.table import SHAPES
from oncall_tui.timestamps.types import StampLine

MINUTES = {
    f"{hour:02}:{minute:02}": hour * HOUR + minute * MINUTE for hour in range(24) for minute in range(60)
}
SECONDS = {f":{second:02}": second * SECOND for second in range(60)}
_MOST_LOCKS = 8
_LONGEST_HEAD = 100
_LONGEST_REPEATED = 24
"""Texts as short as the head of a chat message come again and again, and are searched once."""
_CLOCK = re.compile(rf"(?<!\d){HMS}")
_CALLER = re.compile(r"\d{1,3}(?:\.\d{1,3}){3} \S{1,40} \S{1,40} \[")
"""The head of a line of an access log, of which the address differs."""
_NO_MORE = r"(?! ?[^\x00-\x7f]|\s?-?ish\b|\?|\s?[\[(]?1\d{9})"
"""Behind a locked stamp: nothing copied, nothing approximate, no epoch; such lines are read by themselves."""
_MOST_TAILS = 4096
_SEEN_BEHIND = 4
"""How far QUICK looks past what it matches."""
_THEN_WORD = r"(?=[\]\"]| (?!UTC|GMT|utc|gmt|[Ii][Ss][Hh])[A-Za-z])"
QUICK = re.compile(
    r"(?:[.,](\d{3}|\d{6}|\d{9}))?"
    rf"(?: ?((?:Z|[+-]\d\d:?\d\d){_THEN_WORD}|(?<= )(?:INFO|WARN|ERROR|DEBUG|TRACE|FATAL)(?= [a-z]| \[[a-z])))"
).match
"""What mostly stands behind the seconds, with the same groups, where nothing that follows could change its meaning."""
_STEADY = {shape.rule: shape for shape in SHAPES if shape.is_machine_written}


Tail = tuple[int, str, str | None, int]
"""Behind the seconds: microseconds, precision, the zone as written, and how many characters that is."""


class StampTemplate:
    """One steady shape behind one head of line; the head may be that of an access log, whose caller differs."""

    def __init__(self, rule: str, head: str, from_caller: bool) -> None:
        pattern = _STEADY[rule].pattern
        self.rule, self.head, self.size, self.from_caller = rule, head, len(head), from_caller
        self.marks = "".join(sign for sign in head if not sign.isalnum())
        """What stays of the head from day to day."""
        self.is_yearless = "(?P<year>" not in pattern
        self.tails: dict[str, Tail] = {}
        """What stood behind the seconds of earlier lines, by its text and a few characters more."""
        self.width = 0
        """How many characters behind the seconds `tails` goes by."""
        self.behind = re.compile(f"{pattern.split(HMS)[1]}{ENDS}{_NO_MORE}", re.IGNORECASE).match

    def hour_at(self, text: str) -> int:
        """Return the position of the hour of this lock's stamp in a line; -1 when the stamp is not there."""
        if not self.from_caller:
            at = self.size
            return at if text[:at] == self.head and text[at : at + 5] in MINUTES else -1
        caller = _CALLER.match(text)
        if caller is None:
            return -1
        at = caller.end() + self.size
        return at if text[caller.end() : at] == self.head and text[at : at + 5] in MINUTES else -1

    def tail(self, text: str, at: int) -> Tail | None:
        """Return what follows the seconds that end at `at`; None where the line must be read by itself."""
        quick = QUICK(text, at)
        match = quick or self.behind(text, at)
        if match is None:
            return None
        fraction, zone = match.groups()
        tail = (
            fraction_to_micros(fraction or ""),
            clock_precision(True, len(fraction or "")),
            zone,
            match.end() - at,
        )
        if quick and len(self.tails) < _MOST_TAILS:
            self.width = max(self.width, tail[3] + _SEEN_BEHIND)
            self.tails[text[at : at + self.width]] = tail
        return tail


def make_template(text: str, found: FoundStamp) -> StampTemplate | None:
    """Return a lock for lines like this one, if its shape is steady and nothing before it could open another stamp."""
    if (
        found.rule not in _STEADY
        or found.approximate
        or found.joined
        or found.second
        or found.start > _LONGEST_HEAD
    ):
        return None
    clock = _CLOCK.search(text, found.start, found.end)
    if clock is None or not text[: clock.start()].isascii():
        return None
    if has_no_stamp_start(text[: found.start]):
        return StampTemplate(found.rule, text[: clock.start()], from_caller=False)
    caller = _CALLER.fullmatch(text, 0, found.start)
    return StampTemplate(found.rule, text[found.start : clock.start()], from_caller=True) if caller else None


def find_stamps(
    lines: Sequence[StampLine], aliases: Mapping[str, str]
) -> list[FoundStamp | StampTemplate | None]:
    """Find the stamp of each line: a stamp, the lock that knows where it is, or None (also where the format knows)."""
    locks: list[StampTemplate] = []
    stamps: list[FoundStamp | StampTemplate | None] = []
    short: dict[str, FoundStamp | None] = {}
    for line in lines:
        text = line.text
        for lock in locks:
            at = lock.size
            if lock.from_caller:
                at = lock.hour_at(text)
            elif text[:at] != lock.head or text[at : at + 5] not in MINUTES:
                continue
            if at >= 0 and line.instant is None and line.zone is None:
                stamps.append(lock)
                break
        else:
            found = _find(line, aliases, short) if line.instant is None else None
            stamps.append(found)
            if found is not None and line.zone is None and (new := make_template(text, found)):
                locks = _with(new, locks)
    return stamps


def _find(
    line: StampLine, aliases: Mapping[str, str], short: dict[str, FoundStamp | None]
) -> FoundStamp | None:
    """Return the stamp of a line; `short` holds those of the short lines before it, by their texts."""
    if line.zone is not None or len(line.text) > _LONGEST_REPEATED:
        return find_line_stamp(line, aliases)
    if line.text not in short:
        short[line.text] = find_line_stamp(line, aliases)
    return short[line.text]


def _with(lock: StampTemplate, locks: list[StampTemplate]) -> list[StampTemplate]:
    """Return the locks with one more; a newer day's head takes the place of the older one's."""
    others = [known for known in locks if (known.rule, known.marks) != (lock.rule, lock.marks)]
    return [lock, *others][:_MOST_LOCKS]
