"""A recommendation: from an idea in the heat of the incident to an effect that was checked (R1-R18).

Days are `YYYY-MM-DD`; instants are UTC microseconds. An empty text means that nobody has said yet. Named tuples, since
`oncall recs` makes five thousand of them in less time than the dataclasses module takes to load.
"""

from itertools import pairwise
from typing import NamedTuple

STATUSES = ("idea", "planned", "in-progress", "dropped", "done")
OPEN = ("idea", "planned", "in-progress")
COMMITTED = ("planned", "in-progress")
LABELS = ("operational", "strategic")
CONTROLS = ("additional", "improved")
CHANGE_TYPES = ("software", "configuration", "process", "learning", "teaching")
OUTCOMES = ("prevent", "detect sooner", "mitigate", "learn")
SIZES = ("low", "medium", "high")
VERDICTS = ("helped", "did not help", "unclear")


class Commitment(NamedTuple):
    """A date that somebody promised, and when they promised it (R8)."""

    due: str
    by: str
    at: int
    reason: str = ""


class FollowUpComment(NamedTuple):
    """A comment made at a follow-up: `last word 19 Oct kim: needs the platform budget`."""

    text: str
    by: str
    at: int


class FieldChange(NamedTuple):
    """One line of its history: who changed which field, when, from what, to what, and why."""

    at: int
    by: str
    field: str
    before: object
    after: object
    reason: str = ""


class Recommendation(NamedTuple):
    """`incident` is the one that it arose in, `incidents` all in which it would have helped (R10).

    `accepted_by` is who said yes to owning it: it counts only while that is still the owner, so that a new owner,
    also one that a colleague named without seeing this, starts as *asked* (R12). The sponsor likewise (R13).
    `parts` are the ids of those that are `part_of` this one (R16), and `mends` those of the findings, missing controls
    and systemic problems that it changes (R3), known where all are read. What follows them is known
    only where one recommendation was read whole, not in lists; commitments, words and history are in the order in which
    they were made.
    """

    id: str
    incident: str
    title: str
    status: str = "idea"
    owner: str = ""
    accepted_by: str = ""
    due: str = ""
    label: str = ""
    sponsor: str = ""
    sponsor_accepted_by: str = ""
    revisit: str = ""
    definition_of_done: str = ""
    statement: str = ""
    outcome: str = ""
    change_type: str = ""
    impact: str = ""
    effort: str = ""
    effect_check: str = ""
    effect_due: str = ""
    effect_verdict: str = ""
    reason: str = ""
    part_of: str = ""
    merged_into: str = ""
    author: str = ""
    incidents: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()
    closed_tickets: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    rank: int | None = None
    created_at: int = 0
    touched_at: int = 0
    status_at: int = 0
    asked_at: int = 0
    slips: int = 0
    slipped_at: int = 0
    slip_reason: str = ""
    last_word: FollowUpComment | None = None
    parts: tuple[str, ...] = ()
    parts_done: int = 0
    addresses: str = ""
    control: str = ""
    decision: str = ""
    workaround: str = ""
    risk: str = ""
    goal: str = ""
    note: str = ""
    commitments: tuple[Commitment, ...] = ()
    words: tuple[FollowUpComment, ...] = ()
    history: tuple[FieldChange, ...] = ()
    mends: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Return whether it is neither done nor dropped."""
        return self.status in OPEN

    @property
    def is_committed(self) -> bool:
        """Planned or in progress: somebody said that it will be done. An idea promises nothing (R1)."""
        return self.status in COMMITTED

    @property
    def is_accepted(self) -> bool:
        """Return whether its present owner has accepted it."""
        return bool(self.owner) and self.accepted_by == self.owner

    @property
    def is_sponsored(self) -> bool:
        """Return whether its present sponsor has accepted it."""
        return bool(self.sponsor) and self.sponsor_accepted_by == self.sponsor


def slipped_commitments(commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """Return the commitments that moved the date back; pulling it forward is no slip."""
    return tuple(later for earlier, later in pairwise(commitments) if later.due > earlier.due)


def with_history(
    item: Recommendation,
    commitments: tuple[Commitment, ...],
    words: tuple[FollowUpComment, ...],
    history: tuple[FieldChange, ...] = (),
) -> Recommendation:
    """Return the recommendation with all that was promised, said and changed, and what lists show of that."""
    slips = slipped_commitments(commitments)
    last = words[-1] if words else None
    return item._replace(
        commitments=commitments,
        words=words,
        history=history,
        slips=len(slips),
        slipped_at=slips[-1].at if slips else 0,
        slip_reason=slips[-1].reason if slips else "",
        last_word=last,
        touched_at=max(item.touched_at, last.at if last else 0),
    )
