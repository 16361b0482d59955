"""Texts that were taken out: found again by keyed digests, and learnt from a text and the same text with holes.

A redacted text is never kept. What is kept is its length and a digest under a key of this data directory alone, by
which the text is recognised in whatever arrives later (DESIGN 14).
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from oncall_tui.domain.secrets import is_secret_value, secret_values

REPLACEMENT = "[redacted]"
# A shorter text is a common word: it goes from the record that it was taken out of, and from nowhere else.
LONG = 6
LONGEST_OVERLAP = 10_000
# How far a text is taken out. RECORD: of its record and of the copies of that. WORDS: of all people's words of the
# incident, as whole words. SECRET: also of fields that this program does not know, and of the handle.
RECORD, WORDS, SECRET = "record", "words", "secret"
# Where a word may begin or end: everywhere but between two characters of one word.
BETWEEN_WORDS = re.compile(r"\b|(?<!\w)(?!\w)")


@dataclass(frozen=True, slots=True)
class RedactedText:
    """A text by its digest. `record` is `<table>/<id>`, what it was taken out of; `redaction` the id of that act."""

    redaction: str
    record: str
    length: int
    digest: str
    reach: str


def digest_of(key: bytes, text: str) -> str:
    """Return the keyed digest that stands for a text."""
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()


def redacted_text(key: bytes, redaction: str, record: str, text: str) -> RedactedText:
    """Return what is kept of a text that is taken out of a record."""
    return RedactedText(redaction, record, len(text), digest_of(key, text), reach_of(text))


def reach_of(text: str) -> str:
    """Return how far a text is taken out: one that is short and no secret would take others' words with it."""
    if looks_secret(text):
        return SECRET
    return WORDS if len(text.strip()) >= LONG else RECORD


def looks_secret(text: str) -> bool:
    """Tell whether a text looks like a secret by itself, or holds one."""
    return (len(text) >= LONG and is_secret_value(text)) or bool(secret_values(text))


def parts_of(*texts: str) -> list[str]:
    """Return what is taken out with whole texts: each of them, and every secret in them, the longest first."""
    found = {text for text in texts if text.strip() and REPLACEMENT not in text}
    found |= {secret for text in texts for secret in secret_values(text)}
    return sorted(found, key=lambda text: (-len(text), text))


class Redactor:
    """Replaces texts that are known by their digests, each with the id of the redaction that it belongs to."""

    def __init__(self, key: bytes, texts: Iterable[RedactedText]) -> None:
        self._key = key
        self._digests: dict[int, dict[str, str]] = {}
        for text in texts:
            self._digests.setdefault(text.length, {})[text.digest] = text.redaction

    def __bool__(self) -> bool:
        return bool(self._digests)

    def redact(self, text: str, *, anywhere: bool = False) -> tuple[str, frozenset[str]]:
        """Return the text with holes, and the redactions that made them: `anywhere` also within words.

        What is a hole already stays one.
        """
        if not self._digests:
            return text, frozenset()
        spans = self._spans(text, anywhere=anywhere)
        return _with_holes(text, spans), frozenset(spans.values())

    def _spans(self, text: str, *, anywhere: bool) -> dict[tuple[int, int], str]:
        holes = [(match.start(), match.end()) for match in re.finditer(re.escape(REPLACEMENT), text)]
        starts = range(len(text)) if anywhere else [at.start() for at in BETWEEN_WORDS.finditer(text)]
        ends = None if anywhere else frozenset(starts)
        spans: dict[tuple[int, int], str] = {}
        for length, digests in sorted(self._digests.items(), reverse=True):
            for start in starts:
                end = start + length
                if end > len(text) or (ends is not None and end not in ends):
                    continue
                redaction = digests.get(digest_of(self._key, text[start:end]))
                if redaction is not None and not _meet(start, end, [*holes, *spans]):
                    spans[start, end] = redaction
        return spans


def stands_as_word(text: str, within: str) -> bool:
    """Tell whether the text stands somewhere in another as a whole word, or words."""
    at = within.find(text)
    while at >= 0:
        if _is_boundary(within, at) and _is_boundary(within, at + len(text)):
            return True
        at = within.find(text, at + 1)
    return False


def _is_boundary(text: str, at: int) -> bool:
    return BETWEEN_WORDS.match(text, at) is not None


def _meet(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _with_holes(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [text[at:start], REPLACEMENT]
        at = end
    return "".join([*parts, text[at:]])


def removed_texts(redacted: str, held: str) -> list[str] | None:
    """Return the texts of `held` in whose places `redacted` has holes; None if it isn't that text with holes.

    What is a hole in both is none of them.
    """
    first, *rest = redacted.split(REPLACEMENT)
    if not rest or not held.startswith(first) or not held.endswith(rest[-1]):
        return None
    removed, at, end = [], len(first), len(held) - len(rest[-1])
    for number, chunk in enumerate(rest, 1):
        found = end if number == len(rest) else held.find(chunk, at + 1, end)
        if found <= at:
            return None
        removed.append(held[at:found])
        at = found + len(chunk)
    return [text for text in dict.fromkeys(removed) if REPLACEMENT not in text]


def with_both_holes(a: str, b: str) -> str | None:
    """Return the text that has the holes of both; None if they differ in anything else.

    A text that is nothing but a hole tells nothing of what it was, and meets no other.
    """
    for redacted, held in ((a, b), (b, a)):
        if redacted.strip() != REPLACEMENT and removed_texts(redacted, held) is not None:
            return redacted
    start = _common(zip(a, b, strict=False))
    end = _common(zip(reversed(a[start:]), reversed(b[start:]), strict=False))
    middles = a[start : len(a) - end], b[start : len(b) - end]
    for one, other in (middles, middles[::-1]):
        if one.startswith(REPLACEMENT) and other.endswith(REPLACEMENT):
            overlap = _overlap(other.removesuffix(REPLACEMENT), one.removeprefix(REPLACEMENT))
            if overlap:
                return a[:start] + REPLACEMENT + overlap + REPLACEMENT + a[len(a) - end :]
    return None


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """Count equal pairs from the start."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _overlap(before: str, after: str) -> str:
    """Return the longest end of `before` that `after` begins with, short of both: each hole held something."""
    longest = min(len(before), len(after), LONGEST_OVERLAP + 1) - 1
    return next((after[:size] for size in range(longest, 0, -1) if before.endswith(after[:size])), "")
