"""Find what a source as a whole leaves open, asked once: zones that it names and that nothing was read in, and two
zones that it declares for the same lines.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from oncall_tui.timestamps.lines.source_reader import DAY_ASSUMED
from oncall_tui.timestamps.read.local import local_instants, local_time, offset_at
from oncall_tui.timestamps.read.places import zone_named
from oncall_tui.timestamps.types import Alternative, Reading, StampLine
from oncall_tui.timestamps.zones import Zone, possible_zones, region_of

ZONE_ELSEWHERE = "zone-elsewhere"
"""The flag of a time that was read by default in a source that names another zone."""
_LINES_LOOKED_AT = 5_000
_MOST_ASKED = 500
"""A source of more bare times, a log, asks with its first one only."""
_MOST_ZONES = 2
_PARAMETERS = ("://", "?", "&", "%", "=")
"""What links and parameters have: `tz=UTC%2B1` says nothing about the times of the source."""
_LONGEST = 1_000
_ZONE_WORDS = re.compile(
    r"\b(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::\d\d)?)?\b"
    r"|\b(?:[ECMP][SD]T|AK[SD]T|HST|CES?T|EES?T|WES?T|MES?Z|BST|IST|MSK|JST|KST|SGT|HKT|A[CEW][SD]T|NZ[SD]T|BRT)\b"
    r"|\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Canada|Etc|Europe|Indian|Pacific|US)/\w+(?:/\w+)?"
    r"|\b(?:[A-Z]\w+\s){1,3}(?:[Tt]ime)\b|\b(?:heure|hora|ora)\sd(?:e|i)\s[A-Z]\w+|\b[A-Z]\w+er\sZeit\b"
)

_CLOSING = (")", "]")
_ZONE_AT_END = re.compile(r"[(\[]([A-Z][\w/+:-]{1,30})[)\]]$")
_SAID_BEFORE = ("header", "source", "above")


def ask_once(
    lines: Sequence[StampLine],
    readings: Sequence[Reading],
    default: Zone,
    headers: Mapping[int, Zone],
    aliases: Mapping[str, str],
) -> list[Reading]:
    """Return the readings with the doubts of their source, each of them on every line that it is about."""
    asked = _with_zones_at_ends(lines, _with_rival_headers(readings, headers), aliases)
    return _with_other_zones(lines, asked, default, aliases)


def unasked(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of lines that are no source of their own, whose day is that of the person who typed them."""
    return [_without_day(reading) if DAY_ASSUMED in reading.flags else reading for reading in readings]


def _with_other_zones(
    lines: Sequence[StampLine], readings: Sequence[Reading], default: Zone, aliases: Mapping[str, str]
) -> list[Reading]:
    asked = list(readings)
    bare = [
        number
        for number, reading in enumerate(readings)
        if reading.zone_origin == "default" and reading.instant is not None and reading.precision != "day"
    ]
    if not bare:
        return asked
    first = readings[bare[0]].instant or 0
    here = offset_at(first, default.info)
    named = {
        zone.name: zone for zone in (*_zones_named(lines, aliases), *_zones_of_stamps(readings))
    }.values()
    others = list(islice((zone for zone in named if offset_at(first, zone.info) != here), _MOST_ZONES))
    if not others:
        return asked
    for number in bare if len(bare) <= _MOST_ASKED else bare[:1]:
        asked[number] = _also_in(readings[number], default, others, "which the source names", ZONE_ELSEWHERE)
    return asked


def _with_zones_at_ends(
    lines: Sequence[StampLine], readings: Sequence[Reading], aliases: Mapping[str, str]
) -> list[Reading]:
    """`09:10 alert (UTC+1)` below "all times in CET": the line itself may say another zone than the one in force."""
    asked = list(readings)
    for number, (line, reading) in enumerate(zip(lines, readings, strict=True)):
        if (
            line.text[-1:] not in _CLOSING
            or reading.zone_origin not in _SAID_BEFORE
            or reading.instant is None
        ):
            continue
        ending = _ZONE_AT_END.search(line.text)
        other = zone_named(ending[1], aliases) if ending and reading.precision != "day" else None
        used = possible_zones(reading.zone_used or "", aliases)
        if (
            other
            and used
            and offset_at(reading.instant, other.info) != offset_at(reading.instant, used[0].info)
        ):
            asked[number] = _also_in(reading, used[0], [other], "which its line names", ZONE_ELSEWHERE)
    return asked


def _zones_named(lines: Sequence[StampLine], aliases: Mapping[str, str]) -> list[Zone]:
    """Return the zones that stand anywhere in a source, each once."""
    zones: dict[str, Zone] = {}
    for line in islice(lines, _LINES_LOOKED_AT):
        for word in _ZONE_WORDS.findall(_prose(line.text or line.aside)):
            if zone := zone_named(word, aliases):
                region = region_of(zone) or zone  # CET in July means the clock of Central Europe
                zones.setdefault(region.name, region)
    return list(zones.values())


def _zones_of_stamps(readings: Sequence[Reading]) -> list[Zone]:
    """Return the zones that stamps of the source brought themselves: `09:10Z`, an offset."""
    names = dict.fromkeys(reading.zone_used for reading in readings if reading.zone_origin == "text")
    return [meanings[0] for name in names if name and (meanings := possible_zones(name))]


def _prose(text: str) -> str:
    words = text[:_LONGEST].split()
    return " ".join(word for word in words if not any(mark in word for mark in _PARAMETERS))


def _with_rival_headers(readings: Sequence[Reading], headers: Mapping[int, Zone]) -> list[Reading]:
    """Two zones declared with no time between them: the second is taken, and the first is asked about."""
    asked = list(readings)
    places = [*sorted(headers), len(readings)]
    for (first, second), end in zip(pairwise(places), places[2:], strict=False):
        for number in _rivals(readings, headers, first, second, end):
            asked[number] = _also_in(
                readings[number], headers[second], [headers[first]], "as declared above it", "zones-disagree"
            )
    return asked


def _rivals(
    readings: Sequence[Reading], headers: Mapping[int, Zone], first: int, second: int, end: int
) -> Iterator[int]:
    if any(reading.instant is not None and reading.precision != "day" for reading in readings[first:second]):
        return
    for number in range(second, end):
        reading = readings[number]
        if reading.zone_origin == "header" and reading.instant is not None and reading.precision != "day":
            one, two = (offset_at(reading.instant, headers[place].info) for place in (first, second))
            if one != two:
                yield number


def _also_in(reading: Reading, zone: Zone, others: Sequence[Zone], why: str, flag: str) -> Reading:
    """Return the reading with what it would be in other zones."""
    if reading.instant is None:
        return reading
    wall = local_time(reading.instant, zone.info)
    more = (
        Alternative(local_instants(wall, other.info).instants[0], f"in {_name(other)}, {why}")
        for other in others
    )
    known = reading.alternatives or (Alternative(reading.instant, f"in {_name(zone)}"),)
    options = {option.instant: option for option in (*more, *known)}
    ordered = [*known, *(option for option in options.values() if option not in known)]
    return reading._replace(alternatives=tuple(ordered), flags=(*reading.flags, flag), confidence="guessed")


def _name(zone: Zone) -> str:
    return zone.season or zone.name


def _without_day(reading: Reading) -> Reading:
    return reading._replace(flags=tuple(flag for flag in reading.flags if flag != DAY_ASSUMED))
