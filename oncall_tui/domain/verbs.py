"""Check the value of a capture verb; only *none* clears (N1, N3)."""

import re

from oncall_tui.domain.capture_line import ROLE_VERBS, VERBS, CapturedLine
from oncall_tui.domain.errors import RefusedError

SEVERITY = re.compile(
    r"(?:sev|p|s)?[- ]?[0-5]|critical|crit|fatal|emergency|urgent|major|error|high|medium|moderate|warning|minor|low"
    r"|info|none",
    re.IGNORECASE,
)
SCALES = "1 to 5, SEV2, P1, critical, major, minor, high, medium, low or none"
NEXT = re.compile(
    r"\bnext(?:\s+update)?:?\s+(?:(?:in|at|by|due)\s*)?(?P<when>@?\d[\w:.]*(?:\s?[ap]\.?m\.?|\s(?:min(?:ute)?s?|h(?:ou)?rs?))?"
    r"(?:\s[A-Z]{1,5})?|half an hour|an hour|an? minute)[\s.]*$",
    re.IGNORECASE,
)
BEFORE_NEXT = " \t\n\r\f\v,;–—-"
OTHER_WORDS = {
    "severity": "sev",
    "priority": "sev",
    "ic": "lead",
    "commander": "lead",
    "owner": "lead",
    "status": "update",
    "closed": "resolved",
    "close": "resolved",
    "runbook": "link",
    "url": "link",
}
LEAVING = frozenset({"q", "qa", "quit", "wq", "wqa", "x", "xa", "exit", "bye", "leave"})
MISSING = {
    "sev": "`:sev` needs a severity: {scales}.",
    "link": "`:link` needs an address: `:link https://… runbook`.",
    "update": "`:update` needs its text: `:update rolling back next 30m`.",
}


def check_verb(line: CapturedLine) -> None:
    """Raise RefusedError for a verb without its value, or with one that it can't have."""
    if line.verb is None:
        return
    if not line.argument.strip().lstrip("@"):
        if line.verb in ROLE_VERBS:
            raise RefusedError(
                f"`:{line.verb}` needs a name: `:{line.verb} @ana`, `:{line.verb} me`, or none. {SAFE}"
            )
        if line.verb in MISSING:
            raise RefusedError(f"{MISSING[line.verb].format(scales=SCALES)} {SAFE}")
    if line.verb == "sev":
        check_severity(line.argument, SAFE)


SAFE = "Nothing was saved."


def nearest_verb(typed: str) -> str:
    """Return what a word that is no verb was most likely to be (`:sev 1` for `:sev1`), or nothing."""
    word = bare_word(typed)
    stem = word.rstrip("0123456789").rstrip("-")
    number = word[len(stem) :].lstrip("-")
    verb = OTHER_WORDS.get(stem) or next((verb for verb in VERBS if _is_near(stem, verb)), "")
    return f":{verb} {number}".rstrip() if verb else ""


def is_leaving(typed: str) -> bool:
    """Tell whether a word such as `:q` or `:wq` ends other programs; in the capture line it is text."""
    return bare_word(typed) in LEAVING


def bare_word(typed: str) -> str:
    """Return the word of `:resolved?` without the signs around it, in small letters."""
    return typed.strip(":?!.,;").lower()


def _is_near(word: str, verb: str) -> bool:
    """Tell whether one begins as the other, has its letters in another order, or all but one of them."""
    if len(word) < 3:
        return False
    begins = verb.startswith(word) or word.startswith(verb)
    return (
        begins or sorted(word) == sorted(verb) or _lacks_a_letter(word, verb) or _lacks_a_letter(verb, word)
    )


def _lacks_a_letter(word: str, whole: str) -> bool:
    return len(word) == len(whole) - 1 and any(
        whole[:place] + whole[place + 1 :] == word for place in range(len(whole))
    )


def is_severity(text: str) -> bool:
    """Return whether a word is on some scale of severities."""
    return SEVERITY.fullmatch(text.strip()) is not None


def check_severity(text: str, safe: str = "Nothing was changed.") -> None:
    """Raise RefusedError for a word of no scale of severities; blank is none."""
    if text.strip() and not is_severity(text):
        raise RefusedError(f"“{text.strip()}” is not a severity. {safe} Use {SCALES}.")


def next_update_in(argument: str) -> tuple[str, str]:
    """Return the update without its end `next 30m`, `next update in 30 min`, `next 45`, and what that end says:
    `30m`.
    """
    match = NEXT.search(argument)
    if match is None:
        return argument.strip(), ""
    when = match["when"]
    return argument[: match.start()].rstrip(BEFORE_NEXT).lstrip(), f"{when} min" if when.isdigit() else when
