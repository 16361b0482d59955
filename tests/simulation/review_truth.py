"""What really happened in a review, kept beside the program: what was acknowledged, signed, reopened and forged."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from oncall_tui.domain.review.parts import split_report
from oncall_tui.read_models.completions import MISMATCH, PARTS, completions
from oncall_tui.read_models.report import printed_report, report_of
from oncall_tui.read_models.review_view import ReviewView
from oncall_tui.replication.encoding import Tables, decode_record

Place = tuple[str, str, str]  # table, id, field
Json = Any
# What a person reads of each part; the rest of a part is worked out of these.
READ = ("text", "title", "occurred_at", "position", "standing")
UNSIGNED = "complete, nothing signed"
PEOPLE_WRITE = ("section/summary", "section/impact", "row/", "record/", "recommendation/")


class Shown(NamedTuple):
    """The values of a field that somebody is shown, and all that they have seen there by then."""

    heads: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()


NOTHING = Shown()


class SignedReport(NamedTuple):
    """The parts of the report at the moment of a completion, by name, as canonical text."""

    parts: dict[str, str]
    endings: frozenset[str]


def signed_now(view: ReviewView) -> SignedReport:
    """Return what a completion at this moment signs, and the endings that there are."""
    return SignedReport(report_parts(view), frozenset(view.tables.get("endings", {})))


def report_parts(view: ReviewView) -> dict[str, str]:
    """Return every part of the report as it is now, by name."""
    return {part.name: _text(part.value) for part in split_report(report_of(view.writeup))}


@dataclass
class ReviewTruth:
    """A value is lost that is neither shown in the end nor replaced by somebody who had really seen it."""

    written: dict[Place, list[str]] = field(default_factory=dict)
    # For each value of a place all that its author had been shown there, transitively.
    seen: dict[tuple[Place, str], frozenset[str]] = field(default_factory=dict)
    taken_back: set[tuple[Place, str]] = field(default_factory=set)
    # Values that were written over several at once.
    chosen: set[tuple[Place, str]] = field(default_factory=set)
    signed: dict[str, SignedReport] = field(default_factory=dict)
    reopened: set[str] = field(default_factory=set)
    forged: set[str] = field(default_factory=set)

    def values(self, tables: Tables, place: Place) -> list[str]:
        """The values of a field that nobody has replaced yet."""
        table, id, name = place
        record = tables.get(table, {}).get(id)
        return [_text(head.value) for head in decode_record(record).get(name, ())] if record else []

    def shown(self, tables: Tables, place: Place) -> Shown:
        """What somebody sees who is shown this field."""
        heads = frozenset(self.values(tables, place))
        return Shown(heads, heads.union(*(self.seen.get((place, head), frozenset()) for head in heads)))

    def acknowledge(self, place: Place, value: Json, shown: Shown = NOTHING) -> None:
        """Remember that a write was saved, over what was shown."""
        text = _text(value)
        if len(shown.heads) > 1:
            self.chosen.add((place, text))
        self.written.setdefault(place, []).append(text)
        # Two people may apply one proposal: the value then says that both saw what they saw.
        self.seen[place, text] = shown.seen | self.seen.get((place, text), frozenset())

    def undone(self, before: Tables, after: Tables) -> None:
        """What an undo took out of view was seen by whoever undid it."""
        for place in self.written:
            gone = set(self.values(before, place)) - set(self.values(after, place))
            # An undo brings back one value; what was chosen over several at once is in the history.
            chosen = [self.seen[place, value] for value in gone if (place, value) in self.chosen]
            self.taken_back |= {(place, value) for value in gone.union(*chosen)}

    def lost(self, tables: Tables) -> list[str]:
        """Acknowledged values that are neither shown nor seen by the author of one that is."""
        return [
            f"{place}: {value}"
            for place, values in self.written.items()
            for value in values
            if (place, value) not in self.taken_back and value not in self.shown(tables, place).seen
        ]

    def wrong(self, view: ReviewView) -> Iterator[str]:
        """What the program says in the end and is not so, or does not say."""
        yield from self._wrongly_ended(view)
        standing = {id for id in self.signed if id not in self.reopened}
        if view.is_complete != bool(standing):
            yield f"complete is {view.is_complete}, completions that nobody reopened: {sorted(standing)}"
        printed = printed_report(view.writeup)
        if standing:
            yield from self._wrongly_signed(view, printed, standing)
        elif (view.writeup.view.incident.stage == "complete") != (UNSIGNED in printed["problems"]):
            yield f"stage {view.writeup.view.incident.stage}, and the report says {printed['problems']}"

    def _wrongly_ended(self, view: ReviewView) -> Iterator[str]:
        for thread in view.threads:
            counting = [each for each in (thread.ending, *thread.contested) if each is not None]
            for ending in counting:
                own = ending.by == thread.comment.by
                if ending.id in self.forged or (ending.kind in ("resolved", "withdrawn") and not own):
                    yield f"{ending.id} by {ending.by} ended {thread.comment.id} by {thread.comment.by}"

    def _wrongly_signed(self, view: ReviewView, printed: Json, standing: set[str]) -> Iterator[str]:
        held = [each for each in completions(view.tables) if each.id in standing]
        last = max(held, key=lambda each: (each.at, each.id))
        problems = printed["problems"]
        if ("completed twice" in problems) != (len(standing) > 1):
            yield f"{len(standing)} completions, and the report says {problems}"
        if any(MISMATCH in problem or "parts here" in problem for problem in problems):
            yield f"{problems}"
        then = self.signed[last.id].parts
        judged = _judged_again(view.tables, self.signed[last.id].endings)
        here = {
            str(record["name"]): _text(record["value"])
            for record in view.tables[PARTS].values()
            if record["completion"] == last.id
        }
        if here != then:
            yield f"signed {sorted(name for name in then if here.get(name) != then[name])} otherwise"
        now = report_parts(view)
        names = [
            name
            for name in sorted(then.keys() | now.keys())
            if name.startswith(PEOPLE_WRITE) or name in judged
        ]
        changed = {name for name in names if _read(name, then) != _read(name, now)}
        told = {_part_of(each) for each in printed["amendments"]} & set(names)
        yield from (f"{name} changed since the completion and is no amendment" for name in changed - told)
        if len(standing) == 1:
            yield from (f"{name} is an amendment and did not change" for name in told - changed)


def _judged_again(tables: Tables, endings: frozenset[str]) -> set[str]:
    """The dissents of comments that somebody has ended since. A deadline that moved amends nothing."""
    ended = {id: record.get("comment") for id, record in tables.get("endings", {}).items()}
    comments = {comment for id, comment in ended.items() if id not in endings}
    return {f"dissent/{id}" for id, comment in ended.items() if comment in comments}


def _part_of(amendment: Json) -> str:
    """The name of the part that an amendment tells of."""
    table, id, name = amendment["table"], amendment["id"], amendment["field"]
    if table == "incident":
        return f"section/{name}"
    kinds = {"events": "row", "notes": "row", "endings": "dissent", "recommendations": "recommendation"}
    return f"{kinds[table]}/{id}" if table in kinds else f"record/{table}/{id}"


def _read(name: str, parts: dict[str, str]) -> dict[str, Json] | None:
    """What a person reads of a part, None for one that is not there."""
    if name not in parts:
        return None
    value = json.loads(parts[name])
    value = value[0] if isinstance(value, list) else value
    read = (*READ, "state") if name.startswith("record/") else READ
    return {field: value[field] for field in read if value.get(field)}


def _text(value: Json) -> str:
    return json.dumps(value, sort_keys=True)
