"""The time at the start of a typed line: `@14:02`, `-5m:`, `[02:53]`, `10 minutes ago`, `@02:50-02:58` (N1).

The grammar proposes the longest run of words that could be a time; whether it is one, its caller's reader says.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Full-width signs and digits, one for one, so that places in both texts are the same.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
MOST_WORDS = 8
MOST_LETTERS = 80

_CLOCK = r"\d{1,2}(?:[:.h]\d\d){1,2}(?:[.,]\d+)?(?:\s?[ap]\.?m\.?)?"
_DAYS = "mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_TIME_WORD = re.compile(
    rf"""[-−–~\[(]*(?:
        [-–—] | now | just | right | ago | yesterday | today | tonight | last | this | night | morning | afternoon
      | evening
      | noon | midnight | half | quarter | past | to | an? | o['’]?clock | hours? | hrs? | minutes? | mins? | days?
      | since | from | at | on | about | around | roughly | approx(?:imately|\.)? | circa | ca\.? | and
      | one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve
      | [ap]\.?m\.? | (?:{_DAYS})[a-z]* | (?:{_MONTHS})[a-z]* | of
      | now-\d\w* | \d[\d:.,/\w+−–-]*
    )[\])]*[,:;.]*""",
    re.IGNORECASE | re.VERBOSE,
)
_SAYS_WHEN = re.compile(
    rf"{_CLOCK}|\d\d?\s?[ap]\.?m\b|\bago\b|\bjust\s+now\b|^[-−–]\s?\d|^now-\d", re.IGNORECASE
)
_BACK = re.compile(
    r"[-−–]\s?(?:\d+\s?(?:d|h|m|s|days?|hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?)(?![^\W\d])\s?)+",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?P<start>.*\d(?:\s?[ap]\.?m\.?)?)\s*(?:[-−–—]|\bto\b|\buntil\b)\s*(?P<end>\d\d?[:.]?\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?)"
    r"(?P<zone>\s[A-Za-z]\S*)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,:;.]+(?=\s|$)\s*|\s+[-–—](?=\s)\s*|\s+")


@dataclass(frozen=True, slots=True)
class OpeningWhen:
    """`text` as typed, without the `~`; `end`: where the words behind it begin. `until` is the end of a span."""

    text: str
    end: int
    until: str = ""
    approximate: bool = False


def opening_when(
    line: str, is_when: Callable[[str], bool], is_zone: Callable[[str], bool]
) -> OpeningWhen | None:
    """Return the time that a line opens with, where words follow it or stand before it; None without one.

    Behind an `@` it may be anything that reads as a time. Without one it has to say so: a clock time, *ago*, `-5m`.
    """
    plain = line[:MOST_LETTERS].translate(HALF_WIDTH)
    start = len(plain) - len(plain.lstrip())
    mark = re.compile(r"~?\s*@?\s*~?\s*").match(plain, start)
    body = mark.end() if mark else start
    approximate = "~" in plain[start:body]
    signed = "@" in plain[start:body]
    for end in _ends(plain, body, is_zone):
        typed = plain[body:end].strip()
        if not signed and not _SAYS_WHEN.search(typed.lstrip("[(")):
            continue
        for words in dict.fromkeys((typed, typed.rstrip(",:;"), typed.rstrip(",:;."))):
            found = _read(words, is_when, "@" if signed and not words.startswith(("-", "−", "–")) else "")
            if found is not None:
                when, until = found
                begins = _BETWEEN.match(plain, body + len(words))
                after = begins.end() if begins else body + len(words)
                return OpeningWhen(when, after, until, approximate)
    return None


def _read(words: str, is_when: Callable[[str], bool], sign: str) -> tuple[str, str] | None:
    span = _SPAN.fullmatch(words)
    if span is not None and not _is_offset(span):
        zone = span["zone"] or ""
        start, until = f"{sign}{span['start'].strip()}{zone}", f"{span['end']}{zone}"
        if is_when(start) and is_when(until):
            return start, until
    return (sign + words, "") if words and is_when(sign + words) else None


def _is_offset(span: re.Match[str]) -> bool:
    """Return whether what looks like a span is one time and its offset from UTC: `T14:05:06-07:00`."""
    return bool(re.search(r"[Tt]\d\d:?\d\d", span["start"])) or bool(
        re.search(r"\d:\d\d:\d\d$", span["start"])
    )


def _ends(plain: str, body: int, is_zone: Callable[[str], bool]) -> Iterator[int]:
    """Yield possible ends of the time, the longest first: behind words of a time, and behind a zone that follows
    one.
    """
    if back := _BACK.match(plain, body):
        yield body + len(back[0].rstrip())
    ends: list[int] = []
    for word in re.compile(r"\S+").finditer(plain, body):
        known = _TIME_WORD.fullmatch(word[0]) or (ends and is_zone(word[0].rstrip(",:;")))
        if not known or len(ends) == MOST_WORDS:
            break
        ends.append(word.end())
    yield from reversed(ends)
