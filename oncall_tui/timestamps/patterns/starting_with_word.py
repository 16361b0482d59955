"""Shapes that open with a word or a sign, most specific first: month names, then the rest."""

from oncall_tui.timestamps.patterns.ages import BEFORE, BEHIND, LONE, SPANS
from oncall_tui.timestamps.patterns.extractors import age, calendar, elapsed, midnight, noon, tai64n
from oncall_tui.timestamps.patterns.fragments import (
    CLOCK,
    DAY_CLOCK,
    FRACTION,
    HMS,
    JOIN,
    LOOSE_CLOCK,
    MAYBE_UNTIL,
    NAME,
    ORDINAL,
    ZONE,
    ZONE_AFTER,
)
from oncall_tui.timestamps.patterns.pattern import AGE, ANYWHERE, DAY, HEADING, OPENING, PROSE, StampPattern

_NAME_DAY = rf"{NAME}(?:[\s-]{{1,2}}|(?<=\.))(?P<day>\d\d?){ORDINAL}"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SPAN = r"\d{1,4}\s?(?:d(?:ays?)?|h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)(?![^\W\d_])"

# fmt: off
MONTHS: tuple[StampPattern, ...] = (
    StampPattern("ctime", ANYWHERE, calendar, "Tue Mar 12 07:05:06 PDT 2024", "2024-03-12T14:05:06Z",
          rf"{_NAME_DAY}\s{{1,2}}{CLOCK}{ZONE}\s{_YEAR}(?![:\d]){ZONE_AFTER}"),
    StampPattern("syslog", ANYWHERE, calendar, "Mar  3 14:05:06", "2024-03-03T22:05:06Z",
          rf"(?P<name>[a-z]{{3}}) (?P<day>[ 123]\d) {HMS}{FRACTION}"
          rf"(?![:.,]\d|\s?[ap]\.?m\b|\s(?:[A-Z]{{2,5}}\s)?(?:19|20)\d\d\b){ZONE}", is_machine_written=True),
    StampPattern("name-day-year-time", ANYWHERE, calendar, "Mar 12, 2024 @ 14:05:06.123", "2024-03-12T21:05:06.123Z",
          rf"{_NAME_DAY}(?:\s?,\s?|[\s-]|(?<=\.))(?P<year>(?:19|20)\d\d|'\d\d){JOIN}{LOOSE_CLOCK}{ZONE}{MAYBE_UNTIL}"),
    StampPattern("name-day-time", ANYWHERE, calendar, "août 19 11:08:37", "2023-08-19T18:08:37Z",
          rf"{_NAME_DAY},?{JOIN}{DAY_CLOCK}{ZONE}{MAYBE_UNTIL}"),
    StampPattern("name-day-year", DAY, calendar, "March 12th, 2024", "2024-03-12T07:00:00Z",
          rf"{_NAME_DAY}(?:\s?,\s?|[\s-]|(?<=\.)){_YEAR}(?!\d)"),
    StampPattern("name-day", HEADING, calendar, "March 12th", "2024-03-12T07:00:00Z",
          _NAME_DAY),
)
WORDS: tuple[StampPattern, ...] = (
    StampPattern("tai64n", ANYWHERE, tai64n, "@40000000433225833b6e1a8c", "2005-09-22T03:31:05.997Z",
          r"@?(?P<label>4[0-9a-f]{15}(?:[0-9a-f]{8})?)"),
    StampPattern("klog", OPENING, calendar, "I0312 14:05:06.123456       1 main.go:12]", "2024-03-12T21:05:06.123456Z",
          r"[IWEF](?P<month>\d\d)(?P<day>\d\d) "
          rf"{HMS}{FRACTION}(?![:.,]\d){ZONE}", is_machine_written=True),
    StampPattern("t-clock", OPENING, calendar, "T14:05:06Z", "2024-03-12T14:05:06Z",
          rf"T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d){FRACTION})?{ZONE}"),
    StampPattern("elapsed", OPENING, elapsed, "T+5", "?",
          rf"T\s?(?P<sign>[+-])\s?(?P<span>\d{{1,2}}:\d\d(?::\d\d)?|{_SPAN}(?:\s?{_SPAN}){{0,2}}|\d{{1,4}})"),
    StampPattern("noon-word", PROSE, noon, "noon", "2024-03-12T19:00:00Z",
          rf"noon\b{ZONE}"),
    StampPattern("midnight-word", PROSE, midnight, "midnight: all quiet", "2024-03-12T07:00:00Z",
          rf"midnight\b{ZONE}"),
    StampPattern("ago-word", AGE, age, "an hour ago", "2024-03-12T22:00:00Z",
          rf"{SPANS}{BEHIND}"),
    StampPattern("ago-lone", AGE, age, "час назад", "2024-03-12T22:00:00Z",
          rf"{LONE}{BEHIND}"),
    StampPattern("ago-other", AGE, age, "il y a 10 minutes", "2024-03-12T22:50:00Z",
          rf"{BEFORE}\s{SPANS}(?:{BEHIND})?"),
    StampPattern("ago-around", AGE, age, "för 2 timmar sedan", "2024-03-12T21:00:00Z",
          rf"f[oö]r\s{SPANS}\s(?:sedan|siden)(?!\w)"),
    StampPattern("ago-other-lone", AGE, age, "před hodinou", "2024-03-12T22:00:00Z",
          rf"{BEFORE}\s{LONE}"),
)
# fmt: on
