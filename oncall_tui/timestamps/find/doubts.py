"""Figures beside a stamp that were not used: of a date beside a bare time, of a time beside a bare date.

Either may belong to the stamp in a dress that no row of the table knows, so the reading asks.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.patterns.calendar_words import ALSO_WORDS, month_number
from oncall_tui.timestamps.patterns.components import Parts, WallTime

_REACH = 20
_DATE_FIGURES = re.compile(
    r"(?<![\w./-])(?:(?:19|20)\d\d[-/.]\s?\d\d?[-/.]\s?\d\d?|\d\d?[-/]\d\d?[-/](?:\d{4}|\d\d)|\d\d?\.\s?\d\d?\.\s?\d{4})"
    r"(?![\w/-]|\.\d)"
    r"|[,(\[]\s?\d\d?/\d\d?(?![\d/.%]|\s(?:of|replicas|pods|nodes|ready|up|down|healthy|running)\b)"
    r"|\d\d?\s?[月월]\s?\d\d?\s?[日일]"
)
_DAY_AND_WORD = re.compile(r"(?<![\w.:])\d\d?(?:st|nd|rd|th|\.)?[\s-](?:of\s|de\s)?([^\W\d_]{3,12})\b")
_WORD_AND_DAY = re.compile(r"\b([^\W\d_]{3,12})\.?[\s-]\d\d?(?:st|nd|rd|th)?\b(?![:.]\d)")
_YEAR_BEFORE = re.compile(
    r"(?<![\w./:-])\d\d?\b\D{1,20}(?:19|20)\d\d\W{1,5}$|(?<![\w./-])(?:19|20)\d\d[^\d\n]{1,16}\d\d?\W{1,4}$"
)
_YEAR_BEHIND = re.compile(
    r"\W{1,4}(?:\d\d?\b[^\d\n]{1,20}|[^\d\n]{1,16}\d\d?\W{1,3})(?:19|20)\d\d(?![\w/-]|\.\d)"
)
_TWO_FIGURES = re.compile(r"\s(\d\d)/(\d\d)(?![\w/.%]|\s(?:of|replicas|pods|nodes|ready)\b)")
_DIGIT = re.compile(r"\d")
_TIME_FIGURES = re.compile(
    r"(?<![\w:.+-])\d\d?(?::(?:[0-5]\d|[0-5]?\?+|xx)(?!\d|:[0-9a-f]{2}:)|\s?[時时点시]|\s?h\s?[0-5]\d\b|\s?[ap]\.?m\b|\s?uhr\b)"
    r"|\b(?:noon|midday|midnight|mittags?|mitternacht|midi|minuit|mediod[ií]a|medianoche)\b",
    re.I,
)


def with_doubt(parts: Parts, found: FoundStamp, text: str) -> Parts:
    """Return the parts, marked when figures beside the stamp may be its date or its time."""
    if not isinstance(parts, WallTime) or parts.trouble:
        return parts
    if parts.day is None and _has_date(text, found.start, found.end):
        return replace(parts, doubt="date-beside")
    if parts.clock is None and _is_beside(_TIME_FIGURES, text, found.start, found.end):
        return replace(parts, doubt="time-beside")
    return parts


def _has_date(text: str, start: int, end: int) -> bool:
    before, behind = text[max(0, start - _REACH) : start], text[end : end + 2 * _REACH]
    if not _DIGIT.search(before) and not _DIGIT.search(behind):
        return False
    if _is_beside(_DATE_FIGURES, text, start, end) or any(_named_days(before, behind[:_REACH])):
        return True
    return bool(_YEAR_BEFORE.search(before) or _YEAR_BEHIND.match(behind) or _is_day_of_month(behind))


def _is_beside(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Return whether it ends or starts within reach of a stamp, and touches it nowhere."""
    if pattern.search(text, max(0, start - _REACH), start):
        return True
    behind = pattern.search(text, end, end + 2 * _REACH)
    return behind is not None and behind.start() - end <= _REACH


def _is_day_of_month(behind: str) -> bool:
    """`14:05 16/11`, and not the ratio of `14:05 3/4 replicas`."""
    match = _TWO_FIGURES.match(behind)
    return match is not None and (match[1][0] == "0" or int(match[1]) > int(match[2])) and int(match[1]) <= 31


def _named_days(before: str, behind: str) -> Iterator[bool]:
    """Yield a capital, or the name of a month in full, beside a number; right beside the stamp any name of a month
    will do: elsewhere `may 11` and `3 out of` are words.
    """
    for pattern in (_DAY_AND_WORD, _WORD_AND_DAY):
        for text in (before, behind):
            for match in pattern.finditer(text):
                word = match[1]
                right_beside = match.end() >= len(text) - 1 if text is before else match.start() <= 1
                is_name = (word[0].isupper() and word.lower() not in ALSO_WORDS) or len(word) > 4
                if month_number(word) and (is_name or right_beside):
                    yield True
