"""A note: one rough line or paste, as it was written and as it was read (N1, N3, T2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.instants import format_instant, parse_instant_or_none
from oncall_tui.domain.secrets import FLAG

KINDS = ("did", "saw", "decided", "suspect", "idea", "expected", "assumed")
KIND_LABELS = {
    "did": "did",
    "saw": "saw",
    "decided": "dec",
    "suspect": "sus",
    "idea": "idea",
    "expected": "exp",
    "assumed": "asm",
}
# The flag of a note whose text holds a time that was not taken as its own.
TIME_IN_TEXT = "time-in-text"
# The kinds in words for whoever reads an export.
# What a kind is called in words; the stored word of a suspicion is older.
KIND_NAMES = {kind: "suspected" if kind == "suspect" else kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Note:
    """Instants are UTC microseconds. `raw` is exactly what was written; `text` is what a row shows.

    `alternatives` are (instant, why) pairs: every reading that its stamp could have, the chosen one included.
    `ends_at`: the end of a span. `about`: the row that an idea came from.
    `struck`: left out by a person; `waiting`: still in the inbox of this machine, safe but not yet filed.
    """

    id: str
    incident: str
    raw: str
    text: str
    recorded_at: int
    occurred_at: int | None
    source: str | None = None
    line: int | None = None
    kind: str | None = None
    verb: str | None = None
    precision: str | None = None
    approximate: bool = False
    confidence: str | None = None
    zone_used: str | None = None
    zone_origin: str | None = None
    rule: str | None = None
    alternatives: tuple[tuple[int, str], ...] = ()
    flags: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    author: str = ""
    destination: str | None = None
    ends_at: int | None = None
    about: str | None = None
    pasted: bool = False
    pinned: bool = False
    struck: bool = False
    waiting: bool = False


def note_from_record(
    id: str, incident: str, values: Mapping[str, Any], *, struck: bool = False, waiting: bool = False
) -> Note:
    """Return the note that a record's values hold; fields left out of the record have their defaults."""
    raw = str(values.get("raw", ""))
    return Note(
        id=id,
        incident=incident,
        raw=raw,
        text=str(values.get("text", raw)),
        recorded_at=parse_instant_or_none(values.get("recorded_at")) or 0,
        occurred_at=parse_instant_or_none(values.get("occurred_at")),
        source=values.get("source"),
        line=values.get("line"),
        kind=values.get("kind"),
        verb=values.get("verb"),
        precision=values.get("precision"),
        approximate=bool(values.get("approximate")),
        confidence=values.get("confidence"),
        zone_used=values.get("zone_used"),
        zone_origin=values.get("zone_origin"),
        rule=values.get("rule"),
        alternatives=parse_alternatives(values.get("alternatives")),
        flags=(*(values.get("flags") or ()), *((FLAG,) if values.get("secret") else ())),
        tags=tuple(values.get("tags") or ()),
        people=tuple(values.get("people") or ()),
        references=tuple(values.get("references") or ()),
        author=str(values.get("author", "")),
        destination=values.get("destination"),
        ends_at=parse_instant_or_none(values.get("ends_at")),
        about=values.get("about"),
        pasted=bool(values.get("pasted")),
        pinned=bool(values.get("pinned")),
        struck=struck,
        waiting=waiting,
    )


def matches_kind(kind: object, word: str) -> bool:
    """Return whether a word of a filter means that kind: as it begins, or as rows write it."""
    return bool(kind) and (str(kind).startswith(word) or KIND_LABELS.get(str(kind)) == word)


def kind_named(word: str) -> str | None:
    """Return the kind that people call so, `suspected` or `suspect`; None for a word that is not a kind."""
    wanted = word.strip().lower()
    return next((kind for kind, name in KIND_NAMES.items() if wanted in (kind, name)), None)


def parse_alternatives(stored: Any) -> tuple[tuple[int, str], ...]:
    """Return the (instant, why) pairs of a stored list of alternatives; what can't be read is left away."""
    pairs = (
        (parse_instant_or_none(item.get("at")), str(item.get("why", "")))
        for item in stored or ()
        if isinstance(item, dict)
    )
    return tuple((instant, why) for instant, why in pairs if instant is not None)


def note_json(note: Note) -> dict[str, Any]:
    """Return the note as every `--json` prints it (DESIGN, command line)."""
    return {
        "id": note.id,
        "incident": note.incident,
        "source": note.source,
        "line": note.line,
        "raw": note.raw,
        "text": note.text,
        "kind": note.kind,
        "occurred_at": None if note.occurred_at is None else format_instant(note.occurred_at),
        "ends_at": None if note.ends_at is None else format_instant(note.ends_at),
        "recorded_at": format_instant(note.recorded_at),
        "precision": note.precision,
        "approximate": note.approximate,
        "confidence": note.confidence,
        "zone_used": note.zone_used,
        "zone_origin": note.zone_origin,
        "alternatives": [format_instant(instant) for instant, _ in note.alternatives],
        "flags": list(note.flags),
        "tags": list(note.tags),
        "people": list(note.people),
        "references": list(note.references),
        "author": note.author,
        "struck": note.struck,
        "verb": note.verb,
        "destination": note.destination or "row",
        "pinned": note.pinned,
    }
