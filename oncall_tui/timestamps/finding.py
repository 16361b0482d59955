"""Find: which stamp stands in this line, and where. Pure, and the same for a line whatever stands around it.

Of several stamps the leftmost counts; at one place the most specific row. What only looks like a stamp is left alone:
addresses, versions, ids, prices, ratios, durations, file names, links.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from oncall_tui.timestamps.fragments import ZONE_TEXT
from oncall_tui.timestamps.parts import Day, Parts, Wall
from oncall_tui.timestamps.reading import StampLine
from oncall_tui.timestamps.shapes.table import Row, rows_for_digits, rows_for_word
from oncall_tui.timestamps.surroundings import (
    Line,
    approximately,
    counts,
    ends_free,
    opening_end,
    plain,
    stands_free,
)
from oncall_tui.timestamps.words import day_offset, weekday_number
from oncall_tui.timestamps.zones import zone_meanings

_TOKEN = re.compile(r"\d+|[^\W\d_]+|@(?=4)")
_AFTER_DAY_WORD = re.compile(r"[.)]?,?\s+(?:(?:at|um|a las|[àa]|alle|às|om|kl\.?|den|le|el|il|@|-)\s+)?")
_BEFORE_DATE = re.compile(r"(?:,|\s?·)?\s+\(?(?:on\s+(?:the\s+)?|am\s+|le\s+|el\s+|de\s+)?")
_ZONE_BEHIND = re.compile(rf"\s\(?(?P<zone>{ZONE_TEXT})\)?", re.I)
_END_OF_RANGE = re.compile(r"-(\d\d):(\d\d)")
_LIKE_A_ZONE = re.compile(
    r"[\[(]?(?:[A-Z][SD]T|(?:UTC|GMT)\s?[+-]\d+(?::?\d+)?|[+-]\d\d:?\d\d|(?:Africa|America|Antarctica|Asia|Atlantic"
    r"|Australia|Etc|Europe|Indian|Pacific)/[\w/]+)[\])]?"
)
"""What is a zone to everybody who reads it, though none that exists."""
_NEXT_DAY = re.compile(r"(?:next|following) (?:day|morning)\b", re.I)
_AT = re.compile(r"\b(?:at|um|à) (?=\d\d?[:.h]\d\d|\d\d?\s?[ap]m)", re.I)
_SENTENCE = 120
_STRANGE_DATE = re.compile(
    r"\b(?:\d\d?\.?\s[^\W\d_]{2,12}\.?,?\s(?:19|20)\d\d|\d{1,4}[-/]\d\d?[-/]\d{1,4}),?[T_ ]\s?$"
)
_LAST = re.compile(r"\blast\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A stamp in a line: the shape that matched, its parts, and where it stands."""

    rule: str
    parts: Parts
    start: int
    end: int
    opens: bool = True
    """At the opening of the line, so that its date carries on to the lines below."""
    whole: bool = False
    """The line holds nothing else."""
    approximate: bool = False


def find(text: str, aliases: Mapping[str, str]) -> Found | None:
    """The stamp of a line, or None."""
    whole = plain(text)
    line = Line(whole, opening_end(whole))
    for token in _TOKEN.finditer(whole):
        found = _at_token(line, token, aliases)
        if found is not None:
            return replace(
                found,
                parts=_unless_date_is_strange(found, whole),
                opens=found.start <= line.opening,
                whole=counts("heading", line, found.start, found.end, False),
                approximate=approximately(whole, found.start, found.end),
            )
    return None


def _unless_date_is_strange(found: Found, text: str) -> Parts:
    """A time right behind a date that we can't read has some day, but not that of the lines around."""
    parts = found.parts
    if isinstance(parts, Wall) and parts.day is None and _STRANGE_DATE.search(text[: found.start]):
        return replace(parts, trouble="date-unknown")
    return parts


def find_in(line: StampLine, aliases: Mapping[str, str]) -> Found | None:
    """The stamp in a line's text, with the zone of the line's own column when the stamp has none."""
    found = find(line.text, aliases)
    if found is not None and line.zone and isinstance(found.parts, Wall) and not found.parts.zone:
        return replace(found, parts=replace(found.parts, zone=line.zone))
    return found


def opens_no_stamp(text: str) -> bool:
    """Whether no word of a text could be where a stamp opens, whatever came behind it."""
    return not any(_rows(token[0]) or _day_word(text, token) for token in _TOKEN.finditer(text))


def _at_token(line: Line, token: re.Match[str], aliases: Mapping[str, str]) -> Found | None:
    start = token.start()
    rows = _rows(token[0])
    if rows and stands_free(line.text, start):
        found = _first(rows, line, start, start, aliases)
        if found is not None:
            return _with_date_behind(_with_time_later(found, line, aliases), line, aliases)
    return _day_word_first(line, token, aliases) if token[0].isalpha() else None


def _rows(token: str) -> tuple[Row, ...]:
    return rows_for_digits(len(token)) if token[0].isdigit() else rows_for_word(token)


def _first(
    rows: tuple[Row, ...],
    line: Line,
    start: int,
    stamp_start: int,
    aliases: Mapping[str, str],
    anywhere: bool = False,
) -> Found | None:
    """The first row that matches at `start` and counts there; the whole stamp may have opened at `stamp_start`."""
    for row in rows:
        match = row.pattern.match(line.text, start)
        if match is None:
            continue
        parts = row.shape.how(match)
        if parts is None:
            continue
        parts, end = _with_true_zone(parts, match, aliases)
        plain_hour = isinstance(parts, Wall) and parts.clock is not None and not parts.clock.half
        if not ends_free(line.text, end):
            continue
        if anywhere or counts(row.shape.where, line, stamp_start, end, plain_hour):
            return Found(row.shape.rule, parts, stamp_start, end)
    return None


def _with_true_zone(parts: Parts, match: re.Match[str], aliases: Mapping[str, str]) -> tuple[Parts, int]:
    """The parts less what only stood where a zone would (`14:05 INFO`, `10:00-17:00`), and their end."""
    if not isinstance(parts, Wall) or not parts.zone:
        return parts, match.end()
    group = "zone" if match["zone"] else "zone_after"
    if _ends_range(parts, match, group):
        return replace(parts, zone="", until=True), match.end(group)
    if zone_meanings(parts.zone, aliases) or _LIKE_A_ZONE.fullmatch(parts.zone):
        return parts, match.end()
    end = match.end() if match.end() > match.end(group) else len(match.string[: match.start(group)].rstrip())
    return replace(parts, zone=""), end


def _ends_range(parts: Wall, match: re.Match[str], group: str) -> bool:
    """`2024-03-12 10:00-17:00`: a later time behind a dash; after a `T` it is an offset."""
    end = _END_OF_RANGE.fullmatch(match[group])
    if end is None or parts.clock is None or parts.clock.precision != "minute":
        return False
    behind_t = match.string[match.start("hour") - 1] in "Tt"
    no_offset = int(end[1]) in (0, 13, 14) or end[2] not in ("00", "15", "30", "45")
    return not behind_t and (no_offset or int(end[1]) >= parts.clock.hour)


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
    found = _first(_rows(following[0]), line, following.start(), opens_at, aliases) if following else None
    if found is not None and isinstance(found.parts, Wall) and found.parts.day is None:
        return replace(found, parts=replace(found.parts, day=day), start=opens_at)
    if found is not None and isinstance(found.parts, Wall) and found.parts.day is not None:
        dated = replace(found.parts.day, weekday=day.weekday)
        return replace(found, parts=replace(found.parts, day=dated), start=opens_at)
    if counts("heading", line, opens_at, word_end, False):
        return Found("day-word", Wall(day), opens_at, word_end)
    return None


def _day_word(text: str, token: re.Match[str]) -> Day | None:
    offset, weekday = day_offset(token[0]), weekday_number(token[0])
    if offset is not None:
        return Day(days_ago=-offset)
    if _NEXT_DAY.match(text, token.start()):
        return Day(next_day=True)
    if weekday is None:
        return None
    return Day(weekday=weekday, last=bool(_LAST.search(text, max(0, token.start() - 8), token.start())))


def _with_time_later(found: Found, line: Line, aliases: Mapping[str, str]) -> Found:
    """`On 2024-03-12 we saw errors at 14:05`: a date, and later in the sentence its time."""
    parts = found.parts
    if not isinstance(parts, Wall) or parts.clock is not None or found.rule == "odd-year":
        return found
    for at in _AT.finditer(line.text, found.end, found.end + _SENTENCE):
        time = _first(rows_for_digits(2), line, at.end(), at.end(), aliases)
        if time is not None and isinstance(time.parts, Wall) and time.parts.clock and time.parts.day is None:
            return replace(found, parts=replace(time.parts, day=parts.day))
    return found


def _with_date_behind(found: Found, line: Line, aliases: Mapping[str, str]) -> Found:
    """`12:05 AM on September 27th`, `14:05 yesterday`: a time, then its date."""
    parts = found.parts
    if not isinstance(parts, Wall) or parts.day is not None or parts.clock is None:
        return found
    gap = _BEFORE_DATE.match(line.text, found.end)
    token = _TOKEN.match(line.text, gap.end()) if gap else None
    if token is None:
        return found
    behind = _first(_rows(token[0]), line, token.start(), token.start(), aliases, anywhere=True)
    if behind is not None and isinstance(behind.parts, Wall) and behind.parts.day and not behind.parts.clock:
        dated = replace(found, parts=replace(parts, day=behind.parts.day), end=behind.end)
        return _with_zone_behind(dated, line, aliases)
    day = _day_word(line.text, token) if token[0].isalpha() and len(token[0]) > 4 else None
    return replace(found, parts=replace(parts, day=day), end=token.end()) if day else found


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
