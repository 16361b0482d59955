"""Whether a line opens with what looks like a stamp: enough to tell where an entry begins, not to read it."""

import re

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
OPENING = re.compile(
    rf"""[\s\[(<*_~`@]*
    (?: \d{{4}}[-‑/.]\d\d[-‑/.]\d\d               # 2024-03-12
      | \d{{1,2}}[:.h]\d\d (?![.\d])(?:[:.]\d\d)? # 14:05, 14.05, 14h05
      | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}       # 12/03/24
      | \d{{10,19}}\b                             # epoch
      | T[+-]\d
      | (?:{DAY},?\s+)?(?:{MONTH}\.?\s+\d|\d{{1,2}}\s+{MONTH}\b)
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def opens_with_stamp(text: str) -> bool:
    """True where the text begins with a time, a date or an epoch, brackets and emphasis aside."""
    return OPENING.match(text) is not None
