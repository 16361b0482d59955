"""The zone in which days and times are shown. UTC costs nothing; only for another one zones are loaded."""

from datetime import UTC, tzinfo
from functools import lru_cache

MOST_ZONES = 50


def display_zone(name: str | None) -> tzinfo:
    """UTC unless another one was asked for. Raises RefusedError for a name that is none."""
    if name in (None, "", "UTC"):
        return UTC
    from oncall_tui.timestamps.zones import parse_zone

    return parse_zone(str(name)).info


def canonical_zone_name(typed: str) -> str:
    """Return the name of the zone that a person typed. Raises RefusedError, with what would do."""
    from oncall_tui.timestamps.zones import parse_zone

    return parse_zone(typed).name


def zone_meant(typed: str) -> str:
    """Return the name of the zone that a person most likely means: `Oslo`, `ist`, `UTC-7`. Raises RefusedError
    for none.
    """
    likely = zones_like(typed)
    return likely[0][0] if likely else canonical_zone_name(typed)


def zones_like(typed: str) -> list[tuple[str, str]]:
    """(name, words) of the zones that a person may mean, likeliest first: `ist`, `kolkata`, `Oslo`, `utc-7`.

    A region comes before the fixed offset of its abbreviation: its own summer time is what people live by.
    """
    from oncall_tui.timestamps.zones import possible_zones

    if not typed.strip():
        return []
    found: dict[str, str] = {}
    for meaning in possible_zones(typed.strip().upper()):
        found.setdefault(meaning.region or meaning.name, meaning.why)
    wanted = typed.strip().casefold().replace(" ", "_")
    regions = [(_rank(wanted, name.casefold()), name) for name in _regions()]
    for _, name in sorted((rank, name) for rank, name in regions if rank is not None):
        found.setdefault(name, "")
    return list(found.items())[:MOST_ZONES]


def _rank(wanted: str, name: str) -> int | None:
    """Rank a region's name: its city, the beginning of it, another part; None for no match."""
    city = name.rpartition("/")[2]
    tests = (name == wanted, city == wanted, city.startswith(wanted), name.startswith(wanted), wanted in name)
    return next((place for place, holds in enumerate(tests) if holds), None)


@lru_cache(maxsize=1)
def _regions() -> tuple[str, ...]:
    """Return the regions with a city of their own; older names of the same, such as GB and PRC, lead to confusion."""
    from zoneinfo import available_timezones

    return tuple(
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "posix", "right"))
    )
