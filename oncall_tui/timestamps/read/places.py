"""Zones by the names that people give them where a whole phrase is one: cities, countries, `heure de Paris`.

Beside a stamp only what `zones` knows counts; a declaration or a column may say more.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from oncall_tui.timestamps.zones import Zone, possible_zones

_PLACES = {
    "America/New_York": "est este eastern new-yorker new-yorkaise est-américaine",
    "America/Los_Angeles": "pacific pacifique pacífico pacifico california californie kalifornien",
    "America/Chicago": "central",
    "America/Denver": "mountain",
    "America/Sao_Paulo": "brasília brasilia brazil brasil são-paulo sao-paulo",
    "America/Mexico_City": "méxico mexico ciudad-de-méxico",
    "America/Bogota": "colombia bogotá",
    "America/Santiago": "chile",
    "America/Argentina/Buenos_Aires": "argentina",
    "America/Lima": "perú peru",
    "Europe/London": "uk britain british england londres londra londen londoner britische britannique",
    "Europe/Paris": "france französische française pariser parigi parijs francia",
    "Europe/Berlin": "germany deutschland deutsche berliner berlín berlino berlijn allemagne mitteleuropäische"
    " mitteleuropäischer mez central-europe europe-centrale europa-central",
    "Europe/Vienna": "austria österreich wiener wien",
    "Europe/Zurich": "switzerland schweiz schweizer zürich suisse svizzera",
    "Europe/Madrid": "spain españa española peninsular spagna espagne",
    "Europe/Rome": "italy italia italiana roma rom rome",
    "Europe/Lisbon": "portugal lisboa portuguesa lissabon",
    "Europe/Amsterdam": "netherlands nederland nederlandse amsterdamse",
    "Europe/Brussels": "belgium brussel bruxelles belgische",
    "Europe/Stockholm": "sweden sverige svensk",
    "Europe/Copenhagen": "denmark danmark dansk københavn",
    "Europe/Oslo": "norway norge norsk",
    "Europe/Helsinki": "finland suomi suomen helsingin",
    "Europe/Warsaw": "poland polska warszawa warszawski polski",
    "Europe/Prague": "czechia praha",
    "Europe/Moscow": "москва москве московское московскому moskau moscou moscú mosca msk мск",
    "Europe/Istanbul": "istanbul türkiye",
    "Europe/Athens": "greece",
    "Europe/Dublin": "ireland irish",
    "Europe/Kyiv": "kyiv kiev ukraine",
    "Asia/Kolkata": "india indian ist-india bangalore mumbai delhi",
    "Asia/Tokyo": "japan japanese 日本 東京 日本時間",
    "Asia/Shanghai": "china chinese beijing 北京 北京时间 中国",
    "Asia/Seoul": "korea korean 한국",
    "Asia/Singapore": "singapore",
    "Asia/Hong_Kong": "hong-kong",
    "Asia/Jerusalem": "israel",
    "Asia/Dubai": "emirates uae",
    "Australia/Sydney": "sydney",
    "Pacific/Auckland": "new-zealand",
    "UTC": "universelle universel universal universale weltzeit koordinierte greenwich temps-universel",
}
_REGION_OF = {word: region for region, words in _PLACES.items() for word in words.split()}
_WRAPPING = re.compile(
    r"^(?:the|l['’]|la|le|el|der|die)?\s*(?:heure|hora|horário|horario|ora|orario|temps|tiempo|ortszeit|zeit|czas|время|fuso)"
    r"(?:\s(?:locale?|légale|oficial|normale|d['’]été|d['’]hiver|de verano|de invierno))?"
    r"\s*(?:de\sl['’]|de\sla\s|d['’]|del?\s|di\s|do\s|da\s|in\s|von\s|w\s|по\s|в\s|)",
    re.I,
)
_TRAILING = re.compile(
    r"\s*\b(?:(?:standard|mean|local|normal|winter|summer)?\s?time(?:\s?zone)?|timezone|(?:orts|sommer|winter|normal)?zeit|tijd|tid"
    r"|saati|aikaa|час\w*|врем\w+)$",
    re.I,
)
_SHORTEST_PLACE = 3


def zone_named(written: str, aliases: Mapping[str, str]) -> Zone | None:
    """Return the likeliest zone of a phrase that is nothing but a zone's name; None where it names none."""
    text = written.strip(" ()[].,;:'\"")
    if not text or (text.isalpha() and len(text) < 2):
        return None
    meanings = possible_zones(text, aliases)
    return meanings[0] if meanings else _placed(text)


@lru_cache(maxsize=1024)
def _placed(text: str) -> Zone | None:
    for bare in dict.fromkeys((text, _TRAILING.sub("", text), _WRAPPING.sub("", text))):
        name = bare.strip()
        if len(name) < _SHORTEST_PLACE and name == text:
            continue
        said_so = name != text
        if name.isascii() and not (name[:1].isupper() or said_so):
            continue
        region = (
            _REGION_OF.get(name.casefold().replace(" ", "-"))
            if said_so or not name.islower() or not name.isascii()
            else None
        )
        region = region or _by_city(name)
        if region:
            return Zone(ZoneInfo(region), region)
    return None


def _by_city(name: str) -> str | None:
    """Return the region of that name, or whose city it is: Japan, Calcutta, New York."""
    place = name.replace(" ", "_")
    zones = _cities()
    return zones.get(place.casefold()) if len(place) >= _SHORTEST_PLACE else None


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, str]:
    """Every zone by the last part of its name, in small letters; abbreviations and files of one machine left out."""
    names = sorted(
        available_timezones(), key=lambda name: ("/" not in name, name.startswith("Etc/")), reverse=True
    )
    return {
        name.rsplit("/", 1)[-1].casefold(): name
        for name in names
        if not name.isupper() and name.rsplit("/", 1)[-1] not in ("localtime", "posixrules", "Factory")
    }
