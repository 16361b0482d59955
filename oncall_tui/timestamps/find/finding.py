"""Find: which stamp stands in this line, and where. Pure, and the same for a line whatever stands around it.

Of several stamps the leftmost counts; at one place the most specific row. What only looks like a stamp is left alone:
addresses, versions, ids, prices, ratios, durations, file names, links.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from oncall_tui.timestamps.find.fragments import ZONE_TEXT
from oncall_tui.timestamps.find.matching import Found, first_match, rows_at
from oncall_tui.timestamps.find.parts import Day, Wall
from oncall_tui.timestamps.find.surroundings import (
    Line,
    approximately,
    counts,
    opening_end,
    plain,
    stands_free,
)
from oncall_tui.timestamps.find.words import day_offset, weekday_number
from oncall_tui.timestamps.read.day_before import SENTENCE, with_day_before
from oncall_tui.timestamps.read.day_parts import PARTS, in_part_of_day
from oncall_tui.timestamps.read.zones import zone_meanings
from oncall_tui.timestamps.reading import StampLine

_TOKEN = re.compile(r"\d+|[^\W\d_]+|@(?=4)")
_AFTER_DAY_WORD = re.compile(
    rf"[.)]?(?:\s(?P<part>{PARTS})\b)?,?\s+(?:(?:around|about|ca\.|gegen|vers)\s+)?"
    r"(?:(?:at|um|a las|[àa]|alle|às|om|kl\.?|den|le|el|il|@|-)\s+)?",
    re.I,
)
_BEFORE_DATE = re.compile(
    r"(?:,|\s?·)?\s+\(?(?:on\s+(?:the\s+)?|am\s+|le\s+|el\s+|de\s+|last\s+(?=night\b))?", re.I
)
_SHORT_DATE_BEHIND = re.compile(
    r"\s+(?:on|am|le|el|il)\s+(?P<first>\d\d?)(?P<separator>[/.])(?P<second>\d\d?)\.?(?![\d/.%])", re.I
)
_ZONE_BEHIND = re.compile(rf"\s\(?(?P<zone>{ZONE_TEXT})\)?", re.I)
_ZONE_BEFORE = re.compile(r"(?<!\w)(UTC|GMT|[A-Z]{1,3}[SD]T|CES?T|EES?T)[\])]?:? $")
_SHORT_WEEKDAYS = frozenset(("mon", "tue", "tues", "wed", "thu", "thur", "fri", "sat", "sun"))
_OTHER_DAY_WORDS = frozenset(("next", "following", "night", "tonight", "this", "ce"))
_THIS_PART = re.compile(rf"(?:this|ce) (?:{PARTS})\b", re.I)
_NEXT_DAY = re.compile(r"(?:next|following) (?:day|morning)\b", re.I)
_AT = re.compile(r"\b(?:at|um|à) (?=\d\d?[:.h]\d\d|\d\d?\s?[ap]m)", re.I)
_LAST = re.compile(r"\blast\s+$", re.I)


def find(text: str, aliases: Mapping[str, str]) -> Found | None:
    """The stamp of a line, or None."""
    whole = plain(text)
    line = Line(whole, opening_end(whole))
    for token in _TOKEN.finditer(whole):
        found = _at_token(line, token, aliases) if _could_open(token[0]) else None
        if found is not None:
            alone = counts("heading", line, found.start, found.end, False)
            return replace(
                found,
                parts=with_day_before(found, whole),
                opens=alone or found.start <= line.opening,
                whole=alone,
                approximate=approximately(whole, found.start, found.end),
            )
    return None


def _could_open(token: str) -> bool:
    """Whether a stamp may open with this: any digits, very few words."""
    return token[0].isdigit() or _is_word_of_time(token)


@lru_cache(maxsize=8192)
def _is_word_of_time(word: str) -> bool:
    day_word = day_offset(word) is not None or weekday_number(word) is not None
    return bool(rows_at(word)) or day_word or word.lower() in _OTHER_DAY_WORDS


def find_in(line: StampLine, aliases: Mapping[str, str]) -> Found | None:
    """The stamp in a line's text, with the zone of the line's own column when the stamp has none."""
    found = find(line.text, aliases)
    if found is not None and line.zone and isinstance(found.parts, Wall) and not found.parts.zone:
        return replace(found, parts=replace(found.parts, zone=line.zone))
    return found


def opens_no_stamp(text: str) -> bool:
    """Whether no word of a text could be where a stamp opens, whatever came behind it."""
    return not any(_could_open(token[0]) for token in _TOKEN.finditer(text))


def _at_token(line: Line, token: re.Match[str], aliases: Mapping[str, str]) -> Found | None:
    start = token.start()
    rows = rows_at(token[0])
    if rows and stands_free(line.text, start):
        found = first_match(rows, line, start, start, aliases)
        if found is not None:
            dated = _with_date_behind(_with_time_later(found, line, aliases), line, aliases)
            return _with_zone_before(dated, line, aliases)
    return _day_word_first(line, token, aliases) if token[0].isalpha() else None


def _day_word_first(line: Line, token: re.Match[str], aliases: Mapping[str, str]) -> Found | None:
    """`Yesterday at 11:58 PM`, `Thu, 14:05 UTC`, `Tue, 12 Mar 2024 14:05:06`: a day word, then any shape."""
    day = _day_word(line.text, token)
    if day is None or not stands_free(line.text, token.start()):
        return None
    start = _LAST.search(line.text, 0, token.start()) if day.last else None
    opens_at = start.start() if start else token.start()
    word_end = token.end()
    if day.next_day and (rest := _NEXT_DAY.match(line.text, token.start())):
        word_end = rest.end()
    gap = _AFTER_DAY_WORD.match(line.text, word_end)
    following = _TOKEN.match(line.text, gap.end()) if gap else None
    found = (
        first_match(rows_at(following[0]), line, following.start(), opens_at, aliases) if following else None
    )
    if found is not None and isinstance(found.parts, Wall) and found.parts.day is None:
        named = day.weekday is None or _says_weekday(token[0])
        wall = in_part_of_day(replace(found.parts, day=day), _part_of_day(token[0], gap))
        return replace(found, parts=wall, start=opens_at) if named else None
    if found is not None and isinstance(found.parts, Wall) and found.parts.day is not None:
        dated = replace(found.parts.day, weekday=day.weekday)
        return replace(found, parts=replace(found.parts, day=dated), start=opens_at)
    if _divides(token[0], day) and counts("heading", line, opens_at, word_end, False):
        return Found("day-word", Wall(day), opens_at, word_end)
    return None


def _part_of_day(day_word: str, gap: re.Match[str] | None) -> str | None:
    """The `night` of last night and of tonight, the `Abend` of `gestern Abend`."""
    return "night" if day_word.lower() in ("night", "tonight") else gap["part"] if gap else None


def _says_weekday(word: str) -> bool:
    """A weekday's name even without a date: `so` and `do` are one in German and Dutch, and words in English."""
    return len(word) >= 5 or word.lower() in _SHORT_WEEKDAYS


def _divides(word: str, day: Day) -> bool:
    """A day word that may stand as a divider between days: `Monday`, `Today`, and not a message that says "so"."""
    return word[0].isupper() and len(word) >= 4 and day.days_ago != -1


def _day_word(text: str, token: re.Match[str]) -> Day | None:
    offset, weekday = day_offset(token[0]), weekday_number(token[0])
    if offset is not None:
        return Day(days_ago=-offset)
    if _NEXT_DAY.match(text, token.start()):
        return Day(next_day=True)
    if token[0].lower() == "tonight" or _THIS_PART.match(text, token.start()):
        return Day(days_ago=0)
    last = bool(_LAST.search(text, max(0, token.start() - 8), token.start()))
    if token[0].lower() == "night":
        return Day(days_ago=1, last=True) if last else None
    if weekday is None:
        return None
    return Day(weekday=weekday, last=last)


def _with_time_later(found: Found, line: Line, aliases: Mapping[str, str]) -> Found:
    """`On 2024-03-12 we saw errors at 14:05`: a date, and later in the sentence its time."""
    parts = found.parts
    if not isinstance(parts, Wall) or parts.clock is not None or found.rule == "odd-year":
        return found
    for at in _AT.finditer(line.text, found.end, found.end + SENTENCE):
        time = first_match(rows_at("00"), line, at.end(), at.end(), aliases)
        if time is not None and isinstance(time.parts, Wall) and time.parts.clock and time.parts.day is None:
            return replace(found, parts=replace(time.parts, day=parts.day))
    return found


def _with_date_behind(found: Found, line: Line, aliases: Mapping[str, str]) -> Found:
    """`12:05 AM on September 27th`, `14:05 yesterday`: a time, then its date."""
    parts = found.parts
    if not isinstance(parts, Wall) or parts.day is not None or parts.clock is None:
        return found
    if short := _SHORT_DATE_BEHIND.match(line.text, found.end):
        day = Day(numbers=(short["first"], short["second"]), separator=short["separator"])
        return replace(found, parts=replace(parts, day=day), end=short.end())
    gap = _BEFORE_DATE.match(line.text, found.end)
    token = _TOKEN.match(line.text, gap.end()) if gap else None
    if token is None:
        return found
    behind = first_match(rows_at(token[0]), line, token.start(), token.start(), aliases, anywhere=True)
    if behind is not None and isinstance(behind.parts, Wall) and behind.parts.day and not behind.parts.clock:
        dated = replace(found, parts=replace(parts, day=behind.parts.day), end=behind.end)
        return _with_zone_behind(dated, line, aliases)
    word = _day_word(line.text, token) if token[0].isalpha() and len(token[0]) > 4 else None
    if word is None:
        return found
    wall = in_part_of_day(replace(parts, day=word), _part_of_day(token[0], None))
    return replace(found, parts=wall, end=token.end())


def _with_zone_before(found: Found, line: Line, aliases: Mapping[str, str]) -> Found:
    """`UTC 14:05`, `[CET] 14:05`."""
    match = _ZONE_BEFORE.search(line.text, max(0, found.start - 10), found.start)
    parts = found.parts
    if match is None or not isinstance(parts, Wall) or parts.zone or not zone_meanings(match[1], aliases):
        return found
    return replace(found, parts=replace(parts, zone=match[1]), start=match.start(1))


def _with_zone_behind(found: Found, line: Line, aliases: Mapping[str, str]) -> Found:
    """`14:05, 12 March 2024 (UTC)`."""
    match = _ZONE_BEHIND.match(line.text, found.end)
    parts = found.parts
    if (
        match is None
        or not isinstance(parts, Wall)
        or parts.zone
        or not zone_meanings(match["zone"], aliases)
    ):
        return found
    return replace(found, parts=replace(parts, zone=match["zone"]), end=match.end())
