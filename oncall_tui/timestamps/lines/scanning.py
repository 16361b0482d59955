"""The first pass over a source: what stands in each line, before anything is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from oncall_tui.domain.permalinks import permalink_instant
from oncall_tui.timestamps.find.finding import find_stamp
from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.lines.declared import header_zone
from oncall_tui.timestamps.lines.source_facts import full_dates, opens_section
from oncall_tui.timestamps.lines.stamp_template import StampTemplate, find_stamps
from oncall_tui.timestamps.patterns.components import WallTime, WrittenDate
from oncall_tui.timestamps.types import StampLine
from oncall_tui.timestamps.zones import Zone, possible_zones

_LINES_LOOKED_AT = 2_000
_LINES_LOOKED_INTO = 50


@dataclass(frozen=True, slots=True)
class Scan:
    """A source's stamps by line, and by line number its zone headers, headings and chat links."""

    stamps: Sequence[FoundStamp | StampTemplate | None]
    headers: Mapping[int, Zone]
    sections: frozenset[int]
    """Headings: times below do not carry on from the times above."""
    dates: frozenset[int]
    """Lines that are nothing but a date."""
    links: Mapping[int, int]
    """Line -> the moment of the chat message it links to."""
    day_inside: date | None
    """A full date behind a stamp of the same day without a year, as a proxy writes behind what syslog does; else the
    only date of the fields and the front matter."""

    def found(self) -> list[FoundStamp]:
        """Return the stamps that were not found by a lock."""
        return [stamp for stamp in self.stamps if isinstance(stamp, FoundStamp)]

    def is_bare(self, number: int) -> bool:
        """Return whether a line's stamp is a time on a wall, without a zone of its own as far as the scan can tell."""
        stamp = self.stamps[number]
        if isinstance(stamp, StampTemplate):
            return True
        return stamp is not None and is_bare(stamp)


def scan_lines(lines: Sequence[StampLine], aliases: Mapping[str, str]) -> Scan:
    """Look at every line once."""
    stamps = find_stamps(lines, aliases)
    others = [
        number
        for number, stamp in enumerate(stamps)
        if type(stamp) is not StampTemplate and not _is_timed(stamp)
    ]
    headers = {
        number: zone for number in others if (zone := _declared(lines[number], stamps[number], aliases))
    }
    sections = frozenset(number for number in others if opens_section(lines[number].text))
    dates = frozenset(
        number for number in others if isinstance(stamp := stamps[number], FoundStamp) and stamp.whole
    )
    day = _day_inside(lines, stamps, aliases) or _day_aside(lines, aliases)
    return Scan(stamps, headers, sections, dates, _links(lines), day)


def _declared(
    line: StampLine, stamp: FoundStamp | StampTemplate | None, aliases: Mapping[str, str]
) -> Zone | None:
    """Return the zone that a line names for those below it: in words, in a field, behind a date that is the whole
    line.
    """
    if (
        isinstance(stamp, FoundStamp)
        and stamp.whole
        and isinstance(stamp.parts, WallTime)
        and stamp.parts.zone
    ):
        meanings = possible_zones(stamp.parts.zone, aliases)
        return meanings[0] if meanings else None
    texts = line.aside.split("\n") if line.aside else [line.text]
    return next((zone for text in texts if (zone := header_zone(text, aliases))), None)


def _day_aside(lines: Sequence[StampLine], aliases: Mapping[str, str]) -> date | None:
    """Return the only full date of the fields and the front matter, where the lines themselves have none."""
    asides = (line.aside for line in islice(lines, _LINES_LOOKED_AT) if line.aside)
    found = (find_stamp(text, aliases) for aside in asides for text in aside.split("\n"))
    days = set(full_dates(day for stamp in found if (day := _day(stamp)) is not None))
    return days.pop() if len(days) == 1 else None


def _day_inside(
    lines: Sequence[StampLine],
    stamps: Sequence[FoundStamp | StampTemplate | None],
    aliases: Mapping[str, str],
) -> date | None:
    head = enumerate(islice(stamps, _LINES_LOOKED_AT))
    yearless = islice((number for number, stamp in head if _lacks_year(stamp)), _LINES_LOOKED_INTO)
    for text in (lines[number].text for number in yearless):
        outer = find_stamp(text, aliases)
        day = _day(outer)
        inner = _day(find_stamp(text[outer.end :], aliases)) if outer is not None else None
        if day is not None and inner is not None and (day.month, day.day) == (inner.month, inner.day):
            return next(full_dates([inner]), None)
    return None


def _lacks_year(stamp: FoundStamp | StampTemplate | None) -> bool:
    if isinstance(stamp, StampTemplate):
        return stamp.is_yearless
    day = _day(stamp)
    return day is not None and day.year is None and day.month is not None


def _day(stamp: FoundStamp | None) -> WrittenDate | None:
    return stamp.parts.day if stamp is not None and isinstance(stamp.parts, WallTime) else None


def _links(lines: Sequence[StampLine]) -> dict[int, int]:
    linked = [number for number, line in enumerate(lines) if "/archives/" in line.text]
    return {number: link for number in linked if (link := permalink_instant(lines[number].text)) is not None}


def is_bare(stamp: FoundStamp) -> bool:
    """Return a time on a wall, without a zone of its own."""
    return isinstance(stamp.parts, WallTime) and stamp.parts.clock is not None and not stamp.parts.zone


def _is_timed(stamp: FoundStamp | StampTemplate | None) -> bool:
    """Return a stamp with a time of day or an instant: not a date alone."""
    return isinstance(stamp, FoundStamp) and not (
        isinstance(stamp.parts, WallTime) and stamp.parts.clock is None
    )
