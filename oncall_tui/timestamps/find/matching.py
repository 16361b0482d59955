"""Try the rows of the table at one place of a line: the first that matches, means something and counts there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from oncall_tui.timestamps.find.match_context import NormalisedLine, has_free_end, is_accepted
from oncall_tui.timestamps.patterns.components import Parts, WallTime
from oncall_tui.timestamps.patterns.table import CompiledPattern, rows_for_digits, rows_for_word
from oncall_tui.timestamps.zones import possible_zones

_OFFSET_AND_MORE = re.compile(r"([+-]\d\d:?\d\d)\s?[\[(]")
"""`+0100 [WORK]`: what stands in brackets is not the name of its zone."""
_END_OF_RANGE = re.compile(r"-(\d\d):(\d\d)")
_LIKE_A_ZONE = re.compile(
    r"[\[(]?(?:[A-Z][SD]T|(?:UTC|GMT)\s?[+-]\d+(?::?\d+)?|[+-]\d\d:?\d\d|(?:Africa|America|Antarctica|Asia|Atlantic"
    r"|Australia|Etc|Europe|Indian|Pacific)/[\w/]+)[\])]?"
)
"""What is a zone to everybody who reads it, though none that exists."""


@dataclass(frozen=True, slots=True)
class FoundStamp:
    """A stamp in a line: the shape that matched, its parts, and where it stands."""

    rule: str
    parts: Parts
    start: int
    end: int
    opens: bool = True
    """At the opening of the line, so that its date carries on to the lines below."""
    whole: bool = False
    """The line holds nothing else."""
    approximate: bool = False
    joined: bool = False
    """Its day or zone stands elsewhere in the line, so that other lines can't be read like it."""
    second: "FoundStamp | None" = None
    """What seems to be the same moment in another zone, and may contradict it."""

    @property
    def precision(self) -> str:
        """Return the written precision; "" if it is no wall time."""
        clock = self.parts.clock if isinstance(self.parts, WallTime) else None
        return clock.precision if clock else ""


def rows_at(token: str) -> tuple[CompiledPattern, ...]:
    """Return the rows that a word or a run of digits could open."""
    return rows_for_digits(len(token)) if token[0].isdigit() else rows_for_word(token)


def first_match(
    rows: tuple[CompiledPattern, ...],
    line: NormalisedLine,
    start: int,
    stamp_start: int,
    aliases: Mapping[str, str],
    anywhere: bool = False,
) -> FoundStamp | None:
    """Return the first row that matches at `start` and counts there; the whole stamp may have opened at
    `stamp_start`.
    """
    for row in rows:
        match = row.pattern.match(line.text, start)
        if match is None:
            continue
        parts = row.shape.extract(match)
        if parts is None:
            continue
        parts, end = _with_true_zone(parts, match, aliases)
        plain_hour = isinstance(parts, WallTime) and parts.clock is not None and not parts.clock.half
        if not has_free_end(line.text, end):
            continue
        if anywhere or is_accepted(row.shape.where, line, stamp_start, end, plain_hour):
            return FoundStamp(row.shape.rule, parts, stamp_start, end)
    return None


def _with_true_zone(parts: Parts, match: re.Match[str], aliases: Mapping[str, str]) -> tuple[Parts, int]:
    """Return the parts less what only stood where a zone would (`14:05 INFO`, `10:00-17:00`), and their end."""
    if not isinstance(parts, WallTime) or not parts.zone:
        return parts, match.end()
    group = "zone" if match["zone"] else "zone_after"
    if _ends_range(parts, match, group):
        return replace(parts, zone="", until=True), match.end(group)
    if possible_zones(parts.zone, aliases) or _LIKE_A_ZONE.fullmatch(parts.zone):
        return parts, match.end()
    if (offset := _OFFSET_AND_MORE.match(parts.zone)) and possible_zones(offset[1], aliases):
        return replace(parts, zone=offset[1]), match.end(group) - len(parts.zone) + offset.end(1)
    end = match.end() if match.end() > match.end(group) else len(match.string[: match.start(group)].rstrip())
    return replace(parts, zone=""), end


def _ends_range(parts: WallTime, match: re.Match[str], group: str) -> bool:
    """`2024-03-12 10:00-17:00`: a later time behind a dash; after a `T` it is an offset."""
    end = _END_OF_RANGE.fullmatch(match[group])
    if end is None or parts.clock is None or parts.clock.precision != "minute":
        return False
    behind_t = match.string[match.start("hour") - 1] in "Tt"
    no_offset = int(end[1]) in (0, 13, 14) or end[2] not in ("00", "15", "30", "45")
    return not behind_t and (no_offset or int(end[1]) >= parts.clock.hour)
