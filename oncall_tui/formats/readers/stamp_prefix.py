"""Tell whether a line opens with what looks like a stamp: enough to see where an entry begins, not to read it."""

import re

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_OTHER_MONTHS = r"(?:janv|f[ée]v|mär|avr|mai|mei|juin|juil|ao[uû]t|okt|dez|d[ée]c|ene|abr|ago|dic)[a-zé]*\.?"
DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_LEAD = r"[\s\[(<*_~`@≈|]*(?:(?:ca|c|approx)\.?\s(?=\d))?"
OPENING = re.compile(
    rf"""{_LEAD}
    (?: \d{{4}}[-‑–/.]\d\d[-‑–/.]\d\d             # 2024-03-12
      | \d{{1,2}}[:.h：]\d\d (?![.\d])(?:[:.]\d\d)? # 14:05, 14.05, 14h05
      | \d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}     # 12/03/24
      | \d{{1,2}}\s?[ap]\.?m\b                    # 2 pm
      | \d{{4}}\s?年 | \d{{1,2}}\s?[月時时]       # 2024年3月12日 14時05分
      | \d{{10,19}}\b                             # epoch
      | T[+-]\d
      | (?:{DAY},?\s+)?(?:{MONTH}\.?\s+\d|\d{{1,2}}(?:\.|st|nd|rd|th|er)?[\s-]+(?:{MONTH}|{_OTHER_MONTHS})\b)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
CLOCK = re.compile(
    r"(?<![\d.:])\d{1,2}[:h：]\d\d(?!\d)|\d\s?[ap]\.?m\b|T\d\d:?\d\d|(?<!\d)\d{10,19}(?!\d)|\d\s?[時时]|^\W*T[+-]\d",
    re.IGNORECASE,
)
DOTTED_CLOCK = re.compile(r"\W*\d{1,2}\.\d\d(?!\.?\d)")
_WORDS_OF_TIME = re.compile(
    rf"(?:{MONTH}|{_OTHER_MONTHS}|{DAY}|de|at|à|um|uhr|t|[ap]\.?m\.?|st|nd|rd|th|z|utc|gmt|[a-z]{{1,4}}t|msk|mez|mesz"
    r"|[a-z]+/[a-z_]+(?:/[a-z_]+)?|ca|c|approx|about|around|h|s|ms|min|[年月日時分秒时头〜～])\b\.?",
    re.IGNORECASE,
)
_LONGEST_CELL = 60


def opens_with_stamp(text: str) -> bool:
    """Return whether the text begins with a time, a date or an epoch, brackets and emphasis aside."""
    return OPENING.match(text) is not None


def opens_with_time(text: str) -> bool:
    """Return whether the stamp that opens the text has a time of day: `2024-05-02 09:10`, not `2024-05-02`."""
    opening = OPENING.match(text)
    if opening is None:
        return False
    return CLOCK.search(text[: opening.end() + 24]) is not None or DOTTED_CLOCK.match(text) is not None


def is_only_a_stamp(text: str) -> bool:
    """Return whether a cell or heading is a stamp or a span of two and nothing else: `May 2, 09:10–09:15 UTC`."""
    if len(text) > _LONGEST_CELL or not opens_with_stamp(text):
        return False
    return not re.search(r"[^\W\d_]", _WORDS_OF_TIME.sub(" ", text))
