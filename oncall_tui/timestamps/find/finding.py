"""Find: which stamp stands in this line, and where. Pure, and the same for a line whatever stands around it.

Of several stamps the leftmost counts; at one place the most specific row. What only looks like a stamp is left alone:
addresses, versions, ids, prices, ratios, durations, file names, links.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from oncall_tui.timestamps.find.date_before import with_day_before
from oncall_tui.timestamps.find.doubts import with_doubt
from oncall_tui.timestamps.find.joining import TOKEN, joined
from oncall_tui.timestamps.find.match_context import (
    NormalisedLine,
    has_free_start,
    is_accepted,
    is_approximate,
    is_decoration,
    normalise_line,
    prefix_end,
)
from oncall_tui.timestamps.find.matching import FoundStamp, first_match, rows_at
from oncall_tui.timestamps.find.second import REACH, wants_second, with_second
from oncall_tui.timestamps.patterns.calendar_words import day_offset, weekday_number
from oncall_tui.timestamps.patterns.components import ElapsedSinceStart, WallTime, WrittenDate
from oncall_tui.timestamps.patterns.parts_of_day import PARTS, in_part_of_day
from oncall_tui.timestamps.types import StampLine
from oncall_tui.timestamps.zones import possible_zones

_MOST_SECONDS = 3
_IS_A_MOMENT = re.compile(
    r"[\s*_)]*(?:is|was|=|:|at|means|refers\sto|corresponds\sto|stands\sfor|equals|->|→|\()[^\n]{0,40}?\d\d?:\d\d",
    re.I,
)
_ZONE_OF_DAY = re.compile(
    r"[\s,;:(\[-]{1,4}(?:(?:all\s)?times?\s(?:are\s)?(?:in\s)?)?(?P<zone>[A-Z][\w/+:-]*(?:\s[\w]+){0,3}?)[\s)\]:*_]*",
    re.I,
)
_AFTER_DAY_WORD = re.compile(
    rf"[.)]?(?:\s(?P<part>{PARTS})\b)?,?\s+(?:(?:around|about|ca\.|gegen|vers)\s+)?"
    r"(?:(?:at|um|a las|[àa]|alle|às|om|kl\.?|den|le|el|il|@|-)\s+)?",
    re.I,
)
_SHORT_WEEKDAYS = frozenset(("mon", "tue", "tues", "wed", "thu", "thur", "fri", "sat", "sun"))
_BEFORE_DAY_WORD = re.compile(
    r"(?:,|\s?·)?\s+\(?(?:on\s+(?:the\s+)?|am\s+|le\s+|el\s+|de\s+|last\s+(?=night\b))?", re.I
)
_ALSO_WORDS = frozenset(
    (
        *("so", "do", "sam", "sex", "mo", "di", "ma", "me", "don", "dom", "sal", "per", "seg", "to", "st"),
        *("ne", "po", "la", "su", "pe", "ti"),
    )
)
"""Short weekdays that are words or names as well."""
_OTHER_DAY_WORDS = frozenset(("night", "tonight", "this", "ce"))
_THIS_PART = re.compile(rf"(?:this|ce) (?:{PARTS})\b", re.I)
_NEXT_DAY = re.compile(
    r"(?:next|following) (?:day|morning)\b|(?:le )?lendemain(?: matin)?\b"
    r"|(?:am )?(?:nächsten|folgenden) (?:tag|morgen)s?\b"
    r"|(?:al )?día siguiente\b|(?:il )?giorno (?:dopo|seguente)\b|(?:no )?dia seguinte\b|(?:de )?volgende dag\b"
    r"|(?:на )?следующий день\b|następnego dnia\b|ertesi gün\b|(?:翌[日朝]|次の日|次日|第二天)(?:の|，|、)?",
    re.I,
)
_NEXT_DAY_WORDS = frozenset(
    (
        *("next", "following", "lendemain", "nächsten", "folgenden", "día", "dia", "giorno", "volgende"),
        *("следующий", "następnego", "ertesi", "翌日", "翌朝", "次の日", "次日", "第二天"),
    )
)
_LAST = re.compile(r"\blast\s+$", re.I)


def find_stamp(text: str, aliases: Mapping[str, str]) -> FoundStamp | None:
    """Return the stamp of a line, or None."""
    whole = normalise_line(text)
    line = NormalisedLine(whole, prefix_end(whole))
    for token in TOKEN.finditer(whole):
        found = _at_token(line, token, aliases) if _could_open(token[0]) else None
        if found is not None and not _names_t_zero(found, whole):
            return _completed(found, line, aliases)
    return None


def _names_t_zero(found: FoundStamp, text: str) -> bool:
    """`T+0 is 2024-05-02 09:10 UTC`: the moment is what stands behind."""
    zero = isinstance(found.parts, ElapsedSinceStart) and not found.parts.span
    return zero and bool(_IS_A_MOMENT.match(text, found.end))


def _completed(found: FoundStamp, line: NormalisedLine, aliases: Mapping[str, str]) -> FoundStamp:
    """Return the stamp with what the rest of the line tells about it."""
    if wants_second(found, line):
        found = with_second(found, line, islice(_stamps_behind(found, line, aliases), _MOST_SECONDS))
    found = _with_zone_of_day(found, line, aliases)
    alone = is_accepted("heading", line, found.start, found.end, False)
    return replace(
        found,
        parts=with_doubt(with_day_before(found, line.text), found, line.text),
        opens=alone or (found.opens and found.start <= line.opening),
        whole=alone,
        approximate=is_approximate(line.text, found.start, found.end),
    )


def _with_zone_of_day(found: FoundStamp, line: NormalisedLine, aliases: Mapping[str, str]) -> FoundStamp:
    """`2024-05-02 (UTC)`, `Thursday 2 May, all times CET`: a line that is nothing but a day and a zone."""
    parts = found.parts
    if (
        not isinstance(parts, WallTime)
        or parts.clock is not None
        or not is_decoration(line.text[: found.start])
    ):
        return found
    name = _ZONE_OF_DAY.fullmatch(line.text, found.end)
    if name is None or not possible_zones(name["zone"], aliases):
        return found
    return replace(found, parts=replace(parts, zone=name["zone"]), end=name.end("zone"))


def _stamps_behind(
    found: FoundStamp, line: NormalisedLine, aliases: Mapping[str, str]
) -> Iterator[FoundStamp]:
    at = found.end
    while token := next(TOKEN.finditer(line.text, at, found.end + REACH), None):
        other = _at_token(line, token, aliases) if _could_open(token[0]) else None
        at = max(token.end(), other.end) if other else token.end()
        if other is not None:
            yield other


def _could_open(token: str) -> bool:
    """Return whether a stamp may open with this: any digits, very few words."""
    return token[0].isdigit() or _is_word_of_time(token)


@lru_cache(maxsize=8192)
def _is_word_of_time(word: str) -> bool:
    day_word = day_offset(word) is not None or weekday_number(word) is not None
    return (
        bool(rows_at(word)) or day_word or word.lower() in _OTHER_DAY_WORDS or word.lower() in _NEXT_DAY_WORDS
    )


def find_line_stamp(line: StampLine, aliases: Mapping[str, str]) -> FoundStamp | None:
    """Return the stamp in a line's text, with the zone of the line's own column when the stamp has none."""
    found = find_stamp(line.text, aliases)
    if found is not None and line.zone and isinstance(found.parts, WallTime) and not found.parts.zone:
        return replace(found, parts=replace(found.parts, zone=line.zone))
    return found


def has_no_stamp_start(text: str) -> bool:
    """Return whether no word of a text could be where a stamp opens, whatever came behind it."""
    return not any(_could_open(token[0]) for token in TOKEN.finditer(text))


def _at_token(line: NormalisedLine, token: re.Match[str], aliases: Mapping[str, str]) -> FoundStamp | None:
    start = token.start()
    rows = rows_at(token[0])
    if rows and has_free_start(line.text, start):
        found = first_match(rows, line, start, start, aliases)
        if found is not None:
            return _with_day_word_behind(joined(found, line, aliases), line)
    return _day_word_first(line, token, aliases) if token[0].isalpha() else None


def _day_word_first(
    line: NormalisedLine, token: re.Match[str], aliases: Mapping[str, str]
) -> FoundStamp | None:
    """`Yesterday at 11:58 PM`, `Thu, 14:05 UTC`, `Tue, 12 Mar 2024 14:05:06`: a day word, then any shape."""
    day = _day_word(line.text, token)
    if day is None or not has_free_start(line.text, token.start()):
        return None
    start = _LAST.search(line.text, 0, token.start()) if day.last else None
    opens_at = start.start() if start else token.start()
    word_end = token.end()
    if day.next_day and (rest := _NEXT_DAY.match(line.text, token.start())):
        word_end = rest.end()
    gap = _AFTER_DAY_WORD.match(line.text, word_end)
    following = TOKEN.match(line.text, gap.end()) if gap else None
    found = (
        first_match(rows_at(following[0]), line, following.start(), opens_at, aliases) if following else None
    )
    if found is not None and isinstance(found.parts, WallTime) and found.parts.day is None:
        named = day if day.weekday is None else _weekday_named(day, line, token)
        if named is None:
            return None
        wall = in_part_of_day(replace(found.parts, day=named), _part_of_day(token[0], gap))
        return replace(found, parts=wall, start=opens_at)
    if found is not None and isinstance(found.parts, WallTime) and found.parts.day is not None:
        dated = replace(found.parts.day, weekday=day.weekday)
        return replace(found, parts=replace(found.parts, day=dated), start=opens_at)
    if _divides(token[0], day) and is_accepted("heading", line, opens_at, word_end, False):
        return FoundStamp("day-word", WallTime(day), opens_at, word_end)
    return None


def _with_day_word_behind(found: FoundStamp, line: NormalisedLine) -> FoundStamp:
    """`14:05 yesterday`, `23:50 last night`, `14:05, on Monday`."""
    parts = found.parts
    if not isinstance(parts, WallTime) or parts.day is not None or parts.clock is None:
        return found
    gap = _BEFORE_DAY_WORD.match(line.text, found.end)
    token = TOKEN.match(line.text, gap.end()) if gap else None
    word = _day_word(line.text, token) if token and token[0].isalpha() and len(token[0]) > 4 else None
    if token is None or word is None:
        return found
    wall = in_part_of_day(replace(parts, day=word), _part_of_day(token[0], None))
    return replace(found, parts=wall, end=token.end())


def _part_of_day(day_word: str, gap: re.Match[str] | None) -> str | None:
    """Return the `night` of last night and of tonight, the `Abend` of `gestern Abend`."""
    return "night" if day_word.lower() in ("night", "tonight") else gap["part"] if gap else None


def _weekday_named(day: WrittenDate, line: NormalisedLine, token: re.Match[str]) -> WrittenDate | None:
    """Return a weekday's name even without a date. Short ones of other languages count at the head of a line only,
    and those that are words (`so`, `do`) or names (`Sam`) are asked about when they have a capital.
    """
    word = token[0].lower()
    if len(word) >= 5 or word in _SHORT_WEEKDAYS:
        return day
    if token.start() > line.opening:
        return None
    if word not in _ALSO_WORDS or line.text[token.end() : token.end() + 1] == ".":
        return day
    return replace(day, may_be_word=True) if token[0][0].isupper() else None


def _divides(word: str, day: WrittenDate) -> bool:
    """Return a day word that may stand as a divider between days: `Monday`, `Today`, and not a message that says
    "so".
    """
    return word[0].isupper() and len(word) >= 4 and day.days_ago != -1


def _day_word(text: str, token: re.Match[str]) -> WrittenDate | None:
    offset, weekday = day_offset(token[0]), weekday_number(token[0])
    if offset is not None:
        return WrittenDate(days_ago=-offset)
    if _NEXT_DAY.match(text, token.start()):
        return WrittenDate(next_day=True)
    if token[0].lower() == "tonight" or _THIS_PART.match(text, token.start()):
        return WrittenDate(days_ago=0)
    last = bool(_LAST.search(text, max(0, token.start() - 8), token.start()))
    if token[0].lower() == "night":
        return WrittenDate(days_ago=1, last=True) if last else None
    if weekday is None:
        return None
    return WrittenDate(weekday=weekday, last=last)
