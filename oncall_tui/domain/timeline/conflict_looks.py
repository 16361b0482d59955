"""Fields that several people wrote without seeing each other, as questions in the one queue (DESIGN, versions)."""

from collections.abc import Iterator, Sequence
from typing import Any

from oncall_tui.domain.incident import WRITE_UP
from oncall_tui.domain.instants import optional_instant
from oncall_tui.domain.timeline.look import Asking, Choice, Conflict, Look
from oncall_tui.domain.timeline.moves import STAYS, moves_text

# Where two texts, one after the other, are a text again.
PROSE = frozenset(
    {*WRITE_UP, "text", "definition_of_done", "statement", "risk", "workaround", "goal", "reason"}
)


def conflict_looks(asking: Asking) -> Iterator[Look]:
    """One question for every contested field; taking a value, also the shown one, ends it everywhere."""
    for conflict in asking.conflicts:
        table, id, field = conflict.table, conflict.id, conflict.field.replace("_", " ")
        is_row = table == "events" and asking.timeline.place_of(id) is not None
        yield Look(
            key=f"conflict:{table}:{id}:{conflict.field}",
            kind="conflict",
            rows=(id,) if is_row else (),
            text=f"{len(conflict.values)} people wrote {field} of this {table.rstrip('s')} differently. "
            "C shows it word by word.",
            evidence=(asking.timeline.words(id),) if is_row else (),
            choices=tuple(_choices(asking, conflict, is_row)),
        )


def dispute_looks(asking: Asking) -> Iterator[Look]:
    """One question for every row that was left out and edited at the same time."""
    for dispute in asking.disputes:
        is_row = asking.timeline.place_of(dispute.id) is not None
        yield Look(
            key=f"left-out:{dispute.id}",
            kind="conflict",
            rows=(dispute.id,) if is_row else (),
            text=f"{dispute.by or 'Somebody'} left this out while somebody else edited it.",
            evidence=(asking.timeline.words(dispute.id),) if is_row else (),
            choices=(
                Choice("keep it", "as it is shown", STAYS, dispute.keep),
                Choice("leave it out", "also with what was edited", "The row goes.", dispute.leave),
            ),
        )


def both_texts(field: str, values: Sequence[Any]) -> str | None:
    """All texts one after the other, to be edited then; None where that would be no value of the field."""
    return "\n\n".join(values) if field in PROSE and all(isinstance(value, str) for value in values) else None


def _choices(asking: Asking, conflict: Conflict, is_row: bool) -> Iterator[Choice]:
    for value, author in zip(conflict.values, conflict.authors, strict=True):
        instant = optional_instant(value) if is_row and conflict.field == "occurred_at" else None
        moves = STAYS if instant is None else moves_text(asking.timeline, [(conflict.id, instant)])
        label = "none" if value is None else str(value)
        yield _choice(conflict, label, f"by {author}" if author else "", value, moves)
    if (both := both_texts(conflict.field, conflict.values)) is not None:
        yield _choice(conflict, "both", "one after the other, to be edited then", both, STAYS)


def _choice(conflict: Conflict, label: str, why: str, value: Any, moves: str) -> Choice:
    changes = ((conflict.table, conflict.id, {conflict.field: value}),)
    return Choice(label, why, moves, changes, seen={conflict.field: conflict.seen})
