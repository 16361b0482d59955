"""Read a source: every line of it in order, each in the light of the whole and of the line before.

The finding is per line; the survey says what the source shows as a whole (zone headers, order of day and month,
permalinks); the walk carries the day and the moment from line to line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from oncall_tui.timestamps.finding import Found, find
from oncall_tui.timestamps.parts import Wall
from oncall_tui.timestamps.reading import Reading, SourceContext, StampLine
from oncall_tui.timestamps.surveying import header_zone, opens_section, survey
from oncall_tui.timestamps.walk import Walk
from oncall_tui.timestamps.zones import ZULU, Zone, zone_meanings


def read_source(lines: Sequence[StampLine], context: SourceContext) -> list[Reading]:
    """One reading per line, in order. A line without a stamp has no instant: its place is behind the line before."""
    found = [None if line.instant is not None else find(line.text, context.aliases) for line in lines]
    headers = _headers(lines, found, context.aliases)
    zone, origin = _zone_in_force(context, headers)
    walk = Walk(context, survey(found), zone, origin)
    return list(_readings(lines, found, headers, walk))


def _readings(
    lines: Sequence[StampLine], found: Sequence[Found | None], headers: Mapping[int, Zone], walk: Walk
) -> Iterator[Reading]:
    for number, line in enumerate(lines):
        stamp = found[number]
        if number in headers:
            walk.header(headers[number])
        if opens_section(line.text) and not _is_timed(stamp):
            walk.section()
        if line.instant is not None:
            yield walk.given(line.instant, line)
        elif stamp is None:
            yield walk.untimed(line)
        else:
            yield walk.stamp(stamp, line)


def _is_timed(stamp: Found | None) -> bool:
    return stamp is not None and not (isinstance(stamp.parts, Wall) and stamp.parts.clock is None)


def _headers(
    lines: Iterable[StampLine], found: Sequence[Found | None], aliases: Mapping[str, str]
) -> dict[int, Zone]:
    return {
        number: zone
        for number, line in enumerate(lines)
        if not _is_timed(found[number]) and (zone := header_zone(line.text, aliases))
    }


def _zone_in_force(context: SourceContext, headers: Mapping[int, Zone]) -> tuple[Zone, str]:
    """Header, then what a person said, then the default; the first header holds for the lines above it too."""
    if headers:
        return headers[min(headers)], "header"
    named = zone_meanings(context.zone, context.aliases) if context.zone else ()
    if named:
        return named[0], context.zone_origin
    default = zone_meanings(context.default_zone, context.aliases)
    return (default or (ZULU,))[0], "default"
