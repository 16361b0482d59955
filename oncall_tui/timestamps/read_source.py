"""Read a source: every line of it in order, each in the light of the whole and of the line before.

The scan finds what stands in each line; the survey says what the source shows as a whole; the walk carries day and
moment from line to line; what follows from the order of lines and from links beside them is settled last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.lines.adjacent_epochs import flag_contradiction, implied_offset, majority_offset
from oncall_tui.timestamps.lines.line_order import flag_order, resolve_repeated_hour
from oncall_tui.timestamps.lines.scanning import Scan, scan_lines
from oncall_tui.timestamps.lines.source_facts import collect_facts, section_depth
from oncall_tui.timestamps.lines.source_reader import SourceReader
from oncall_tui.timestamps.lines.stamp_template import StampTemplate
from oncall_tui.timestamps.lines.unsaid import ask_once, unasked
from oncall_tui.timestamps.patterns.components import WallTime
from oncall_tui.timestamps.read.local import offset_at
from oncall_tui.timestamps.types import Reading, SourceContext, StampLine
from oncall_tui.timestamps.zones import ZULU, Zone, fixed_zone, possible_zones

RULE = "---"


def read_source(
    lines: Sequence[StampLine], context: SourceContext, *, is_whole: bool = False
) -> list[Reading]:
    """One reading per line, in order. A line without a stamp has no instant: its place is behind the line before.

    `is_whole`: the lines are a source that somebody brought, and what it leaves open as a whole is asked about; else
    they are a person's own, of the day on which they were written.
    """
    seen = scan_lines(lines, context.aliases)
    zone, origin = _zone_in_force(context, {} if _is_of_a_later_part(lines, seen) else seen.headers)
    if origin == "default" and (above := _zone_of_first(seen, context)):
        zone, origin = above, "above"
    if origin == "default" and seen.links:
        zone, origin = _zone_by_links(lines, seen, context, zone)
    readings = flag_order(
        resolve_repeated_hour(_walked(lines, seen, context, zone, origin)), seen.sections | seen.dates
    )
    for number, link in seen.links.items():
        if readings[number].zone_origin in ("header", "source", "above", "default") and seen.is_bare(number):
            readings[number] = flag_contradiction(readings[number], link)
    return ask_once(lines, readings, zone, seen.headers, context.aliases) if is_whole else unasked(readings)


def _walked(
    lines: Sequence[StampLine], seen: Scan, context: SourceContext, zone: Zone, origin: str
) -> list[Reading]:
    readings, t0 = _walked_from(lines, seen, context, zone, origin)
    if t0 is not None and context.t0 is None and any("no-t-zero" in reading.flags for reading in readings):
        return _walked_from(lines, seen, replace(context, t0=t0), zone, origin)[
            0
        ]  # T0 stands below what counts from it
    return readings


def _walked_from(
    lines: Sequence[StampLine], seen: Scan, context: SourceContext, zone: Zone, origin: str
) -> tuple[list[Reading], int | None]:
    """Return the readings, and the T0 that one of the lines names."""
    walk = SourceReader(context, collect_facts(seen.found(), seen.day_inside), zone, origin)
    readings: list[Reading] = []
    while (number := len(readings)) < len(lines):
        stamp = seen.stamps[number]
        if isinstance(stamp, StampTemplate):
            readings += walk.follow(lines, seen.stamps, number)
            continue
        if number in seen.headers:
            walk.header(seen.headers[number])
        if number in seen.sections:
            walk.section(section_depth(lines[number].text))
        readings.append(walk.read(lines[number], stamp))
    return readings, walk.t0


def _is_of_a_later_part(lines: Sequence[StampLine], seen: Scan) -> bool:
    """Return whether the first header is below a rule, or a turn of a mixed paste, with stamps above that: not
    theirs.
    """
    first = min(seen.headers, default=0)
    turn = next((number for number in range(first - 1, -1, -1) if lines[number].text == RULE), 0)
    return any(stamp is not None for stamp in seen.stamps[:turn])


def _zone_in_force(context: SourceContext, headers: Mapping[int, Zone]) -> tuple[Zone, str]:
    """Return the zone that a person set, or the first header's, for the lines above the first header; else the
    default.

    From a header on it is the header's zone, whatever a person said of the source.
    """
    named = possible_zones(context.zone, context.aliases) if context.zone else ()
    if named:
        return named[0], context.zone_origin
    if headers:
        return headers[min(headers)], "header"
    default = possible_zones(context.default_zone, context.aliases)
    return (default or (ZULU,))[0], "default"


def _zone_of_first(seen: Scan, context: SourceContext) -> Zone | None:
    """Return the zone of a source's first time, where those below that name one name the same: `09:10 CET`, then
    `09:14`.
    """
    zones = [
        stamp.parts.zone
        for stamp in seen.found()
        if isinstance(stamp.parts, WallTime) and stamp.parts.clock is not None and not stamp.parts.until
    ]
    named = {zone for zone in zones if zone}
    if len(zones) < 2 or not zones[0] or len(named) != 1 or "/" in zones[0]:
        return None
    if (
        all(isinstance(stamp, FoundStamp | None) for stamp in seen.stamps)
        and zones[0][0].isalpha()
        and zones[0] != "Z"
    ):
        return next(iter(possible_zones(zones[0], context.aliases)), None)
    return None


def _zone_by_links(
    lines: Sequence[StampLine], seen: Scan, context: SourceContext, default: Zone
) -> tuple[Zone, str]:
    """Return the zone in which the bare times stand beside their chat links; the default one where they do not
    tell.
    """
    naive = _walked(lines, seen, context, ZULU, "default")
    shown = {
        number: offset
        for number, link in seen.links.items()
        if seen.is_bare(number)
        and naive[number].zone_origin == "default"
        and (wall := naive[number].instant) is not None
        and (offset := implied_offset(wall, link)) is not None
    }
    offset = majority_offset(shown.values())
    if offset is None:
        return default, "default"
    if all(offset_at(seen.links[number], default.info) == shown[number] for number in shown):
        return default, "permalink"
    return fixed_zone(timedelta(microseconds=offset)), "permalink"
