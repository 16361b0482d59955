"""`oncall source`: what an incident's sources were read with, and reading one again with something else (T2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from oncall_tui.cli.source_lines import add_line_options, asks_for_lines, show_lines
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.handles import find
from oncall_tui.domain.instants import DAY, HOUR, MINUTE, SECOND, format_instant
from oncall_tui.domain.plural import count_text
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.services.sources.sources import SourceChange

SPAN = re.compile(r"([+-]?)((?:\d{1,9}(?:\.\d{1,6})?[dhms])+)")
PART = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)([dhms])")
UNITS = {"d": DAY, "h": HOUR, "m": MINUTE, "s": SECOND}
LONGEST = 3660 * DAY
SHOWN = (
    *("name", "format", "why", "zone", "zone_origin", "date", "order", "t0", "captured", "clock_offset"),
    *("lines", "bytes"),
)


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `source`."""
    source = commands.add_parser(
        "source",
        parents=[options],
        help="what sources were read with; another zone, date, order or clock for one",
        description="Without SOURCE: lists them. FIELD: zone date order t0 offset (offset=-90s moves all it wrote); an "
        "empty value takes back what was said. Rows that somebody timed stay.",
    )
    source.add_argument("incident", metavar="INC")
    source.add_argument("source", nargs="?", metavar="SOURCE", help="an id, a name or any unique prefix")
    source.add_argument("fields", nargs="*", metavar="FIELD=VALUE")
    source.add_argument("--against", metavar="SOURCE", help="estimate the offset to another source's clock")
    source.add_argument("--dry-run", action="store_true", help="say what would move, and change nothing")
    add_line_options(source)
    source.set_defaults(run=run_source)


def run_source(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """List, change or measure the sources of an incident."""
    incident = services.incidents.find(arguments.incident)
    sources = services.incidents.view(incident).values("sources")
    if arguments.source is None:
        return _list(arguments, sources)
    names = [(id, str(fields.get("name", ""))) for id, fields in sources.items()]
    id = find(arguments.source, names, "source")
    if asks_for_lines(arguments):
        return show_lines(arguments, services, incident, id)
    if arguments.against:
        return _estimate(arguments, services, incident, id, find(arguments.against, names, "source"))
    if not arguments.fields:
        return _list(arguments, {id: sources[id]})
    changes = dict(_change(word) for word in arguments.fields)
    act = services.sources.preview if arguments.dry_run else services.sources.change
    return _tell(arguments, act(incident, id, changes))


def _list(arguments: argparse.Namespace, sources: dict[str, dict[str, Any]]) -> int:
    if "json" in arguments:
        shown = [{"id": id, **{name: fields.get(name) for name in SHOWN}} for id, fields in sources.items()]
        print_json({"sources": shown})
        return 0
    for id, fields in sources.items():
        said = f"{fields.get('format')}, zone {fields.get('zone')} ({fields.get('zone_origin')})"
        print_result(f"{id}  {fields.get('name') or '-'}  {said}  {_other_settings(fields)}".rstrip())
    if not sources and "quiet" not in arguments:
        print_message("No sources yet. `oncall import` brings one in.")
    return 0


def _other_settings(fields: dict[str, Any]) -> str:
    offset = fields.get("clock_offset")
    settings = [str(fields[name]) for name in ("date", "order") if fields.get(name)]
    return " ".join([*settings, *([f"clock {offset / SECOND:+g}s"] if offset else [])])


def _estimate(
    arguments: argparse.Namespace, services: ServiceContainer, incident: str, source: str, other: str
) -> int:
    estimate = services.sources.estimate_offset(incident, source, other)
    if "json" in arguments:
        print_json(
            None
            if estimate is None
            else {
                "offset": estimate.offset / SECOND,
                "spread": estimate.spread / SECOND,
                "shared": [event.name for event in estimate.shared],
            }
        )
    elif estimate is None:
        print_result("These sources share no link, alert or commit, so no offset can be estimated.")
    else:
        offset, spread = estimate.offset / SECOND, estimate.spread / SECOND
        print_result(
            f"offset={offset:+g}s would make it agree; spread {spread:g}s over {len(estimate.shared)} shared events"
        )
        for event in estimate.shared:
            print_result(f"  {event.difference / SECOND:+g}s  {event.name}")
    return 0


def _tell(arguments: argparse.Namespace, change: SourceChange) -> int:
    moved = [note for note in change.notes if note.before != note.after]
    if "json" in arguments:
        notes = [{"id": note.note, "from": _text(note.before), "to": _text(note.after)} for note in moved]
        print_json({"source": change.source, "zone": change.fields["zone"], "moved": notes})
        return 0
    for note in moved:
        print_result(f"{_text(note.before) or 'no time'} -> {_text(note.after) or 'no time'}  {note.note}")
    if "quiet" not in arguments:
        print_message(f"{count_text(len(moved), 'line')} {'would move' if arguments.dry_run else 'moved'}")
    return 0


def _text(instant: int | None) -> str | None:
    return None if instant is None else format_instant(instant)


def _change(word: str) -> tuple[str, Any]:
    name, equals, value = word.partition("=")
    if not equals:
        raise RefusedError(f"{word!r} changes nothing. Nothing was changed. Write FIELD=VALUE.")
    if name == "offset":
        return "clock_offset", _span(value) if value else None
    return name, value or None


def _span(text: str) -> int:
    """`-90s`, `+1m30s`, `1.5s` in microseconds. Raises RefusedError."""
    match = SPAN.fullmatch(text)
    if match is None:
        raise RefusedError(
            f"“{text}” is not a span of time. Nothing was changed. Write it as -90s or +1m30s."
        )
    span = round(sum(float(number) * UNITS[unit] for number, unit in PART.findall(match[2])))
    if span > LONGEST:
        raise RefusedError(
            f"{text!r} is more than a clock is ever wrong. Nothing was changed. Change the date instead."
        )
    return -span if match[1] == "-" else span
