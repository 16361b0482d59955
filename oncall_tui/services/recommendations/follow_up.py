"""Following up: every change to a recommendation, one action with its history and its reason (R1, R5, R8-R12)."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.days import read_day
from oncall_tui.domain.errors import Refused
from oncall_tui.domain.recommendations.fields import (
    MENDS,
    Assignment,
    Edit,
    Typist,
    edit_from,
    read_assignment,
)
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.domain.recommendations.rules import check_edit, edited
from oncall_tui.replication.reading import read_record
from oncall_tui.replication.versions import Context
from oncall_tui.services.incidents.incidents import Incidents
from oncall_tui.services.recommendations.records import COMMENTS, COMMITMENTS, TABLE, WORD, recommendations_in
from oncall_tui.services.recommendations.tracker import Tracker
from oncall_tui.services.settings import Settings
from oncall_tui.storage.store import Store
from oncall_tui.storage.transaction import Transaction

if TYPE_CHECKING:
    from oncall_tui.services.analysis.edit_analysis import AnalysisEdits
    from oncall_tui.services.record_lookup import Place

LONGEST_LABEL = 60


class FollowUp:
    """The use cases that change recommendations. Names are ids or any unique prefix; every refusal changes nothing."""

    def __init__(
        self,
        store: Store,
        incidents: Incidents,
        tracker: Tracker,
        settings: Settings,
        analysis: "Callable[[], AnalysisEdits]",
    ) -> None:
        self._store = store
        self._incidents = incidents
        self._tracker = tracker
        self._author = settings.author
        self._analysis = analysis

    def add(self, incident: str | None, title: str, words: Sequence[str] = ()) -> Recommendation:
        """Return a new one in an incident (None: the current one), with its assignments. Raises Refused, NotFound."""
        home = self._incidents.find(incident)
        assignments = [read_assignment(word) for word in (f"title={title}", *words)]
        mended, assignments = self._mended(assignments, home)
        typist = self._typist()
        with self._store.transaction(home, "") as unit:
            id = unit.new_id()
            bare = Recommendation(id, home, "", incidents=(home,), author=self._author)
            edit = edit_from(assignments, bare, typist)
            check_edit(bare, edited(bare, edit.changes))
            first = {"status": "idea", "author": self._author, f"incidents:{home}": True}
            unit.label = _label("recommended", edit.changes["title"])
            unit.put(TABLE, id, first | dict(edit.changes))
            self._promise(unit, bare, edit)
        self._mend(id, mended)
        return self._tracker.whole(id)

    def set(
        self, name: str, words: Sequence[str], *, base_versions: Mapping[str, Context] | None
    ) -> Recommendation:
        """Apply all assignments, then check the rules.

        `base_versions`: what the editor showed when it opened (`seen`); None for a command, which showed nothing.
        """
        assignments = [read_assignment(word) for word in words]
        return self.assign(self._tracker.find(name), assignments, base_versions=base_versions)

    def assign(
        self, id: str, assignments: list[Assignment], *, base_versions: Mapping[str, Context] | None
    ) -> Recommendation:
        """Apply assignments that are read already to the recommendation with that full id."""
        if not assignments:
            raise Refused("There is nothing to set. Nothing was changed. Use FIELD=VALUE...")
        home, typist = self._tracker.home(id), self._typist()
        mended, assignments = self._mended(assignments, home)
        if assignments:
            self._assign(id, home, typist, assignments, base_versions)
        self._mend(id, mended)
        return self._tracker.whole(id)

    def _assign(
        self,
        id: str,
        home: str,
        typist: Typist,
        assignments: list[Assignment],
        base_versions: Mapping[str, Context] | None,
    ) -> None:
        with self._store.transaction(home, "") as unit:
            before = _in(unit, id)
            if before.merged_into and all(each.field != "merged_into" for each in assignments):
                raise Refused(
                    f"This one was merged into {before.merged_into}. Nothing was changed. Set that one."
                )
            edit = edit_from(assignments, before, typist)
            if id in (edit.changes.get("part_of"), edit.changes.get("merged_into")):
                raise Refused(
                    "It can't be part of itself, nor merged into itself. Nothing was changed. Name another."
                )
            check_edit(before, edited(before, edit.changes))
            changes = _without_nothing(edit.changes, unit.base[TABLE][id])
            unit.label, unit.reason = _label(_told(changes), before.title), edit.reason
            unit.put(TABLE, id, changes, base_versions)
            self._promise(unit, before, edit)

    def _mended(
        self, assignments: Sequence[Assignment], home: str
    ) -> tuple["list[tuple[Place, bool]]", list[Assignment]]:
        """Split off assignments of `mends=ID`, each with whether the link is removed; return the others too."""
        rest = [each for each in assignments if each.field != MENDS]
        if len(rest) == len(assignments):
            return [], rest
        found = self._analysis().find_mended
        return [(found(each.value, home), each.removes) for each in assignments if each.field == MENDS], rest

    def _mend(self, id: str, mended: "Sequence[tuple[Place, bool]]") -> None:
        for place, removes in mended:
            self._analysis().mend(place, id, removes=removes)

    def commit(self, name: str, day: str, by: str = "", reason: str = "") -> Recommendation:
        """Return a promise of a date, also of the date that it has: by its owner, unless somebody else is named
        (R8).
        """
        id = self._tracker.find(name)
        due = read_day(day, self._tracker.outlook().today)
        with self._store.transaction(self._tracker.home(id), "") as unit:
            item = _in(unit, id)
            unit.label, unit.reason = _label(f"promised for {due}", item.title), reason
            unit.put(TABLE, id, {"due": due})
            promised = {
                "due": due,
                "by": by.removeprefix("@") or item.owner or self._author,
                "reason": reason,
            }
            unit.put(COMMITMENTS, unit.new_id(), {"recommendation": id, **promised})
        return self._tracker.whole(id)

    def say(self, name: str, text: str) -> Recommendation:
        """Return a word about it, said at a follow-up; it counts as a touch. Raises Refused for a blank one."""
        if not text.strip():
            raise Refused("There is no word to note. Nothing was changed.")
        id = self._tracker.find(name)
        with self._store.transaction(self._tracker.home(id), "") as unit:
            unit.label = _label("a word on", _in(unit, id).title)
            word = {"recommendation": id, "kind": WORD, "text": text.strip(), "author": self._author}
            unit.put(COMMENTS, unit.new_id(), word)
        return self._tracker.whole(id)

    def merge(self, kept: str, gone: str, reason: str = "") -> Recommendation:
        """Make two into one (R10): the first stays and shows what both knew. Raises Refused for one and the same."""
        first, second = self._tracker.find(kept), self._tracker.find(gone)
        if first == second:
            raise Refused("A recommendation can't be merged into itself. Nothing was changed. Name two.")
        survivor = self._tracker.whole(first)
        if survivor.merged_into:
            raise Refused(f"{first} was merged into {survivor.merged_into} already. Nothing was changed.")
        with self._store.transaction(self._tracker.home(second), "") as unit:
            item = _in(unit, second)
            unit.label, unit.reason = _label(f"merged into “{survivor.title}”", item.title), reason
            unit.put(TABLE, second, {"merged_into": first})
        return self._tracker.whole(first)

    def seen(self, id: str) -> Mapping[str, Context]:
        """Return the versions that an editor starts from, given back when it saves."""
        tables = self._store.tables(self._tracker.home(id))
        return read_record(tables[TABLE][id]).seen

    def _typist(self) -> Typist:
        today = self._tracker.outlook().today
        return Typist(self._author, today, self._incidents.find, self._tracker.find)

    def _promise(self, unit: Transaction, before: Recommendation, edit: Edit) -> None:
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
