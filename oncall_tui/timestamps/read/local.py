"""From a time on a wall in a zone to instants: one as a rule, two in a repeated hour, none in a skipped one."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from oncall_tui.domain.instants import EPOCH

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class LocalInstants:
    """The instants of a wall time: both passes of a repeated hour, both neighbours of a skipped time."""

    instants: tuple[int, ...]
    kind: str
    """`plain`, `repeated` or `skipped`."""


@lru_cache(maxsize=1024)  # messages come several a minute
def local_instants(wall: datetime, zone: tzinfo) -> LocalInstants:
    """Return the instants of a naive wall time in a zone; UTC microseconds."""
    first, second = (_offset(wall, zone, fold) for fold in (0, 1))
    naive = (wall.replace(tzinfo=EPOCH.tzinfo) - EPOCH) // _MICROSECOND
    if first == second:
        return LocalInstants((naive - first,), "plain")
    if first > second:
        return LocalInstants((naive - first, naive - second), "repeated")
    return LocalInstants((naive - second, naive - first), "skipped")


def _offset(wall: datetime, zone: tzinfo, fold: int) -> int:
    offset = wall.replace(tzinfo=zone, fold=fold).utcoffset()
    return (offset or timedelta(0)) // _MICROSECOND


def local_day(instant: int, zone: tzinfo) -> date:
    """Return the date on the wall at an instant."""
    return local_time(instant, zone).date()


def local_time(instant: int, zone: tzinfo) -> datetime:
    """Return the wall time at an instant, without its zone."""
    return (EPOCH + timedelta(microseconds=instant)).astimezone(zone).replace(tzinfo=None)


def is_24_hour_day(day: date, zone: tzinfo) -> bool:
    """Return whether a day has 24 hours in a zone, none repeated and none skipped."""
    start = datetime(day.year, day.month, day.day)
    return _offset(start, zone, 0) == _offset(start + timedelta(days=1), zone, 1) == _offset(start, zone, 1)


def offset_at(instant: int, zone: tzinfo) -> int:
    """Return the zone's offset from UTC at an instant, microseconds."""
    return (local_time(instant, zone).replace(tzinfo=EPOCH.tzinfo) - EPOCH) // _MICROSECOND - instant


def months_before(instant: int, months: int) -> int:
    """Return the same local day and time so many months earlier; the last day of a month that is shorter."""
    if not months:
        return instant
    moment = EPOCH + timedelta(microseconds=instant)
    count = moment.year * 12 + moment.month - 1 - months
    if count < 12:
        return instant
    year, month = count // 12, count % 12 + 1
    day = min(moment.day, monthrange(year, month)[1])
    return (moment.replace(year=year, month=month, day=day) - EPOCH) // _MICROSECOND
