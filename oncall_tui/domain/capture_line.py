"""The grammar of the capture line: `[when] [kind] text` in any order, or a verb (DESIGN, screens and keys).

Total: it never refuses a line. What is not understood is text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from oncall_tui.domain.opening_when import HALF_WIDTH, opening_when

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

VERB = re.compile(r":([a-z]+)(?:\s+(.*))?$", re.IGNORECASE | re.DOTALL)
LIKE_A_VERB = re.compile(r":[a-z][\w-]*(?![\w:-])[?!.,;]*", re.IGNORECASE)
TAG = re.compile(r"(?<![\w#&/])#([^\W\d][\w-]*)")
PERSON = re.compile(r"(?<![\w@./])@([^\W\d][\w.-]*\w|[^\W\d])")
URL = re.compile(r"https?://[^\s<>\"'`\x00-\x1f]+")
BRACKETS = {")": "(", "]": "[", "}": "{"}
TICKET = re.compile(
    r"(?<![\w/-])(?!(?:UTF|SHA|ISO|RFC|UTC|GMT|AES|TLS|SEV|HTTP)-)[A-Z][A-Z0-9]+-\d+(?:-\d+)?(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class CapturedLine:
    """A parsed capture line: `when` as typed (without the `~`), then the meaning of the rest.

    `until`: the end of a span. `unknown_verb`: the word at the start that reads like a verb and is none.
    """

    text: str
    when: str | None = None
    until: str | None = None
    approximate: bool = False
    kind: str | None = None
    verb: str | None = None
    argument: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    unknown_verb: str = ""


def parse_line(line: str, is_when: Callable[[str], bool], is_zone: Callable[[str], bool]) -> CapturedLine:
    """Read one typed line; `is_when` and `is_zone` say what can be read as a moment or a zone."""
    if line.startswith("\\"):
        return _marked(CapturedLine(text=line[1:]))
    when, kind, rest = None, None, line.strip()
    for _ in range(2):  # in either order
        if when is None and (when := opening_when(rest, is_when, is_zone)):
            rest = rest[when.end :]
        if kind is None and rest[:1].translate(HALF_WIDTH) in KIND_MARKS and rest[1:2].isspace():
            kind, rest = KIND_MARKS[rest[0].translate(HALF_WIDTH)], rest[1:].strip()
    if not rest.strip():
        return _marked(CapturedLine(text=line.strip()))
    verb, argument = (None, "") if kind else _split_verb(rest)
    if verb in MILESTONE_VERBS and when is None and (when := opening_when(argument, is_when, is_zone)):
        argument = argument[when.end :]
    unknown = "" if kind or verb else _unknown_verb(rest)
    parsed = CapturedLine(rest, kind=kind, verb=verb, argument=argument, unknown_verb=unknown)
    if when is not None:
        parsed = replace(parsed, when=when.text, until=when.until or None, approximate=when.approximate)
    return _marked(parsed)


def may_be_verb(text: str) -> bool:
    """Return whether a line could hold a verb; asked before anything is loaded that reads one."""
    return any(word[0] in ":：" for word in text.split(maxsplit=8)[:8])


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


def _split_verb(rest: str) -> tuple[str | None, str]:
    match = VERB.match(rest)
    if match is None or match[1].lower() not in VERBS:
        return None, ""
    return match[1].lower(), (match[2] or "").strip()


def _unknown_verb(rest: str) -> str:
    """`:sev1`, `:q`, `:resolved?`: a colon and a word that no verb is called by; not `:-)` or `:tada:`."""
    match = LIKE_A_VERB.match(rest)
    return match[0] if match else ""


def _marked(line: CapturedLine) -> CapturedLine:
    text = line.text
    return replace(line, tags=tags_in(text), people=people_in(text), references=references_in(text))


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
