"""Questions about the timeline, each with its possible answers (T4).

The program asks, a person answers; each answer says beforehand what will move. Nothing is changed unasked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, NamedTuple

from oncall_tui.domain.secrets import FLAG as SECRET
from oncall_tui.domain.timeline.gaps import LONGEST_GAP
from oncall_tui.domain.timeline.row_descriptions import STAYS
from oncall_tui.domain.timeline.timeline import Timeline

# Table, record id, fields to put; `struck` leaves the record out or brings it back.
RecordChange = tuple[str, str, Mapping[str, Any]]
# The kinds of question: secrets, then by what changes the order first; `flag` is what a row is marked with in exports.
KINDS = {
    "secret": SECRET,
    "conflict": "conflict",
    "reading": "several-readings",
    "stamp": "unclear-stamp",
    "day": "day-assumed",
    "order": "out-of-order",
    "future": "in-the-future",
    "far": "far-from-the-others",
    "milestone": "milestone-twice",
    "figure": "",
    "link": "link-differs",
    "duplicate": "likely-duplicate",
    "gap": "",
    "missing": "",
}


class FieldConflict(NamedTuple):
    """A field and the values that people gave it, the shown one first, with who did; `seen`: what a choice replaces."""

    table: str
    id: str
    field: str
    values: tuple[Any, ...]
    authors: tuple[str, ...]
    seen: Mapping[str, int]


class LeaveOutDispute(NamedTuple):
    """A row that somebody (`by`) left out while somebody else edited it: what keeps it, and what takes it out."""

    id: str
    by: str
    keep: tuple[RecordChange, ...]
    leave: tuple[RecordChange, ...]


class SaidOfSource(NamedTuple):
    """An option of a source set by an answer, after which the source is read again; `value` is None where it is to
    be typed.
    """

    source: str
    name: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what is taken, why it may be right, what will move. `asks`: it needs a typed time first.

    `seen`: by field, what the person was shown of it, where that matters. `said`: it is an answer about a source.
    """

    label: str
    why: str = ""
    moves: str = STAYS
    changes: tuple[RecordChange, ...] = ()
    asks: bool = False
    seen: Mapping[str, Mapping[str, int]] | None = None
    said: SaidOfSource | None = None

    @property
    def is_complete(self) -> bool:
        """Return whether it can be applied as it is: it changes something, and nothing has to be typed."""
        return bool(self.changes) or (self.said is not None and self.said.value is not None)


@dataclass(frozen=True, slots=True)
class Question:
    """A question. `rows` are the ids that it is about, the one to jump to first; `key` names it for good."""

    key: str
    kind: str
    rows: tuple[str, ...]
    text: str
    evidence: tuple[str, ...] = ()
    choices: tuple[Answer, ...] = ()

    @property
    def rank(self) -> int:
        """Return the position of its kind in the queue; the lowest comes first."""
        return list(KINDS).index(self.kind)


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """Inputs for finding questions: the timeline, the display zone, the present (UTC microseconds), the longest
    quiet gap, the keys of closed questions, and concurrent edits. `ongoing`: do not report *mitigated* and
    *resolved* as missing.
    """

    incident: str
    timeline: Timeline
    zone: tzinfo
    now: int
    longest_gap: int = LONGEST_GAP
    closed: frozenset[str] = frozenset()
    conflicts: tuple[FieldConflict, ...] = ()
    disputes: tuple[LeaveOutDispute, ...] = ()
    ongoing: bool = False

    def close(self, key: str) -> RecordChange:
        """Return the change that closes a question which no row's own field answers."""
        return ("incident", self.incident, {f"settled:{key}": True})


def confirm_row(row: str) -> RecordChange:
    """Return the change by which a person says that the row is right as it stands."""
    return ("events", row, {"settled": True})
