"""Records of the review as an incident's document holds them. Pure; odd values count as not written."""

from collections.abc import Iterator, Mapping
from typing import Any

from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.review.records import (
    Comment,
    Ending,
    Heads,
    ReadingMark,
    Reply,
    Round,
    SignOff,
    quote_from,
    target_from,
)
from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record
from oncall_tui.replication.record_view import is_hidden, read_record

WORD = "word"  # a comment of the tracker, which is no comment of a review


def rounds(tables: Tables) -> list[Round]:
    """Return every round that was opened, oldest first."""
    found = []
    for id, record in _visible(tables, "reviews"):
        values = read_record(record).values
        at = parse_instant_or_none(values.get("opened_at"))
        if at is not None:
            texts = {name: _text(values.get(name)) for name in _ROUND_TEXTS}
            reviewers = tuple(name for name in values.get("reviewers") or () if isinstance(name, str))
            number = values.get("round") if isinstance(values.get("round"), int) else 1
            until = parse_instant_or_none(values.get("until"))
            found.append(
                Round(
                    id, number or 1, at, _text(values.get("opened_by")), until, reviewers=reviewers, **texts
                )
            )
    return sorted(found, key=lambda each: (each.number, each.id))


_ROUND_TEXTS = ("extended", "presenter", "moderator", "note_taker", "meeting_notes", "closed")


def comments(tables: Tables) -> list[Comment]:
    """Return the comments of the review in the order in which they were written."""
    found = []
    for id, record in _visible(tables, "comments"):
        values = read_record(record).values
        kind = _text(values.get("kind"))
        if not kind or kind == WORD:
            continue
        by, at = written(record, "kind")
        proposal = values.get("proposal")
        found.append(
            Comment(
                id,
                kind,
                target_from(values.get("target")),
                _text(values.get("text")),
                by,
                at,
                _heads(values.get("seen")),
                quote_from(values.get("quote")),
                proposal if isinstance(proposal, str) else None,
                _text(values.get("summary")),
            )
        )
    return sorted(found, key=lambda each: (each.at, each.id))


def replies(tables: Tables) -> dict[str, list[Reply]]:
    """Return the replies by comment."""
    found: dict[str, list[Reply]] = {}
    for id, record in _visible(tables, "replies"):
        values = read_record(record).values
        of = _text(values.get("comment"))
        by, at = written(record, "comment")
        found.setdefault(of, []).append(Reply(id, of, _text(values.get("text")), by, at))
    return found


def endings(tables: Tables) -> dict[str, list[Ending]]:
    """Return the endings by comment, those too that will not count."""
    found: dict[str, list[Ending]] = {}
    for id, record in _visible(tables, "endings"):
        values = read_record(record).values
        of = _text(values.get("comment"))
        by, at = written(record, "as")
        more = {name: _text(values.get(name)) for name in ("position", "standing", "would_change")}
        found.setdefault(of, []).append(
            Ending(id, of, _text(values.get("as")), _text(values.get("text")), by, at, **more)
        )
    return found


def reading_marks(tables: Tables) -> dict[str, ReadingMark]:
    """Return how far each person has read, by record id."""
    found = {}
    for id, record in _visible(tables, "readings"):
        values = read_record(record).values
        by, at = written(record, "target")
        found[id] = ReadingMark(by, target_from(values.get("target")), _heads(values.get("heads")), at)
    return found


def sign_offs(tables: Tables) -> dict[str, SignOff]:
    """Return each person's sign-off by record id."""
    found = {}
    for id, record in _visible(tables, "signoffs"):
        values = read_record(record).values
        by, at = written(record, "heads")
        answers = {
            name: _text(values.get(name)) for name in ("aligned", "understood", "improvements", "word")
        }
        found[id] = SignOff(by, heads=_heads(values.get("heads")), at=at, **answers)
    return found


def written(record: EncodedRecord, field: str) -> tuple[str, int]:
    """Return who wrote the shown value of a field, and when (UTC microseconds)."""
    heads = decode_record(record).get(field)
    if not heads:
        return "", 0
    return heads[0].by, parse_instant_or_none(heads[0].at.partition("Z")[0] + "Z") or 0


def _visible(tables: Tables, table: str) -> Iterator[tuple[str, EncodedRecord]]:
    for id, record in sorted(tables.get(table, {}).items()):
        if not is_hidden(record):
            yield id, record


def _heads(value: Any) -> Mapping[str, Heads]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
