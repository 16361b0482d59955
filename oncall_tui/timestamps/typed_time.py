"""Read what a person typed as *when*: `-5m`, `@14:02[:07] [zone]`, `@yesterday 23:50`, `@ISO`, or any plain stamp.

Also as people say it: `5 min ago`, `about 13:50`, `14:02ish`, `half past two`, `now-10m`. Nothing else may stand in
the text: what follows is not the when.
"""

import re

from oncall_tui.domain.instants import DAY, HOUR, MINUTE, SECOND
from oncall_tui.timestamps.find.finding import find_stamp
from oncall_tui.timestamps.read_source import read_source
from oncall_tui.timestamps.spelling import spelled
from oncall_tui.timestamps.types import Alternative, Reading, SourceContext, StampLine

_BACK = re.compile(
    r"(?:now\s?)?[-−–]\s?(?=\d)(?:(\d{1,4})\s?d(?:ays?)?\s?)?(?:(\d{1,4})\s?h(?:ours?|rs?)?\s?)?"
    r"(?:(\d{1,4})\s?m(?:in(?:ute)?s?)?\s?)?(?:(\d{1,5})\s?s(?:ec(?:ond)?s?)?)?",
    re.I,
)
_CLEAR_FOR = 6 * HOUR
_NOW = re.compile(r"(?:just\s+|right\s+)?now", re.I)


def parse_when(text: str, context: SourceContext) -> Reading | None:
    """Return the moment a person typed, or None when the text is no time. Refused stamps have no instant and a
    flag.
    """
    if not text.strip():
        return None
    typed = spelled(text)
    reading = _back(typed.text, context) or _stamp(typed.text, context)
    if reading is None:
        return None
    if typed.twelve_hours:
        reading = _either_half(reading, context)
    lead = len(text) - len(text.lstrip())
    end = lead + len(text.strip())
    return reading._replace(approximate=typed.approximate or reading.approximate, start=lead, end=end)


def read_end(text: str, start: int, context: SourceContext) -> int | None:
    """Return the end of a span that starts at `start` (UTC microseconds): the first such moment from then on, or
    None.
    """
    reading = parse_when(text, context)
    if reading is None or reading.instant is None:
        return None
    days = -((reading.instant - start) // DAY) if not start <= reading.instant < start + DAY else 0
    return reading.instant + days * DAY


def _back(text: str, context: SourceContext) -> Reading | None:
    if _NOW.fullmatch(text):
        return Reading(context.captured, "second", False, "explicit", "UTC", "capture", rule="back")
    match = _BACK.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(count or 0) for count in match.groups())
    instant = context.captured - days * DAY - hours * HOUR - minutes * MINUTE - seconds * SECOND
    precision = "second" if match[4] else "minute"
    return Reading(instant, precision, False, "explicit", "UTC", "capture", rule="back")


def _stamp(text: str, context: SourceContext) -> Reading | None:
    found = find_stamp(text, context.aliases)
    if found is None or text[: found.start].strip() or text[found.end :].strip():
        return None
    reading = read_source((StampLine(text),), context)[0]
    if reading.confidence == "guessed" and not reading.flags:  # who types a bare time means the day of typing
        return reading._replace(confidence="inferred")
    return reading


def _either_half(reading: Reading, context: SourceContext) -> Reading:
    """`half past two`: the latest such moment that is past. Unless it is recent, the other half can be chosen too."""
    if reading.instant is None:
        return reading
    latest, before = sorted(reading.instant + step * 12 * HOUR for step in (-2, -1, 0, 1))[-1:-3:-1]
    while latest > context.captured:
        latest, before = before, before - 12 * HOUR
    if context.captured - latest <= _CLEAR_FOR:
        return reading._replace(instant=latest)
    words = ("the last time the clock said so", "twelve hours before")
    alternatives = tuple(
        Alternative(instant, why) for instant, why in zip((latest, before), words, strict=True)
    )
    return reading._replace(instant=latest, alternatives=alternatives, flags=("am-or-pm",))
