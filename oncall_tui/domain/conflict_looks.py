"""Fields that several people wrote without seeing each other, as questions in the one queue (DESIGN, versions)."""

from collections.abc import Iterator

from oncall_tui.domain.instants import optional_instant
from oncall_tui.domain.look import Asking, Choice, Look
from oncall_tui.domain.timeline_moves import STAYS, moves_text


def conflict_looks(asking: Asking) -> Iterator[Look]:
    """One question for every contested field; taking a value, also the shown one, ends it everywhere."""
    for table, id, field, values in asking.conflicts:
        is_row = table == "events" and asking.timeline.place_of(id) is not None
        yield Look(
            key=f"conflict:{table}:{id}:{field}",
            kind="conflict",
            rows=(id,) if is_row else (),
            text=f"{len(values)} people wrote {field.replace('_', ' ')} of this {table.rstrip('s')} differently.",
            evidence=(asking.timeline.words(id),) if is_row else (),
            choices=tuple(_take(asking, (table, id, field), value, is_row) for value in values),
        )


def _take(asking: Asking, place: tuple[str, str, str], value: object, is_row: bool) -> Choice:
    table, id, field = place
    instant = optional_instant(value) if is_row and field == "occurred_at" else None
    moves = STAYS if instant is None else moves_text(asking.timeline, [(id, instant)])
    return Choice("none" if value is None else str(value), "", moves, ((table, id, {field: value}),))
