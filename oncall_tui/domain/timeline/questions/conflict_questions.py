"""Fields that several people wrote without seeing each other, as questions in the one queue (DESIGN, versions)."""

from collections.abc import Iterator, Sequence
from typing import Any

from oncall_tui.domain.incident import WRITE_UP
from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.timeline.question import Answer, FieldConflict, Question, QuestionContext
from oncall_tui.domain.timeline.row_descriptions import STAYS, describe_moves

# Where two texts, one after the other, are a text again.
PROSE = frozenset(
    {*WRITE_UP, "text", "definition_of_done", "statement", "risk", "workaround", "goal", "reason"}
)


def conflict_questions(asking: QuestionContext) -> Iterator[Question]:
    """One question for every contested field; taking a value, also the shown one, ends it everywhere."""
    for conflict in asking.conflicts:
        table, id, field = conflict.table, conflict.id, conflict.field.replace("_", " ")
        is_row = table == "events" and asking.timeline.place_of(id) is not None
        yield Question(
            key=f"conflict:{table}:{id}:{conflict.field}",
            kind="conflict",
            rows=(id,) if is_row else (),
            text=f"{len(conflict.values)} people wrote {field} of this {table.rstrip('s')} differently. "
            "C shows it word by word.",
            evidence=(asking.timeline.text(id),) if is_row else (),
            choices=tuple(_choices(asking, conflict, is_row)),
        )


def dispute_questions(asking: QuestionContext) -> Iterator[Question]:
    """One question for every row that was left out and edited at the same time."""
    for dispute in asking.disputes:
        is_row = asking.timeline.place_of(dispute.id) is not None
        yield Question(
            key=f"left-out:{dispute.id}",
            kind="conflict",
            rows=(dispute.id,) if is_row else (),
            text=f"{dispute.by or 'Somebody'} left this out while somebody else edited it.",
            evidence=(asking.timeline.text(dispute.id),) if is_row else (),
            choices=(
                Answer("keep it", "as it is shown", STAYS, dispute.keep),
                Answer("leave it out", "also with what was edited", "The row goes.", dispute.leave),
            ),
        )


def combine_texts(field: str, values: Sequence[Any]) -> str | None:
    """All texts one after the other, to be edited then; None where that would be no value of the field."""
    return "\n\n".join(values) if field in PROSE and all(isinstance(value, str) for value in values) else None


def _choices(asking: QuestionContext, conflict: FieldConflict, is_row: bool) -> Iterator[Answer]:
    for value, author in zip(conflict.values, conflict.authors, strict=True):
        instant = parse_instant_or_none(value) if is_row and conflict.field == "occurred_at" else None
        moves = STAYS if instant is None else describe_moves(asking.timeline, [(conflict.id, instant)])
        label = "none" if value is None else str(value)
        yield _choice(conflict, label, f"by {author}" if author else "", value, moves)
    if (both := combine_texts(conflict.field, conflict.values)) is not None:
        yield _choice(conflict, "both", "one after the other, to be edited then", both, STAYS)


def _choice(conflict: FieldConflict, label: str, why: str, value: Any, moves: str) -> Answer:
    changes = ((conflict.table, conflict.id, {conflict.field: value}),)
    return Answer(label, why, moves, changes, seen={conflict.field: conflict.seen})
