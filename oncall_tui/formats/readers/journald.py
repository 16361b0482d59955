"""journald, as `journalctl -o json` and `-o json-pretty` print it."""

import re
from typing import Any

from oncall_tui.formats.readers.block_reader import Format
from oncall_tui.formats.readers.json_format import JsonFormat, ParsedEvent, get_list, get_text

JOURNALD = Format("journald", "journal entries with __REALTIME_TIMESTAMP", is_log=True)
MICROSECONDS = re.compile(r"[0-9]{14,17}")
MOMENTS = ("_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP")


def journald_events(entry: Any) -> list[ParsedEvent]:
    """One entry: `host python[184]: message`, at the moment its process gave, else the journal's."""
    moment = next((entry[name] for name in MOMENTS if MICROSECONDS.fullmatch(str(entry.get(name)))), None)
    program = get_text(entry, "SYSLOG_IDENTIFIER") or get_text(entry, "_COMM")
    process = get_text(entry, "_PID") or get_text(entry, "SYSLOG_PID")
    sender = (program or "-") + (f"[{process}]" if process else "")
    lead = " ".join(part for part in (get_text(entry, "_HOSTNAME"), sender) if part)
    return [
        ParsedEvent(
            f"{lead}: {_message(entry.get('MESSAGE'))}", instant=None if moment is None else int(moment)
        )
    ]


def _message(value: Any) -> str:
    """Return the message; one that is not UTF-8 is a list of its bytes."""
    if isinstance(value, list) and all(isinstance(item, int) and 0 <= item < 256 for item in value):
        return bytes(value).decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def _is_entry(value: Any) -> bool:
    return isinstance(value, dict) and "__REALTIME_TIMESTAMP" in value


def _are_entries(value: Any) -> bool:
    values = get_list(value, ())
    return bool(values) and all(_is_entry(item) for item in values)


SHAPES = (
    JsonFormat(JOURNALD, _is_entry, journald_events),
    JsonFormat(JOURNALD, _are_entries, journald_events, ()),
)
