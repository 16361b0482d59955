"""Deadlines of people: a day as for a commitment, with a time if one is meant (V1, V9).

Without a time it is 17:00. The zone is the incident's: people who read one page meet at one moment.
"""

import re
from datetime import datetime, timedelta, tzinfo

from oncall_tui.domain.days import local_date, long_day, parse_day
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import EPOCH, parse_instant_or_none
from oncall_tui.domain.local_time import offset_text, time_of_day_text

HOUR = 17
TIME = re.compile(
    r"(?P<day>.*?)(?:(?:^|\s+|(?<=\d)T)(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d))?", re.IGNORECASE
)


def read_deadline(text: str, now: int, zone: tzinfo) -> int:
    """Return the instant (UTC microseconds) of `fri`, `+5d`, `2026-12-01 09:30`, `09:30` or an ISO instant in UTC.

    Raises RefusedError for anything else.
    """
    typed = " ".join(text.split())
    exact = parse_instant_or_none(typed.upper()) if typed[-1:] in "zZ" else None
    if exact is not None:
        return exact
    match = TIME.fullmatch(typed)
    day = match["day"].strip() if match else typed
    if match is None or not (day or match["hour"]):
        raise RefusedError("There is no time. Nothing was changed. Use fri 17:00, +5d, or 2026-12-01 09:30.")
    date = parse_day(day, local_date(now, zone)) if day else local_date(now, zone)
    hour, minute = (int(match["hour"]), int(match["minute"])) if match["hour"] else (HOUR, 0)
    year, month, number = map(int, date.split("-"))
    moment = datetime(year, month, number, hour, minute, tzinfo=zone)
    return (moment - EPOCH) // timedelta(microseconds=1)


def deadline_text(instant: int, zone: tzinfo) -> str:
    """`Fri 22 Sep 2023 17:00 (BST, UTC+1)`."""
    day, time = long_day(local_date(instant, zone)), time_of_day_text(instant, zone, "minute")
    return f"{day} {time} ({offset_text(instant, zone)})"
