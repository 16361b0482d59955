"""Ages in words: `3 months ago`, `an hour and 20 minutes ago`, `il y a 2 semaines`, `5 минут назад`, `10分前`."""

import re
from unicodedata import normalize

from oncall_tui.domain.instants import DAY, HOUR, MINUTE, SECOND
from oncall_tui.timestamps.patterns.components import RelativeAge

_MONTH, _YEAR = -1, -12
"""Spans of the calendar, in months below zero; all others are microseconds."""

# One row per unit, every spelling; English, German, French, Spanish, Portuguese, Italian, Dutch, Nordic, Polish,
# Czech, Russian, Turkish, Finnish, Romanian, then Chinese, Japanese and Korean.
_UNIT_WORDS = {
    SECOND: "s sec secs second seconds sek sekunde sekunden seconde secondes seconden segundo segundos secondo secondi"
    " sekund sekunder sekundę sekundy sekundou sekundami сек секунда секунду секунды секунд saniye sn sekuntia sekunti"
    " secunde secundă seg 秒 秒間 초",
    MINUTE: "m min mins minute minutes minuten minuto minutos minuti minuut minut minuter minutter minutt minutę minuty"
    " minutou minutami мин минута минуту минуты минут dakika dk minuutti minuuttia 分 分間 分钟 分鐘 분",
    HOUR: "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren u timme timmar"
    " time timer tim godzina godzinę godziny godzin godz hodinu hodinou hodinami hodiny hodin час"
    " часа часов ч saat tunti tuntia oră 時間 小时 小時 시간",
    DAY: "d day days tag tage tagen jour jours j día días dia dias giorno giorni dag dagen dagar dage dager dzień dni"
    " den dnem dny dní день дня дней gün päivä päivää zi zile 日 天 일",
    7
    * DAY: "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken vecka veckor"
    " uge uger uke uker tydzień tygodnie tygodni týden týdnem týdny неделя неделю недели недель hafta viikko viikkoa"
    " săptămână săptămâni 週間 週 周 星期 주 주일",
    14 * DAY: "fortnight fortnights quinzaine",
    _MONTH: "mo mos mth mths month months monat monate monaten mois mes meses mês mese mesi maand maanden månad månader"
    " måned måneder miesiąc miesiące miesięcy měsíc měsícem měsíci měsíce месяц месяца месяцев ay kuukausi kuukautta"
    " lună luni か月 ヶ月 カ月 ヵ月 个月 個月 개월 달",
    _YEAR: "y yr yrs year years jahr jahre jahren an ans année années año años ano anos anno anni jaar jaren år rok"
    " roku lata lat rokem lety год года лет yıl sene vuosi vuotta ani 年 년",
}
# The longest of these open with a shorter one, so the pattern tries the longest first.
_NUMBER_WORDS: dict[float, str] = {
    0.5: "half an|half a|a half|half|eine halbe|einer halben|einem halben|une demi|media|meia|mezza|mezz|een half|pół"
    "|půl|пол",
    1: "a|an|one|ein|eine|einer|einem|eines|un|une|una|um|uma|uno|een|en|et|ett|jedną|jeden|один|одну|bir|o",
    1.5: "one and a half|anderthalb|eineinhalb|anderhalf|полтора|полторы",
    2: "two|a couple of|couple of|zwei|deux|dos|dois|duas|due|twee|två|to|dwie|dwa|dvě|dvěma|два|две|iki|kaksi",
    2.5: "two and a half|zweieinhalb|tweeënhalf",
    3: "three|drei|trois|tres|três|tre|drie|trzy|třemi|tři|три|üç",
    4: "four|vier|quatre|cuatro|quatro|quattro|fyra|fire|cztery|čtyřmi|четыре|dört",
    5: "five|fünf|cinq|cinco|cinque|vijf|fem|pięć|pěti|пять|beş",
    6: "six|sechs|seis|sei|zes|sex|sześć|шесть|altı",
    7: "seven|sieben|sept|siete|sete|sette|zeven|sju|syv|siedem|семь|yedi",
    8: "eight|acht|huit|ocho|oito|otto|åtta|otte|åtte|osiem|восемь|sekiz",
    9: "nine|neun|neuf|nueve|nove|negen|nio|ni|dziewięć|девять|dokuz",
    10: "ten|zehn|dix|diez|dez|dieci|tien|tio|ti|dziesięć|десять|on",
    11: "eleven|elf|onze|once|undici",
    12: "twelve|zwölf|douze|doce|doze|dodici|twaalf",
    15: "fifteen|fünfzehn|quinze|quince|quindici|vijftien|пятнадцать",
    20: "twenty|zwanzig|vingt|veinte|vinte|venti|twintig|dwadzieścia|двадцать|yirmi",
    30: "thirty|dreißig|trente|treinta|trinta|trenta|dertig|trzydzieści|тридцать|otuz",
    40: "forty|vierzig|quarante|cuarenta|quarenta|quaranta|veertig|сорок",
    45: "forty-five|fünfundvierzig|quarante-cinq",
    50: "fifty|fünfzig|cinquante|cincuenta|cinquanta|vijftig",
}


def _folded(word: str) -> str:
    return normalize("NFC", word.casefold())


_UNITS = {_folded(word): span for span, row in _UNIT_WORDS.items() for word in row.split()}
_COUNTS = {_folded(word): count for count, row in _NUMBER_WORDS.items() for word in row.split("|")}
_WORDS = "|".join(sorted(_COUNTS, key=len, reverse=True))
_COUNT = rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|(?:{_WORDS})(?=[\s']))"
_UNIT = r"(?!half\b|demie\b|media\b|meia\b|mezz)[^\W\d_]{1,12}\.?"
_AND = r"(?:[,\s]{0,2}(?:(?:and|und|et|y|e|en|i|и|ve|och|og|a)\s)?)"
_ONE = rf"{_COUNT}[\s'-]{{0,2}}(?:of\s)?{_UNIT}"
_HALF = r"(?P<half>\s(?:and\sa\shalf|et\sdemie|y\smedia|e\smeia|e\smezza|e\smezzo))?"
SPANS = rf"(?P<span>{_ONE}(?:{_AND}{_ONE}){{0,3}}){_HALF}"
"""Counts with their units, one behind the other."""
BEHIND = r"\s(?:ago|geleden|назад|temu|önce|fa|sedan|siden|atrás|sitten)(?!\w)"
"""What says that a span counts back, behind it."""
BEFORE = r"(?:vor(?:\sca\.|\setwa)?|il\sy\sa|hace|há|faz|před|acum)"
CHARACTERS = (
    r"(?P<span>(?:\d{1,4}\s?(?:秒間?|分[钟鐘間]?|小[时時]|時間|天|日|週間?|周|星期|[かヶカヵ个個]月|年|초|분|시간|일|주일?|개월|달|년)\s?){1,3})"
    r"(?P<half>半)?(?:以?前|전)"
)
_LONE_UNITS = (
    "час|минуту|секунду|неделю|месяц|год|день|godzinę|minutę|sekundę|tydzień|miesiąc|rok"
    "|hodinou|minutou|týdnem|měsícem"
)
LONE = rf"(?P<span>{_LONE_UNITS})(?P<half>(?!))?"
"""`час назад`: one of it."""
OPENERS = frozenset((*(word.split()[0].split("-")[0] for word in _COUNTS), *_LONE_UNITS.split("|")))
"""The words that an age may open with, beside those that stand before it."""
PREFIXES = frozenset(("vor", "il", "hace", "há", "faz", "před", "acum", "för", "for"))
_PIECE = re.compile(rf"({_COUNT})?[\s'-]{{0,2}}(?:of\s)?([^\W\d_]+)", re.I)


def age_in(span: str, has_half: bool) -> RelativeAge | None:
    """Return the age that these counts and units say; None where one of the words is no unit of time."""
    micros, months, units = 0.0, 0.0, set()
    for count, word in _PIECE.findall(span):
        unit = _UNITS.get(_folded(word))
        if unit is None:
            if _folded(word) in _CONNECTING and not count:
                continue
            return None
        number = _number(count)
        units.add(unit)
        if unit < 0:
            months -= number * unit
        else:
            micros += number * unit
    if not units:
        return None
    if has_half:
        micros += min(unit for unit in units) / 2
    whole_months = int(months)
    micros += (months - whole_months) * 30 * DAY
    return RelativeAge(int(micros), _precision(units), whole_months)


_CONNECTING = frozenset(("and", "und", "et", "y", "e", "en", "i", "и", "ve", "och", "og", "a"))


def _number(count: str) -> float:
    if not count:
        return 1
    return float(count.replace(",", ".")) if count[0].isdigit() else _COUNTS[_folded(count)]


def _precision(units: set[int]) -> str:
    if SECOND in units:
        return "second"
    return "day" if all(unit < 0 or unit >= DAY for unit in units) else "minute"
