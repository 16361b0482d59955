"""The words of a calendar in the languages that logs and colleagues use: months, weekdays, days beside today."""

from unicodedata import combining, normalize

# One row per month, every spelling; English, German, French, Spanish, Italian, Portuguese, Dutch,
# Nordic, Polish, Russian, Romanian, Turkish, Czech.
_MONTHS = (
    "jan january januar jänner janv janvier ene enero gen gennaio janeiro januari sty stycznia янв января ocak ledna",
    "feb february februar fév févr février febrero febbraio fev fevereiro februari lut lutego фев февраля şubat února",
    "mar march mär märz mrz mars marzo março mrt maart marts marca мар марта martie mart března",
    "apr april avr avril abr abril aprile kwi kwietnia апр апреля aprilie nisan dubna",
    "may mai mayo mag maggio maio mei maj maja май мая mayıs května",
    "jun june juni juin junio giu giugno junho cze czerwca июн июня iunie haziran června",
    "jul july juli juil juillet julio lug luglio julho lip lipca июл июля iulie temmuz července",
    "aug august août agosto ago augustus augusti sie sierpnia авг августа ağustos srpna",
    "sep sept september septembre septiembre setiembre set settembre setembro wrz września сен сентября eylül září",
    "oct october okt oktober octobre octubre ott ottobre out outubro paź października окт октября ekim října",
    "nov november novembre noviembre novembro lis listopada ноя ноября noiembrie kasım listopadu",
    "dec december dez dezember déc décembre dic diciembre dicembre dezembro des grudnia дек декабря aralık prosince",
)
_WEEKDAYS = (
    "mon monday mo montag lun lundi lunes lunedì seg segunda ma maandag mån måndag man mandag pon пн pzt",
    "tue tues tuesday di dienstag mar mardi martes martedì ter terça dinsdag tis tisdag tir tirsdag wto вт salı",
    "wed wednesday mi mittwoch mer mercredi mié miércoles mercoledì qua quarta wo woensdag ons onsdag śro ср çar",
    "thu thur thurs thursday do donnerstag jeu jeudi jue jueves gio giovedì qui quinta donderdag tors torsdag czw чт",
    "fri friday fr freitag ven vendredi vie viernes venerdì sex sexta vr vrijdag fre fredag pią пт cuma",
    "sat saturday sa samstag sam samedi sáb sábado sab sabato za zaterdag lör lördag lør lørdag sob сб cumartesi",
    "sun sunday so sonntag dim dimanche dom domingo domenica zo zondag sön söndag søn søndag nie вс pazar",
)
ALSO_WORDS = frozenset(("set", "out", "gen", "mag", "ago", "lug", "lip", "sie", "des"))
"""Short names of months that are words in other languages: `set 10 at 14:05`."""
_DAYS = {
    0: "today heute aujourd'hui hoy oggi hoje vandaag idag",
    1: "tomorrow demain domani amanhã",
    -1: "yesterday gestern hier ayer ieri ontem gisteren igår",
}


def _folded(word: str) -> str:
    """Return the word without case, accents and a closing dot, so that `Août`, `aout` and `août.` are one."""
    if word.isascii():
        return word.lower().rstrip(".")
    return "".join(c for c in normalize("NFKD", word.casefold()) if not combining(c)).rstrip(".")


def _index(rows: tuple[str, ...], first: int) -> dict[str, int]:
    return {_folded(word): number for number, row in enumerate(rows, first) for word in row.split()}


MONTHS = _index(_MONTHS, 1)
WEEKDAYS = _index(_WEEKDAYS, 0)
DAYS = {_folded(word): days for days, row in _DAYS.items() for word in row.split()}


def month_number(word: str) -> int | None:
    """1 to 12 for the name of a month in any of the languages, else None."""
    return MONTHS.get(_folded(word))


def weekday_number(word: str) -> int | None:
    """0 (Monday) to 6 for the name of a weekday, else None."""
    return WEEKDAYS.get(_folded(word))


def day_offset(word: str) -> int | None:
    """0 for today, -1 for yesterday, 1 for tomorrow, in any of the languages, else None."""
    return DAYS.get(_folded(word))
