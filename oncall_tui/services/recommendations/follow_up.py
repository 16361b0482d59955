"""Following up: every change to a recommendation, one action with its history and its reason (R1, R5, R8-R12)."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from oncall_tui.domain.days import parse_day
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.recommendations.fields import (
    MENDS,
    Assignment,
    EditContext,
    RecommendationEdit,
    parse_assignment,
    resolve_assignments,
)
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.domain.recommendations.rules import apply_changes, check_edit
from oncall_tui.read_models.recommendation_records import (
    COMMENTS,
    COMMITMENTS,
    TABLE,
    WORD,
    recommendations_in,
)
from oncall_tui.replication.record_view import read_record
from oncall_tui.replication.versions import Context
from oncall_tui.services.incidents.incidents import Incidents
from oncall_tui.services.recommendations.tracker import Tracker
from oncall_tui.settings.settings import Settings
from oncall_tui.storage.store import Store
from oncall_tui.storage.transaction import Transaction

if TYPE_CHECKING:
    from oncall_tui.services.record_lookup import RecordLocation

LONGEST_LABEL = 60


class AddressedRecords(Protocol):
    """The records of an analysis that a recommendation can address."""

    def find_mended(self, typed: str, incident: str) -> "RecordLocation":
        """Find a finding, missing control or systemic problem. Raises NotFoundError."""

    def mend(self, place: "RecordLocation", recommendation: str, *, removes: bool = False) -> str:
        """Add or remove the link; return the effect in words."""


class FollowUp:
    """The use cases that change recommendations. Names are ids or any unique prefix; every refusal changes nothing."""

    def __init__(
        self,
        store: Store,
        incidents: Incidents,
        tracker: Tracker,
        settings: Settings,
        analysis: "Callable[[], AddressedRecords]",
    ) -> None:
        self._store = store
        self._incidents = incidents
        self._tracker = tracker
        self._author = settings.author
        self._analysis = analysis

    def add(self, incident: str | None, title: str, words: Sequence[str] = ()) -> Recommendation:
        """Return a new one in an incident (None: the current one), with its assignments. Raises RefusedError,
        NotFoundError.
        """
        home = self._incidents.find(incident)
        assignments = [parse_assignment(word) for word in (f"title={title}", *words)]
        mended, assignments = self._mended(assignments, home)
        typist = self._typist()
        with self._store.transaction(home, "") as unit:
            id = unit.new_id()
            bare = Recommendation(id, home, "", incidents=(home,), author=self._author)
            edit = resolve_assignments(assignments, bare, typist)
            check_edit(bare, apply_changes(bare, edit.changes))
            first = {"status": "idea", "author": self._author, f"incidents:{home}": True}
            unit.label = _label("recommended", edit.changes["title"])
            unit.put(TABLE, id, first | dict(edit.changes))
            self._promise(unit, bare, edit)
        self._mend(id, mended)
        return self._tracker.with_history(id)

    def set(
        self, name: str, words: Sequence[str], *, base_versions: Mapping[str, Context] | None
    ) -> Recommendation:
        """Apply all assignments, then check the rules.

        `base_versions`: what the editor showed when it opened (`seen`); None for a command, which showed nothing.
        """
        assignments = [parse_assignment(word) for word in words]
        return self.assign(self._tracker.find(name), assignments, base_versions=base_versions)

    def assign(
        self, id: str, assignments: list[Assignment], *, base_versions: Mapping[str, Context] | None
    ) -> Recommendation:
        """Apply assignments that are read already to the recommendation with that full id."""
        if not assignments:
            raise RefusedError("There is nothing to set. Nothing was changed. Use FIELD=VALUE...")
        home, typist = self._tracker.incident_of(id), self._typist()
        mended, assignments = self._mended(assignments, home)
        if assignments:
            self._assign(id, home, typist, assignments, base_versions)
        self._mend(id, mended)
        return self._tracker.with_history(id)

    def _assign(
        self,
        id: str,
        home: str,
        typist: EditContext,
        assignments: list[Assignment],
        base_versions: Mapping[str, Context] | None,
    ) -> None:
        with self._store.transaction(home, "") as unit:
            before = _in(unit, id)
            if before.merged_into and all(each.field != "merged_into" for each in assignments):
                raise RefusedError(
                    f"This one was merged into {before.merged_into}. Nothing was changed. Set that one."
                )
            edit = resolve_assignments(assignments, before, typist)
            if id in (edit.changes.get("part_of"), edit.changes.get("merged_into")):
                raise RefusedError(
                    "It can't be part of itself, nor merged into itself. Nothing was changed. Name another."
                )
            check_edit(before, apply_changes(before, edit.changes))
            changes = _without_nothing(edit.changes, unit.base[TABLE][id])
            unit.label, unit.reason = _label(_told(changes), before.title), edit.reason
            unit.put(TABLE, id, changes, base_versions)
            self._promise(unit, before, edit)

    def _mended(
        self, assignments: Sequence[Assignment], home: str
    ) -> tuple["list[tuple[RecordLocation, bool]]", list[Assignment]]:
        """Split off assignments of `mends=ID`, each with whether the link is removed; return the others too."""
        rest = [each for each in assignments if each.field != MENDS]
        if len(rest) == len(assignments):
            return [], rest
        found = self._analysis().find_mended
        return [(found(each.value, home), each.removes) for each in assignments if each.field == MENDS], rest

    def _mend(self, id: str, mended: "Sequence[tuple[RecordLocation, bool]]") -> None:
        for place, removes in mended:
            self._analysis().mend(place, id, removes=removes)

    def commit(self, name: str, day: str, by: str = "", reason: str = "") -> Recommendation:
        """Return a promise of a date, also of the date that it has: by its owner, unless somebody else is named
        (R8).
        """
        id = self._tracker.find(name)
        due = parse_day(day, self._tracker.outlook().today)
        with self._store.transaction(self._tracker.incident_of(id), "") as unit:
            item = _in(unit, id)
            unit.label, unit.reason = _label(f"promised for {due}", item.title), reason
            unit.put(TABLE, id, {"due": due})
            promised = {
                "due": due,
                "by": by.removeprefix("@") or item.owner or self._author,
                "reason": reason,
            }
            unit.put(COMMITMENTS, unit.new_id(), {"recommendation": id, **promised})
        return self._tracker.with_history(id)

    def comment(self, name: str, text: str) -> Recommendation:
        """Return a word about it, said at a follow-up; it counts as a touch. Raises RefusedError for a blank one."""
        if not text.strip():
            raise RefusedError("There is no word to note. Nothing was changed.")
        id = self._tracker.find(name)
        with self._store.transaction(self._tracker.incident_of(id), "") as unit:
            unit.label = _label("a word on", _in(unit, id).title)
            word = {"recommendation": id, "kind": WORD, "text": text.strip(), "author": self._author}
            unit.put(COMMENTS, unit.new_id(), word)
        return self._tracker.with_history(id)

    def merge(self, kept: str, gone: str, reason: str = "") -> Recommendation:
        """Make two into one (R10): the first stays and shows what both knew. Raises RefusedError for one and
        the same.
        """
        first, second = self._tracker.find(kept), self._tracker.find(gone)
        if first == second:
            raise RefusedError("A recommendation can't be merged into itself. Nothing was changed. Name two.")
        survivor = self._tracker.with_history(first)
        if survivor.merged_into:
            raise RefusedError(
                f"{first} was merged into {survivor.merged_into} already. Nothing was changed."
            )
        with self._store.transaction(self._tracker.incident_of(second), "") as unit:
            item = _in(unit, second)
            unit.label, unit.reason = _label(f"merged into “{survivor.title}”", item.title), reason
            unit.put(TABLE, second, {"merged_into": first})
        return self._tracker.with_history(first)

    def seen(self, id: str) -> Mapping[str, Context]:
        """Return the versions that an editor starts from, given back when it saves."""
        tables = self._store.tables(self._tracker.incident_of(id))
        return read_record(tables[TABLE][id]).base_versions

    def _typist(self) -> EditContext:
        today = self._tracker.outlook().today
        return EditContext(self._author, today, self._incidents.find, self._tracker.find)

    def _promise(self, unit: Transaction, before: Recommendation, edit: RecommendationEdit) -> None:
        """Whoever sets a date makes a promise, or records that one slipped; no date is made up (R8)."""
        due = edit.changes.get("due")
        if due and (due != before.due or not before.commitments):
            promised = {"due": due, "by": self._author, "reason": edit.reason}
            unit.put(COMMITMENTS, unit.new_id(), {"recommendation": before.id, **promised})


def _in(unit: Transaction, id: str) -> Recommendation:
    """Return the recommendation as the unit of work found it."""
    return next(item for item in recommendations_in(unit.incident, unit.base) if item.id == id)


def _without_nothing(changes: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Drop changes without effect, clearing or removing what was never there; they have no place in the history."""
    return {
        name: value
        for name, value in changes.items()
        if name in stored or not (value is None or value is False or value == "")
    }


def _told(changes: Mapping[str, Any]) -> str:
    """`status planned, due 2026-12-01`: what an undo takes back."""
    return ", ".join(f"{name} {'' if value is None else value}".strip() for name, value in changes.items())


def _label(effect: str, title: str) -> str:
    return f"{effect[:LONGEST_LABEL]} · {title[:LONGEST_LABEL]}"
