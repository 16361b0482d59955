"""Records of a review: the round, its comments, replies, endings, reading marks and sign-offs (V1-V7).

Instants are UTC microseconds. `by` and `at` are those of the version that wrote the record.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

CHANGE, CLARIFY, DISAGREE = "change", "clarify", "disagree"
APPLIED, DECLINED, WITHDRAWN = "applied", "declined", "withdrawn"
ANSWERED, UNANSWERABLE = "answered", "unanswerable"
RESOLVED, DISSENT = "resolved", "dissent"
# How each kind of comment can end (V2).
ENDINGS: Mapping[str, tuple[str, ...]] = {
    CHANGE: (APPLIED, DECLINED, WITHDRAWN),
    CLARIFY: (ANSWERED, UNANSWERABLE, WITHDRAWN),
    DISAGREE: (RESOLVED, DISSENT, WITHDRAWN),
}
KINDS = tuple(ENDINGS)
# Fields of a dissent that are printed beside its text.
DISSENT_FIELDS = ("position", "standing", "would_change")
# The three questions of a sign-off, and what can be said to each (V7).
SIGN_QUESTIONS: Mapping[str, str] = {
    "aligned": "Do we agree on what happened?",
    "understood": "Do we understand why it made sense?",
    "improvements": "Did we find what to improve?",
}
SIGN_ANSWERS = ("yes", "no", "not-yet")
USEFUL = ("yes", "partly", "no")
ROLES = ("presenter", "moderator", "note_taker")

# Heads of a record: the one dot that all its fields share, or the dots of each field.
Heads = str | dict[str, list[str]]


class Target(NamedTuple):
    """The subject of a comment. `field` is "" for a whole record or row."""

    table: str
    id: str
    field: str = ""


class Quote(NamedTuple):
    """The words that a comment is about, and a little of what was around them."""

    exact: str
    before: str = ""
    after: str = ""


class Round(NamedTuple):
    """One round of review. `until` is its deadline; it is open until somebody closes or completes it."""

    id: str
    number: int
    opened_at: int
    opened_by: str
    until: int | None = None
    extended: str = ""
    reviewers: tuple[str, ...] = ()
    presenter: str = ""
    moderator: str = ""
    note_taker: str = ""
    meeting_notes: str = ""
    closed: str = ""


class Comment(NamedTuple):
    """A comment of one kind on one target. `seen`: the heads of the target when it was written."""

    id: str
    kind: str
    target: Target
    text: str
    by: str
    at: int
    seen: Mapping[str, Heads] = {}
    quote: Quote | None = None
    proposal: str | None = None
    summary: str = ""


class Reply(NamedTuple):
    """A reply in the thread of a comment."""

    id: str
    comment: str
    text: str
    by: str
    at: int


class Ending(NamedTuple):
    """One person's ending of a comment; whether it counts is decided when it is read."""

    id: str
    comment: str
    kind: str
    text: str
    by: str
    at: int
    position: str = ""
    standing: str = ""
    would_change: str = ""


class ReadingMark(NamedTuple):
    """One person's reading position, and the heads of what was there then."""

    name: str
    target: Target
    heads: Mapping[str, Heads]
    at: int


class SignOff(NamedTuple):
    """One person's sign-off, and the heads of the write-up that they signed."""

    name: str
    aligned: str
    understood: str
    improvements: str
    word: str
    heads: Mapping[str, Heads]
    at: int


def derived_id(*parts: object) -> str:
    """Return the id of a record that there is one of for these parts: 26 characters of their digest."""
    import hashlib  # takes 5 ms to load, and lists of incidents need no id

    key = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:26]


def fold_name(name: str) -> str:
    """Return a name without `@`, case and outer blanks: the same person however it is written."""
    return " ".join(name.strip().lstrip("@").casefold().split())


def target_from(value: Any) -> Target:
    """Build a target from a stored value; an odd one leads nowhere."""
    held = value if isinstance(value, dict) else {}
    table, id, field = (held.get(name) for name in ("table", "id", "field"))
    return Target(*(part if isinstance(part, str) else "" for part in (table, id, field)))


def quote_from(value: Any) -> Quote | None:
    """Build a quote from a stored value; None for none or an odd one."""
    if not isinstance(value, dict) or not isinstance(value.get("exact"), str) or not value["exact"]:
        return None
    before, after = value.get("before"), value.get("after")
    return Quote(
        value["exact"], before if isinstance(before, str) else "", after if isinstance(after, str) else ""
    )
