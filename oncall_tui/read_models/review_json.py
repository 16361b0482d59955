"""A review as `oncall review show --json` prints it (RETROSPECTIVE 10)."""

from typing import Any

from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.review.records import SIGN_QUESTIONS, Reply, SignOff, Target
from oncall_tui.domain.review.threads import Thread, is_late
from oncall_tui.read_models.review_view import Item, ReviewReader, ReviewView


def review_json(view: ReviewView, *, unread_for: str | None = None) -> dict[str, Any]:
    """Return the latest round, its readers, its comments and its agenda. `unread_for`: only what that person has
    not read yet, and who else has not."""
    held = view.round
    threads = view.threads if unread_for is None else view.unread_threads(unread_for)
    return {
        "open": view.is_open,
        "stage": view.writeup.view.incident.stage,
        "until": _instant(held.until if held else None),
        "opened_by": (held.opened_by or None) if held else None,
        "opened_at": _instant(held.opened_at if held else None),
        "extended": (held.extended or None) if held else None,
        "closed": (held.closed or None) if held else None,
        "presenter": (held.presenter or None) if held else None,
        "moderator": (held.moderator or None) if held else None,
        "note_taker": (held.note_taker or None) if held else None,
        "meeting_notes": held.meeting_notes if held else "",
        "reviewers": [reader_json(reader) for reader in view.readers],
        "comments": [thread_json(view, thread) for thread in threads],
        "agenda": [
            {
                "comment": thread.comment.id,
                "title": view.title(thread.comment.target),
                "summary": thread.comment.summary,
                "because": thread.because,
            }
            for thread in view.agenda
        ],
    }


def reader_json(reader: ReviewReader) -> dict[str, Any]:
    """Return one reviewer."""
    return {
        "name": reader.name,
        "asked": reader.asked,
        "read_to": item_json(reader.read_to),
        "unread": reader.unread,
        "changed": reader.changed,
        "signed": _signed(reader.signed),
        "stale": reader.stale,
    }


def item_json(item: Item | None) -> dict[str, str] | None:
    """Return a row, section or record that can be read."""
    if item is None:
        return None
    return {"table": item.target.table, "id": item.target.id, "title": item.title}


def _signed(signed: SignOff | None) -> dict[str, Any] | None:
    if signed is None:
        return None
    answers = {name: getattr(signed, name) or None for name in SIGN_QUESTIONS}
    return {**answers, "word": signed.word, "at": format_instant(signed.at)}


def thread_json(view: ReviewView, thread: Thread) -> dict[str, Any]:
    """Return a comment with its thread."""
    comment = thread.comment
    return {
        "id": comment.id,
        "kind": comment.kind,
        "target": target_json(view, comment.target),
        "state": "open" if thread.is_open else "ended",
        "anchor": view.anchor(comment),
        "quote": comment.quote._asdict() if comment.quote else None,
        "text": comment.text,
        "proposal": comment.proposal,
        "summary": comment.summary,
        "by": comment.by,
        "at": format_instant(comment.at),
        "late": is_late(comment, view.round),
        "replies": [reply_json(reply) for reply in thread.replies],
        "ending": thread.ending.kind if thread.ending else None,
        "ending_text": thread.ending.text if thread.ending else None,
        "ended_by": thread.ending.by if thread.ending else None,
        "contested": [{"ending": each.kind, "by": each.by} for each in thread.contested],
        "rejected": [
            {"ending": each.ending.kind, "by": each.ending.by, "because": each.who_may}
            for each in thread.rejected
        ],
    }


def reply_json(reply: Reply) -> dict[str, str]:
    """Return one reply."""
    return {"id": reply.id, "by": reply.by, "at": format_instant(reply.at), "text": reply.text}


def target_json(view: ReviewView, target: Target) -> dict[str, Any]:
    """Return what a comment is about; `field` is null for a whole row or record."""
    return {
        "table": target.table,
        "id": target.id,
        "field": target.field or None,
        "title": view.title(target),
    }


def _instant(at: int | None) -> str | None:
    return None if at is None else format_instant(at)
