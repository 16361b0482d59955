"""A recommendation: from an idea in the heat of the incident to an effect that was checked (R1-R18).

Days are `YYYY-MM-DD`; instants are UTC microseconds. An empty text means that nobody has said yet.
"""

from dataclasses import dataclass
from itertools import pairwise

STATUSES = ("idea", "planned", "in-progress", "dropped", "done")
OPEN = ("idea", "planned", "in-progress")
COMMITTED = ("planned", "in-progress")
LABELS = ("operational", "strategic")
CONTROLS = ("additional", "improved")
CHANGE_TYPES = ("software", "configuration", "process", "learning", "teaching")
OUTCOMES = ("prevent", "detect sooner", "mitigate", "learn")
SIZES = ("low", "medium", "high")
VERDICTS = ("helped", "did not help", "unclear")


@dataclass(frozen=True, slots=True)
class Commitment:
    """A date that somebody promised, and when they promised it (R8)."""

    due: str
    by: str
    at: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said about it at a follow-up: `last word 19 Oct kim: needs the platform budget`."""

    text: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Change:
    """One line of its history: who changed which field, when, from what, to what, and why."""

    at: int
    by: str
    field: str
    before: object
    after: object
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`incident` is the one that it arose in, `incidents` all in which it would have helped (R10).

    `accepted_by` is who said yes to owning it: it counts only while that is still the owner, so that a new owner,
    also one that a colleague named without seeing this, starts as *asked* (R12). The sponsor likewise (R13).
    `commitments` and `words` are in the order they were made; lists read from the catalogue hold the last word only
    and no history.
    """

    id: str
    incident: str
    title: str
    status: str = "idea"
    incidents: tuple[str, ...] = ()
    statement: str = ""
    addresses: str = ""
    control: str = ""
    change_type: str = ""
    outcome: str = ""
    label: str = ""
    owner: str = ""
    accepted_by: str = ""
    sponsor: str = ""
    sponsor_accepted_by: str = ""
    rank: int | None = None
    decision: str = ""
    impact: str = ""
    effort: str = ""
    definition_of_done: str = ""
    tickets: tuple[str, ...] = ()
    closed_tickets: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    part_of: str = ""
    workaround: str = ""
    risk: str = ""
    goal: str = ""
    due: str = ""
    revisit: str = ""
    reason: str = ""
    effect_check: str = ""
    effect_due: str = ""
    effect_verdict: str = ""
    note: str = ""
    merged_into: str = ""
    author: str = ""
    created_at: int = 0
    touched_at: int = 0
    status_at: int = 0
    asked_at: int = 0
    commitments: tuple[Commitment, ...] = ()
    words: tuple[Word, ...] = ()
    history: tuple[Change, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_committed(self) -> bool:
        """Planned or in progress: somebody said that it will be done. An idea promises nothing (R1)."""
        return self.status in COMMITTED

    @property
    def is_accepted(self) -> bool:
        return bool(self.owner) and self.accepted_by == self.owner

    @property
    def is_sponsored(self) -> bool:
        return bool(self.sponsor) and self.sponsor_accepted_by == self.sponsor

    @property
    def slips(self) -> tuple[Commitment, ...]:
        """The commitments that moved the date back; pulling it forward is no slip."""
        return tuple(later for earlier, later in pairwise(self.commitments) if later.due > earlier.due)

    @property
    def last_word(self) -> Word | None:
        return self.words[-1] if self.words else None
