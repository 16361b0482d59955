"""A time that a typed note holds and that was not taken as its own: asked about, never silently *now* (T1, T4)."""

import re
from typing import Any

from oncall_tui.domain.instants import DAY, HOUR, MINUTE, format_instant
from oncall_tui.domain.note import TIME_IN_TEXT
from oncall_tui.timestamps.find.finding import find_stamp
from oncall_tui.timestamps.typed_time import parse_when
from oncall_tui.timestamps.types import SourceContext

# A clock time of yesterday that comes again so soon is meant as today's: "vendor calls back at 04:30".
SOON = 3 * HOUR
CLOCK = re.compile(r"\d\d?[:.h]?\d*(?::\d\d)?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)


def stated_time(text: str, recorded: int, context: SourceContext) -> dict[str, Any]:
    """Return the fields that ask about it: when it was written, or when the text says; none where they agree.

    A time still to come is no time at which something happened, and so asks nothing.
    """
    found = find_stamp(text, context.aliases)
    if found is None:
        return {}
    words = text[found.start : found.end].strip()
    reading = parse_when(words, context)
    flags = [TIME_IN_TEXT]
    if reading is None or reading.instant is None:
        return {"flags": flags} if reading is not None and "no-such-time" in reading.flags else {}
    if reading.instant > recorded - MINUTE or _is_to_come(reading.instant, recorded, words):
        return {}
    alternatives = [
        {"at": format_instant(recorded), "why": "when it was written"},
        {"at": format_instant(reading.instant), "why": f"the text says “{words}”"},
    ]
    return {"flags": flags, "alternatives": alternatives}


def _is_to_come(instant: int, recorded: int, words: str) -> bool:
    return CLOCK.fullmatch(words) is not None and 0 < instant + DAY - recorded <= SOON
