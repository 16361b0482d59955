"""The day that a sentence names before its time: `On March 11 we saw errors at 14:05`. Pure."""

import re
from dataclasses import replace

from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.patterns.calendar_words import ALSO_WORDS, month_number
from oncall_tui.timestamps.patterns.components import Parts, WallTime, WrittenDate

SENTENCE = 120
"""How far a date and its time stand apart at most."""
_STRANGE_DATE = re.compile(
    r"(?:\b(?:\d\d?\.?\s[^\W\d_]{2,12}\.?,?\s(?:19|20)\d\d|\d{1,4}[-/]\d\d?[-/]\d{1,4}),?[T_ ]\s?"
    r"|\b\d\d?\.\s\d\d?\.\s(?:19|20)\d\d\s|\b(?:19|20)\d\d\.\s\d\d?\.\s\d\d?\.\s"
    r"|\b(?:the|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? \d\d?(?:st|nd|rd|th)?,?\s(?:at\s|-\s)?)$",
    re.I,
)
# Small and short, the names of months are words: `may 11`, `3 out of`, `2 set`.
_DAY_NAMED = re.compile(
    r"\b(?:(?P<name>[A-Z][^\W\d_]{2,11})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?"
    r"|(?P<first_day>\d\d?)(?:st|nd|rd|th|\.)?(?: of| de)? (?P<then_name>(?:[A-Z]|[^\W\d_]{2})[^\W\d_]{2,10}))"
    r"\b[^\d.]{1,60}$"
)


def with_day_before(found: FoundStamp, text: str) -> Parts:
    """`On March 11 we saw errors at 14:05`: the day that the sentence names before its time.

    A time right behind a date that we can't read has some day, but not that of the lines around.
    """
    parts = found.parts
    if not isinstance(parts, WallTime) or parts.day is not None:
        return parts
    before = text[max(0, found.start - SENTENCE) : found.start]
    if _STRANGE_DATE.search(before):
        return replace(parts, trouble="date-unknown")
    named = _DAY_NAMED.search(before)
    name = (named["name"] or named["then_name"]) if named else ""
    month = month_number(name) if name.lower() not in ALSO_WORDS else None
    if named is None or month is None:
        return parts
    return replace(parts, day=WrittenDate(month=month, day=int(named["day"] or named["first_day"])))
