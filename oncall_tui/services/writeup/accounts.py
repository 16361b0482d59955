"""Accounts: questions to one person, and their answers as notes of a source of their own (N3, N4)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.capture_line import parse_line
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.timeline.milestones import MILESTONES
from oncall_tui.domain.writeup.accounts import AccountQuestion, answers_in, fold_person, rows_to_ask
from oncall_tui.read_models.analysis_view import row_of, row_time
from oncall_tui.replication.record_view import is_hidden
from oncall_tui.timestamps.zones import parse_zone

if TYPE_CHECKING:
    from oncall_tui.read_models.writeup_view import WriteupView
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits
    from oncall_tui.storage.store import Store
    from oncall_tui.storage.transaction import Transaction

ACCOUNT = "account"
LONGEST_WORDS = 80


class Accounts:
    """The use cases of asking people what it was like for them."""

    def __init__(self, store: "Store", writeup: "WriteupEdits") -> None:
        self._store = store
        self._writeup = writeup

    def people(self, incident: str) -> list[str]:
        """List people who could be asked, by name: authors of notes, holders of roles, people named in rows."""
        view = self._writeup.view(incident)
        named = [person for row in view.timeline for person in row.people]
        roles = (view.view.incident.lead, view.view.incident.comms, view.view.incident.scribe)
        authors = [row.author for row in view.timeline]
        found = {fold_person(name): name.lstrip("@") for name in (*authors, *named, *roles) if name}
        return sorted(found.values(), key=str.casefold)

    def questions(self, incident: str, person: str) -> list[AccountQuestion]:
        """Return the rows to ask a person about: those that name them, else the milestones and the rows of findings
        of which nobody has said yet what made them sensible.
        """
        view = self._writeup.view(incident)
        timeline, answered = view.timeline, self._answered(view, person)
        rows = [key[4] for key in timeline.keys if key[4] not in answered.values()]
        chosen = rows_to_ask(
            person, rows, lambda row: timeline.event(row).people, timeline.text, list(_otherwise(view))
        )
        zone = parse_zone(view.zone).info
        return [
            AccountQuestion(row, row_time(row, timeline, zone), _short(timeline.text(row)), answered.get(row))
            for row in chosen
        ]

    def answer(self, incident: str, person: str, row: str, text: str) -> str:
        """Keep an answer as notes of that person's account, as of the row's moment; the id of the first.

        Raises RefusedError for a blank one.
        """
        if not text.strip():
            raise RefusedError(
                "There is no answer. Nothing was saved. Give it as one argument, or - for standard input."
            )
        name = person.strip().lstrip("@")
        with self._store.transaction(incident) as unit:
            unit.label = f"account of {name}"
            source = self._source(unit, name)
            line = sum(record.get("source") == source for record in unit.base.get("notes", {}).values())
            ids = [
                self._note(unit, source, line + n, name, row, part)
                for n, part in enumerate(answers_in(text), 1)
            ]
            return ids[0]

    def _source(self, unit: "Transaction", person: str) -> str:
        """Return the source of a person's account: one for each person, made with the first answer."""
        for id, record in sorted(unit.base.get("sources", {}).items()):
            if record.get("format") == ACCOUNT and fold_person(str(record.get("author", ""))) == fold_person(
                person
            ):
                return id
        id = unit.new_id()
        fields = {"name": f"account of {person}", "format": ACCOUNT, "author": person}
        unit.put("sources", id, {**fields, "captured": format_instant(unit.now())})
        return id

    def _note(self, unit: "Transaction", source: str, line: int, person: str, row: str, text: str) -> str:
        timing = self._writeup.view(unit.incident).timeline.timing(row)
        parsed = parse_line(text, lambda _: False, lambda _: False)
        fields: dict[str, Any] = {
            "raw": text,
            "text": parsed.text if parsed.kind else None,
            "kind": parsed.kind,
            "author": person,
            "source": source,
            "line": line,
            "answers": row,
            "recorded_at": format_instant(unit.now()),
            "occurred_at": timing.get("occurred_at"),
            "known_at": timing.get("occurred_at"),
            "precision": timing.get("precision"),
            "approximate": timing.get("approximate"),
            **{f"tags:{tag}": True for tag in parsed.tags},
            **{f"people:{each}": True for each in parsed.people},
            **{f"references:{reference}": True for reference in parsed.references},
        }
        id = unit.new_id()
        unit.put("notes", id, {name: value for name, value in fields.items() if value is not None})
        return id

    def _answered(self, view: "WriteupView", person: str) -> dict[str, str]:
        """Return the notes in which a person has answered, by row; the first where there are several."""
        sources = {
            id
            for id, record in view.view.tables.get("sources", {}).items()
            if record.get("format") == ACCOUNT
            and fold_person(str(record.get("author", ""))) == fold_person(person)
        }
        found: dict[str, str] = {}
        for id, note in sorted(view.view.tables.get("notes", {}).items()):
            answers = note.get("answers")
            if note.get("source") in sources and isinstance(answers, str) and not is_hidden(note):
                found.setdefault(row_of(answers, view.timeline) or answers, id)
        return found


def _otherwise(view: "WriteupView") -> Iterator[str]:
    """Yield the rows that are a milestone, and those of findings without `made_sense`."""
    placed = view.timeline.milestone_placements
    yield from (placed[name].claim.row for name in MILESTONES if name in placed)
    for finding in view.analysis.findings:
        if not finding.held and not finding.made_sense.strip():
            rows = (view.analysis.rows.get(id) for id in finding.events)
            yield from (row.row for row in rows if row is not None and not row.left_out)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_WORDS else f"{line[: LONGEST_WORDS - 1]}…"
