"""Read a source: every line of it in order, each in the light of the whole and of the line before.

Finding is per line; the survey says what the source shows as a whole; the walk carries day and moment from line to
line; what follows from the order of lines and from links beside them is settled last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from oncall_tui.domain.permalinks import permalink_instant
from oncall_tui.timestamps.beside import agreed_offset, flag_contradiction, shown_offset
from oncall_tui.timestamps.finding import Found, find
from oncall_tui.timestamps.local import offset_at
from oncall_tui.timestamps.parts import Wall
from oncall_tui.timestamps.reading import Reading, SourceContext, StampLine
from oncall_tui.timestamps.sequence import flag_order, settle_passes
from oncall_tui.timestamps.surveying import header_zone, opens_section, survey
from oncall_tui.timestamps.walk import Walk
from oncall_tui.timestamps.zones import ZULU, Zone, fixed_zone, zone_meanings


def read_source(lines: Sequence[StampLine], context: SourceContext) -> list[Reading]:
    """One reading per line, in order. A line without a stamp has no instant: its place is behind the line before."""
    found = [_stamp_of(line, context.aliases) for line in lines]
    headers = _headers(lines, found, context.aliases)
    linked = {
        number: link
        for number, line in enumerate(lines)
        if (link := permalink_instant(line.text)) is not None
    }
    zone, origin = _zone_in_force(context, headers)
    if origin == "default" and linked:
        zone, origin = _zone_by_links(lines, found, linked, context, zone)
    return _read(lines, found, headers, linked, context, zone, origin)


def _read(
    lines: Sequence[StampLine],
    found: Sequence[Found | None],
    headers: Mapping[int, Zone],
    linked: Mapping[int, int],
    context: SourceContext,
    zone: Zone,
    origin: str,
) -> list[Reading]:
    walk = Walk(context, survey(found), zone, origin)
    breaks = {
        number
        for number, line in enumerate(lines)
        if opens_section(line.text) and not _is_timed(found[number])
    }
    readings = []
    for number, line in enumerate(lines):
        if number in headers:
            walk.header(headers[number])
        if number in breaks:
            walk.section()
        readings.append(walk.read(line, found[number]))
    ordered = flag_order(settle_passes(readings), breaks)
    for number, link in linked.items():
        if _is_bare(found[number]):
            ordered[number] = flag_contradiction(ordered[number], link)
    return ordered


def _stamp_of(line: StampLine, aliases: Mapping[str, str]) -> Found | None:
    """The stamp in a line's text, with the zone of the line's own column when the stamp has none."""
    if line.instant is not None:
        return None
    found = find(line.text, aliases)
    if found is not None and line.zone and isinstance(found.parts, Wall) and not found.parts.zone:
        return replace(found, parts=replace(found.parts, zone=line.zone))
    return found


def _is_timed(stamp: Found | None) -> bool:
    return stamp is not None and not (isinstance(stamp.parts, Wall) and stamp.parts.clock is None)


def _is_bare(stamp: Found | None) -> bool:
    """A time on a wall, without a zone of its own."""
    return (
        stamp is not None
        and isinstance(stamp.parts, Wall)
        and stamp.parts.clock is not None
        and not stamp.parts.zone
    )


def _headers(
    lines: Sequence[StampLine], found: Sequence[Found | None], aliases: Mapping[str, str]
) -> dict[int, Zone]:
    return {
        number: zone
        for number, line in enumerate(lines)
        if not _is_timed(found[number]) and (zone := header_zone(line.text, aliases))
    }


def _zone_in_force(context: SourceContext, headers: Mapping[int, Zone]) -> tuple[Zone, str]:
    """What a person said, or the first header, for the lines above the first header; else the default.

    From a header on it is the header's zone, whatever a person said of the source.
    """
    named = zone_meanings(context.zone, context.aliases) if context.zone else ()
    if named:
        return named[0], context.zone_origin
    if headers:
        return headers[min(headers)], "header"
    default = zone_meanings(context.default_zone, context.aliases)
    return (default or (ZULU,))[0], "default"


def _zone_by_links(
    lines: Sequence[StampLine],
    found: Sequence[Found | None],
    linked: Mapping[int, int],
    context: SourceContext,
    default: Zone,
) -> tuple[Zone, str]:
    """The zone in which the bare times stand beside their chat links; the default one where they do not tell."""
    naive = _read(lines, found, {}, {}, context, ZULU, "default")
    shown = {
        number: offset
        for number, link in linked.items()
        if _is_bare(found[number])
        and (wall := naive[number].instant) is not None
        and (offset := shown_offset(wall, link)) is not None
    }
    offset = agreed_offset(shown.values())
    if offset is None:
        return default, "default"
    if all(offset_at(linked[number], default.info) == shown[number] for number in shown):
        return default, "permalink"
    return fixed_zone(timedelta(microseconds=offset)), "permalink"
