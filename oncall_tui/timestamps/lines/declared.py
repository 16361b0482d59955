"""The zone that a line declares for the lines below it, as people say it: "All times are in Eastern Time", "Toutes les
heures sont à l'heure de Paris", `## Timeline (UTC)`, `| Time zone | Europe/Paris |`, `2024-05-02 (UTC)`.

A declaration is a noun of time (or the word for a time zone) at the start of a clause, a few small words, then a zone.
"""

import re
from collections.abc import Mapping, Sequence

from oncall_tui.timestamps.read.places import zone_named
from oncall_tui.timestamps.zones import ZULU, Zone

_LONGEST = 300
_LINK = re.compile(r"\b\w+://\S+|\]\([^)\s]*\)|`[^`\n]*=[^`\n]*`")
_DECORATION = re.compile(r"[*`>#|\"“”«»]+|(?<!\w)_+|_+(?!\w)")
_TOKEN = re.compile(
    r"(?:UTC|GMT)?\s?[+-]\d\d?(?::?\d\d)?(?![\w-])|(?:UTC|GMT)\s[+-]\s?\d\d?(?::\d\d)?"
    r"|[^\W\d_](?:[\w/'’.+-]*[\w])?|\d+|[^\w\s]"
)
_CHARACTERS_END = re.compile(r"(?<=[\u3040-\u30ff\u4e00-\u9fff])(?=[A-Z])")
_NOUNS_ROWS = (
    "time times timestamp timestamps clock clocks date dates hours entries everything zeiten zeitangaben",
    "uhrzeiten zeitstempel zeit uhrzeit angaben heure heures horaire horaires horodatages horas hora",
    "horarios horario horários horário tiempos tempos orari orario ore tijden tijd tijdstippen",
    "tijdstempels tider tidpunkter tidspunkter klockslag czasy godziny czas время saatler zamanlar ajat",
    "kellonajat časy timeline chronology zeitleiste zeitstrahl chronologie cronología cronologia tijdlijn",
    "tidslinje verlauf ablauf хронология",
    "タイムライン 時系列 시간 时间 時刻 時刻は 時刻はすべて 日時は 日時はすべて 时间均为 时间为",
    "所有时间均为 所有时间为",
)
_NOUNS = frozenset(word for row in _NOUNS_ROWS for word in row.split())
_ZONE_NOUNS = re.compile(
    r"(?:time\s?-?zone|tz|zeitzone|fuseau(?:\shoraire)?|zona\shoraria|huso\shorario|fuso(?:\s(?:orario|horário))?|tijdzone"
    r"|tidszon|tidssone|tidszone|strefa\sczasowa|часовой\sпояс|časové\spásmo|タイムゾーン|时区|時區|시간대|zone)\b",
    re.I,
)
_FILLERS_ROWS = (
    "all the are is was were be in at as of to per use using used shown given listed displayed expressed",
    "written reported recorded stated noted according below here above local and note nb event log events",
    "follow time times zone timezone stamps date dates for this these on based alle sind ist der die nach",
    "angegeben gelten jeweils zeitzone im werden toutes tous les sont est en à au selon exprimées",
    "indiquées données affichées du fuseau horaire dans todas todos las los son están zona horaria",
    "expresadas expresados indicadas indican muestran se uso os as são estão em no na fuso horário",
    "indicados tutti tutte gli le sono espressi indicati nel orario di il zijn staan vermeld volgens de",
    "het alla är er i anges angitt wszystkie są podane w strefie według все всё указано в по дано tüm",
    "kaikki ovat všechny jsou v uvedeny : = ( [ - – — , / は 为 ： （",
)
_FILLERS = frozenset(word for row in _FILLERS_ROWS for word in row.split())
_MOST_FILLERS = 9
_LONGEST_NAME = 6
_ALL = frozenset(
    ("all", "alle", "toutes", "tous", "todas", "todos", "tutti", "tutte", "alla", "wszystkie", "все", "всё")
)
_ARE = frozenset(("are", "is", "sind", "sont", "son", "sono", "são", "zijn", "är", "er", "są"))
"""What makes a noun of time a declaration in the middle of a clause too: `all` before it, `are` behind it."""
_CLAUSE_ENDS = frozenset((".", ",", ";", ")", "）", "]", "(", "[", "-", "–", "—", ":", "|", "/", "!"))
_CONTINUES_ROWS = (
    "unless throughout and sauf salvo 24-hour 24h with as times time timestamps sofern wenn tenzij if",
    "because since so only",
)
_CONTINUES = frozenset(word for row in _CONTINUES_ROWS for word in row.split())
_OFFSET_BEHIND = re.compile(r"\s*[(,]\s*((?:UTC|GMT)\s?[+-]\s?\d{1,2}(?::?\d\d)?)", re.I)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]\W*$")
_MARKED = re.compile(r"\s*(?:#{1,6}\s|={2,}\s|\*\*|__|[-*]\s+\*\*)")
_BEHIND_DASH = re.compile(r"\s[-–—,]\s*([^-–—,]{2,40}?)\W*$")
_IIS = "#Software: Microsoft Internet Information Services"
_MENTIONS = re.compile(
    r"tim|zone|zeit|clock|tz\b|chronolog|cronolog|date\b|dates\b|hours|heure|hor[aá]|orari|ore\b|tij?d|klock|czas|godzin|врем"
    r"|saatler|zaman|ajat|časy|verlauf|ablauf|fus|huso|strefa|пояс|pásmo|タイム|时|時|시간|타임라인|хронолог|经过|entries|everything|angaben"
    r"|\b(?:UTC|GMT|[A-Z]{1,4}T)\b|[A-Z]\w+/[A-Z]",
    re.I,
)


def header_zone(text: str, aliases: Mapping[str, str]) -> Zone | None:
    """Return the zone that a line declares for the lines below; None for a line that only mentions one."""
    if text.startswith(_IIS):
        return ZULU
    if len(text) > _LONGEST or not _MENTIONS.search(text):
        return None
    plain = _DECORATION.sub(" ", _LINK.sub(" ", text))
    tokens = _TOKEN.findall(_CHARACTERS_END.sub(" ", plain))
    return _in_heading(text, plain, aliases) or _said(tokens, plain, aliases) or _alone(tokens, aliases)


def _said(tokens: Sequence[str], text: str, aliases: Mapping[str, str]) -> Zone | None:
    """Return a noun of time, small words, a zone: at the start of a clause, or anywhere behind `all` and before
    `are`.
    """
    for index in range(len(tokens)):
        noun = _noun_end(tokens, index)
        if noun is None:
            continue
        start = _clause_start(tokens, index)
        name = _name_behind(tokens, noun, aliases)
        if name is None:
            continue
        zone, end = name
        before = {word.casefold() for word in tokens[start:index]}
        behind = {word.casefold() for word in tokens[noun : noun + 3]}
        if (before <= _FILLERS or before & _ALL or behind & _ARE) and _ends_there(tokens, end):
            return _by_offset_behind(text, tokens[end - 1], aliases) or zone
    return None


def _noun_end(tokens: Sequence[str], index: int) -> int | None:
    """Return the place behind a noun of time that stands at `index`."""
    if tokens[index].casefold() in _NOUNS:
        return index + 1
    for length in (2, 1):
        if _ZONE_NOUNS.fullmatch(" ".join(tokens[index : index + length])):
            return index + length
    return None


def _clause_start(tokens: Sequence[str], index: int) -> int:
    return next((at + 1 for at in range(index - 1, -1, -1) if tokens[at] in ".,;:([-–—"), 0)


def _name_behind(tokens: Sequence[str], start: int, aliases: Mapping[str, str]) -> tuple[Zone, int] | None:
    """Return the zone behind a few small words, and where its name ends."""
    for at in range(start, min(start + _MOST_FILLERS, len(tokens))):
        for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            words = tokens[at : at + length]
            if words[-1] in _CLAUSE_ENDS or (length > 1 and any(word in _CLAUSE_ENDS for word in words)):
                continue
            if zone := zone_named(" ".join(words), aliases):
                return zone, at + length
        if tokens[at].casefold() not in _FILLERS:
            return None
    return None


def _ends_there(tokens: Sequence[str], end: int) -> bool:
    return end == len(tokens) or tokens[end] in _CLAUSE_ENDS or tokens[end].casefold() in _CONTINUES


def _by_offset_behind(text: str, name: str, aliases: Mapping[str, str]) -> Zone | None:
    """`CST (UTC+8)`: the offset says which CST."""
    at = text.find(name)
    offset = _OFFSET_BEHIND.match(text, at + len(name)) if at >= 0 else None
    return zone_named(offset[1].replace(" ", ""), aliases) if offset else None


def _in_heading(text: str, plain: str, aliases: Mapping[str, str]) -> Zone | None:
    """`## Timeline (UTC)`, `## What happened - UTC`: a heading that ends in a zone."""
    if not _MARKED.match(text):
        return None
    ending = _IN_BRACKETS.search(plain) or _BEHIND_DASH.search(plain)
    if ending is None:
        return None
    words = [word for word in _TOKEN.findall(ending[1]) if word.casefold() not in _FILLERS]
    return zone_named(ending[1].strip(), aliases) or (zone_named(" ".join(words), aliases) if words else None)


def _alone(tokens: Sequence[str], aliases: Mapping[str, str]) -> Zone | None:
    """`(UTC)`, `All UTC`, `UTC times`, `Pacific time throughout`: a line that is nothing but a zone."""
    words = [token for token in tokens if token not in _CLAUSE_ENDS]
    rest = [
        word for word in words if word.casefold() not in (_FILLERS | _CONTINUES) or word.casefold() == "time"
    ]
    if not 0 < len(rest) <= _LONGEST_NAME or len(words) > len(rest) + 4 or len(rest[0]) < 3:
        return None
    if len(words) == len(rest) and len(tokens) == len(words):
        return None
    return zone_named(" ".join(rest), aliases)
