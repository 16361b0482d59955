"""The grammar of the capture line: `[when] [kind] text`, or a verb (DESIGN, screens and keys).

Total: it never refuses a line. What is not understood is text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

KIND_MARKS = {
    "!": "did",
    ">": "saw",
    "=": "decided",
    "?": "suspect",
    "+": "idea",
    "^": "expected",
    "%": "assumed",
}
MILESTONE_VERBS = {
    "started": "started",
    "detected": "detected",
    "declared": "declared",
    "ack": "acknowledged",
    "acknowledged": "acknowledged",
    "mitigated": "mitigated",
    "repaired": "mitigated",
    "fixed": "mitigated",
    "resolved": "resolved",
}
ROLE_VERBS = ("lead", "comms", "scribe")
OTHER_VERBS = ("sev", "link", "update", "seen", "help")
VERBS = (*MILESTONE_VERBS, *ROLE_VERBS, *OTHER_VERBS)

AGO = re.compile(r"-(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m(?:in)?)?(?:\d+s)?(?=\s|$)")
AT = re.compile(
    r"@(?:(?:yesterday|today)\s+\d[\d:.]*\S*|\d{4}-\d\d-\d\d[ T]\d\S*|\d\S*)(?=\s|$)", re.IGNORECASE
)
WORD = re.compile(r"\s+(\S+)")
VERB = re.compile(r":([a-z]+)(?:\s+(.*))?$", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"(?<![\w#&/])#([^\W\d][\w-]*)")
PERSON = re.compile(r"(?<![\w@./])@([^\W\d][\w.-]*\w|[^\W\d])")
URL = re.compile(r"https?://[^\s<>\"'`\x00-\x1f]+")
BRACKETS = {")": "(", "]": "[", "}": "{"}
TICKET = re.compile(
    r"(?<![\w/-])(?!(?:UTF|SHA|ISO|RFC|UTC|GMT|AES|TLS|SEV|HTTP)-)[A-Z][A-Z0-9]+-\d+(?:-\d+)?(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class CapturedLine:
    """What stands in a line: `when` as typed (without the `~`), then what the rest means."""

    text: str
    when: str | None = None
    approximate: bool = False
    kind: str | None = None
    verb: str | None = None
    argument: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


def parse_line(line: str, is_when: Callable[[str], bool], is_zone: Callable[[str], bool]) -> CapturedLine:
    """Reads one typed line; `is_when` and `is_zone` say what can be read as a moment or a zone."""
    if line.startswith("\\"):
        return _marked(CapturedLine(text=line[1:]))
    when, approximate, rest = _split_when(line, is_when, is_zone)
    kind = None
    if rest[:1] in KIND_MARKS and rest[1:2] == " " and rest[1:].strip():
        kind, rest = KIND_MARKS[rest[0]], rest[1:].strip()
    if not rest.strip():
        return _marked(CapturedLine(text=line.strip()))
    verb, argument = (None, "") if kind else _split_verb(rest)
    return _marked(CapturedLine(rest, when, approximate, kind, verb, argument))


def tags_in(text: str) -> tuple[str, ...]:
    """`#redis` is the tag redis; `#3497` is a number, not a tag."""
    return _unique(match[1] for match in TAG.finditer(text)) if "#" in text else ()


def people_in(text: str) -> tuple[str, ...]:
    """`@ana`, `@role`; not the middle of an e-mail address."""
    return _unique(match[1] for match in PERSON.finditer(text)) if "@" in text else ()


def references_in(text: str) -> tuple[str, ...]:
    """Web addresses, then tickets such as `PD-8841` that stand outside of them."""
    if "://" not in text:
        return _unique(TICKET.findall(text)) if "-" in text else ()
    urls = [_without_trailing(match[0]) for match in URL.finditer(text)]
    return _unique([*urls, *TICKET.findall(URL.sub(" ", text))])


def _split_when(
    line: str, is_when: Callable[[str], bool], is_zone: Callable[[str], bool]
) -> tuple[str | None, bool, str]:
    body = line.strip()
    approximate = body.startswith("~")
    start = body[1:].lstrip() if approximate else body
    match = AGO.match(start) or AT.match(start)
    if match is None or len(match[0]) < 2:
        return None, False, body
    when, rest = match[0], start[match.end() :]
    word = WORD.match(rest)
    if word and when[0] == "@" and is_zone(word[1]) and is_when(f"{when} {word[1]}"):
        when, rest = f"{when} {word[1]}", rest[word.end() :]
    if not is_when(when):
        return None, False, body
    return when, approximate, rest.strip()


def _split_verb(rest: str) -> tuple[str | None, str]:
    match = VERB.match(rest)
    if match is None or match[1].lower() not in VERBS:
        return None, ""
    return match[1].lower(), (match[2] or "").strip()


def _marked(line: CapturedLine) -> CapturedLine:
    return CapturedLine(
        line.text,
        line.when,
        line.approximate,
        line.kind,
        line.verb,
        line.argument,
        tags_in(line.text),
        people_in(line.text),
        references_in(line.text),
    )


def _without_trailing(url: str) -> str:
    """Drop the punctuation of the sentence around a URL; a bracket stays if it was opened inside.

    The brackets are counted once, so that a paste of 100,000 of them costs one pass.
    """
    unopened = {close: url.count(close) - url.count(opening) for close, opening in BRACKETS.items()}
    end = len(url)
    while end:
        last = url[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in ".,;:!?*_":
            break
        end -= 1
    return url[:end]


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
