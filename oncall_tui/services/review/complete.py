"""Completing a write-up, reopening it, and what people say of it afterwards (V6, L4, RETROSPECTIVE 8)."""

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.review.parts import SALT_BYTES, part_digest, split_report, whole_digest
from oncall_tui.domain.review.records import CLARIFY, DISAGREE, USEFUL, derived_id, fold_name
from oncall_tui.read_models.completions import COMPLETIONS, PARTS, REOPENINGS, VOTES, standing_completions
from oncall_tui.read_models.history import Action, recorded_actions
from oncall_tui.read_models.report import FORMAT, report_of
from oncall_tui.read_models.review_view import ReviewView

if TYPE_CHECKING:
    from oncall_tui.services.review.run_review import Reviews
    from oncall_tui.storage.store import Store

NO_SUMMARY, OPEN_DISAGREE, CONFLICT = "no-summary", "open-disagree", "conflict"
SAID: Mapping[str, str] = {
    NO_SUMMARY: "it has no summary",
    OPEN_DISAGREE: "a disagreement is open: resolve it, or record the dissent",
    CONFLICT: "the write-up has conflicts that nobody has settled",
}
REOPENED_STAGE = "review"
# What anybody writes who comments: it makes nobody known.
OF_A_REVIEW = frozenset({"comments", "replies", "endings", "history", "meta"})


class CompletionRefusedError(RefusedError):
    """A write-up that can't be completed yet; `codes` name every reason."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(
            f"It can't be completed: {'; '.join(SAID[code] for code in codes)}. Nothing was changed."
        )
        self.codes = codes


class Completing:
    """The use cases of completion. `program` is the version that computed what is signed."""

    def __init__(
        self,
        store: "Store",
        reviews: "Reviews",
        program: Callable[[], str],
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._store = store
        self._reviews = reviews
        self._program = program
        self._random = random

    def complete(self, incident: str) -> str:
        """Sign the write-up as it is and make it complete. Returns the completion's id.

        Raises CompletionRefusedError without a summary, with an open disagreement or with conflicts in the write-up.
        """
        view = self._reviews.view(incident)
        if view.is_complete:
            raise RefusedError("It is complete already. Nothing was changed. `oncall reopen` opens it again.")
        refused = refusals(view)
        if refused:
            raise CompletionRefusedError(refused)
        self._ask_what_is_open(incident, view)
        view = self._reviews.view(incident)
        parts = split_report(report_of(view.writeup))
        salts = {part.name: self._random(SALT_BYTES).hex() for part in parts}
        digests = {part.name: part_digest(salts[part.name], part.value) for part in parts}
        with self._store.transaction(incident) as unit:
            unit.label = "completed the write-up"
            id = unit.new_id()
            fields: dict[str, Any] = {
                "program": self._program(),
                "format": FORMAT,
                "heads": view.heads,
                "digests": digests,
                "digest": whole_digest(digests),
            }
            unit.put(COMPLETIONS, id, fields, silent=True)
            for part in parts:
                values = {"completion": id, **part._asdict(), "salt": salts[part.name]}
                unit.put(PARTS, unit.new_id(), values, silent=True)
            unit.put("incident", incident, {"stage": "complete"}, silent=True)
        return id

    def _ask_what_is_open(self, incident: str, view: ReviewView) -> None:
        """Make an open question of each open clarification, before the write-up is signed. Twice is once."""
        open_ones = [each.comment for each in view.threads if each.is_open and each.comment.kind == CLARIFY]
        with self._store.transaction(incident) as unit:
            for comment in open_ones:
                about = {} if comment.target.table == "incident" else {f"about:{comment.target.id}": True}
                fields = {"text": comment.text, **about}
                unit.put("questions", derived_id("clarify", comment.id), fields, silent=True)

    def reopen(self, incident: str, reason: str) -> None:
        """Open a complete write-up again. Raises RefusedError without a reason, or where it is not complete."""
        view = self._reviews.view(incident)
        standing = standing_completions(view.tables)
        if not standing and view.writeup.view.incident.stage != "complete":
            raise RefusedError("It is not complete. Nothing was changed.")
        if not reason.strip():
            raise RefusedError("A write-up is reopened with a reason. Nothing was changed. Say why.")
        with self._store.transaction(incident) as unit:
            unit.label = "reopened the write-up"
            names = {f"completions:{each.id}": True for each in standing}
            unit.put(REOPENINGS, unit.new_id(), {"reason": reason.strip(), **names}, silent=True)
            unit.put("incident", incident, {"stage": REOPENED_STAGE}, silent=True)

    def vote(self, incident: str, useful: str, word: str = "", tags: tuple[str, ...] = ()) -> None:
        """Say whether the write-up was useful, and what about the process was not (L4); again replaces one's own."""
        if useful not in USEFUL:
            raise RefusedError(
                f"“{useful}” is not an answer. Nothing was changed. Use one of: {', '.join(USEFUL)}."
            )
        if not self._reviews.view(incident).is_complete:
            raise RefusedError("It is not complete yet. Nothing was changed. Votes come after completion.")
        with self._store.transaction(incident) as unit:
            unit.label = f"voted: useful {useful}"
            fields = {
                "useful": useful,
                "word": word.strip(),
                **{f"tags:{tag.strip()}": True for tag in tags if tag.strip()},
            }
            author = self._reviews.author
            unit.put(VOTES, derived_id("vote", incident, fold_name(author)), {**fields, "author": author})


def refusals(view: ReviewView) -> tuple[str, ...]:
    """Return why a write-up can't be completed yet, as codes; nothing else blocks it."""
    found = []
    summary = view.writeup.section("summary")
    if summary is None or not summary.text.strip():
        found.append(NO_SUMMARY)
    if any(
        _blocks(view, thread.comment.by)
        for thread in view.threads
        if thread.is_open and thread.comment.kind == DISAGREE
    ):
        found.append(OPEN_DISAGREE)
    if any(left.code == "conflict" for left in view.writeup.conflicts):
        found.append(CONFLICT)
    return tuple(found)


def _blocks(view: ReviewView, author: str) -> bool:
    """Return whether the author can block: a disagreement of somebody unknown here blocks nothing, since"""
    known = fold_name(author)
    incident = view.writeup.view.incident
    people = {
        fold_name(name or "") for name in (incident.lead, incident.comms, incident.scribe, incident.preparer)
    }
    people |= {
        fold_name(name) for each in view.rounds for name in (*each.reviewers, each.opened_by, each.moderator)
    }
    people |= {fold_name(str(record.get("author", ""))) for record in view.tables.get("notes", {}).values()}
    people |= {
        fold_name(str(record.get("_by", "")))
        for table, records in view.tables.items()
        if table not in OF_A_REVIEW
        for record in records.values()
    }
    people |= {
        fold_name(action.by) for action in recorded_actions(view.tables) if not _is_of_a_review(action)
    }
    return known in people


def _is_of_a_review(action: Action) -> bool:
    touched = {table for table, _ in action.created} | {change.table for change in action.changes}
    return touched <= OF_A_REVIEW
