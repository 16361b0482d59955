"""Shapes that open with five digits and more, most specific first: compact stamps and epochs.

Numbers of that length are mostly ids and counters, so they count at the opening of a line or behind a key only.
"""

from oncall_tui.timestamps.patterns.extractors import calendar, epoch, odd_year
from oncall_tui.timestamps.patterns.fragments import CLOCK, FRACTION, LOOSE_FRACTION, ZONE
from oncall_tui.timestamps.patterns.pattern import ANYWHERE, HEADING, OPENING, StampPattern

_DATE = r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
_SHORT_DATE = r"(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)"
_OFFSET = r"(?:\s[+-]\d{4}|[+-]\d{4}(?=\)))?"

# fmt: off
RUNS: tuple[StampPattern, ...] = (
    StampPattern("compact", ANYWHERE, calendar, "20171223-22:15:29:606", "2017-12-24T06:15:29.606Z",
          rf"{_DATE}[T_ :-]{_CLOCK}{LOOSE_FRACTION})?{ZONE}"),
    StampPattern("compact-run", OPENING, calendar, "20240312140506", "2024-03-12T21:05:06Z",
          rf"{_DATE}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?:(?P<second>[0-6]\d){FRACTION})?{ZONE}"),
    StampPattern("short-run", OPENING, calendar, "240312140506Z", "2024-03-12T14:05:06Z",
          rf"{_SHORT_DATE}(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?P<zone>Z)"),
    StampPattern("short-date-time", OPENING, calendar, "081109 203615 148 INFO dfs.DataNode", "2008-11-10T04:36:15Z",
          rf"{_SHORT_DATE}[T_ ]{{1,2}}(?P<hour>\d?\d):?(?P<minute>\d\d):?(?P<second>\d\d){FRACTION}{ZONE}"),
    StampPattern("date-time-group", ANYWHERE, calendar, "121405Z MAR 24", "2024-03-12T14:05:00Z",
          r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<zone>Z)\s?(?P<name>[a-z]{3})\s?(?P<year>\d{4}|\d\d)"),
    StampPattern("epoch-audit", OPENING, epoch,
          "type=SYSCALL msg=audit(1710252306.123:456)", "2024-03-12T14:05:06.123Z",
          r"(?P<whole>\d{10})\.(?P<fraction>\d{3}):\d+"),
    StampPattern("epoch-fraction", OPENING, epoch,
          "1710252306.123456 12 127.0.0.1 TCP_MISS", "2024-03-12T14:05:06.123456Z",
          r"(?P<whole>\d{10})[.,](?P<fraction>\d{1,18})"),
    StampPattern("epoch-millis", OPENING, epoch, "1710252306123.456", "2024-03-12T14:05:06.123Z",
          r"(?P<whole>\d{13})\.\d{1,6}"),
    StampPattern("epoch-history", OPENING, epoch, ": 1710252306:0;kubectl rollout undo", "2024-03-12T14:05:06Z",
          r"(?P<whole>\d{10}):\d{1,6}(?=;)"),
    StampPattern("epoch", OPENING, epoch, "1710252306123", "2024-03-12T14:05:06.123Z",
          rf"(?P<whole>\d{{19}}|\d{{16}}|\d{{13}}|\d{{10}}){_OFFSET}"),
    StampPattern("odd-year", ANYWHERE, odd_year, "20244-03-12 14:05", "?",
          rf"(?P<year>\d{{5}})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]{CLOCK})?"),
    StampPattern("compact-date", HEADING, calendar, "20240312", "2024-03-12T07:00:00Z",
          _DATE),
)
# fmt: on
