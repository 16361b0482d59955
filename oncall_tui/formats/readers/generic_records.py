"""Records of any program: an object with a field that says when and a field that says what.

What happened has its own time; the time at which a payload was sent or printed counts only where no other is there.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from oncall_tui.formats.readers.json_format import ParsedEvent
from oncall_tui.formats.readers.json_values import WrittenFloat
from oncall_tui.formats.readers.plain_text import plain_text
from oncall_tui.formats.readers.stamp_prefix import CLOCK, opens_with_stamp

# Fields that say when, by their name in lower case; the first that holds a stamp counts.
WHEN = (
    *("@timestamp", "timestamp", "time", "ts", "eventtime", "event_time", "datetime", "date_time"),
    *("_time", "@t", "t", "log_time", "logtime", "asctime", "occurred_at", "occurredat", "startsat"),
    *("started_at", "startedat", "start_time", "starttime", "datestart", "triggered_at", "triggeredat"),
    *("created_at", "createdat", "create_at", "createat", "createddatetime", "created_date", "createddate"),
    *("created_on", "created", "origin_server_ts", "date_unixtime", "edgestarttimestamp", "timegenerated"),
    *("receivetimestamp", "published", "published_at", "when", "sent", "date", "at", "start"),
)
WHEN_ENDINGS = ("timestamp", "time", "_at", "date", "_ts", "edat", "_on", "edtime", "zoned")
# Parts of names of fields that say something else: when it was printed, changed or over, or what is still to come.
OTHER_MOMENTS = re.compile(
    r"updat|modif|chang|edit|export|generat|print|fetch|retriev|deliver|expir|due|until|end|close|resolv|finish"
    r"|complet|next|now|sent_at|sentat|notif|receiv|ack|snooz|server_time|servertime|joined|birth|schedul|delet|archiv"
    r"|valid|last_?login|seen|_on_call|timezone|runtime|uptime|lifetime"
)
WHAT = (
    *("message", "msg", "@message", "@m", "short_message", "log", "body", "text", "textpayload", "content"),
    *("summary", "title", "subject", "headline", "short_description", "description", "event", "error", "err"),
    *("detail", "details", "alert_name", "alertname", "rule_name", "rulename", "policy_name", "monitor_name"),
    *("check_name", "name", "display_name", "reason", "note", "comment"),
)
TITLES = frozenset(
    (
        *(
            "title",
            "subject",
            "headline",
            "summary",
            "short_description",
            "alert_name",
            "alertname",
            "rule_name",
        ),
        *("rulename", "policy_name", "monitor_name", "check_name", "name", "incident_name", "issue_title"),
    )
)
SAYING = frozenset({"message", "msg", "@message", "log", "short_message"})
INSIDE = ("_source", "fields", "jsonpayload", "payload", "event", "log", "message", "body", "record")
# Where an envelope keeps the thing that it is about.
SUBJECTS = (
    *("alert", "incident", "event", "data", "payload", "problem", "issue", "notification", "item", "object"),
    *(
        "detail",
        "details",
        "result",
        "check",
        "post",
        "message",
        "node",
        "attributes",
        "record",
        "alarm",
        "monitor",
    ),
)
NO_SUBJECTS = re.compile(
    r"user|agent|actor|creator|author|sender|member|page|meta|team|organi[sz]ation|org$|repo|service|project|link"
    r"|account|owner|tag|label|room|channel|workspace|assignee|schedule|request|config|setting|component|host|client"
    r"|device|environment|integration|policy$|installation|context|process|os$|runtime|sdk|browser|paging|cursor"
)
LOG_FIELDS = frozenset(
    (
        *(
            "level",
            "loglevel",
            "log_level",
            "lvl",
            "levelname",
            "severity_text",
            "logger",
            "logger_name",
            "pid",
        ),
        *(
            "thread",
            "threadname",
            "stream",
            "kubernetes",
            "caller",
            "span_id",
            "trace_id",
            "traceid",
            "spanid",
        ),
        *("@timestamp", "@version", "facility", "log", "hostname", "host", "logname", "log.level", "_source"),
    )
)
AUTHORS = ("author", "user", "username", "user_name", "agent", "actor")
PEOPLE = (
    *(
        "author",
        "sender",
        "user",
        "fromuser",
        "from",
        "creator",
        "u",
        "agent",
        "actor",
        "by",
        "posted_by",
        "member",
    ),
    *("user_name", "username", "sender_full_name", "sender_name", "created_by", "createdby", "personemail"),
    *(
        "display_name",
        "authorname",
        "from_name",
        "nick",
        "nickname",
        "who",
        "person",
        "responder",
        "reporter",
    ),
)
PERSON_NAMES = (
    *("display_name", "displayname", "full_name", "fullname", "real_name", "nickname", "name", "username"),
    *("user_name", "summary", "login", "email", "user", "application", "id"),
)
MATRIX_ID = re.compile(r"@([^:\s]+):[\w.-]+")
EPOCHS = ((10**8, 10**11), (10**11, 10**14), (10**14, 10**17), (10**17, 10**20))
ZONES = ("tz", "timezone", "time_zone")
ZONE = re.compile(r"(?:UTC|GMT)?[+-]\d\d?:?(?:\d\d)?|[A-Z]{2,5}|[A-Z][A-Za-z]+/[\w/+-]+")
ZONED = re.compile(r"\dZ$|[+-]\d\d:?\d\d$|\b(?:UTC|GMT|[A-Z]{2,4}T)\b|^\d{9,20}(?:\.\d+)?$")
TIME_OF_DAY = re.compile(r"\d\d?:\d\d")
CLOCK_TIME = re.compile(r"\d\d?:\d\d:\d\d")
FIELDS_SHOWN = 8


def record_event(record: Mapping[str, Any]) -> ParsedEvent | None:
    """Return the event that a record is, or None where it says neither when nor what."""
    names = _lower(record)
    subject = _subject_of(names)
    if subject is not None:
        names = {**{name: value for name, value in names.items() if not _says_when(name)}, **subject}
    stamp, said = find_stamp(names), find_message(names)
    if stamp is None and not names.keys() & SAYING:
        return None
    links = tuple(value for name, value in names.items() if _is_address(value) and not _is_picture(name))
    return ParsedEvent(
        said or _fields(record),
        stamp=stamp or "",
        zone=_zone_in(names),
        author=_plain_author(names) if is_of_a_log(record) else author_in(names),
        references=links,
    )


def is_of_a_log(record: Mapping[str, Any]) -> bool:
    """Return whether a program wrote the record line by line; else it is what a service keeps: a message, an alert."""
    names = {name.lower() for name in record}
    if names & LOG_FIELDS:
        return True
    return not (
        names & TITLES or names & set(PEOPLE) or any(isinstance(value, dict) for value in record.values())
    )


def _lower(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in record.items()}


def _subject_of(names: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the thing that an envelope is about, with a time and words of its own; None where the record is the
    thing.
    """
    if names.keys() & SAYING and any(isinstance(names.get(name), str) for name in SAYING):
        return None
    own = next(_stamps(names, is_sure=True), None)
    has_words = _direct_words(names) is not None
    if own is not None and has_words:
        return None
    for name in (*SUBJECTS, *(() if own else names)):
        inner = names.get(name)
        if not isinstance(inner, dict) or (name not in SUBJECTS and NO_SUBJECTS.search(name)):
            continue
        lowered = _lower(inner)
        deeper = _subject_of(lowered)
        if deeper is not None:
            return {**lowered, **deeper}
        if _best_stamp(lowered) is not None and (has_words or _direct_words(lowered) is not None):
            return lowered
    return None


def _direct_words(names: Mapping[str, Any]) -> str | None:
    return next((said for name in WHAT if (said := words_in(names.get(name)))), None)


def find_stamp(names: Mapping[str, Any], depth: int = 2) -> str | None:
    """Return the text of the field that says when, here or a level or two inside. Names are in lower case."""
    if both := _date_and_time(names):
        return both
    if stamp := _best_stamp(names):
        return stamp
    for inner in _inside(names) if depth else ():
        if stamp := find_stamp(inner, depth - 1):
            return stamp
    return None


def _best_stamp(names: Mapping[str, Any]) -> str | None:
    """Return the first field's stamp; a day gives way to a day with a time, and a bare time to the same one with
    its zone.
    """
    found = list(_stamps(names))
    if not found:
        return None
    first = next((stamp for stamp in found if _has_clock(stamp)), found[0])
    if ZONED.search(first):
        return first
    clock = CLOCK_TIME.search(first)
    same = (stamp for stamp in found if clock and clock[0] in stamp and ZONED.search(stamp))
    return next(same, first)


def _has_clock(stamp: str) -> bool:
    return CLOCK.search(stamp) is not None or ZONED.search(stamp) is not None


def _stamps(names: Mapping[str, Any], is_sure: bool = False) -> Iterator[str]:
    """Yield the stamps of a record: of the known fields in their order, of others by their ending, and of those
    that may be another moment at last (`is_sure`: never).
    """
    others = [name for name in names if name not in WHEN and name.endswith(WHEN_ENDINGS)]
    late = [name for name in others if OTHER_MOMENTS.search(name)]
    for name in (*WHEN, *(name for name in others if name not in late), *(() if is_sure else late)):
        if name in names and (stamp := _stamp(names[name])):
            yield stamp


def _says_when(name: str) -> bool:
    return name in WHEN or name.endswith(WHEN_ENDINGS)


def _date_and_time(names: Mapping[str, Any]) -> str | None:
    """`date=2024-03-12 time=14:05:06`: a day and a time of day in two fields."""
    day, clock = names.get("date"), names.get("time")
    if not (isinstance(day, str) and isinstance(clock, str) and TIME_OF_DAY.match(clock)):
        return None
    if ":" in day or not opens_with_stamp(day):
        return None
    epoch = str(names.get("eventtime", ""))[
        :10
    ]  # firewalls write the same moment as an epoch, which needs no zone
    return f"{day} {clock} {epoch}" if epoch.isdigit() and len(epoch) == 10 else f"{day} {clock}"


def _zone_in(names: Mapping[str, Any]) -> str | None:
    """Return the zone of a record that names one apart; `zone` alone is mostly where a machine stands."""
    return next(
        (zone for name in ZONES if isinstance(zone := names.get(name), str) and ZONE.fullmatch(zone)), None
    )


def find_message(names: Mapping[str, Any], depth: int = 2) -> str | None:
    """Find the message of a record, here or a level or two inside; a message that is itself JSON is read as such."""
    if said := _direct_words(names):
        return _unpacked(said)
    for inner in _inside(names) if depth else ():
        if said := find_message(inner, depth - 1):
            return said
    return None


def words_in(value: Any) -> str | None:
    """Return the words of a field: a text, a list of pieces, or an object that holds the text."""
    if isinstance(value, str):
        return plain_text(value).strip() or None
    if isinstance(value, list):
        pieces = (piece if isinstance(piece, str) else words_in(piece) or "" for piece in value)
        return (
            "".join(pieces).strip() or None
            if value and all(isinstance(v, str | dict) for v in value)
            else None
        )
    if isinstance(value, dict):
        inside = (value.get(name) for name in ("content", "body", "text", "plain", "value"))
        return next(
            (plain_text(text).strip() for text in inside if isinstance(text, str) and text.strip()), None
        )
    return None


def author_in(names: Mapping[str, Any]) -> str | None:
    """Find the author: a name, or an object that holds one."""
    for name in PEOPLE:
        if person := _person(names.get(name)):
            return person
    return None


def _plain_author(names: Mapping[str, Any]) -> str | None:
    return next((names[name] for name in AUTHORS if isinstance(names.get(name), str)), None)


def _person(value: Any, depth: int = 2) -> str | None:
    if isinstance(value, str):
        matrix = MATRIX_ID.fullmatch(value.strip())
        return matrix[1] if matrix else value.strip() or None
    if not isinstance(value, dict) or not depth:
        return None
    names = _lower(value)
    return next((person for name in PERSON_NAMES if (person := _person(names.get(name), depth - 1))), None)


def _inside(names: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in INSIDE:
        inner = names.get(name)
        if isinstance(inner, dict):
            yield _lower(inner)


def _unpacked(message: str) -> str:
    if not message.startswith("{"):
        return message
    try:
        inner = json.loads(message)
    except (ValueError, RecursionError):
        return message
    names = _lower(inner)
    return next((names[name] for name in WHAT if isinstance(names.get(name), str) and names[name]), message)


def _stamp(value: Any) -> str | None:
    """Return the value as a stamp's text: a text that opens with one, or a number as large as an epoch."""
    if isinstance(value, str):
        return value if opens_with_stamp(value) else None
    if isinstance(value, dict):
        return _stamp(value["$date"]) if "$date" in value else _seconds_and_nanos(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not any(low <= value < high for low, high in EPOCHS):
        return None
    written = value.written if isinstance(value, WrittenFloat) else str(value)
    return format(Decimal(written), "f") if "e" in written.lower() else written


def _seconds_and_nanos(value: Mapping[str, Any]) -> str | None:
    """Return a moment as protocol buffers write it: `{"seconds": 1710252306, "nanos": 123456789}`."""
    seconds, nanos = value.get("seconds"), value.get("nanos", 0)
    if not (isinstance(seconds, int) and isinstance(nanos, int)):
        return None
    low, high = EPOCHS[0]
    return f"{seconds}.{nanos:09}" if low <= seconds < high else None


def _fields(record: Mapping[str, Any]) -> str:
    """Return the first plain fields, for a record without a message: `ClientIP=192.0.2.1 RayID=761f`."""
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


def _is_picture(name: str) -> bool:
    return any(word in name for word in ("avatar", "icon", "image", "photo", "picture"))
