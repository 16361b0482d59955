"""Proposed changes: which texts can have one, what applying one writes, and whether its base has moved (V2)."""

from collections.abc import Mapping
from typing import Any

from oncall_tui.domain.analysis.records import KIND_IN
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.note import KINDS
from oncall_tui.domain.review.records import Comment, Target
from oncall_tui.domain.word_diff import word_diff
from oncall_tui.domain.writeup.sections import TEXTS
from oncall_tui.read_models.history import recorded_actions
from oncall_tui.read_models.review_view import EXACT, ReviewView
from oncall_tui.read_models.writeup_view import SECTIONS
from oncall_tui.replication.encoding import decode_record
from oncall_tui.replication.record_view import read_record

BaseVersions = Mapping[str, Mapping[str, int]]


def editable_field(target: Target) -> str:
    """Return the stored field that a proposal for this target would write, "" where nobody types it."""
    if target.table == "incident":
        return target.field if target.field in TEXTS else ""
    if target.table == SECTIONS:
        return "text"
    if target.table == "events":
        return {"": "text", "kind": "kind", "milestone": "milestone", "time": "occurred_at"}.get(
            target.field, ""
        )
    if target.table == "recommendations":
        return target.field or "title"
    return target.field or (KIND_IN[target.table].text if target.table in KIND_IN else "")


def proposed_fields(
    view: ReviewView, comment: Comment, zone: str, now: int
) -> tuple[str, str, dict[str, Any], BaseVersions]:
    """Return table, id, fields and base versions of what applying a proposal writes. Raises RefusedError for
    an odd one.
    """
    target, text = comment.target, comment.proposal or ""
    field = editable_field(target)
    record = view.tables.get(target.table, {}).get(target.id, {})
    base = read_record(record).base_versions if record else {}
    fields: dict[str, Any] = {field: text}
    if field == "occurred_at":
        fields = _time_fields(view, target.id, text, zone, now)
    elif field == "kind" and text not in KINDS:
        raise RefusedError(
            f"“{text}” is not a kind of row. Nothing was changed. Use one of: {', '.join(KINDS)}."
        )
    elif field == "milestone":
        event = view.writeup.timeline.event(target.id)
        fields = {f"milestones:{name}": False for name in event.milestones} | {f"milestones:{text}": True}
    return target.table, target.id, fields, base


def _time_fields(view: ReviewView, row: str, text: str, zone: str, now: int) -> dict[str, Any]:
    from oncall_tui.services.timeline.typed_row_times import parse_row_time

    event = view.writeup.timeline.event(row)
    return parse_row_time(text, event.occurred_at, event.precision, zone, now).fields()


def moved_base(view: ReviewView, comment: Comment) -> str:
    """Return base → proposal and base → now in words, "" while the base is as the comment saw it."""
    if view.anchor(comment) == EXACT:
        return ""
    now, proposal = view.text(comment.target), comment.proposal or ""
    base = text_then(view, comment)
    if base is None:
        return f"now:      {now}\nproposed: {proposal}"
    return f"proposed: {difference_text(base, proposal)}\nsince:    {difference_text(base, now)}"


def text_then(view: ReviewView, comment: Comment) -> str | None:
    """Return the target's text when it was commented on, from the history; None where that is not kept."""
    target = comment.target
    field = editable_field(target)
    said = decode_record(view.tables.get("comments", {}).get(comment.id, {})).get("kind", ())
    clock = said[0].at if said else ""
    for action in recorded_actions(view.tables):
        if action.order[0] <= clock:  # by the hybrid clock: an instant can hold an edit and a comment
            continue
        for change in action.changes:
            if (change.table, change.id, change.field) == (target.table, target.id, field):
                return change.before if isinstance(change.before, str) else None
    return None


def difference_text(before: str, after: str) -> str:
    """Return a word diff in plain characters: `[-gone-]{+new+}`."""
    marks = {"first": "[-{}-]", "second": "{{+{}+}}", "both": "{}"}
    return "".join(marks[piece.side].format(piece.text) for piece in word_diff(before, after))
