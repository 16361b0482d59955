"""Which zone a stamp is in when its text names one: abbreviations that several places share, PST in July."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from oncall_tui.timestamps.zones import Zone, holds, home, zone_meanings


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """The zones a text can mean, likeliest first, with flags when a person should say."""

    zones: tuple[Zone, ...]
    flags: tuple[str, ...] = ()


def zone_choice(written: str, wall: datetime, near: Zone | None, aliases: Mapping[str, str]) -> ZoneChoice:
    """What a zone as written means at a wall time. `near` is the source's own zone, when one was said or shown.

    PST in July is literally UTC-8, but who writes it means the Pacific: the region first, both kept, flagged.
    """
    meanings = zone_meanings(written, aliases)
    if len(meanings) == 1 and not meanings[0].season:
        return ZoneChoice(meanings)
    abbreviation = meanings[0].season
    if near is not None and holds(near.info, abbreviation, wall):
        return ZoneChoice((near,))
    at_home = tuple(meaning for meaning in meanings if near is not None and near.name == meaning.region)
    likely = at_home or meanings
    flags = ("zone-shared",) if len(likely) > 1 else ()
    region = home(likely[0])
    if region is None or wall.replace(tzinfo=region.info).utcoffset() == likely[0].info.utcoffset(None):
        return ZoneChoice(likely, flags)
    return ZoneChoice((region, *likely), (*flags, "zone-season"))
