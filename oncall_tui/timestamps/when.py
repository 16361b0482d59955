"""Read what a person typed as *when*: `-5m`, `@14:02[:07] [zone]`, `@yesterday 23:50`, `@ISO`, or any plain stamp.

The text may open with `~` (approximately). Nothing else may stand in it: what follows is not the when.
"""

import re

from oncall_tui.domain.instants import DAY, HOUR, MINUTE, SECOND
from oncall_tui.timestamps.find.finding import find
from oncall_tui.timestamps.reading import Reading, SourceContext, StampLine
from oncall_tui.timestamps.source import read_source

_BACK = re.compile(r"-\s?(?=\d)(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,4})m(?:in)?)?(?:(\d{1,5})s)?", re.I)


def read_when(text: str, context: SourceContext) -> Reading | None:
    """The moment a person typed, or None when the text is no when. Refused stamps have no instant and a flag."""
    typed = text.strip()
    approximate = typed.startswith("~")
    written = typed.removeprefix("~").lstrip()
    reading = _back(written, context) or _stamp(written.removeprefix("@").strip(), context)
    if reading is None:
        return None
    lead = len(text) - len(text.lstrip())
    return reading._replace(approximate=approximate or reading.approximate, start=lead, end=lead + len(typed))


def _back(text: str, context: SourceContext) -> Reading | None:
    match = _BACK.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(count or 0) for count in match.groups())
    instant = context.captured - days * DAY - hours * HOUR - minutes * MINUTE - seconds * SECOND
    precision = "second" if match[4] else "minute"
    return Reading(instant, precision, False, "explicit", "UTC", "capture", rule="back")


def _stamp(text: str, context: SourceContext) -> Reading | None:
    found = find(text, context.aliases)
    if found is None or text[: found.start].strip() or text[found.end :].strip():
        return None
    reading = read_source((StampLine(text),), context)[0]
    if reading.confidence == "guessed" and not reading.flags:  # who types a bare time means the day of typing
        return reading._replace(confidence="inferred")
    return reading
