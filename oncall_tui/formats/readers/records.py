"""Records of any program: an object with a field that says when and a field that says what."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from oncall_tui.formats.readers.event import Event
from oncall_tui.formats.readers.json_values import WrittenFloat
from oncall_tui.formats.readers.stampish import opens_with_stamp

# Fields that say when, by their name in lower case; the first that holds a stamp counts.
WHEN = (
    *("@timestamp", "timestamp", "time", "ts", "eventtime", "event_time", "datetime", "date_time", "date"),
    *(
        "_time",
        "@t",
        "t",
        "log_time",
        "logtime",
        "asctime",
        "created_at",
        "createdat",
        "occurred_at",
        "startsat",
    ),
    *(
        "edgestarttimestamp",
        "timegenerated",
        "receivetimestamp",
        "published",
        "when",
        "created",
        "at",
        "start",
    ),
)
WHEN_ENDINGS = ("timestamp", "time", "_at", "date", "_ts")
WHAT = (
    *("message", "msg", "@message", "@m", "short_message", "log", "body", "text", "textpayload", "summary"),
    *("description", "event", "error", "err", "detail", "details", "title", "name"),
)
SAYING = frozenset({"message", "msg", "@message", "log", "short_message"})
INSIDE = ("_source", "fields", "jsonpayload", "payload", "event", "log", "message", "body", "record")
AUTHORS = ("author", "user", "username", "user_name", "agent", "actor")
EPOCHS = ((10**8, 10**11), (10**11, 10**14), (10**14, 10**17), (10**17, 10**20))
ZONES = ("tz", "timezone", "time_zone")
ZONE = re.compile(r"UTC|GMT|[+-]\d\d:?\d\d|[A-Z][A-Za-z]+/[\w/+-]+")
TIME_OF_DAY = re.compile(r"\d\d?:\d\d")
FIELDS_SHOWN = 8


def record_event(record: Mapping[str, Any]) -> Event | None:
    """The event that a record is, or None where it says neither when nor what."""
    names = {name.lower(): value for name, value in record.items()}
    stamp, said = stamp_in(names), message_in(names)
    if stamp is None and not names.keys() & SAYING:
        return None
    links = tuple(value for value in names.values() if _is_address(value))
    author = next((names[name] for name in AUTHORS if isinstance(names.get(name), str)), None)
    zone = _zone_in(names)
    return Event(said or _fields(record), stamp=stamp or "", zone=zone, author=author, references=links)


def stamp_in(names: Mapping[str, Any], depth: int = 2) -> str | None:
    """The text of the first field that says when, here or a level or two inside. Names are in lower case."""
    if both := _date_and_time(names):
        return both
    for name in (*WHEN, *(name for name in names if name.endswith(WHEN_ENDINGS))):
        if name in names and (stamp := _stamp(names[name])):
            return stamp
    for inner in _inside(names) if depth else ():
        if stamp := stamp_in(inner, depth - 1):
            return stamp
    return None


def _date_and_time(names: Mapping[str, Any]) -> str | None:
    """`date=2024-03-12 time=14:05:06`: a day and a time of day in two fields."""
    day, clock = names.get("date"), names.get("time")
    if not (isinstance(day, str) and isinstance(clock, str) and TIME_OF_DAY.match(clock)):
        return None
    return None if ":" in day or not opens_with_stamp(day) else f"{day} {clock}"


def _zone_in(names: Mapping[str, Any]) -> str | None:
    """The zone of a record that names one apart; `zone` alone is mostly where a machine stands."""
    return next(
        (zone for name in ZONES if isinstance(zone := names.get(name), str) and ZONE.fullmatch(zone)), None
    )


def message_in(names: Mapping[str, Any], depth: int = 2) -> str | None:
    """What the record says, here or a level or two inside; a message that is itself JSON is read as such."""
    for name in WHAT:
        value = names.get(name)
        if isinstance(value, str) and value.strip():
            return _unpacked(value.strip())
    for inner in _inside(names) if depth else ():
        if said := message_in(inner, depth - 1):
            return said
    return None


def _inside(names: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in INSIDE:
        inner = names.get(name)
        if isinstance(inner, dict):
            yield {key.lower(): value for key, value in inner.items()}


def _unpacked(message: str) -> str:
    if not message.startswith("{"):
        return message
    try:
        inner = json.loads(message)
    except (ValueError, RecursionError):
        return message
    names = {key.lower(): value for key, value in inner.items()}
    return next((names[name] for name in WHAT if isinstance(names.get(name), str) and names[name]), message)


def _stamp(value: Any) -> str | None:
    """The value as a stamp's text: a text that opens with one, or a number as large as an epoch."""
    if isinstance(value, str):
        return value if opens_with_stamp(value) else None
    if isinstance(value, dict):
        return _seconds_and_nanos(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not any(low <= value < high for low, high in EPOCHS):
        return None
    written = value.written if isinstance(value, WrittenFloat) else str(value)
    return format(Decimal(written), "f") if "e" in written.lower() else written


def _seconds_and_nanos(value: Mapping[str, Any]) -> str | None:
    """A moment as protocol buffers write it: `{"seconds": 1710252306, "nanos": 123456789}`."""
    seconds, nanos = value.get("seconds"), value.get("nanos", 0)
    if not (isinstance(seconds, int) and isinstance(nanos, int)):
        return None
    low, high = EPOCHS[0]
    return f"{seconds}.{nanos:09}" if low <= seconds < high else None


def _fields(record: Mapping[str, Any]) -> str:
    """The first plain fields, for a record without a message: `ClientIP=192.0.2.1 RayID=761f`."""
    plain = (
        f"{name}={value}"
        for name, value in record.items()
        if isinstance(value, str | int | float) and value != ""
    )
    return " ".join(field for field, _ in zip(plain, range(FIELDS_SHOWN), strict=False))


def _is_address(value: Any) -> bool:
    return (
        isinstance(value, str) and value.startswith(("http://", "https://")) and not set(value) & set(" \n\t")
    )
