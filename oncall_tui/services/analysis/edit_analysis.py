"""Writing an analysis: every act is one durable change with all its links, and undo takes it back (W5-W12)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.analysis.analysis import MENDED_TABLES
from oncall_tui.domain.analysis.assignments import AnalysisAssignment, read_assignments
from oncall_tui.domain.analysis.loose_ends import CODES, LooseEnd
from oncall_tui.domain.analysis.records import (
    ANSWERED,
    ANYTHING,
    EVENTS,
    KIND_IN,
    KIND_OF,
    NONE,
    OPEN,
    RECOMMENDATIONS,
    Kind,
    Record,
    mended_titles,
    title_of,
)
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.shortened import shortened
from oncall_tui.read_models.analysis_view import SILENCES
from oncall_tui.read_models.concurrent_edits import BaseVersions, concurrent_edit_text
from oncall_tui.replication.record_view import is_hidden, read_record

if TYPE_CHECKING:
    from oncall_tui.services.recommendations.tracker import Tracker
    from oncall_tui.services.record_lookup import RecordLocation, RecordLookup
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits
    from oncall_tui.storage.store import Store
    from oncall_tui.storage.transaction import Transaction

LONGEST_LABEL = 50
MENDED_BY = "mended_by"
MENDED_TITLES = "mended_titles"
TABLES = tuple(KIND_IN)


class AnalysisEditor:
    """The use cases of an analysis. Records and link targets are named by ids, unique prefixes or endings, rows by
    their printed time too.

    Acts raise RefusedError for a value or a kind that does not fit, NotFoundError for an unknown id; a refusal
    changes nothing.
    """

    def __init__(
        self, store: "Store", writeup: "WriteupEdits", lookup: "RecordLookup", tracker: "Tracker"
    ) -> None:
        self._store = store
        self._writeup = writeup
        self._lookup = lookup
        self._tracker = tracker

    def find(self, typed: str, incident: str | None, tables: Sequence[str] = TABLES) -> "RecordLocation":
        """Return the record of an analysis that was typed: in the incident first, then in all."""
        return self._lookup.find(typed, tables, incident)

    def base_versions(self, incident: str, id: str) -> Mapping[str, Mapping[str, int]]:
        """Return the versions that an editor which opens now on a record is shown; given back when it saves."""
        for table in TABLES:
            record = self._store.tables(incident).get(table, {}).get(id)
            if record is not None:
                return read_record(record).base_versions
        raise NotFoundError("That record is not here any more. Nothing was changed. Look again.")

    def add(self, incident: str, kind_name: str, text: str, words: Sequence[str] = ()) -> str:
        """Return a new record with its fields and links, in one change; its id."""
        kind = KIND_OF[kind_name]
        if not text.strip():
            raise RefusedError(f"A {kind.words} needs some words. Nothing was added. Say it in a sentence.")
        fields = self._fields(incident, kind, read_assignments(kind, list(words)), None)
        if kind.name == "question":
            fields = {"state": OPEN, **fields}
        with self._store.transaction(incident) as unit:
            id = unit.new_id()
            unit.label = _label("added", kind, text)
            unit.put(kind.table, id, {**fields, kind.text: text.strip()})
            return id

    def add_finding(self, incident: str, how: str, words: Sequence[str]) -> str:
        """Return a finding that says no more than how its control held; its id. What it did is asked next."""
        kind = KIND_OF["finding"]
        fields = self._fields(incident, kind, read_assignments(kind, [f"how={how}", *words]), None)
        if not fields.get("how"):
            raise RefusedError(
                "A finding says how its control held. Nothing was added. Use one of the six words."
            )
        with self._store.transaction(incident) as unit:
            id = unit.new_id()
            unit.label = _label("added", kind, str(fields["how"]))
            unit.put(kind.table, id, fields)
            return id

    def find_target(self, typed: str, incident: str | None) -> tuple[str, str]:
        """Find the subject of a loose end, a record or a recommendation: its incident and its id."""
        place = self._lookup.find(typed, (*TABLES, RECOMMENDATIONS), incident)
        return place.incident, place.id

    def find_mended(self, typed: str, incident: str) -> "RecordLocation":
        """Return the finding, missing control or systemic problem that a recommendation is to change."""
        return self._lookup.find(typed, MENDED_TABLES, incident)

    def mend(self, place: "RecordLocation", recommendation: str, *, removes: bool = False) -> str:
        """Say that a recommendation changes it, or does not (R3); the effect in words."""
        word = f"{MENDED_BY}{'-' if removes else ''}={recommendation}"
        base = self.base_versions(place.incident, place.id)
        return self.set(place.incident, place.id, [word], base_versions=base)

    def settle_none(self, incident: str, about: str, code: str) -> None:
        """Say that there is none of what was asked for."""
        with self._store.transaction(incident) as unit:
            unit.label = f"answered none: {code}"
            self._silence(unit, about, code, NONE)

    def set(self, incident: str, id: str, words: Sequence[str], *, base_versions: BaseVersions) -> str:
        """Apply all assignments as one change; the effect in words. What was left out comes back into view."""
        kind, record = self._record(incident, id)
        if not words:
            raise RefusedError("There is nothing to set. Nothing was changed. Use FIELD=VALUE...")
        fields = self._fields(incident, kind, read_assignments(kind, list(words)), record)
        if fields.get(kind.text) == "":
            raise RefusedError(f"A {kind.words} needs some words. Nothing was changed. Leave it out instead.")
        with self._store.transaction(incident) as unit:
            unit.label = _label(self._effect(incident, fields), kind, title_of(record))
            stored = unit.base[kind.table][id]
            unit.put(
                kind.table, id, _without_nothing(fields, stored), _with_sets(base_versions, fields, stored)
            )
            if is_hidden(stored):
                unit.bring_back(kind.table, id)
            told = (
                concurrent_edit_text(unit, kind.table, id, field, base_versions)
                for field in fields
                if ":" not in field
            )
            return unit.label + "".join(dict.fromkeys(told))

    def _effect(self, incident: str, fields: Mapping[str, Any]) -> str:
        """Return what a change does, in words: a link by the title of its other end, never by an id."""
        analysis = self._writeup.view(incident).analysis
        parts = [(*name.partition(":"), value) for name, value in fields.items()]
        elsewhere = dict(rest.split(" ", 1) for field, _, rest, _ in parts if field == MENDED_TITLES)
        words = []
        for field, _, target, value in parts:
            if target and field != MENDED_TITLES:
                title = shortened(analysis.title(target) or elsewhere.get(target, target), LONGEST_LABEL)
                words.append(f"{'linked with' if value else 'took off'} “{title}”")
            elif not target:
                words.append(f"{field}={analysis.title(str(value)) or value}")
        return shortened(", ".join(words), 2 * LONGEST_LABEL)

    def leave_out(self, incident: str, id: str) -> str:
        """Take a record out of view; what links to it stays, but does not count."""
        kind, record = self._record(incident, id)
        with self._store.transaction(incident) as unit:
            unit.label = _label("left out", kind, title_of(record))
            unit.leave_out(kind.table, id)
            return unit.label

    def settle(self, incident: str, id: str, code: str, reason: str) -> LooseEnd:
        """Say why nothing is to be done about a loose end; that counts."""
        if code not in CODES:
            raise RefusedError(
                f"{code!r} is not a loose end. Nothing was changed. Use one of: {', '.join(CODES)}."
            )
        if not reason.strip():
            raise RefusedError(
                "A loose end is settled with a reason. Nothing was changed. Say why nothing is to be done."
            )
        ends = {(end.id, end.code) for end in self._writeup.view(incident).loose_ends}
        if (id, code) not in ends:
            raise RefusedError(
                f"There is no {code} there. Nothing was changed. `oncall analysis check` lists what is."
            )
        with self._store.transaction(incident) as unit:
            unit.label = f"settled {code}: {reason.strip()[:LONGEST_LABEL]}"
            self._silence(unit, id, code, reason.strip())
        view = self._writeup.view(incident)
        return next(end for end in view.loose_ends if (end.id, end.code) == (id, code))

    def _silence(self, unit: "Transaction", target: str, code: str, reason: str) -> None:
        """One record for each target and code; who settles it again replaces the reason."""
        for id, record in sorted(unit.base.get(SILENCES, {}).items()):
            if (record.get("target"), record.get("code")) == (target, code):
                unit.put(SILENCES, id, {"target": target, "code": code, "reason": reason})
                if is_hidden(record):
                    unit.bring_back(SILENCES, id)
                return
        unit.put(SILENCES, unit.new_id(), {"target": target, "code": code, "reason": reason})

    def _record(self, incident: str, id: str) -> tuple[Kind, Record]:
        from oncall_tui.domain.analysis.records import record_of
        from oncall_tui.domain.field_types import drop_invalid_fields

        for kind in KIND_OF.values():
            stored = self._store.tables(incident).get(kind.table, {}).get(id)
            if stored is not None:
                return kind, record_of(kind, id, drop_invalid_fields(read_record(stored).values, kind.table))
        raise NotFoundError("That record is not here any more. Nothing was changed. Look again.")

    def _fields(
        self, incident: str, kind: Kind, assignments: Sequence[AnalysisAssignment], before: Record | None
    ) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for each in assignments:
            if each.field == MENDED_BY:
                fields |= self._mended(each, before)
            elif each.field in kind.links:
                target = self._target(incident, kind, each)
                fields[f"{each.field}:{target}"] = not each.removes
            else:
                fields[each.field] = self._value(incident, kind, each)
        if kind.name == "question" and fields.get("answer") and "state" not in fields:
            fields["state"] = ANSWERED
        return fields

    def _value(self, incident: str, kind: Kind, each: AnalysisAssignment) -> str:
        """Return the text of a field; of a link to one record its id."""
        if each.field in kind.one and each.value:
            return self._lookup.find(each.value, [kind.one[each.field]], incident, elsewhere=False).id
        if (kind.name, each.field) == ("control", "key") and each.value:
            return self._lookup.find(each.value, ["controls"], incident).id
        return each.value

    def _target(self, incident: str, kind: Kind, each: AnalysisAssignment) -> str:
        table = kind.links[each.field]
        if table == EVENTS:
            return self._row(incident, each.value)
        if table != ANYTHING:
            return self._lookup.find(each.value, [table], incident, elsewhere=False).id
        if _is_time(each.value):
            return self._row(incident, each.value)
        tables = (*TABLES, RECOMMENDATIONS, EVENTS, "notes")
        return self._lookup.find(each.value, tables, incident, elsewhere=False).id

    def _row(self, incident: str, typed: str) -> str:
        from oncall_tui.services.timeline.row_lookup import find_row

        view = self._writeup.view(incident)
        return find_row(typed, view.timeline, view.zone, self._lookup, incident)

    def _mended(self, each: AnalysisAssignment, before: Record | None) -> dict[str, Any]:
        """Return the link, with the recommendation's title as it is now: it may live in another incident's
        document.
        """
        id = self._tracker.find(each.value)
        title = " ".join(self._tracker.with_history(id).title.split())
        titles = mended_titles(before) if before is not None and hasattr(before, MENDED_BY) else {}  # type: ignore[arg-type]
        fields: dict[str, Any] = {f"{MENDED_BY}:{id}": not each.removes}
        if id in titles:
            fields[f"mended_titles:{id} {titles[id]}"] = False
        if not each.removes:
            fields[f"mended_titles:{id} {title}"] = True
        return fields


def _with_sets(
    base_versions: BaseVersions, fields: Mapping[str, Any], stored: Mapping[str, Any]
) -> BaseVersions:
    """Restrict the base of a set's edit to the element itself: elements of two people never conflict."""
    shown = dict(base_versions)
    seen = read_record(dict(stored)).base_versions
    for name in fields:
        if ":" in name and name in seen:
            shown[name] = {**seen[name]}
    return shown


def _without_nothing(fields: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Drop changes without effect: clearing or removing what was never there."""
    return {name: value for name, value in fields.items() if name in stored or value not in ("", False)}


def _is_time(text: str) -> bool:
    return ":" in text


def _label(effect: str, kind: Kind, title: str) -> str:
    words = " ".join(title.split())
    return f"{effect} · {kind.words} “{words[:LONGEST_LABEL]}”"
