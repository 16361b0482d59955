"""Curating: turning rough rows into an exact timeline, each act one durable change that undo takes back (T3, T7).

A row that nobody edited has no record of its own; the first act stores one under the id of its note, with only
the fields that were edited. Notes never change; a note can only cease to be a row.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.note import KIND_NAMES, kind_named
from oncall_tui.domain.timeline.fractional_order import keys_after_move
from oncall_tui.domain.timeline.joining import in_order, joined_text, staying_row
from oncall_tui.domain.timeline.milestones import MILESTONES
from oncall_tui.domain.timeline.question import Answer
from oncall_tui.read_models.build_timeline import timeline_from
from oncall_tui.read_models.concurrent_edits import BaseVersions, SeenRows, concurrent_edit_text
from oncall_tui.read_models.missing_ideas import idea_fields
from oncall_tui.services.history import take_back_effects
from oncall_tui.services.timeline.timeline_edit import EVENTS, TimelineEdit
from oncall_tui.services.timeline.typed_row_times import parse_row_time
from oncall_tui.services.timeline.typed_rows import TypedRow
from oncall_tui.storage.store import Store


class TimelineEditor:
    """The use cases of a timeline's rows, named by their ids. Every act returns the words for the toast.

    Acts raise NotFoundError for a row that is gone, RefusedError for what a rule forbids, SaveFailedError when
    the disk refuses.
    """

    def __init__(self, store: Store, clock: Clock, author: str) -> None:
        self._store = store
        self._clock = clock
        self._author = author

    def retime(
        self, incident: str, rows: Sequence[str], typed: str, zone: str, *, base_versions: SeenRows | None
    ) -> str:
        """Give rows another time: `14:03`, `2023-09-18 14:03 BST`, `~14:03`, `+2m`, `-1h` (T1); or another zone (T2).

        With `Asia/Kolkata`, `IST` or `+05:30` each row keeps what its clock showed, and is read in that zone.
        `base_versions`: what the editor showed of each row's own record when it opened (`base_versions_of`);
        None for a command,
        which showed nothing. A shift or a zone of several rows says nothing of their order: none is settled.
        """
        with self._act(incident) as act:
            shifted, in_zone = False, None
            for row in rows:
                event = act.event(row)
                written_in = act.timeline.zone_used(row) or zone
                time = parse_row_time(
                    typed, event.occurred_at, event.precision, zone, self._clock(), written_in
                )
                fields, shifted, in_zone = time.fields(), time.is_shift, time.zone
                if (shifted or in_zone) and len(rows) > 1:
                    del fields["settled"]
                act.edit(row, fields, _shown(base_versions, row))
            if in_zone:
                label = act.label("read", rows, f"in {in_zone}")
            elif shifted:
                label = act.label("moved", rows, f"by {typed}")
            else:
                label = act.label("retimed", rows, f"to {typed}")
            return label + _meanwhile(act, rows, "occurred_at", base_versions)

    def set_known(
        self, incident: str, rows: Sequence[str], typed: str, zone: str, *, base_versions: SeenRows | None
    ) -> str:
        """Say when people knew of it, which the walk goes by (T8); `+5m` is five minutes after it happened, an
        empty text goes back to what follows from the source. `base_versions` as for `retime`."""
        with self._act(incident) as act:
            for row in rows:
                event = act.event(row)
                known = None
                if typed.strip():
                    time = parse_row_time(typed, event.occurred_at, None, zone, self._clock())
                    known = format_instant(time.instant)
                act.edit(row, {"known_at": known}, _shown(base_versions, row))
            told = _meanwhile(act, rows, "known_at", base_versions)
            return act.label(f"known {typed.strip() or 'as before'}:", rows) + told

    def edit_text(self, incident: str, row: str, text: str, *, base_versions: BaseVersions | None) -> str:
        """Give the row other words. `base_versions`: what the editor showed of its own record when it opened."""
        if not text.strip():
            raise RefusedError(
                "A row needs some words. Nothing was changed. x leaves a row out of the timeline."
            )
        with self._act(incident) as act:
            act.event(row)
            act.edit(row, {"text": text.strip()}, base_versions)
            return act.label("edited", [row]) + concurrent_edit_text(
                act.unit, EVENTS, row, "text", base_versions
            )

    def add(self, incident: str, typed: TypedRow, zone: str, after: str | None = None) -> str:
        """Return a new row; its id. Without a time it stands behind the row `after`, untimed; a time without a date
        is on that row's day.
        """
        if not typed.text.strip():
            raise RefusedError("A row needs some words. Nothing was added. Write `14:03 what happened`.")
        with self._act(incident) as act:
            before = act.timeline.instant(after) if after else None
            fields = {**typed.fields(), "author": self._author, "occurred_at": ""}
            if typed.when:
                fields |= parse_row_time(typed.when, before, None, zone, self._clock()).fields()
            elif after:
                fields["after"] = after
            row = act.unit.new_id()
            act.unit.put(EVENTS, row, fields)
            act.set_label(f"added “{typed.text.strip()[:40]}”")
            return row

    def set_kind(self, incident: str, rows: Sequence[str], kind: str | None) -> str:
        """Set or clear the kind of rows. Raises RefusedError for an unknown one."""
        named = None if kind is None else kind_named(kind)
        if kind is not None and named is None:
            names = ", ".join(KIND_NAMES.values())
            raise RefusedError(f"“{kind}” is not a kind of row. Nothing was changed. Use one of: {names}.")
        kind = named
        with self._act(incident) as act:
            for row in rows:
                text = act.event(row).text
                act.edit(row, {"kind": kind or ""})
                if kind == "idea":
                    act.unit.put("recommendations", row, idea_fields(text, incident, row))
            return act.label(f"marked as {KIND_NAMES[kind] if kind else 'no kind'}:", rows)

    def set_milestone(self, incident: str, row: str, milestone: str | None) -> str:
        """Make this row that milestone, and no other row; None takes its milestones away (L1)."""
        if milestone is not None and milestone not in MILESTONES:
            raise RefusedError(
                f"“{milestone}” is not a milestone. Nothing was changed. Use one of: {', '.join(MILESTONES)}."
            )
        with self._act(incident) as act:
            fields = {f"milestones:{name}": False for name in act.event(row).milestones if name != milestone}
            if milestone is not None:
                _take_from_others(act, row, milestone)
                fields[f"milestones:{milestone}"] = True
            act.edit(row, fields)
            return act.label(f"‹{milestone}› is" if milestone else "no milestone:", [row])

    def add_reference(self, incident: str, rows: Sequence[str], reference: str) -> str:
        """Add a link or a ticket (T5)."""
        if not (wanted := reference.strip()):
            raise RefusedError(
                "There is no link to add. Nothing was changed. Use an address or a ticket: PD-8841."
            )
        return self.set_fields(incident, rows, {f"references:{wanted}": True}, f"linked {wanted} to")

    def remove_reference(self, incident: str, rows: Sequence[str], reference: str) -> str:
        """Remove a reference from rows."""
        return self.set_fields(
            incident, rows, {f"references:{reference}": False}, f"unlinked {reference} from"
        )

    def star(self, incident: str, rows: Sequence[str], on: bool, lucky: bool = False) -> str:
        """Mark what went well, or where we got lucky, for the write-up (W3)."""
        verb = "no longer starred:" if not on else "lucky:" if lucky else "went well:"
        return self.set_fields(incident, rows, {"starred": on, "lucky": on and lucky}, verb)

    def publish(self, incident: str, rows: Sequence[str], on: bool) -> str:
        """Mark rows as fit for people outside: only these are in a public report."""
        return self.set_fields(incident, rows, {"public": on}, "public:" if on else "for the team only:")

    def settle(self, incident: str, rows: Sequence[str], on: bool = True) -> str:
        """Say that rows are right as they stand, so that tomorrow one sees what is left."""
        return self.set_fields(incident, rows, {"settled": on}, "settled" if on else "no longer settled:")

    def set_fields(self, incident: str, rows: Sequence[str], fields: Mapping[str, Any], verb: str) -> str:
        """Set the same fields of every row, marked ones or one; `verb` begins the label."""
        with self._act(incident) as act:
            for row in rows:
                act.event(row)
                act.edit(row, fields)
            return act.label(verb, rows)

    def leave_out(self, incident: str, rows: Sequence[str]) -> str:
        """Take rows out of the timeline; their notes stay where they are, as they were written."""
        with self._act(incident) as act:
            for row in rows:
                _leave_out(act, row)
            return act.label("left out", rows)

    def join(self, incident: str, rows: Sequence[str]) -> str:
        """Join rows into one with the words of all, at the time of the first that has one.

        `break_row` takes them apart again. Raises RefusedError for fewer than two different rows.
        """
        if len(set(rows)) < 2:
            raise RefusedError(
                "Joining takes two different rows or more. Nothing was changed. Mark them with Space, then J."
            )
        with self._act(incident) as act:
            for row in rows:
                act.event(row)
            staying = staying_row(act.timeline, rows)
            before, text = act.timeline.text(staying), joined_text(act.timeline, rows)
            for row in in_order(act.timeline, rows):
                if row != staying:
                    act.edit(row, {"merged_into": staying})
            if text != before:
                act.edit(staying, {"text": text, "text_alone": before, "text_joined": text})
            return act.label(f"joined {len(set(rows))} rows into", [staying])

    def break_row(self, incident: str, row: str, zone: str) -> str:
        """Take a joined row apart; else make one row per line of it, each with its own time where it has one."""
        with self._act(incident) as act:
            event = act.event(row)
            joined = act.timeline.joined_into(row)
            if joined:
                for other in joined:
                    act.edit(other, {"merged_into": None})
                _take_words_apart(act, row)
                return act.label("taken apart:", [row])
            from oncall_tui.services.notes.split_lines import split_into_rows

            parts = split_into_rows(event, zone, self._clock(), act.unit.new_id)
            for id, fields in parts.items():
                act.unit.put(EVENTS, id, fields)
            if row in act.unit.base.get(EVENTS, {}):
                act.unit.leave_out(EVENTS, row)
            return act.label(f"broken into {len(parts)} rows:", [row])

    def move(self, incident: str, row: str, step: int) -> str:
        """Move a row among those of the same instant: -1 up, 1 down. Another instant is never passed (T3)."""
        with self._act(incident) as act:
            act.event(row)
            ties = act.timeline.rows_at_same_instant(row)
            place = [id for id, _ in ties].index(row)
            if not 0 <= place + step < len(ties):
                raise RefusedError(
                    "Only rows of one moment change places by hand. Nothing was changed. t gives a row another time."
                )
            for position, order in keys_after_move([order for _, order in ties], place, place + step).items():
                act.edit(ties[position][0], {"order": order})
            return act.label("moved", [row])

    def apply_answer(self, incident: str, choice: Answer) -> str:
        """Carry out an answer of the queue."""
        with self._act(incident) as act:
            for table, id, fields in choice.changes:
                if "struck" in fields:
                    (act.unit.leave_out if fields["struck"] else act.unit.bring_back)(table, id)
                elif table == EVENTS:
                    act.edit(id, fields, choice.seen)
                else:
                    act.unit.put(table, id, fields, choice.seen)
            rows = [
                id
                for table, id, _ in choice.changes
                if table == EVENTS and act.timeline.place_of(id) is not None
            ]
            if not rows:
                return act.set_label(f"answered “{choice.label}”")
            return act.label(f"answered “{choice.label}” for", list(dict.fromkeys(rows)))

    @contextmanager
    def _act(self, incident: str) -> Iterator[TimelineEdit]:
        with self._store.transaction(incident) as unit:
            yield TimelineEdit(unit, timeline_from(unit.base))


def _shown(base_versions: SeenRows | None, row: str) -> BaseVersions | None:
    return None if base_versions is None else base_versions.get(row, {})


def _meanwhile(act: TimelineEdit, rows: Sequence[str], field: str, base_versions: SeenRows | None) -> str:
    words = (concurrent_edit_text(act.unit, EVENTS, row, field, _shown(base_versions, row)) for row in rows)
    return "".join(dict.fromkeys(words))


def _take_words_apart(act: TimelineEdit, row: str) -> None:
    """Restore the row's text from before it was joined, unless somebody edited it since."""
    stored = act.unit.values(EVENTS, row)
    if stored.get("text_joined") and stored.get("text") == stored["text_joined"]:
        act.edit(row, {"text": stored.get("text_alone")})
    act.edit(row, {"text_alone": None, "text_joined": None})


def _take_from_others(act: TimelineEdit, row: str, milestone: str) -> None:
    placed = act.timeline.milestone_placements.get(milestone)
    for claim in () if placed is None else (placed.claim, *placed.rivals):
        if claim.row != row:
            act.edit(claim.row, {f"milestones:{milestone}": False})


def _leave_out(act: TimelineEdit, row: str) -> None:
    for stored in (row, *act.timeline.joined_into(row)):
        if stored in act.unit.base.get(EVENTS, {}):
            act.unit.leave_out(EVENTS, stored)
    for note in act.event(row).notes:
        if not set(act.timeline.rows_on(note)) - {row}:
            act.unit.put("notes", note, {"destination": "kept"})
            take_back_effects(act.unit, note)
