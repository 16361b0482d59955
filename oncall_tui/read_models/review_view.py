"""A review as readers see it: what there is to read, comments with their anchors, and who read how far (V1-V4).

A pure function of the write-up. Screens and the command line read this one value.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from oncall_tui.domain.analysis.records import KIND_IN, title_of
from oncall_tui.domain.review.records import (
    Comment,
    Heads,
    ReadingMark,
    Round,
    SignOff,
    Target,
    derived_id,
    fold_name,
)
from oncall_tui.domain.review.threads import Deciders, Thread, make_thread
from oncall_tui.domain.writeup.sections import ANALYSIS, OWN, RECOMMENDATIONS, TEXTS, TIMELINE
from oncall_tui.read_models.analysis_view import row_of
from oncall_tui.read_models.heads import AllHeads, changed_fields, record_heads, with_field, write_up_heads
from oncall_tui.read_models.review_records import comments, endings, reading_marks, replies, rounds, sign_offs
from oncall_tui.read_models.writeup_view import WriteupView
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.record_view import is_hidden, read_record

EXACT, QUOTED, CHANGED, GONE = "exact", "quote", "changed", "gone"


class Item(NamedTuple):
    """One thing to read: a row, a section or a record of the analysis."""

    target: Target
    title: str


class ReviewReader(NamedTuple):
    """One reviewer: how far they read, how much is left, what changed since, and what they signed."""

    name: str
    asked: bool
    read_to: Item | None
    unread: int
    changed: int
    signed: SignOff | None
    stale: bool


@dataclass(frozen=True)
class ReviewView:
    """`writeup` is the write-up that is reviewed."""

    writeup: WriteupView

    @property
    def tables(self) -> Tables:
        """The document's tables."""
        return self.writeup.view.tables

    @cached_property
    def rounds(self) -> list[Round]:
        """Every round that was opened."""
        return rounds(self.tables)

    @property
    def round(self) -> Round | None:
        """The latest round, open or closed; None where none was opened."""
        return self.rounds[-1] if self.rounds else None

    @property
    def is_open(self) -> bool:
        """True while a round is open and the write-up is not complete."""
        return self.round is not None and not self.round.closed and not self.is_complete

    @cached_property
    def is_complete(self) -> bool:
        """True while a completion is not named by a reopening."""
        from oncall_tui.read_models.completions import standing_completions

        return bool(standing_completions(self.tables))

    @property
    def deciders(self) -> Deciders:
        """Return the people who may end a disagreement."""
        return Deciders(self.round, self.writeup.view.incident.preparer or "")

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Everything to read, in reading order."""
        return tuple(self._items())

    @cached_property
    def heads(self) -> AllHeads:
        """The heads of the write-up as it is now."""
        return write_up_heads(self.tables)

    @cached_property
    def threads(self) -> tuple[Thread, ...]:
        """Every comment with its thread, in the order in which they were written."""
        answered, ended = replies(self.tables), endings(self.tables)
        return tuple(
            make_thread(each, answered.get(each.id, ()), ended.get(each.id, ()), self.deciders)
            for each in comments(self.tables)
        )

    @cached_property
    def agenda(self) -> tuple[Thread, ...]:
        """Open threads that propose themselves for the meeting, or that somebody summarised for it (V4)."""
        return tuple(
            thread for thread in self.threads if thread.is_open and (thread.because or thread.comment.summary)
        )

    @cached_property
    def readers(self) -> tuple[ReviewReader, ...]:
        """The reviewers that were asked, then everyone else who read or signed."""
        marks, signed = reading_marks(self.tables), sign_offs(self.tables)
        asked = list(self.round.reviewers) if self.round else []
        known = {fold_name(name) for name in asked}
        others = [*(mark.name for mark in marks.values()), *(each.name for each in signed.values())]
        names = [*asked, *dict.fromkeys(name for name in others if fold_name(name) not in known)]
        return tuple(
            self._reader(
                name,
                number < len(asked),
                marks.get(self.id_of("reading", name)),
                signed.get(self.id_of("signoff", name)),
            )
            for number, name in enumerate(names)
        )

    @property
    def read_by(self) -> tuple[str, ...]:
        """Return those who have read it to the end."""
        return tuple(reader.name for reader in self.readers if reader.read_to and not reader.unread)

    def id_of(self, what: str, name: str) -> str:
        """Return the id of a person's reading mark or sign-off."""
        return derived_id(what, self.writeup.view.id, fold_name(name))

    def reader(self, name: str) -> ReviewReader | None:
        """Return what one person has read."""
        wanted = fold_name(name)
        return next((each for each in self.readers if fold_name(each.name) == wanted), None)

    def thread(self, id: str) -> Thread | None:
        """Return the thread of a comment."""
        return next((thread for thread in self.threads if thread.comment.id == id), None)

    def unread_threads(self, name: str) -> tuple[Thread, ...]:
        """Return the threads on what a person has not read yet."""
        reader = self.reader(name)
        read = self.items.index(reader.read_to) if reader and reader.read_to else -1
        return tuple(thread for thread in self.threads if (self.place(thread.comment.target) or 0) > read)

    # -- targets -----------------------------------------------------------------------------------------------------

    def title(self, target: Target) -> str:
        """Return what a target is called."""
        if target.table == "events":
            return self._row_title(row_of(target.id, self.writeup.timeline) or target.id)
        if target.table in ("incident", "sections"):
            section = self.writeup.section(self.section_name(target))
            return section.title if section else target.field or target.id
        title = self.writeup.analysis.title(target.id) or target.id
        return f"{title} · {target.field.replace('_', ' ')}" if target.field else title

    def section_name(self, target: Target) -> str:
        """Return the name of the section that a target is, "" for none."""
        if target.table == "incident":
            return target.field
        heading = next((each for each in self.writeup.headings if each.id == target.id), None)
        return heading.name if heading and target.table == "sections" else ""

    def text(self, target: Target) -> str:
        """Return the text of a target as it is now: a section, a row's words, a record's field."""
        if target.table == "events":
            row = row_of(target.id, self.writeup.timeline)
            return self._row_value(row, target.field) if row else ""
        values = read_record(self.tables.get(target.table, {}).get(target.id, {})).values
        field = target.field or (KIND_IN[target.table].text if target.table in KIND_IN else "title")
        value = values.get(field)
        return value if isinstance(value, str) else ""

    def _row_value(self, row: str, field: str) -> str:
        event = self.writeup.timeline.event(row)
        if field in ("kind", "milestone"):
            return str(getattr(event, field) or "")
        return self._row_title(row).partition("  ")[0] if field == "time" else event.text

    def seen(self, target: Target) -> dict[str, Heads]:
        """Return the heads of what a target is computed from: what a comment on it has seen."""
        keys = [(target.table, target.id)]
        if target.table == "events":
            keys = [("events", target.id), ("notes", target.id)]
        found: dict[str, Heads] = {}
        for table, id in keys:
            record = self.tables.get(table, {}).get(id)
            if record is not None:
                heads = record_heads(record)
                narrow = target.field if table in ("incident", "sections") else ""
                if narrow and isinstance(heads, dict):
                    heads = {name: dots for name, dots in heads.items() if name == narrow}
                found[f"{table}/{id}"] = heads
        return found

    def anchor(self, comment: Comment) -> str:
        """Return where a comment is now: exact, quote, changed or gone. Never by likeness."""
        if self.is_gone(comment.target):
            return GONE
        seen = self.seen(comment.target)
        field = comment.target.field if comment.target.table == "incident" else ""
        if all(not _differs(comment.seen.get(key), seen.get(key), field) for key in {*seen, *comment.seen}):
            return EXACT
        if comment.quote and self.text(comment.target).count(comment.quote.exact) == 1:
            return QUOTED
        return CHANGED

    def is_gone(self, target: Target) -> bool:
        """Return whether it is gone: a row that is no row any more, a record that was left out or is not here."""
        if target.table == "events":
            return row_of(target.id, self.writeup.timeline) is None
        record = self.tables.get(target.table, {}).get(target.id)
        if target.table == "incident":
            return False
        return record is None or is_hidden(record)

    def place(self, target: Target) -> int | None:
        """Return the index of the item that a comment on this target stands under; None for what is gone."""
        if target.table == "events":
            row = row_of(target.id, self.writeup.timeline)
            target = Target("events", row or "")
        place = self._places.get(target)
        return self._places.get(target._replace(field="")) if place is None else place

    def reading_mark(self, name: str) -> ReadingMark | None:
        """Return how far a person has read, and of what they saw the heads."""
        return reading_marks(self.tables).get(self.id_of("reading", name))

    def changed_places(self, name: str) -> frozenset[int]:
        """Return the indices of the items that a person has read and that changed since."""
        mark = self.reading_mark(name)
        place = self.place(mark.target) if mark else None
        if mark is None or place is None:
            return frozenset()
        read = enumerate(self.items[: place + 1])
        return frozenset(number for number, item in read if self._changed_since(item, mark.heads))

    def heads_read(self, before: Mapping[str, Heads], passed: Iterable[Item]) -> AllHeads:
        """Return the heads of a reading mark after these items were passed: of all others they stay as they were."""
        found = dict(before)
        for item in passed:
            for key in _keys_of(item):
                record = self.tables.get(item.target.table, {}).get(item.target.id, {})
                if item.target.field:
                    now = with_field(
                        found.get(key), self.heads.get(key), item.target.field, record.keys() & set(TEXTS)
                    )
                    found[key] = now
                elif key in self.heads:
                    found[key] = self.heads[key]
                else:
                    found.pop(key, None)
        return found

    # -- inside ------------------------------------------------------------------------------------------------------

    @cached_property
    def _places(self) -> Mapping[Target, int]:
        return {item.target: number for number, item in enumerate(self.items)}

    def _items(self) -> Iterator[Item]:
        writeup = self.writeup
        for section in writeup.sections:
            if section.name in TEXTS:
                yield Item(Target("incident", writeup.view.id, section.name), section.title)
            elif section.name.startswith(OWN):
                heading = next(each for each in writeup.headings if each.name == section.name)
                yield Item(Target("sections", heading.id, ""), section.title)
            elif section.name == TIMELINE:
                for key in writeup.timeline.keys:
                    yield Item(Target("events", key[4]), self._row_title(key[4]))
            elif section.name == ANALYSIS:
                for record in writeup.analysis.all():
                    table = next(name for name, held in writeup.analysis.records.items() if record.id in held)
                    yield Item(Target(table, record.id), title_of(record))
            elif section.name == RECOMMENDATIONS:
                for id, known in writeup.analysis.recommendations.items():
                    if not (known.left_out or known.is_merged):
                        yield Item(Target("recommendations", id), known.title)

    def _row_title(self, row: str) -> str:
        from oncall_tui.read_models.analysis_view import row_time
        from oncall_tui.timestamps.zones import parse_zone

        timeline = self.writeup.timeline
        if timeline.place_of(row) is None:
            return row
        zone = parse_zone(self.writeup.zone or self.writeup.view.incident.zone).info
        return f"{row_time(row, timeline, zone)}  {timeline.text(row)}".strip()

    def _reader(
        self, name: str, asked: bool, mark: ReadingMark | None, signed: SignOff | None
    ) -> ReviewReader:
        place = self.place(mark.target) if mark else None
        read = 0 if place is None else place + 1
        changed = sum(self._changed_since(item, mark.heads) for item in self.items[:read]) if mark else 0
        stale = signed is not None and bool(self.changes_since(signed.heads))
        read_to = self.items[place] if place is not None else None
        return ReviewReader(name, asked, read_to, len(self.items) - read, changed, signed, stale)

    def _changed_since(self, item: Item, heads: Mapping[str, Heads]) -> bool:
        field = item.target.field
        return any(_differs(heads.get(key), self.heads.get(key), field) for key in _keys_of(item))

    def changes_since(self, heads: Mapping[str, Heads]) -> dict[str, set[str]]:
        """Return the records of the write-up that changed since these heads, with their fields."""
        found = {key: changed_fields(heads.get(key), self.heads.get(key)) for key in {*heads, *self.heads}}
        return {key: fields for key, fields in found.items() if fields}


def _keys_of(item: Item) -> list[str]:
    """Return the keys of the heads that an item is made of: a row of its note and its event."""
    own = f"{item.target.table}/{item.target.id}"
    return [own, f"notes/{item.target.id}"] if item.target.table == "events" else [own]


def _differs(before: Heads | None, now: Heads | None, field: str) -> bool:
    """Return whether the heads of that field differ; of any field where none is named."""
    fields = changed_fields(before, now)
    return bool(fields) and (not field or field in fields or "*" in fields)
