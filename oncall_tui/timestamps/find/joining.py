"""Join what a line writes apart: a date and its time, in either order, with words, keys or cells between them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from oncall_tui.timestamps.find.date_before import SENTENCE
from oncall_tui.timestamps.find.match_context import NormalisedLine, has_free_start, is_span
from oncall_tui.timestamps.find.matching import FoundStamp, first_match, rows_at
from oncall_tui.timestamps.patterns.calendar_words import weekday_number
from oncall_tui.timestamps.patterns.components import WallTime, WrittenDate
from oncall_tui.timestamps.patterns.fragments import ZONE_TEXT
from oncall_tui.timestamps.zones import possible_zones

TOKEN = re.compile(r"\d+|[^\W\d_]+|@(?=4)")
_CLOCKS = frozenset(
    (
        *(
            "range",
            "clock",
            "hour-h-minute",
            "hour-half",
            "hour-word",
            "dotted-clock-half",
            "characters-clock",
        ),
        *("noon", "noon-word", "midnight-word"),
    )
)
_WORDS = (
    "on|the|of|at|am|um|vom|den|der|del|della|van|op|på|do|da|dia|le|el|il|la|las|du|de|día|a|à|as|às|alle|ore|om|kl|klo|o|в|от|г|года?"
    "|time|date|datum|zeit|uhrzeit|heure|fecha|hora|data|ora|tijd|dato|tid|early|late"
    "|approx|approximately|roughly|about|around|circa|ca|gegen|etwa|vers|hacia|sobre|verso|rond|local"
)
GAP = re.compile(
    rf"(?:\(?[月火水木金土日월화수목금토일](?:曜日?|요일)?\)|[\s,;:.|·/()\[\]\"'=@*_-]|(?:{_WORDS})\b){{1,14}}",
    re.I,
)
"""What may stand between a date and its time: punctuation, keys and small words."""
_LONGEST_GAP = 28
_FIGURES = re.compile(
    r"(?P<first>\d\d?)(?P<separator>[/.-])(?P<middle>\d\d?)(?P=separator)(?P<third>\d\d)(?![\d.%])"
)
_TWO_FIGURES = re.compile(
    r"(?P<gap>\s+(?:on|am|le|el|il|den)\s+|[,;]\s*\(?|\s*\()?\s*(?P<first>\d\d?)(?P<separator>[/.])(?P<second>\d\d?)"
    r"(?P<dot>\.?)(?![\d/.%]|\s(?:of|replicas|pods|nodes|ready|up|down|healthy|running)\b)",
    re.I,
)
_KEYED_DATE = re.compile(r"\b(?:date|datum|fecha|day)[\"']?\s?[=:]\s?[\"'\[]?(?=\w)", re.I)
_KEYED_TIME = re.compile(r"\b(?:time|zeit|uhrzeit|heure|hora|ora)[\"']?\s?[=:]\s?[\"'\[]?(?=\d)", re.I)
_KEYED_ZONE = re.compile(rf"[\s,;\"](?:tz|time_?zone)\s?[=:]\s?[\"']?(?P<zone>{ZONE_TEXT})", re.I)
_BEHIND_KEY = re.compile(r"\b(?:date|time)=[\"']?$", re.I)
_FARTHEST_KEY = 200
_AT = re.compile(r"\b(?:at|um|à) (?=\d\d?[:.h]\d\d|\d\d?\s?[ap]m)", re.I)
_ZONE_BEHIND = re.compile(rf"\s\(?(?P<zone>{ZONE_TEXT})\)?", re.I)
_ZONE_BEFORE = re.compile(r"(?<!\w)(UTC|GMT|[A-Z]{1,3}[SD]T|CES?T|EES?T)[\])]?:? $")


def joined(found: FoundStamp, line: NormalisedLine, aliases: Mapping[str, str]) -> FoundStamp:
    """Return the stamp with the time, the date and the zone that the line writes apart from it."""
    parts = found.parts
    if not isinstance(parts, WallTime) or parts.trouble:
        return found
    if parts.clock is None:
        found = _with_time(found, parts, line, aliases)
    elif parts.day is None:
        found = _with_date(found, parts, line, aliases)
    return _with_keyed_zone(_with_zone_before(found, line, aliases), line, aliases)


def _with_time(
    found: FoundStamp, parts: WallTime, line: NormalisedLine, aliases: Mapping[str, str]
) -> FoundStamp:
    """`Date: 2024-03-12 Time: 14:05`, `"12/03/2024","14:05:06"`, `On 2024-03-12 we saw errors at 14:05`."""
    for at, is_near in _places_of_time(line.text, found.end):
        token = TOKEN.match(line.text, at)
        time = first_match(rows_at(token[0]), line, at, at, aliases, anywhere=True) if token else None
        if time is None or not isinstance(time.parts, WallTime) or time.parts.clock is None or time.parts.day:
            continue
        if time.rule not in _CLOCKS or is_span(line.text, time.end):
            continue
        both = replace(time.parts, day=parts.day, zone=time.parts.zone or parts.zone)
        return replace(found, parts=both, end=time.end if is_near else found.end)
    return found


def _places_of_time(text: str, end: int) -> Iterator[tuple[int, bool]]:
    """Yield positions at which the time of a date may be: right behind it, behind a key, later behind `at`."""
    gap = GAP.match(text, end, end + _LONGEST_GAP)
    if gap:
        yield gap.end(), True
    if keyed := _KEYED_TIME.search(text, end, end + _FARTHEST_KEY):
        yield keyed.end(), False
    yield from ((at.end(), False) for at in _AT.finditer(text, end, end + SENTENCE))


def _with_date(
    found: FoundStamp, parts: WallTime, line: NormalisedLine, aliases: Mapping[str, str]
) -> FoundStamp:
    """`12:05 AM on September 27th`, `14:05, Tue 12 Mar 2024`, `time=14:05:06 date=2024-03-12`, `14:05, 16/11`."""
    if short := _two_figures(line.text, found.end):
        day = WrittenDate(numbers=(short["first"], short["second"]), separator=short["separator"])
        return replace(found, parts=replace(parts, day=day), end=short.end())
    gap = GAP.match(line.text, found.end, found.end + _LONGEST_GAP)
    dated = _date_at(gap.end(), line, aliases) if gap else None
    if dated is not None:
        whole = replace(found, parts=replace(parts, day=dated[0]), end=dated[1])
        return _with_zone_behind(whole, line, aliases)
    for keyed in _KEYED_DATE.finditer(line.text, 0, found.end + _FARTHEST_KEY):
        dated = _date_at(keyed.end(), line, aliases)
        if dated is not None:
            return replace(found, parts=replace(parts, day=dated[0]))
    return found


def _two_figures(text: str, at: int) -> re.Match[str] | None:
    """Return a day and a month behind a time, unless they may as well be a ratio: `14:05, 3/4 replicas`."""
    short = _TWO_FIGURES.match(text, at)
    if short is None:
        return None
    if short["separator"] == ".":
        return short if short["dot"] or (short["gap"] or "").strip().isalpha() else None
    word = (short["gap"] or "").strip()
    return short if word.isalpha() or (word and int(short["first"]) > int(short["second"])) else None


def _date_at(at: int, line: NormalisedLine, aliases: Mapping[str, str]) -> tuple[WrittenDate, int] | None:
    """Return the date at a place of the line, behind a weekday's name or not, and its end."""
    token = TOKEN.match(line.text, at)
    if token is None or not has_free_start(line.text, at):
        return None
    if figures := _FIGURES.match(line.text, at):
        return WrittenDate(
            numbers=figures.group("first", "middle", "third"), separator=figures["separator"]
        ), figures.end()
    found = first_match(rows_at(token[0]), line, at, at, aliases, anywhere=True)
    if found is not None:
        day = found.parts.day if isinstance(found.parts, WallTime) and found.parts.clock is None else None
        return (day, found.end) if day is not None and day.is_calendar else None
    weekday = weekday_number(token[0]) if token[0].isalpha() else None
    gap = GAP.match(line.text, token.end(), token.end() + _LONGEST_GAP) if weekday is not None else None
    dated = (
        _date_at(gap.end(), line, aliases)
        if gap and weekday_number(_word(line.text, gap.end())) is None
        else None
    )
    return (replace(dated[0], weekday=weekday), dated[1]) if dated else None


def _word(text: str, at: int) -> str:
    token = TOKEN.match(text, at)
    return token[0] if token and token[0].isalpha() else ""


def _with_keyed_zone(found: FoundStamp, line: NormalisedLine, aliases: Mapping[str, str]) -> FoundStamp:
    """`date=2024-03-12 time=14:05:06 tz="-0700"`: the zone is a field of its own."""
    parts = found.parts
    if not isinstance(parts, WallTime) or parts.clock is None or parts.zone:
        return found
    if not _BEHIND_KEY.search(line.text, max(0, found.start - 8), found.start):
        return found
    match = _KEYED_ZONE.search(line.text, found.end)
    if match is None or not possible_zones(match["zone"], aliases):
        return found
    return replace(found, parts=replace(parts, zone=match["zone"]))


def _with_zone_before(found: FoundStamp, line: NormalisedLine, aliases: Mapping[str, str]) -> FoundStamp:
    """`UTC 14:05`, `[CET] 14:05`."""
    match = _ZONE_BEFORE.search(line.text, max(0, found.start - 10), found.start)
    parts = found.parts
    if (
        match is None
        or not isinstance(parts, WallTime)
        or parts.zone
        or not possible_zones(match[1], aliases)
    ):
        return found
    return replace(found, parts=replace(parts, zone=match[1]), start=match.start(1))


def _with_zone_behind(found: FoundStamp, line: NormalisedLine, aliases: Mapping[str, str]) -> FoundStamp:
    """`14:05, 12 March 2024 (UTC)`."""
    match = _ZONE_BEHIND.match(line.text, found.end)
    parts = found.parts
    if match is None or not isinstance(parts, WallTime) or parts.zone:
        return found
    if not possible_zones(match["zone"], aliases):
        return found
    return replace(found, parts=replace(parts, zone=match["zone"]), end=match.end())
