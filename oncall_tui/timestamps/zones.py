"""Parse a written zone: offsets, regions, and abbreviations that several places share.

A meaning is a `tzinfo` with the words for it. Regions are `zoneinfo` objects, built once per process by `zoneinfo`
itself and kept per context by the reader; fixed offsets are plain `timezone` objects.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from oncall_tui.domain.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Zone:
    """One meaning of a zone: how to compute with it, what to call it (`Europe/London`, `UTC-7`, `UTC`)."""

    info: tzinfo
    name: str
    why: str = ""
    season: str = ""
    """The abbreviation that this is one meaning of: PST, IST."""
    region: str = ""
    """Where that abbreviation is at home, as a rule for half of the year."""


ZULU = Zone(UTC, "UTC")

# Abbreviation -> meanings, likeliest first, each "offset region words". The region is where it is at home, so that
# PST in July can be noticed and a source's own zone can decide.
_ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    "PST": ("-8 America/Los_Angeles US Pacific",),
    "PDT": ("-7 America/Los_Angeles US Pacific",),
    "MST": ("-7 America/Denver US Mountain",),
    "MDT": ("-6 America/Denver US Mountain",),
    "CST": ("-6 America/Chicago US Central", "+8 Asia/Shanghai China", "-5 America/Havana Cuba"),
    "CDT": ("-5 America/Chicago US Central", "-4 America/Havana Cuba"),
    "EST": ("-5 America/New_York US Eastern",),
    "EDT": ("-4 America/New_York US Eastern",),
    "AKST": ("-9 America/Anchorage Alaska",),
    "AKDT": ("-8 America/Anchorage Alaska",),
    "HST": ("-10 Pacific/Honolulu Hawaii",),
    "AST": ("-4 America/Halifax Atlantic", "+3 Asia/Riyadh Arabia"),
    "ADT": ("-3 America/Halifax Atlantic",),
    "NST": ("-3:30 America/St_Johns Newfoundland",),
    "NDT": ("-2:30 America/St_Johns Newfoundland",),
    "BRT": ("-3 America/Sao_Paulo Brasilia",),
    "CLT": ("-4 America/Santiago Chile",),
    "CLST": ("-3 America/Santiago Chile",),
    "COT": ("-5 America/Bogota Colombia",),
    "PET": ("-5 America/Lima Peru",),
    "ECT": ("-5 America/Guayaquil Ecuador",),
    "BOT": ("-4 America/La_Paz Bolivia",),
    "VET": ("-4 America/Caracas Venezuela",),
    "PYT": ("-3 America/Asuncion Paraguay",),
    "UYT": ("-3 America/Montevideo Uruguay",),
    "GFT": ("-3 America/Cayenne French Guiana",),
    "ART": ("-3 America/Argentina/Buenos_Aires Argentina",),
    "BST": ("+1 Europe/London London", "+6 Asia/Dhaka Bangladesh", "+11 Pacific/Bougainville Bougainville"),
    "IST": ("+5:30 Asia/Kolkata India", "+1 Europe/Dublin Ireland", "+2 Asia/Jerusalem Israel"),
    "IDT": ("+3 Asia/Jerusalem Israel",),
    "WET": ("+0 Europe/Lisbon Western Europe",),
    "WEST": ("+1 Europe/Lisbon Western Europe",),
    "CET": ("+1 Europe/Berlin Central Europe",),
    "CEST": ("+2 Europe/Berlin Central Europe",),
    "MEZ": ("+1 Europe/Berlin Central Europe",),
    "MESZ": ("+2 Europe/Berlin Central Europe",),
    "EET": ("+2 Europe/Helsinki Eastern Europe",),
    "EEST": ("+3 Europe/Helsinki Eastern Europe",),
    "MSK": ("+3 Europe/Moscow Moscow",),
    "TRT": ("+3 Europe/Istanbul Turkey",),
    "SAST": ("+2 Africa/Johannesburg South Africa",),
    "CAT": ("+2 Africa/Maputo Central Africa",),
    "EAT": ("+3 Africa/Nairobi East Africa",),
    "WAT": ("+1 Africa/Lagos West Africa",),
    "GST": ("+4 Asia/Dubai Gulf", "-2 Atlantic/South_Georgia South Georgia"),
    "IRST": ("+3:30 Asia/Tehran Iran",),
    "AZT": ("+4 Asia/Baku Azerbaijan",),
    "SAMT": ("+4 Europe/Samara Samara",),
    "AFT": ("+4:30 Asia/Kabul Afghanistan",),
    "UZT": ("+5 Asia/Tashkent Uzbekistan",),
    "YEKT": ("+5 Asia/Yekaterinburg Yekaterinburg",),
    "OMST": ("+6 Asia/Omsk Omsk",),
    "MMT": ("+6:30 Asia/Yangon Myanmar",),
    "KRAT": ("+7 Asia/Krasnoyarsk Krasnoyarsk",),
    "NOVT": ("+7 Asia/Novosibirsk Novosibirsk",),
    "IRKT": ("+8 Asia/Irkutsk Irkutsk",),
    "ULAT": ("+8 Asia/Ulaanbaatar Mongolia",),
    "MYT": ("+8 Asia/Kuala_Lumpur Malaysia",),
    "WITA": ("+8 Asia/Makassar Central Indonesia",),
    "WIT": ("+9 Asia/Jayapura Eastern Indonesia",),
    "YAKT": ("+9 Asia/Yakutsk Yakutsk",),
    "VLAT": ("+10 Asia/Vladivostok Vladivostok",),
    "PETT": ("+12 Asia/Kamchatka Kamchatka",),
    "ACWST": ("+8:45 Australia/Eucla Western Central Australia",),
    "FJT": ("+12 Pacific/Fiji Fiji",),
    "PKT": ("+5 Asia/Karachi Pakistan",),
    "NPT": ("+5:45 Asia/Kathmandu Nepal",),
    "ICT": ("+7 Asia/Bangkok Indochina",),
    "WIB": ("+7 Asia/Jakarta Western Indonesia",),
    "SGT": ("+8 Asia/Singapore Singapore",),
    "HKT": ("+8 Asia/Hong_Kong Hong Kong",),
    "PHT": ("+8 Asia/Manila Philippines",),
    "AWST": ("+8 Australia/Perth Western Australia",),
    "JST": ("+9 Asia/Tokyo Japan",),
    "KST": ("+9 Asia/Seoul Korea",),
    "ACST": ("+9:30 Australia/Adelaide Central Australia",),
    "ACDT": ("+10:30 Australia/Adelaide Central Australia",),
    "AEST": ("+10 Australia/Sydney Eastern Australia",),
    "AEDT": ("+11 Australia/Sydney Eastern Australia",),
    "NZST": ("+12 Pacific/Auckland New Zealand",),
    "NZDT": ("+13 Pacific/Auckland New Zealand",),
}
# What people call a whole region, both of its seasons in one.
_REGIONS: Mapping[str, str] = {
    "PT": "America/Los_Angeles",
    "MT": "America/Denver",
    "CT": "America/Chicago",
    "ET": "America/New_York",
    "PACIFIC": "America/Los_Angeles",
    "EASTERN": "America/New_York",
    "PACIFIC TIME": "America/Los_Angeles",
    "MOUNTAIN TIME": "America/Denver",
    "CENTRAL TIME": "America/Chicago",
    "EASTERN TIME": "America/New_York",
    "LONDON TIME": "Europe/London",
    "UK TIME": "Europe/London",
    "CENTRAL EUROPEAN TIME": "Europe/Berlin",
    "EASTERN EUROPEAN TIME": "Europe/Athens",
    "WESTERN EUROPEAN TIME": "Europe/Lisbon",
    "AET": "Australia/Sydney",
    "CHINA TIME": "Asia/Shanghai",
    "CHINA STANDARD TIME": "Asia/Shanghai",
    "IRISH STANDARD TIME": "Europe/Dublin",
    "IRISH TIME": "Europe/Dublin",
    "ISRAEL STANDARD TIME": "Asia/Jerusalem",
    "INDIA TIME": "Asia/Kolkata",
    "INDIA STANDARD TIME": "Asia/Kolkata",
    "INDIAN STANDARD TIME": "Asia/Kolkata",
    "BRITISH SUMMER TIME": "Europe/London",
    "GULF STANDARD TIME": "Asia/Dubai",
    "ATLANTIC TIME": "America/Halifax",
    "ATLANTIC STANDARD TIME": "America/Halifax",
    "ATLANTIC DAYLIGHT TIME": "America/Halifax",
    "INDIAN TIME": "Asia/Kolkata",
    "AUSTRALIAN EASTERN TIME": "Australia/Sydney",
    "NEW ZEALAND TIME": "Pacific/Auckland",
    "NEW ZEALAND STANDARD TIME": "Pacific/Auckland",
    "US PACIFIC TIME": "America/Los_Angeles",
    "US EASTERN TIME": "America/New_York",
    "US CENTRAL TIME": "America/Chicago",
    "US MOUNTAIN TIME": "America/Denver",
    "BRASILIA TIME": "America/Sao_Paulo",
}
# A season spelled out is what its abbreviation is.
_SPELLED = {
    f"{place} {season} TIME": place[0] + season[0] + "T"
    for place in ("PACIFIC", "MOUNTAIN", "EASTERN")
    for season in ("STANDARD", "DAYLIGHT")
} | {
    "CENTRAL EUROPEAN SUMMER TIME": "CEST",
    "EASTERN EUROPEAN SUMMER TIME": "EEST",
    "WESTERN EUROPEAN SUMMER TIME": "WEST",
    "JAPAN STANDARD TIME": "JST",
    "KOREA STANDARD TIME": "KST",
    "SINGAPORE STANDARD TIME": "SGT",
    "HONG KONG TIME": "HKT",
    "MOSCOW STANDARD TIME": "MSK",
    "MOSCOW TIME": "MSK",
    "SOUTH AFRICA STANDARD TIME": "SAST",
    "EAST AFRICA TIME": "EAT",
    "WEST AFRICA TIME": "WAT",
    "PAKISTAN STANDARD TIME": "PKT",
    "AUSTRALIAN EASTERN STANDARD TIME": "AEST",
    "AUSTRALIAN EASTERN DAYLIGHT TIME": "AEDT",
    "ALASKA STANDARD TIME": "AKST",
    "HAWAII STANDARD TIME": "HST",
}
_IS_REGION = re.compile(r"/|^[A-Z]{3}\d[A-Z]{3}$")
_ZULU = {
    "GREENWICH MEAN",
    "COORDINATED UNIVERSAL",
    "UNIVERSAL",
    "UNIVERSAL COORDINATED",
    "Z",
    "UTC",
    "GMT",
    "UT",
    "ZULU",
    "UCT",
    "ETC/UTC",
    "ETC/GMT",
}
# In lower case most abbreviations are words in some language ("est", "ist", "et", "cat").
_LOWER = {
    "z",
    "utc",
    "gmt",
    "bst",
    "cet",
    "cest",
    "pst",
    "pdt",
    "edt",
    "cdt",
    "mst",
    "mdt",
    "jst",
    "aest",
    "pt",
}
_OF_ONE_MACHINE = ("localtime", "posixrules", "Factory")
"""Files beside the zones that say something else, or nothing, on a colleague's machine."""
_OFFSET = re.compile(r"(?:UTC|GMT|UT)?\s?([+-])\s?(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?", re.I)
_TWO_ZONES = re.compile(
    r"((?:UTC|GMT|UT)?[+-]\d\d?(?::?\d\d)?|Z)\s?[\[(]?([A-Za-z][\w/+-]*|[+-]\d\d:?\d\d)[\])]?", re.I
)
"""`-0700 (PDT)`, `+01:00[Europe/London]`, `+0000 UTC`; `Z-0700` contradicts itself."""


def possible_zones(written: str, aliases: Mapping[str, str] | None = None) -> tuple[Zone, ...]:
    """Every meaning of a zone as it stands in a text, likeliest first; empty when it is none that we know."""
    if written in ("Z", "z", "UTC"):
        return (ZULU,)
    return _meanings(written, tuple((aliases or {}).items()))


def two_zones(written: str) -> tuple[str, str] | None:
    """Return the two zones of a text that says it twice: `-0700 (PDT)`; None for every other text."""
    match = _TWO_ZONES.fullmatch(written.strip(" ()[]")) if len(written) > 4 else None
    return (match[1], match[2]) if match else None


def parse_zone(written: str, aliases: Mapping[str, str] | None = None) -> Zone:
    """Return the zone that a person named (`--zone`, a setting). Raises RefusedError, with what would do, for anything
    unknown.
    """
    meanings = possible_zones(written.strip(), aliases)
    if meanings:
        return meanings[0]
    if found := _region(written.strip()):
        return Zone(found, found.key)
    likely = [name for name in sorted(available_timezones()) if written.strip().casefold() in name.casefold()]
    hint = (
        f"Did you mean {', '.join(likely[:3])}?"
        if written.strip() and likely
        else "Try Europe/London, UTC or UTC-7."
    )
    raise RefusedError(f"I know no time zone {written!r}. Nothing was changed. {hint}")


@lru_cache(maxsize=4096)
def _meanings(written: str, aliases: tuple[tuple[str, str], ...]) -> tuple[Zone, ...]:
    text = written.strip(" ()[]")
    for alias, meant in aliases:
        if alias.casefold() == text.casefold():
            return _meanings(meant, ())
    offset = _OFFSET.fullmatch(text)
    if offset:
        return _fixed(*offset.groups())
    if both := two_zones(text):
        named = _meanings(both[1], aliases)
        return _meanings(both[0], aliases) if named else ()
    if text.islower() and len(text) <= 5 and text not in _LOWER:
        return ()
    return _by_name(text)


def _fixed(sign: str, hours: str, minutes: str | None) -> tuple[Zone, ...]:
    delta = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if delta > timedelta(hours=14) or int(minutes or 0) > 59:
        return ()
    return (fixed_zone(-delta if sign == "-" else delta),)


def fixed_zone(offset: timedelta) -> Zone:
    """Return the zone that is always this far from UTC, named as people write it: `UTC`, `UTC-7`, `UTC+5:30`."""
    if not offset:
        return ZULU
    minutes = abs(offset) // timedelta(minutes=1)
    sign = "-" if offset < timedelta(0) else "+"
    name = f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")
    return Zone(timezone(offset), name)


def _by_name(text: str) -> tuple[Zone, ...]:
    name = " ".join(text.upper().split())
    if name in _ZULU or name.removesuffix(" TIME") in _ZULU:
        return (ZULU,)
    if name in _ABBREVIATIONS:
        return tuple(_meaning(name, line) for line in _ABBREVIATIONS[name])
    if name in _SPELLED:
        return _by_name(_SPELLED[name])[:1]
    name = re.sub(r"\s+(?:standard |daylight |summer )?time$", " time", text, flags=re.I).upper()
    region = _REGIONS.get(name) or _city(name) or (text if _IS_REGION.search(text) else "")
    found = _region(region)
    return (Zone(found, found.key),) if found else ()


def _city(name: str) -> str:
    """`BERLIN TIME`: the region that has that city's name; "" for anything else."""
    if not name.endswith(" TIME"):
        return ""
    place = "/" + name.removesuffix(" TIME").title().replace(" ", "_")
    return next((region for region in sorted(available_timezones()) if region.endswith(place)), "")


def _meaning(abbreviation: str, row: str) -> Zone:
    """Return a row of the table as a Zone: the literal offset, and the region whose season it is."""
    offset, region, words = row.split(" ", 2)
    hours, _, minutes = offset.partition(":")
    fixed = _fixed(hours[0], hours[1:], minutes)[0]
    return Zone(fixed.info, fixed.name, f"{abbreviation} of {words}", abbreviation, region)


def region_of(meaning: Zone) -> Zone | None:
    """Return the region where an abbreviation is at home, with both of its seasons."""
    found = _region(meaning.region)
    return Zone(found, found.key, f"{found.key} as it is then") if found else None


@lru_cache(maxsize=1024)
def _region(name: str) -> ZoneInfo | None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(?:[/_+-][A-Za-z0-9]+)*", name) or name in _OF_ONE_MACHINE:
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return None
