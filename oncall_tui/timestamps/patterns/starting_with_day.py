"""Shapes that open with one to three digits, most specific first: days, months, hours and ages."""

from oncall_tui.timestamps.patterns.ages import BEHIND, CHARACTERS, SPANS
from oncall_tui.timestamps.patterns.extractors import (
    age,
    calendar,
    minutes_missing,
    noon,
    scientific,
    unclear,
)
from oncall_tui.timestamps.patterns.fragments import (
    CJK_CLOCK,
    CJK_WEEKDAY,
    CLOCK,
    DAY_CLOCK,
    FRACTION,
    HALF,
    HMS,
    JOIN,
    LOOSE_CLOCK,
    MAYBE_UNTIL,
    NAME,
    NO_UNIT,
    ORDINAL,
    UNTIL,
    ZONE,
)
from oncall_tui.timestamps.patterns.pattern import AGE, ANYWHERE, DAY, HEADING, OPENING, PROSE, StampPattern

_OF = r"(?:\s(?:de|of|di|del)\b)?"
_DAY_NAME = rf"(?P<day>\d\d?){ORDINAL}{_OF}[\s/-]{{0,2}}{NAME}"
_DAY_NAME_YEAR = rf"{_DAY_NAME}{_OF},?[\s/'-]{{0,3}}(?P<year>\d{{4}}|\d\d(?![:.h]?\d))"
_NUMBERS = r"(?P<first>\d\d?)(?P<separator>[-/.])(?P<middle>\d\d?)(?P=separator)"
_SPACED_NUMBERS = (
    r"(?P<first>\d\d?)\s?(?P<separator>[-/.])\s?(?P<middle>\d\d?)\s?(?P=separator)\s?"
    r"(?P<third>(?:19|20)\d\d)(?!\d)"
)

# fmt: off
PAIRS: tuple[StampPattern, ...] = (
    StampPattern("access-log", ANYWHERE, calendar, "12/Mar/2024:14:05:06 +0000", "2024-03-12T14:05:06Z",
          r"(?P<day>\d\d)/(?P<name>[A-Z][a-z]{2})/(?P<year>\d{4}):"
          rf"{HMS}{FRACTION}(?![:.,]\d){ZONE}", is_machine_written=True),
    StampPattern("day-name-year-time", ANYWHERE, calendar, "12 Mar 2024 14:05:06.123", "2024-03-12T21:05:06.123Z",
          rf"{_DAY_NAME_YEAR}(?:{JOIN}|::?){LOOSE_CLOCK}{ZONE}{MAYBE_UNTIL}"),
    StampPattern("day-name-time", ANYWHERE, calendar, "12 Mar 14:05:06 GMT 2024", "2024-03-12T14:05:06Z",
          rf"{_DAY_NAME},?{JOIN}{DAY_CLOCK}{ZONE}(?:\s(?P<year>(?:19|20)\d\d)(?![:\d]))?"),
    StampPattern("numbers-time", ANYWHERE, calendar, "3/12/2024 2:05:06 PM", "2024-03-12T21:05:06Z",
          rf"{_NUMBERS}(?P<third>\d{{4}}|\d\d)(?:{JOIN}|[:-]){LOOSE_CLOCK}{ZONE}{MAYBE_UNTIL}"),
    StampPattern("spaced-numbers-time", ANYWHERE, calendar, "12. 3. 2024, 14:05:06", "2024-03-12T21:05:06Z",
          rf"{_SPACED_NUMBERS}{JOIN}{LOOSE_CLOCK}{ZONE}{MAYBE_UNTIL}"),
    StampPattern("spaced-short-date", OPENING, unclear, "12. 03.24 14.05", "?",
          r"\d\d?\.\s\d\d?\.\d\d\s\d\d?[.:]\d\d(?![.\d])"),
    StampPattern("month-day-dash", ANYWHERE, calendar, "03/12-14:05:06.123456", "2024-03-12T21:05:06.123456Z",
          rf"(?P<month>\d\d)/(?P<day>\d\d)-{HMS}{FRACTION}{ZONE}"),
    StampPattern("dotted-day-time", OPENING, calendar, "12.03. um 14:05 Uhr", "2024-03-12T21:05:00Z",
          rf"(?P<day>\d\d?)\.\s?(?P<month>0?[1-9]|1[0-2])\.{JOIN}{DAY_CLOCK}{ZONE}"),
    StampPattern("two-numbers-time", OPENING, calendar, "03-12 16:13:38.811", "2024-03-12T23:13:38.811Z",
          r"(?P<first>\d\d?)(?P<separator>[-/.])(?P<middle>\d\d?)\.?"
          rf"{JOIN}{DAY_CLOCK}{ZONE}"),
    StampPattern("characters-short", ANYWHERE, calendar, "3月12日 14:05", "2024-03-12T21:05:00Z",
          rf"(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일号]{CJK_WEEKDAY}{CJK_CLOCK}{ZONE}"),
    StampPattern("day-name-year-tight", ANYWHERE, calendar, "12MAR24 1405Z", "2024-03-12T14:05:00Z",
          rf"{_DAY_NAME_YEAR}\s(?P<hour>\d\d)(?P<minute>\d\d)\s?(?P<zone>Z|UTC)(?!\w)"),
    StampPattern("day-name-year", DAY, calendar, "12 March 2024: rolled back", "2024-03-12T07:00:00Z",
          rf"(?P<day>\d\d?){ORDINAL}{_OF}[\s/-]{{0,2}}{NAME}{_OF},?[\s/'-]{{0,3}}(?P<year>(?:19|20)\d\d)"),
    StampPattern("numbers", DAY, calendar, "3/12/2024 rolled back", "2024-03-12T07:00:00Z",
          rf"{_NUMBERS}(?P<third>(?:19|20)\d\d)"),
    StampPattern("spaced-numbers", DAY, calendar, "12. 3. 2024 rolled back", "2024-03-12T07:00:00Z",
          _SPACED_NUMBERS),
    StampPattern("short-numbers", OPENING, calendar, "24/07/25", "2025-07-24T07:00:00Z",
          r"(?P<first>\d\d?)(?P<separator>[/.-])(?P<middle>\d\d?)(?P=separator)(?P<third>\d\d)(?!\s?\w)"),
    StampPattern("day-name", HEADING, calendar, "12th March", "2024-03-12T07:00:00Z",
          _DAY_NAME),
    StampPattern("ago", AGE, age, "10 min ago", "2024-03-12T22:50:00Z",
          rf"{SPANS}{BEHIND}"),
    StampPattern("ago-characters", AGE, age, "10分前", "2024-03-12T22:50:00Z",
          CHARACTERS),
    StampPattern("event-age", OPENING, age, "5m12s   Warning   BackOff   pod/checkout", "2024-03-12T22:54:48Z",
          r"(?P<span>(?:\d{1,4}[wdhms]){1,3})(?:\s\(x\d+ over [\dwdhms]+\))?(?=\s+(?:Normal|Warning)\s)"),
    StampPattern("range", PROSE, calendar, "14:05-14:20 errors on checkout", "2024-03-12T21:05:00Z",
          rf"{CLOCK}(?:\s?(?:Z|UTC|GMT)\b)?{UNTIL}{ZONE}"),
    StampPattern("clock", PROSE, calendar, "14:05:06.123", "2024-03-12T21:05:06.123Z",
          rf"{CLOCK}{ZONE}"),
    StampPattern("clock-unknown", OPENING, minutes_missing, "14:??", "?",
          rf"(?P<hour>\d\d?):(?:\?\?|[0-5]\?|xx)(?!\w){MAYBE_UNTIL}"),
    StampPattern("characters-clock", PROSE, calendar, "14時05分06秒", "2024-03-12T21:05:06Z",
          rf"{CJK_CLOCK}{ZONE}"),
    StampPattern("hour-h-minute", PROSE, calendar, "14h05", "2024-03-12T21:05:00Z",
          rf"(?P<hour>\d\d?)\s?h\s?(?P<minute>[0-5]\d)(?!\s?(?:m|h)){ZONE}"),
    StampPattern("dotted-clock-half", ANYWHERE, calendar, "2.05pm", "2024-03-12T21:05:00Z",
          rf"(?P<hour>\d\d?)\.(?P<minute>\d\d)(?=\s?[ap]\.?\s?m){HALF}{ZONE}"),
    StampPattern("dotted-clock", OPENING, calendar, "14.05", "2024-03-12T21:05:00Z",
          rf"(?P<hour>\d\d)\.(?P<minute>[0-5]\d)(?:\.(?P<second>[0-5]\d))?(?:\s?uhr\b)?{NO_UNIT}{ZONE}"),
    StampPattern("hour-half", PROSE, calendar, "2pm", "2024-03-12T21:00:00Z",
          rf"(?P<hour>\d\d?)(?=\s?[ap]\.?\s?m){HALF}{ZONE}"),
    StampPattern("hour-word", OPENING, calendar, "14 Uhr", "2024-03-12T21:00:00Z",
          rf"(?P<hour>\d\d?)\s?uhr(?:\s(?P<minute>[0-5]\d))?\b{ZONE}"),
    StampPattern("noon", PROSE, noon, "12 noon", "2024-03-12T19:00:00Z",
          rf"12\s?noon\b{ZONE}"),
    StampPattern("scientific", OPENING, scientific, "1.7102523061234567e+09", "2024-03-12T14:05:06.123456Z",
          r"1\.(?P<digits>\d{9,16})e\+?0?9"),
)
# fmt: on
