"""Choose the zone of a stamp whose text names one: abbreviations that several places share, PST in July."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from oncall_tui.timestamps.zones import Zone, possible_zones, region_of, two_zones

_ALL_YEAR = frozenset(("MST", "AEST"))
"""What Arizona and Queensland write all year: out of season elsewhere these are literal first."""


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """The zones a text can mean, likeliest first, with flags when a person should say."""

    zones: tuple[Zone, ...]
    flags: tuple[str, ...] = ()


def zone_candidates(
    written: str, wall: datetime, near: Zone | None, aliases: Mapping[str, str]
) -> ZoneChoice | None:
    """Return the candidates for a written zone at a wall time; None for an unknown zone.

    `near` is the source's own zone, when one was said or shown.

    PST in July is literally UTC-8, but who writes it means the Pacific: the region first, both kept, flagged.
    """
    meanings = possible_zones(written, aliases)
    if not meanings:
        return None
    if said_twice := two_zones(written):
        return _agreed(meanings[0], possible_zones(said_twice[1], aliases), wall)
    if len(meanings) == 1 and not meanings[0].season:
        return ZoneChoice(meanings)
    for meaning in meanings:
        if near is not None and _names(near, meaning, wall):
            return ZoneChoice((meaning,))
    likely = (
        tuple(meaning for meaning in meanings if near is not None and near.name == meaning.region) or meanings
    )
    flags = ("zone-shared",) if len(likely) > 1 else ()
    region = region_of(likely[0])
    if region is None or _agree(region, likely[0], wall):
        return ZoneChoice(likely, flags)
    literal, *others = likely
    name = _in_pass(wall, region, 0).tzname()
    place = region.name.rpartition("/")[2].replace("_", " ")
    region = replace(region, why=f"{place} clock time that day ({name})")
    if literal.season and literal.name != literal.season:
        literal = replace(literal, why=f"literally {literal.season}, {literal.name}")
    both = (literal, region) if literal.season in _ALL_YEAR else (region, literal)
    return ZoneChoice((*both, *others), (*flags, "zone-season"))


def _agreed(first: Zone, second: tuple[Zone, ...], wall: datetime) -> ZoneChoice:
    """Return an offset and the name of its zone; both, when they contradict each other."""
    offset = first.info.utcoffset(None)
    homes = [region_of(meaning) or meaning for meaning in second]
    if any(_offset_is(offset, zone, wall) for zone in (*second, *homes)):
        return ZoneChoice((first,))
    named = tuple(replace(zone, why=zone.why or f"in {zone.name}") for zone in second)
    return ZoneChoice((replace(first, why=f"in {first.name}"), *named), ("zones-disagree",))


def _offset_is(offset: timedelta | None, zone: Zone, wall: datetime) -> bool:
    return any(_in_pass(wall, zone, fold).utcoffset() == offset for fold in (0, 1))


def _names(near: Zone, meaning: Zone, wall: datetime) -> bool:
    """Return whether a zone itself calls that time by the abbreviation: CST in Shanghai, MST in Phoenix."""
    named = any(near.info.tzname(_in_pass(wall, near, fold)) == meaning.season for fold in (0, 1))
    return named and _agree(near, meaning, wall)


def _agree(region: Zone, meaning: Zone, wall: datetime) -> bool:
    """Return whether a region is that far from UTC then, in either pass of a repeated hour."""
    return _offset_is(meaning.info.utcoffset(None), region, wall)


def _in_pass(wall: datetime, zone: Zone, fold: int) -> datetime:
    return wall.replace(tzinfo=zone.info, fold=fold)
