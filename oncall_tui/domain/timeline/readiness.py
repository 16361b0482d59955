"""Is the timeline ready? Every question that is still open, ranked, and what is only counted (T4).

It warns and never forces. Rows without a reference are a count and a filter, not a question.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from oncall_tui.domain.timeline.durations import OutOfOrderMilestones, out_of_order_milestones
from oncall_tui.domain.timeline.event import NOTHING
from oncall_tui.domain.timeline.moments import Moments
from oncall_tui.domain.timeline.question import KINDS, Question, QuestionContext
from oncall_tui.domain.timeline.questions.conflict_questions import conflict_questions, dispute_questions
from oncall_tui.domain.timeline.questions.duplicate_questions import duplicate_questions
from oncall_tui.domain.timeline.questions.milestone_questions import (
    claimed_milestones,
    link_questions,
    milestone_questions,
)
from oncall_tui.domain.timeline.questions.reported_duration_questions import reported_duration_questions
from oncall_tui.domain.timeline.questions.row_questions import (
    future_questions,
    gap_questions,
    order_questions,
    outlier_questions,
)
from oncall_tui.domain.timeline.questions.secret_questions import secret_questions
from oncall_tui.domain.timeline.questions.source_questions import source_questions
from oncall_tui.domain.timeline.questions.stamp_questions import stamp_questions
from oncall_tui.domain.timeline.timeline import Timeline

FINDERS = (
    secret_questions,
    conflict_questions,
    dispute_questions,
    stamp_questions,
    source_questions,
    order_questions,
    future_questions,
    outlier_questions,
    milestone_questions,
    reported_duration_questions,
    link_questions,
    duplicate_questions,
    gap_questions,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of rows: all, confirmed, without a reference, with a rough time."""

    rows: int
    settled: int
    unlinked: int
    approximate: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """`looks` are the open questions, what changes the order first; `inversions` are facts to show once; `moments`:
    when each milestone was, by every row that claims it."""

    looks: tuple[Question, ...]
    inversions: tuple[OutOfOrderMilestones, ...]
    counts: Counts
    moments: Moments

    @property
    def flags(self) -> Mapping[str, tuple[str, ...]]:
        """The flags of the rows that questions are about, by row id."""
        found: dict[str, tuple[str, ...]] = {}
        for look in self.looks:
            if flag := KINDS[look.kind]:
                for row in look.rows:
                    found[row] = tuple(dict.fromkeys((*found.get(row, ()), flag)))
        return found

    @property
    def rows(self) -> Mapping[str, tuple[str, ...]]:
        """The rows that questions are about, each with the milestones that it is asked about."""
        found: dict[str, tuple[str, ...]] = {}
        for look in self.looks:
            asked = (look.key.removeprefix("twice:"),) if look.kind == "milestone" else ()
            for row in look.rows if KINDS[look.kind] else ():
                found[row] = (*found.get(row, ()), *asked)
        return found


def check_readiness(asking: QuestionContext) -> Readiness:
    """Return everything that a careful person would ask about this timeline."""
    looks = sorted((look for find in FINDERS for look in find(asking)), key=lambda look: look.rank)
    instants = asking.timeline.milestone_instants
    moments = asking.timeline.moments(claimed_milestones(asking.timeline))
    return Readiness(tuple(looks), out_of_order_milestones(instants), count_rows(asking.timeline), moments)


def has_questions(asking: QuestionContext) -> bool:
    """Tell whether anything would be asked; nothing is looked for beyond the first question."""
    return any(True for find in FINDERS for _ in find(asking))


def count_rows(timeline: Timeline) -> Counts:
    """Return counts from the records alone; a reference that an edit took away is found where rows have edits."""
    rows = [key[4] for key in timeline.keys]
    return Counts(
        rows=len(rows),
        settled=sum(map(timeline.settled, rows)),
        unlinked=sum(not has_reference(timeline, row) for row in rows),
        approximate=sum(bool(timeline.timing(row).get("approximate")) for row in rows),
    )


def has_reference(timeline: Timeline, row: str) -> bool:
    """Return whether the row cites anything."""
    if row in timeline.records.events:
        return bool(timeline.event(row).references)
    for note in timeline.note_ids(row):
        for name, held in timeline.records.notes.get(note, NOTHING).items():
            if held and name[:10] == "references":
                return True
    return False
