"""A person who reviews on a simulated machine: the real services of review and completion over a simulated disk."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from random import Random
from types import SimpleNamespace
from typing import Any, cast

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.instants import MINUTE, format_instant
from oncall_tui.domain.review.records import CHANGE, DISAGREE, ENDINGS, KINDS, Comment, Target
from oncall_tui.domain.review.threads import Thread
from oncall_tui.domain.writeup.sections import TEXTS
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.review_view import ReviewView
from oncall_tui.replication.encoding import Tables, decode_record
from oncall_tui.replication.record_view import read_record
from oncall_tui.services.history import History
from oncall_tui.services.incidents.incidents import Incidents
from oncall_tui.services.review.complete import Completing
from oncall_tui.services.review.run_review import Reviews
from oncall_tui.services.sharing.secret_hold import DocumentsWithoutFreshSecrets
from oncall_tui.services.writeup.edit_writeup import WriteupEdits
from oncall_tui.settings.settings import Settings
from oncall_tui.storage.store import Store
from oncall_tui.storage.transaction import Transaction
from oncall_tui.sync.documents import DocumentStore
from tests.simulation.fake_files import Tree
from tests.simulation.replica import Disk, DiskActors, SimulatedReplica
from tests.simulation.review_truth import ReviewTruth, Shown, signed_now
from tests.simulation.truth import Truth

SECRET = "AKIAQ3EGRZ7LTB5NVXWP"  # looks like one, so that a background sync holds its note back
SECTIONS = ("summary", "impact")
ANSWERS = {"aligned": "yes", "understood": "not-yet"}


class SimulatedStore:
    """The part of `storage.store.Store` that the services ask for, over a disk that is a dictionary."""

    def __init__(self, replica: "Reviewer") -> None:
        self._replica = replica

    def file_inbox(self, incident: str) -> None:
        """Notes never wait here."""

    def tables(self, incident: str) -> Tables:
        return self._replica.tables(incident)

    @contextmanager
    def transaction(self, incident: str, label: str = "") -> Iterator[Transaction]:
        replica, tables = self._replica, self._replica.tables(incident)
        actors = DiskActors(replica._stamp)
        unit = Transaction(incident, tables, actors, replica.ids, replica.wall, replica.name, label)
        yield unit
        changes = unit.build_changes()
        if changes:
            saved = {name: tables.get(name, {}) | records for name, records in changes.items()}
            replica._store(incident, tables | saved)


class Reviewer(SimulatedReplica):
    """Somebody with a data directory. Every act goes through a service, and is told to `reviewed` once it is saved."""

    def __init__(
        self, name: str, tree: Tree, random: Random, kept: Truth, disk: Disk, reviewed: ReviewTruth
    ) -> None:
        super().__init__(name, tree, random, kept, disk)
        self.reviewed = reviewed
        # Sections that are open in an editor: what it showed, as the program knows it and as it really was.
        self.open_sections: list[tuple[str, str, Mapping[str, Any], Shown]] = []
        settings = Settings(data="", author=name)
        self.store = SimulatedStore(self)
        store = cast(Store, self.store)
        incidents = cast(Incidents, SimpleNamespace(view=self._incident_view))
        self.sections = WriteupEdits(store, incidents, str, tuple, str, self.wall, settings)
        self.reviews = Reviews(store, self.sections, tuple, self.wall, settings)
        self.completing = Completing(store, self.reviews, lambda: "1", random.randbytes)
        self.history = History(store, settings)

    def shared_documents(self, *, poll: bool) -> DocumentStore:
        """A sync that nobody asked for holds back what looks like a secret."""
        return DocumentsWithoutFreshSecrets(self, self.name, self.wall()) if poll else self

    def view(self, incident: str) -> ReviewView:
        return self.reviews.view(incident)

    # -- the write-up ------------------------------------------------------------------------------------------------

    def found(self, incident: str) -> None:
        with self.store.transaction(incident) as unit:
            began = format_instant(self.wall())
            unit.put("incident", incident, {"title": "disk-space", "created_at": began, "zone": "UTC"})

    def write_section(self, incident: str) -> None:
        self.open_section(incident)
        self.save_section()

    def open_section(self, incident: str) -> None:
        name = self.random.choice(SECTIONS)
        base = self.sections.base_versions(incident, name)
        shown = self.reviewed.shown(self.tables(incident), ("incident", incident, name))
        self.open_sections.append((incident, name, base, shown))

    def save_section(self) -> None:
        if self.open_sections:
            incident, name, base, shown = self.open_sections.pop(
                self.random.randrange(len(self.open_sections))
            )
            text = self._token()
            self.sections.set(incident, name, text, base_versions=base)
            self.reviewed.acknowledge(("incident", incident, name), text, shown)

    def note(self, incident: str, *, secret: bool = False) -> None:
        text, now = self._token(), format_instant(self.wall())
        words = f"{text} {SECRET}" if secret else text
        fields = {"raw": words, "text": words, "kind": "did", "recorded_at": now, "occurred_at": now}
        self._put_record(
            incident,
            "notes",
            {**fields, "author": self.name, **({"secret": "AWS access key"} if secret else {})},
        )

    def held_note(self, incident: str) -> None:
        """It stays here for two minutes, with its dot, while later writes of the same actor leave."""
        self.note(incident, secret=True)

    def reword_row(self, incident: str) -> None:
        self._edit(incident, "notes", "events", "text")

    def hazard(self, incident: str) -> None:
        self._put_record(incident, "hazards", {"text": self._token()})

    def reword_hazard(self, incident: str) -> None:
        self._edit(incident, "hazards", "hazards", "text")

    def recommend(self, incident: str) -> None:
        self._put_record(incident, "recommendations", {"title": self._token(), "status": "idea"})

    def work_on_recommendation(self, incident: str) -> None:
        """Its owner and state are no part of what is signed."""
        self._edit(incident, "recommendations", "recommendations", "owner")

    # -- the review --------------------------------------------------------------------------------------------------

    def open_review(self, incident: str) -> None:
        self.reviews.open(incident, self.wall() + self.random.randrange(1, 9) * MINUTE, ["m0", "m1"])

    def comment(self, incident: str) -> None:
        view, kind = self.view(incident), self.random.choices(KINDS, (5, 3, 2))[0]
        target = self.random.choice([item.target for item in view.items])
        proposes = kind == CHANGE and target.table in ("incident", "events")
        text, proposal = self._token(), self._token() if proposes else None
        id = self.reviews.comment(incident, target, kind, text, proposal=proposal)
        self._acknowledge(incident, "comments", id)

    def reply(self, incident: str) -> None:
        id = self.reviews.reply(incident, self._any_comment(incident).id, self._token())
        self._acknowledge(incident, "replies", id)

    def end(self, incident: str) -> None:
        """Two people may end one comment without seeing each other."""
        comment = self._any_comment(incident, lambda thread: thread.is_open)
        ending = self.random.choice(ENDINGS[comment.kind])
        id = self.reviews.end(incident, comment.id, ending, self._token())
        self._acknowledge(incident, "endings", id)

    def forge_ending(self, incident: str) -> None:
        """An older program or a hand edit ends what only its author may end."""
        comment = self._any_comment(
            incident, lambda each: each.comment.kind == DISAGREE and each.comment.by != self.name
        )
        fields = {"comment": comment.id, "as": "resolved", "text": self._token()}
        self.reviewed.forged.add(self._put_record(incident, "endings", fields))

    def apply(self, incident: str) -> None:
        comment = self._any_comment(incident, lambda each: each.is_open and each.comment.proposal is not None)
        place = _place_of(comment)
        shown = self.reviewed.shown(self.tables(incident), place)
        before = set(self.tables(incident).get("endings", {}))
        self.reviews.apply(incident, comment.id, anyway=True)
        self.reviewed.acknowledge(place, str(comment.proposal), shown)
        for id in self.tables(incident)["endings"].keys() - before:
            self._acknowledge(incident, "endings", id)

    def read(self, incident: str) -> None:
        items = self.view(incident).items
        self.reviews.read(incident, self.random.choice(items).target if items else None)

    def sign(self, incident: str) -> None:
        place = "signoffs", self.view(incident).id_of("signoff", self.name), "word"
        shown, word = self.reviewed.shown(self.tables(incident), place), self._token()
        self.reviews.sign(incident, {**ANSWERS, "word": word})
        self.reviewed.acknowledge(place, word, shown)

    def complete(self, incident: str) -> None:
        id = self.completing.complete(incident)
        self._acknowledge(incident, "completions", id)
        held = self.tables(incident)
        for part, record in held["completed_parts"].items():
            if read_record(record).values["completion"] == id:
                self._acknowledge(incident, "completed_parts", part)
        self.reviewed.signed[id] = signed_now(self.view(incident))

    def complete_as_older_program(self, incident: str) -> None:
        """A program that knows no completion sets the stage alone."""
        with self.store.transaction(incident) as unit:
            unit.put("incident", incident, {"stage": "complete"})

    def reopen(self, incident: str) -> None:
        before = set(self.tables(incident).get("reopenings", {}))
        self.completing.reopen(incident, self._token())
        for id in self.tables(incident)["reopenings"].keys() - before:
            self._acknowledge(incident, "reopenings", id)
            values = read_record(self.tables(incident)["reopenings"][id]).values
            self.reviewed.reopened |= set(values.get("completions") or ())

    def undo(self, incident: str) -> None:
        before = self.tables(incident)
        if self.history.undo(incident) is not None:
            self.reviewed.undone(before, self.tables(incident))

    def do(self, act: Callable[["Reviewer", str], None], incident: str) -> str:
        """Do something as a person does: what is refused, or has nothing to act on, changes nothing."""
        if not self.tables(incident):
            return "nothing here"
        try:
            act(self, incident)
        except (OncallError, IndexError) as refusal:
            return type(refusal).__name__
        return "done"

    # -- inside ------------------------------------------------------------------------------------------------------

    def _incident_view(self, incident: str) -> IncidentView:
        return IncidentView(incident, self.tables(incident), {})

    def _token(self) -> str:
        self.tokens += 1
        return f"{self.name}-{self.tokens}."

    def _any_comment(self, incident: str, fits: Callable[[Thread], bool] = lambda thread: True) -> Comment:
        """Raises IndexError where none fits."""
        return self.random.choice([each for each in self.view(incident).threads if fits(each)]).comment

    def _put_record(self, incident: str, table: str, fields: Mapping[str, Any]) -> str:
        with self.store.transaction(incident) as unit:
            id = unit.new_id()
            unit.label = f"added to {table}"
            unit.put(table, id, fields)
        self._acknowledge(incident, table, id)
        return id

    def _edit(self, incident: str, source: str, table: str, field: str) -> None:
        """Write a field of any record of `source`, over what is shown of it now."""
        id, text = self.random.choice(sorted(self.tables(incident).get(source, {}))), self._token()
        shown = self.reviewed.shown(self.tables(incident), (table, id, field))
        with self.store.transaction(incident) as unit:
            unit.label = f"reworded in {table}"
            unit.put(table, id, {field: text})
        self.reviewed.acknowledge((table, id, field), text, shown)

    def _acknowledge(self, incident: str, table: str, id: str) -> None:
        """Tell of every field of a record that was made just now."""
        for field, heads in decode_record(self.tables(incident)[table][id]).items():
            if field[0] != "_" and field != "struck":
                for head in heads:
                    self.reviewed.acknowledge((table, id, field), head.value)


def _place_of(comment: Comment) -> tuple[str, str, str]:
    target: Target = comment.target
    field = target.field if target.table == "incident" and target.field in TEXTS else "text"
    return target.table, target.id, field
