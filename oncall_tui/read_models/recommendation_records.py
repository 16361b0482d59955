"""Recommendations as an incident's document holds them.

Pure. Times are not stored twice: an id knows when it was given, and every version knows when it was written.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from oncall_tui.domain.days import is_day
from oncall_tui.domain.ids import is_id, ulid_instant
from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.recommendations.fields import ACCEPTED_BY, SCALARS, SETS
from oncall_tui.domain.recommendations.recommendation import (
    STATUSES,
    Commitment,
    FieldChange,
    FollowUpComment,
    Recommendation,
    with_history,
)
from oncall_tui.read_models.history import Action, in_force, recorded_actions
from oncall_tui.read_models.missing_ideas import with_missing_ideas
from oncall_tui.read_models.recommendation_index_rows import BETWEEN
from oncall_tui.replication.encoding import EncodedRecord, Tables
from oncall_tui.replication.record_view import is_hidden, is_visible, read_record

MENDED_TABLES = ("findings", "missing_controls", "systemic_problems")
TABLE, COMMITMENTS, COMMENTS = "recommendations", "commitments", "comments"
WORD = "word"
DAYS = ("due", "revisit", "effect_due")
TEXTS = (
    *(name for name in SCALARS if name not in (*DAYS, *ACCEPTED_BY, "status", "rank")),
    *(accepted_by for _, accepted_by in ACCEPTED_BY.values()),
    "author",
)
# How the history names what is stored, where that differs from the name that one assigns.
ASSIGNED = {stored: name for name, stored in SETS.items()} | {
    stored: name for name, (_, stored) in ACCEPTED_BY.items()
}


def recommendations_in(incident: str, tables: Tables) -> list[Recommendation]:
    """Every visible one that arose in this incident, merged ones too, with its commitments, words and history."""
    promises, words, histories = _commitments(tables), _words(tables), _histories(tables)
    mended, moments = mended_by(tables), _Moments(recorded_actions(tables))
    found = []
    for id, record in sorted(with_missing_ideas(incident, tables).items()):
        if is_visible(record, ("title",)) and is_id(id):
            item = _item(incident, id, record, tables, moments)._replace(mends=tuple(mended.get(id, ())))
            history = histories.get(id, ())
            told = (_creation(item, history), *history)
            found.append(with_history(item, promises.get(id, ()), words.get(id, ()), told))
    return found


def mended_by(tables: Tables) -> dict[str, list[str]]:
    """Return the records of this incident's analysis that each recommendation changes; those left out aside."""
    found: dict[str, list[str]] = {}
    for table in MENDED_TABLES:
        for id, record in sorted(tables.get(table, {}).items()):
            if not is_hidden(record):
                for recommendation in read_record(record).values.get("mended_by") or ():
                    found.setdefault(recommendation, []).append(id)
    return found


class _Moments:
    """Instants at which fields got their present values; undone changes leave no trace in time (T7, R9)."""

    def __init__(self, recorded: list[Action]) -> None:
        self._fields: dict[tuple[str, str], int] = {}
        self._records: dict[str, int] = {}
        self._changed = {(change.id, change.field) for action in recorded for change in action.changes}
        self._undoing = {change.id for action in recorded if action.undoes for change in action.changes}
        for action in in_force(recorded):
            for change in action.changes:
                if change.table == TABLE:
                    self._fields[change.id, change.field] = action.at
                    self._records[change.id] = action.at

    def of_field(self, id: str, record: EncodedRecord, field: str) -> int:
        """UTC microseconds; 0 if nobody ever set the field."""
        if id not in self._undoing or (id, field) not in self._changed:
            return _instant(_written(record, field))
        return self._fields.get((id, field), ulid_instant(id) if record.get(field) else 0)

    def of_record(self, id: str, record: EncodedRecord) -> int:
        """Return the instant of the record's last change, UTC microseconds."""
        if id not in self._undoing:
            return _instant(_last_written(record))
        return max(ulid_instant(id), self._records.get(id, 0))


def _item(incident: str, id: str, record: EncodedRecord, tables: Tables, moments: _Moments) -> Recommendation:
    """Return values of a kind that the field can't hold count as not filled: a document may come from anybody."""
    values = read_record(record).values
    texts: dict[str, Any] = {name: str(values.get(name) or "") for name in TEXTS}
    days = {name: values[name] for name in DAYS if is_day(values.get(name))}
    sets: dict[str, Any] = {name: _elements(values.get(name)) for name in SETS.values()}
    rank = values.get("rank")
    return Recommendation(
        id=id,
        incident=incident,
        status=values["status"] if values.get("status") in STATUSES else "idea",
        rank=rank if isinstance(rank, int) and not isinstance(rank, bool) else None,
        **{**texts, "author": texts["author"] or _note_author(tables, texts["note"])},
        **days,
        **{**sets, "incidents": sets["incidents"] or (incident,)},
        created_at=ulid_instant(id),
        touched_at=moments.of_record(id, record),
        status_at=moments.of_field(id, record, "status"),
        asked_at=moments.of_field(id, record, "owner"),
    )


def _elements(value: object) -> tuple[str, ...]:
    """Return the elements of a set; a blank one, or one with the sign that rows put between them, is none."""
    elements = value if isinstance(value, list) else ()
    return tuple(each for each in elements if isinstance(each, str) and each and BETWEEN not in each)


def _commitments(tables: Tables) -> dict[str, tuple[Commitment, ...]]:
    """Return the promises of each recommendation, in the order in which they were made."""
    found: dict[str, tuple[Commitment, ...]] = {}
    for id, values in _visible(tables, COMMITMENTS):
        if is_day(values.get("due")):
            made = Commitment(
                values["due"], str(values.get("by", "")), ulid_instant(id), str(values.get("reason") or "")
            )
            of = str(values.get("recommendation"))
            found[of] = (*found.get(of, ()), made)
    return found


def _words(tables: Tables) -> dict[str, tuple[FollowUpComment, ...]]:
    found: dict[str, tuple[FollowUpComment, ...]] = {}
    for id, values in _visible(tables, COMMENTS):
        if values.get("kind") == WORD:
            word = FollowUpComment(
                str(values.get("text", "")), str(values.get("author", "")), ulid_instant(id)
            )
            of = str(values.get("recommendation"))
            found[of] = (*found.get(of, ()), word)
    return found


def _visible(tables: Tables, table: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for id, record in sorted(tables.get(table, {}).items()):
        if is_id(id) and not is_hidden(record):
            yield id, read_record(record).values


def _note_author(tables: Tables, note: str) -> str:
    """Return the author of an idea that was captured among the notes."""
    return str(tables.get("notes", {}).get(note, {}).get("author", ""))


def _last_written(record: EncodedRecord) -> str:
    entries = (entry for heads in record.get("_fields", {}).values() for entry in heads)
    return max([str(record.get("_at", "")), *(str(entry.get("at", "")) for entry in entries)])


def _written(record: EncodedRecord, field: str) -> str:
    """Return the time of a field's shown version; "" if it was never written."""
    heads = record.get("_fields", {}).get(field)
    if heads:
        return str(heads[0].get("at", ""))
    return str(record.get("_at", "")) if field in record else ""


def _instant(clock_text: str) -> int:
    """UTC microseconds of a hybrid clock's text, without its counter; 0 for what is none."""
    return parse_instant_or_none(clock_text.partition("Z")[0] + "Z") or 0


def _histories(tables: Tables) -> dict[str, list[FieldChange]]:
    """Return the changes of each one, oldest first. A reason stands beside what it explains, by itself only when
    alone.
    """
    found: dict[str, list[FieldChange]] = {}
    for action in recorded_actions(tables):
        alone = len(action.changes) == 1
        for change in action.changes:
            if change.table == TABLE and (alone or change.field != "reason"):
                told = _told(action.at, action.by, change.field, change.before, change.after, action.reason)
                found.setdefault(change.id, []).append(told)
    return found


def _told(at: int, by: str, field: str, before: Any, after: Any, reason: str) -> FieldChange:
    """Return a change in the words of assignments: an element that joined a set came from nothing."""
    name, colon, element = field.partition(":")
    if colon:
        before, after = (None, element) if after else (element, None)
    return FieldChange(at, by, ASSIGNED.get(name, name), before or None, after or None, reason)


def _creation(item: Recommendation, history: Sequence[FieldChange]) -> FieldChange:
    first = next((change.before for change in history if change.field == "status"), item.status)
    return FieldChange(item.created_at, item.author, "status", None, first)
