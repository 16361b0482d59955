"""The pieces that patterns of shapes are put together from. Groups have the same names everywhere:
year month day name (of a month) first middle third separator; hour minute second fraction half zone; until.
Patterns ignore case and see text whose Unicode dashes and spaces have become `-` and ` `.
"""

from oncall_tui.timestamps.patterns.parts_of_day import PARTS

# A comma opens a fraction only as loggers write it: three, six or nine digits, and no further comma (a CSV cell).
FRACTION = r"(?:(?:\.(?=\d)|,(?=(?:\d{3}){1,3}(?![\d,])))(?P<fraction>\d{1,30}))?"
LOOSE_FRACTION = FRACTION.replace(r"\.", "[.:]")
HALF = r"(?:\s?(?P<half>[ap])(?:\.?\s?m(?![^\W\d_])\.?|(?<=\d[ap])(?![\w.])))?"
_HALF_FOLLOWS = r"\s?[ap]\.?\s?m(?![^\W\d_])"
# `[1234]` or `[worker-2]` behind an offset is a process, `[America/Los_Angeles]` the name of the same zone.
_AFTER_OFFSET = r"(?:\s?\[(?-i:[A-Z]{2,5}|[A-Z][a-z]+/[\w/+-]{2,40})\]|\s?\([A-Z]{2,5}\)|\s(?:UTC|GMT)\b)?"
# Abbreviations count in capitals only, save those that are no word in any language: "est", "ist" and "cat" are.
_ABBREVIATION = (
    r"(?:(?-i:[A-Z]{2,5})|(?:utc|gmt|bst|cet|cest|pst|pdt|edt|cdt|mst|mdt|jst|aest|sgt|hkt|zulu)"
    r"|(?-i:Pacific|Eastern)(?:\s(?:standard|daylight)?\s?time)?"
    r"|(?:central|mountain|london|uk)(?:\s(?:standard|daylight|summer))?\stime"
    r"|(?-i:[A-Z][a-z]{2,11}(?:\s[A-Z][a-z]{2,11})?)(?:\ssummer)?\stime)\b"
)
# `14:05:06 -07`; behind hours and minutes alone, `-07` may count anything, unless a date stands before them.
_BEHIND_SECONDS = (
    r"(?:(?<=:\d\d:\d\d )|(?<=[.,]\d{3} )|(?<=[.,]\d{6} )|(?<=-\d\d \d\d:\d\d )|(?<=:\d\d [AaPp][Mm] ))"
)
ZONE_TEXT = (
    r"(?-i:Z)[+-]\d\d:?\d\d(?!\d)"
    r"|(?:(?-i:Z)|(?<=\d)z)(?!\w)"
    r"|\(?(?:UTC|GMT|UT)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)\)?"
    rf"|[+-]\d\d:?\d\d(?::\d\d)?(?!\d|:\d){_AFTER_OFFSET}"
    rf"|(?<=\d)[+-]\d\d(?!\d|:\S){_AFTER_OFFSET}"
    rf"|{_BEHIND_SECONDS}[+-](?:0\d(?=\s|$)|\d\d(?=$|[\])|,;]|\s+(?-i:[A-Z\[(]|(?:19|20)\d\d\b)))"
    r"|[\[(]?(?-i:[A-Z][A-Za-z]{1,14}/[A-Z][\w+-]{1,20}(?:/[A-Z]\w{1,20})?)[\])]?"
    rf"|[\[(]?{_ABBREVIATION}[\])]?"
)
ZONE = rf"(?:\s{{0,2}}(?P<zone>{ZONE_TEXT}))?"
ZONE_AFTER = rf"(?:\s(?P<zone_after>{ZONE_TEXT}))?"
HMS = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
"""The clock of steady shapes: a source may be locked to what stands before and behind it."""
_OCLOCK = r"(?:\s?(?:uhr|hrs|h)\b)?"
CLOCK = rf"(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d){FRACTION})?{HALF}{_OCLOCK}"
_CJK_WEEKDAY_NAME = r"(?:[月火水木金土日화수목금토일월](?:曜日?|요일)?|(?:星期|周|週|礼拜)[一二三四五六日天])"
CJK_WEEKDAY = rf"\s?(?:[(\[]?{_CJK_WEEKDAY_NAME}[)\]]?)?\s?"
CJK_CLOCK = (
    r"(?P<half>午前|午後|上午|下午|오전|오후)?\s?(?P<hour>\d\d?)\s?(?:[時时点點시](?:\s?(?P<minute>\d\d?)(?:\s?[分분])?)?"
    rf"|:(?P<minute_>\d\d))(?:[:\s]?(?P<second>\d\d)(?:\s?[秒초])?{FRACTION})?"
)
"""`14時05分06秒`, `午後2時05分`, `오후 2시 5분`."""
DAY_CLOCK = CLOCK.replace(":(?P<minute>", r"(?::|\s?h\s?)(?P<minute>")
"""Behind a day without a year: `14h05` too."""
# Behind a date nothing else can stand, so dots, `14h05` and an hour alone with am or pm are times there.
NO_UNIT = r"(?!\s?(?:[KMGT]i?B|ms|sec|s|%|EUR|USD|GBP|€|\$|£|percent|million)(?!\w))"
LOOSE_CLOCK = (
    rf"(?P<hour>\d\d|\d(?!\.\d\d(?!{_HALF_FOLLOWS})))"
    rf"(?:(?::|\s?h\s?|\.(?=\d\d(?!\d){NO_UNIT}))(?P<minute>\d\d)(?:[:.m](?P<second>\d\d){LOOSE_FRACTION})?|(?={_HALF_FOLLOWS}))"
    rf"{HALF}{_OCLOCK}"
)
_END = r"(?:\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m(?![^\W\d_])\.?)?|(?:\d{1,2}|\?\?):(?:\?\?|\d\?)|\?{2,3}(?![\w?]))"
UNTIL = rf"(?P<until>\s?(?:-|\bto\b|\buntil\b|\band\b|\bbis\b|→|->)\s?{_END})"
MAYBE_UNTIL = f"{UNTIL}?"
_WEEKDAY = (
    r"(?:,?\s?\((?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\)|,?\s(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})?"
)
_AT = r"(?:at|um|[àa]|a\s+las|alle|ore|às|om|kl\.?|klo|o|в)"
JOIN = (
    rf"(?:{_WEEKDAY}[\])]?[,:;]?\s+(?:[-|/·]\s+)?(?:(?:(?:early|late)\s+)?(?P<part>{PARTS}),?\s+)?"
    rf"(?:{_AT}\s+|@\s*)?(?:(?:around|about|ca\.?|gegen|vers)\s+)?[\[(]?|[T_@]|[,;](?=\d\d?:\d\d))"
)
"""Between a date and its time."""
ORDINAL = r"(?:st|nd|rd|th|\.|er|º|ª)?"
NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
YEAR = r"(?P<year>\d{4})"
