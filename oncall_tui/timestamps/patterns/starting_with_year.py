"""Shapes that open with the year, most specific first."""

from oncall_tui.timestamps.patterns.extractors import calendar, iso_week, ordinal
from oncall_tui.timestamps.patterns.fragments import (
    CJK_CLOCK,
    CJK_WEEKDAY,
    FRACTION,
    HMS,
    JOIN,
    LOOSE_CLOCK,
    MAYBE_UNTIL,
    NAME,
    ORDINAL,
    YEAR,
    ZONE,
)
from oncall_tui.timestamps.patterns.pattern import ANYWHERE, DAY, OPENING, StampPattern

_DATE = rf"{YEAR}(?P<separator>[-/.])(?P<month>\d\d?)(?P=separator)(?P<day>\d\d?)(?!\d)"
_TIGHT = r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?"
_CJK = r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일号]"

# fmt: off
YEARS: tuple[StampPattern, ...] = (
    StampPattern("iso", ANYWHERE, calendar, "2024-03-12T14:05:06.123-0700", "2024-03-12T21:05:06.123Z",
          r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[T ]"
          rf"{HMS}{FRACTION}(?![:.,]\d|\s?[ap]\.?m\b){ZONE}", is_machine_written=True),
    StampPattern("year-slashes", ANYWHERE, calendar, "2024/03/12 14:05:06 [error] 7#7: *1", "2024-03-12T21:05:06Z",
          r"(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d) "
          rf"{HMS}{FRACTION}(?![:.,]\d|\s?[ap]\.?m\b){ZONE}", is_machine_written=True),
    StampPattern("date-time-dashes", ANYWHERE, calendar, "2024-03-12_14-05-06", "2024-03-12T21:05:06Z",
          rf"{_DATE}[T_ -](?P<hour>\d\d)-(?P<minute>\d\d)-(?P<second>\d\d){ZONE}"),
    StampPattern("date-time", ANYWHERE, calendar, "2005-06-03-15.42.50.675872", "2005-06-03T22:42:50.675872Z",
          rf"{_DATE}(?:{JOIN}|[:-]){LOOSE_CLOCK}{ZONE}{MAYBE_UNTIL}{ZONE.replace('zone', 'zone_after')}"),
    StampPattern("colons", ANYWHERE, calendar, "2024:03:12-14:05:06", "2024-03-12T21:05:06Z",
          rf"{YEAR}:(?P<month>\d\d):(?P<day>\d\d)[T -]{HMS}{FRACTION}{ZONE}"),
    StampPattern("spaced-date-time", ANYWHERE, calendar, "2024. 3. 12. 14:05:06", "2024-03-12T21:05:06Z",
          rf"{YEAR}\.\s?(?P<month>\d\d?)\.\s?(?P<day>\d\d?)\.?{JOIN}{LOOSE_CLOCK}{ZONE}"),
    StampPattern("date-tight-time", ANYWHERE, calendar, "2024-03-12T1405Z", "2024-03-12T14:05:00Z",
          rf"{_DATE}T{_TIGHT}{FRACTION}{ZONE}"),
    StampPattern("date-military", ANYWHERE, calendar, "2024-03-12 1405", "2024-03-12T21:05:00Z",
          rf"{_DATE} (?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)"
          rf"(?:\s?(?:hrs|h)\b|(?=\s?(?:Z|UTC)|\s*$|\]|\s*[:;-]\s)){ZONE}"),
    StampPattern("date-hour", ANYWHERE, calendar, "2024-03-12T14+01:00", "2024-03-12T13:00:00Z",
          rf"{_DATE}T(?P<hour>\d\d)(?P<zone>Z|[+-]\d\d:?\d\d)"),
    StampPattern("year-name-time", ANYWHERE, calendar, "2024-Mar-12 14:05:06", "2024-03-12T21:05:06Z",
          rf"{YEAR}[\s.-]{{0,2}}{NAME}[\s-]?(?P<day>\d\d?){ORDINAL}(?:{JOIN}|[:-]){LOOSE_CLOCK}{ZONE}"),
    StampPattern("day-of-year", ANYWHERE, ordinal, "2024-072T14:05:06Z", "2024-03-12T14:05:06Z",
          rf"{YEAR}[-:.](?P<ordinal>\d{{3}})[T :-]"
          rf"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d){FRACTION})?{ZONE}"),
    StampPattern("iso-week", ANYWHERE, iso_week, "2024-W11-2T14:05:06Z", "2024-03-12T14:05:06Z",
          rf"{YEAR}-?W(?P<week>\d\d)-?(?P<weekday>[1-7])[T ]"
          rf"(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d){FRACTION})?{ZONE}"),
    StampPattern("characters", ANYWHERE, calendar, "2024年3月12日 14時05分", "2024-03-12T21:05:00Z",
          rf"{_CJK}(?:{CJK_WEEKDAY}{CJK_CLOCK}|(?P<no_time>)){ZONE}"),
    StampPattern("date", DAY, calendar, "2024-03-12 rolled back", "2024-03-12T07:00:00Z",
          rf"{_DATE}(?![T ]\d\d?:\d\d)"),
    StampPattern("year-name", DAY, calendar, "2024 Mar 12: rolled back", "2024-03-12T07:00:00Z",
          rf"{YEAR}[\s.-]{{1,2}}{NAME}[\s-]?(?P<day>\d\d?){ORDINAL}"),
    StampPattern("day-of-year-date", OPENING, ordinal, "2024-072 rolled back", "2024-03-12T07:00:00Z",
          rf"{YEAR}-(?P<ordinal>\d{{3}})(?P<zone>)"),
    StampPattern("military", OPENING, calendar, "1405Z rolled back", "2024-03-12T14:05:00Z",
          r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s?(?:(?:hrs|hours|h)\b|(?P<zone>Z|UTC|GMT|(?-i:P[SD]?T|[ECM][SD]T|ET|CES?T|BST))(?!\w))"),
)
# fmt: on
