"""Events of a Kubernetes cluster, as `kubectl get events` prints them: JSON, or a table of text."""

import re
from typing import Any

from oncall_tui.domain.destinations import FOLDED, KEPT
from oncall_tui.formats.readers.event import Event, Shape, list_at, text_at
from oncall_tui.formats.readers.page import Page, is_blank
from oncall_tui.formats.readers.reader import Format, Taken
from oncall_tui.formats.readers.source_line import SourceLine

EVENTS_JSON = Format("kubernetes-json", "Kubernetes events as JSON", is_log=True)
EVENTS_TEXT = Format("kubernetes", "the table of kubectl get events", is_log=True)
MOMENTS = (
    ("lastTimestamp",),
    ("series", "lastObservedTime"),
    ("eventTime",),
    ("deprecatedLastTimestamp",),
    ("firstTimestamp",),
    ("metadata", "creationTimestamp"),
)
HEADER = re.compile(r"(?:NAMESPACE\s+)?(?:LAST SEEN|FIRST SEEN|LASTSEEN|LAST_SEEN)\s+.*(?:REASON|MESSAGE)")
COLUMN = re.compile(r"[A-Z]+(?:[ _][A-Z]+)*")
AGE = re.compile(r"(?:\d+[dhms])+")
SPAN = re.compile(r"\d+[dhms]")


def events(event: Any) -> list[Event]:
    """One event at the moment it was last seen: `Warning BackOff Pod/checkout-1: Back-off restarting (x4)`."""
    moments = (text_at(event, *path) for path in MOMENTS)
    thing = event.get("involvedObject") or event.get("regarding")
    name = "/".join(part for part in (text_at(thing, "kind"), text_at(thing, "name")) if part)
    lead = " ".join(part for part in (text_at(event, "type"), text_at(event, "reason"), name) if part)
    count = event.get("count") or event.get("deprecatedCount")
    said = text_at(event, "message") or text_at(event, "note")
    times = f" (x{count})" if isinstance(count, int) and count > 1 else ""
    return [Event(f"{lead}: {said}{times}", stamp=next((moment for moment in moments if moment), ""))]


def _is_event(value: Any) -> bool:
    return isinstance(value, dict) and value.get("kind") == "Event" and bool(text_at(value, "reason"))


def _is_list(value: Any) -> bool:
    elements = list_at(value, ("items",))
    return bool(elements) and all(_is_event(element) for element in elements)


SHAPES = (Shape(EVENTS_JSON, _is_list, events, ("items",)), Shape(EVENTS_JSON, _is_event, events))


def take_events_table(page: Page, at: int) -> Taken | None:
    """The table from its header to the next blank line. Ages count back from when it was printed."""
    header = page.lines[at]
    if "SEEN" not in header or not HEADER.match(header.lstrip()):
        return None
    columns = [(match[0], match.start()) for match in COLUMN.finditer(header)]
    lines = [SourceLine(at + 1, header, header.strip(), stamp="", destination=KEPT)]
    end = at + 1
    while end < len(page.lines) and (cells := _cells(page.lines[end], columns)):
        lines.append(_table_line(end + 1, page.lines[end], cells))
        end += 1
    return Taken(EVENTS_TEXT, tuple(lines), end)


def _table_line(number: int, raw: str, cells: dict[str, str]) -> SourceLine:
    seen = cells.pop("LAST SEEN", "") or cells.pop("LASTSEEN", "") or cells.pop("FIRST SEEN", "")
    age = AGE.match(seen)
    words = [cells.get(name, "") for name in ("TYPE", "REASON", "OBJECT", "KIND", "NAME")]
    lead = " ".join(word for word in words if word)
    text = f"{lead}: {cells['MESSAGE']}" if cells.get("MESSAGE") else lead or raw.strip()
    stamp = " ".join([*SPAN.findall(age[0]), "ago"]) if age else seen
    return SourceLine(number, raw, text, stamp=stamp, destination=FOLDED)


def _cells(line: str, columns: list[tuple[str, int]]) -> dict[str, str]:
    """The cells under their columns; empty where the line is no row of this table."""
    if is_blank(line):
        return {}
    if all(line[start - 1 : start] in (" ", "\t", "") for _, start in columns[1:]) and "\t" not in line:
        ends = [start for _, start in columns[1:]] + [len(line)]
        found = {name: line[start:end].strip() for (name, start), end in zip(columns, ends, strict=True)}
    else:
        parts = re.split(r"\s{2,}|\t", line.strip(), maxsplit=len(columns) - 1)
        found = dict(zip((name for name, _ in columns), parts, strict=False))
    first = found.get("LAST SEEN") or found.get("LASTSEEN") or found.get("FIRST SEEN") or ""
    return found if AGE.match(first) or first.startswith("<") or re.match(r"\d{4}-", first) else {}
