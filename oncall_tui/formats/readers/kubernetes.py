"""Events of a Kubernetes cluster, as `kubectl get events` prints them: JSON, or a table of text."""

import re
from typing import Any

from oncall_tui.domain.destinations import FOLDED, KEPT
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText, is_blank
from oncall_tui.formats.readers.json_format import JsonFormat, ParsedEvent, get_list, get_text
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
DESCRIBED = re.compile(r"Name:\s{2,}\S")
AFTER_NAME = re.compile(r"(?:Namespace|Labels|Annotations|Roles|Priority|CreationTimestamp|Service Account):")
FIELD = re.compile(r"[A-Z][\w ()./-]{0,50}:(?:\s|$)|<none>|-{4,}")
DESCRIBED_EVENT = re.compile(
    r"(?P<type>\w+)\s+(?P<reason>\w+)\s+(?P<age>(?:\d+[dhms])+)(?:\s+\((?P<times>x\d+(?: over [\ddhms]+)?)\))?"
    r"\s+(?P<from>[^\s,]+(?:, \S+)?)\s{2,}(?P<message>.*)"
)


def kubernetes_events(event: Any) -> list[ParsedEvent]:
    """One event at the moment it was last seen: `Warning BackOff Pod/checkout-1: Back-off restarting (x4)`."""
    moments = (get_text(event, *path) for path in MOMENTS)
    thing = event.get("involvedObject") or event.get("regarding")
    name = "/".join(part for part in (get_text(thing, "kind"), get_text(thing, "name")) if part)
    lead = " ".join(part for part in (get_text(event, "type"), get_text(event, "reason"), name) if part)
    count = event.get("count") or event.get("deprecatedCount")
    said = get_text(event, "message") or get_text(event, "note")
    times = f" (x{count})" if isinstance(count, int) and count > 1 else ""
    return [ParsedEvent(f"{lead}: {said}{times}", stamp=next((moment for moment in moments if moment), ""))]


def _is_event(value: Any) -> bool:
    return isinstance(value, dict) and value.get("kind") == "Event" and bool(get_text(value, "reason"))


def _is_list(value: Any) -> bool:
    elements = get_list(value, ("items",))
    return bool(elements) and all(_is_event(element) for element in elements)


SHAPES = (
    JsonFormat(EVENTS_JSON, _is_list, kubernetes_events, ("items",)),
    JsonFormat(EVENTS_JSON, _is_event, kubernetes_events),
)


def read_events_table_block(page: InputText, at: int) -> ReadBlock | None:
    """Return the table from its header to the next blank line. Ages count back from when it was printed."""
    header = page.lines[at]
    if "SEEN" not in header or not HEADER.match(header.lstrip()):
        return None
    columns = [(match[0], match.start()) for match in COLUMN.finditer(header)]
    lines = [SourceLine(at + 1, header, header.strip(), stamp="", destination=KEPT)]
    end = at + 1
    while end < len(page.lines) and (cells := _cells(page.lines[end], columns)):
        lines.append(_table_line(end + 1, page.lines[end], cells))
        end += 1
    return ReadBlock(EVENTS_TEXT, tuple(lines), end)


def read_description_block(page: InputText, at: int) -> ReadBlock | None:
    """Read the output of `kubectl describe`: keep its fields, read the table below `Events:`."""
    if not DESCRIBED.match(page.lines[at]) or not any(
        AFTER_NAME.match(line) for line in page.lines[at + 1 : at + 4]
    ):
        return None
    end = at + 1
    while end < len(page.lines) and _is_described(page, end):
        end += 1
    events = next((index for index in range(at, end) if page.lines[index].startswith("Events:")), end)
    lines = [_kept(page, at, events + 1 if events < end else end)]
    index = events + 1
    header = page.lines[index] if index < end else ""
    if "Age" in header and "Message" in header:
        lines.append(_kept(page, index, index + 1))
        lines += [
            _described_event(page, row) for row in range(index + 1, end) if not is_blank(page.lines[row])
        ]
    elif index < end and any(not is_blank(line) for line in page.lines[index:end]):
        lines.append(_kept(page, index, end))
    return ReadBlock(EVENTS_TEXT, tuple(line for line in lines if line.raw.strip()), end)


def _is_described(page: InputText, at: int) -> bool:
    """Return whether a line still belongs to the object: a field, something below one, or a blank line before more
    of it.
    """
    line = page.lines[at]
    if is_blank(line):
        following = page.next_written(at)
        return following < len(page.lines) and page.lines[following].startswith("Events:")
    return not DESCRIBED.match(line) and (line[0] in " \t" or FIELD.match(line) is not None)


def _described_event(page: InputText, at: int) -> SourceLine:
    raw = page.lines[at]
    match = DESCRIBED_EVENT.match(raw.strip())
    if match is None:
        return _kept(page, at, at + 1)
    words = [match["type"], match["reason"], *([f"({match['from']})"] if match["from"] else [])]
    stamp = " ".join([*SPAN.findall(match["age"]), "ago"])
    count = f" ({match['times']})" if match["times"] else ""
    text = f"{' '.join(words)}: {match['message'].strip()}{count}"
    return SourceLine(at + 1, raw, text, stamp=stamp, destination=FOLDED)


def _kept(page: InputText, first: int, end: int) -> SourceLine:
    while end - 1 > first and is_blank(page.lines[end - 1]):
        end -= 1
    raw = page.raw(first, end)
    return SourceLine(first + 1, raw, raw.strip(), stamp="", destination=KEPT)


def _table_line(number: int, raw: str, cells: dict[str, str]) -> SourceLine:
    seen = cells.pop("LAST SEEN", "") or cells.pop("LASTSEEN", "") or cells.pop("FIRST SEEN", "")
    age = AGE.match(seen)
    words = [cells.get(name, "") for name in ("TYPE", "REASON", "OBJECT", "KIND", "NAME")]
    lead = " ".join(word for word in words if word)
    text = f"{lead}: {cells['MESSAGE']}" if cells.get("MESSAGE") else lead or raw.strip()
    stamp = " ".join([*SPAN.findall(age[0]), "ago"]) if age else seen
    return SourceLine(number, raw, text, stamp=stamp, destination=FOLDED)


def _cells(line: str, columns: list[tuple[str, int]]) -> dict[str, str]:
    """Return the cells under their columns; empty where the line is no row of this table."""
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
