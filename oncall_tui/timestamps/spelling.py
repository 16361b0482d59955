"""Rewrite a time as people type it into a stamp that the table of shapes reads: `14:02ish`, `half past two`. Pure."""

import re
from dataclasses import dataclass

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBER = rf"(?P<hour>\d\d?|{'|'.join(_NUMBERS)})"
_LEAD = re.compile(
    r"(?:(?:since|from|at|on|by)\s+)?(?:(?:about|around|roughly|approx(?:imately|\.)?|circa|ca\.?)\s+)?", re.I
)
_VAGUE = re.compile(r"about|around|roughly|approx|circa|ca\b", re.I)
_ISH = re.compile(r"(?<=\d)\s?(?:ish|-ish)\b", re.I)
_BRACKETS = re.compile(r"[\[(](?P<inside>[^\[\]()]+)[\])]")
_FOUR_DIGITS = re.compile(
    r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?P<rest>\s?(?:[ap]\.?m\.?)?(?:\s\S+)?)", re.I
)
_DOTTED = re.compile(
    r"(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)(?P<rest>\s?(?:[ap]\.?m\.?)?(?:\s\S+)?)", re.I
)
_PAST = re.compile(
    rf"(?P<part>half|quarter|a quarter)\s+(?P<side>past|to)\s+{_NUMBER}(?P<half>\s?[ap]\.?m\.?)?", re.I
)
_OCLOCK = re.compile(rf"{_NUMBER}\s+o['’]?clock(?P<half>\s?[ap]\.?m\.?)?", re.I)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A time in plain digits. `approximate`: it says *about*; `twelve_hours`: morning or afternoon is not said."""

    text: str
    approximate: bool = False
    twelve_hours: bool = False


def spelled(text: str) -> Spelled:
    """Normalise a time to a stamp: `since about 13:50` is 13:50 and approximate, `@0255` is 02:55."""
    bare = text.strip().removeprefix("~").strip().removeprefix("@").strip()
    approximate = "~" in text.strip()[:3]
    if bracketed := _BRACKETS.fullmatch(bare):
        bare = bracketed["inside"].strip()
    lead = _LEAD.match(bare)
    words, bare = (lead[0], bare[lead.end() :]) if lead else ("", bare)
    approximate |= bool(_VAGUE.search(words))
    if bare.startswith("~"):
        approximate, bare = True, bare[1:].strip()
    if (exact := _ISH.sub("", bare)) != bare:
        approximate, bare = True, exact
    return _in_digits(bare, approximate)


def _in_digits(text: str, approximate: bool) -> Spelled:
    for pattern in (_FOUR_DIGITS, _DOTTED):
        if match := pattern.fullmatch(text):
            return Spelled(f"{match['hour']}:{match['minute']}{match['rest']}", approximate)
    if match := _PAST.fullmatch(text):
        minutes = 30 if match["part"].lower() == "half" else 15
        before = match["side"].lower() == "to"
        hour = (_hour(match["hour"]) - before) % 12 if not match["half"] else _hour(match["hour"]) - before
        return _named(hour, 60 - minutes if before else minutes, match["half"], approximate)
    if match := _OCLOCK.fullmatch(text):
        return _named(_hour(match["hour"]), 0, match["half"], approximate)
    return Spelled(text, approximate)


def _named(hour: int, minute: int, half: str | None, approximate: bool) -> Spelled:
    if half:
        return Spelled(f"{hour or 12}:{minute:02} {half.strip()}", approximate)
    return Spelled(f"{hour:02}:{minute:02}", approximate, twelve_hours=hour < 12)


def _hour(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 1
