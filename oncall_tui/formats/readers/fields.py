"""A mail or a notification as lines of `Field: value`, one of them a time: one event, not a row for each field."""

import re

from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText, is_blank
from oncall_tui.formats.readers.section_names import is_plain_label
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stamp_prefix import opens_with_stamp, opens_with_time

NOTIFICATION = Format("notification", "a mail or a notification: fields with one time among them")
FIELD = re.compile(r"\s{0,3}(?P<name>[A-Z][\w /.()-]{0,38}?)\s{0,20}:(?:\s+(?P<value>\S.*))?")
BANNER = re.compile(r"[*=#-]{2,}\s?[\w .:-]{3,60}\s?[*=#-]{2,}")
WHEN = frozenset(
    (
        *(
            "date",
            "date/time",
            "time",
            "when",
            "sent",
            "triggered",
            "triggered at",
            "timestamp",
            "event time",
        ),
        *(
            "fired at",
            "received",
            "alert time",
            "started at",
            "occurred at",
            "occurred",
            "datetime",
            "start time",
        ),
        *("event date", "time of event", "created", "created at", "notification time", "problem started"),
    )
)
TITLES = (
    "subject",
    "summary",
    "alert",
    "title",
    "problem",
    "alert name",
    "message",
    "info",
    "additional info",
)
KNOWN = frozenset(
    (
        *TITLES,
        *(
            "from",
            "to",
            "host",
            "service",
            "state",
            "status",
            "severity",
            "source",
            "monitor",
            "url",
            "priority",
        ),
        *(
            "notification type",
            "environment",
            "description",
            "reply-to",
            "cc",
            "address",
            "cluster",
            "region",
        ),
        *("alarm name", "new state", "reason", "metric", "threshold", "event id", "problem id", "host name"),
    )
)
MAIL = frozenset(("from", "to", "cc", "subject", "date", "sent", "reply-to"))
SENDS = frozenset(("from", "subject"))
FEWEST, LONGEST = 3, 60


def read_fields_block(page: InputText, at: int) -> ReadBlock | None:
    """Return the fields and, of a mail, the words below them."""
    start = at
    if BANNER.fullmatch(page.lines[at].strip()):
        start = page.next_written(at + 1)
    fields, end = _fields(page, start)
    names = {name for name, _ in fields}
    if any(is_plain_label(name) for name in names - KNOWN - WHEN):
        return None
    is_short_mail = len(names) > 1 and names <= MAIL and bool(names & SENDS) and _is_first(page, start)
    if not is_short_mail and (len(fields) < FEWEST or not names & KNOWN):
        return None
    times = [(name, value) for name, value in fields if opens_with_time(value)]
    when = next((value for name, value in times if name in WHEN), None)
    is_dated = any(opens_with_stamp(value) for name, value in fields if name in WHEN)
    if (when is None and (is_dated or not is_short_mail)) or len(
        [name for name, _ in times if name not in WHEN]
    ) > 1:
        return None
    end = words_end(page, end) if names & SENDS else end
    line = SourceLine(
        at + 1,
        page.raw(at, end),
        _words(page, start, end, fields),
        stamp=when or "",
        author=_sender(fields),
        is_undated_mail=when is None,
    )
    return ReadBlock(NOTIFICATION, (line,), end)


def _is_first(page: InputText, at: int) -> bool:
    """Return whether the fields open a block: nothing is written right above them."""
    return at == 0 or is_blank(page.lines[at - 1]) or BANNER.fullmatch(page.lines[at - 1].strip()) is not None


def _fields(page: InputText, at: int) -> tuple[list[tuple[str, str]], int]:
    """Return the fields from this line on, and the line after them; a blank line may stand between two."""
    found: list[tuple[str, str]] = []
    end = index = at
    while index < len(page.lines) and index - at < LONGEST:
        line = page.lines[index]
        match = FIELD.fullmatch(line)
        if match:
            found.append((" ".join(match["name"].lower().split()), match["value"] or ""))
            end = index + 1
        elif not is_blank(line) or (index > at and is_blank(page.lines[index - 1])):
            break
        index += 1
    return found, end


def words_end(page: InputText, at: int) -> int:
    """After the words of a mail: up to the next mail, an entry with a stamp, or a heading."""
    end = index = at
    while index < len(page.lines) and index - at < LONGEST:
        line = page.lines[index]
        if not is_blank(line):
            fields, _ = _fields(page, index)
            is_other = opens_with_stamp(line) or line.startswith(("# ", "## ", "{", "---", "From "))
            if is_other or {name for name, _ in fields} & {"from", "date"}:
                break
            end = index + 1
        index += 1
    return end


def _words(page: InputText, start: int, end: int, fields: list[tuple[str, str]]) -> str:
    """Return the most telling field first, below it all that is said."""
    title = next((value for wanted in TITLES for name, value in fields if name == wanted and value), "")
    lines = [line.strip() for line in page.lines[start:end] if not is_blank(line)]
    return "\n".join([title, *(line for line in lines if not title or not line.endswith(title))]).strip()


def _sender(fields: list[tuple[str, str]]) -> str | None:
    sender = next((value for name, value in fields if name == "from"), "")
    return re.sub(r"\s*<[^>]*>\s*$", "", sender).strip('" ') or None
