"""Running a review: each act one durable change; what ends a comment counts only if its author may (V1-V7)."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.review.records import (
    APPLIED,
    CHANGE,
    DISSENT_FIELDS,
    ENDINGS,
    KINDS,
    ROLES,
    SIGN_ANSWERS,
    SIGN_QUESTIONS,
    UNANSWERABLE,
    Comment,
    Target,
    derived_id,
    fold_name,
)
from oncall_tui.domain.review.threads import Thread, who_may
from oncall_tui.read_models.review_view import ReviewView
from oncall_tui.services.review.proposals import editable_field, moved_base, proposed_fields

if TYPE_CHECKING:
    from oncall_tui.domain.clock import Clock
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits
    from oncall_tui.settings.settings import Settings
    from oncall_tui.storage.store import Store
    from oncall_tui.storage.transaction import Transaction

CONTEXT = 30  # characters that a quote keeps before and behind it
LONGEST_LABEL = 60
SETTABLE = ("until", "extended", *ROLES, "meeting_notes", "reviewer", "reviewer-")


class Reviews:
    """The use cases of reviews. `rotation`: the team's on-call rotation, the reviewers that a round begins with.

    Acts raise RefusedError for what a rule forbids and NotFoundError for a comment that there is not; a
    refusal changes nothing.
    """

    def __init__(
        self,
        store: "Store",
        writeup: "WriteupEdits",
        rotation: Callable[[], Sequence[str]],
        clock: "Clock",
        settings: "Settings",
    ) -> None:
        self._store = store
        self._writeup = writeup
        self._rotation = rotation
        self._clock = clock
        self.author = settings.author

    def view(self, incident: str) -> ReviewView:
        """Return the review as it is now."""
        self._store.file_inbox(incident)
        return ReviewView(self._writeup.view(incident))

    # -- rounds ------------------------------------------------------------------------------------------------------

    def open(self, incident: str, until: int, reviewers: Sequence[str] = ()) -> str:
        """Open a round with a deadline (UTC microseconds). `reviewers` replace the rotation. Returns its id."""
        view = self.view(incident)
        if view.is_complete:
            raise RefusedError(
                "It is complete. Nothing was changed. `oncall reopen` says why it is opened again."
            )
        if view.is_open:
            raise RefusedError(
                "A review is open already. Nothing was changed. `oncall review set` changes it."
            )
        number = (view.round.number if view.round else 0) + 1
        id = derived_id("review", incident, number)
        names = dict.fromkeys(reviewers or self._rotation())
        fields: dict[str, Any] = {
            "round": number,
            "opened_at": format_instant(self._clock()),
            "opened_by": self.author,
            "until": format_instant(until),
            **{f"reviewers:{name.strip().lstrip('@')}": True for name in names if name.strip()},
        }
        with self._store.transaction(incident) as unit:
            unit.label = "opened the review"
            unit.put("reviews", id, fields)
            unit.put("incident", incident, {"stage": "review"})
        return id

    def set(self, incident: str, fields: Mapping[str, Any]) -> str:
        """Change the open round: `until` (UTC microseconds), `extended`, roles, `meeting_notes`, `reviewer`."""
        held = self._open_round(incident)
        changes: dict[str, Any] = {}
        for name, value in fields.items():
            if name not in SETTABLE:
                raise RefusedError(
                    f"A review has no field {name!r}. Nothing was changed. Its fields: {', '.join(SETTABLE)}."
                )
            if name == "until":
                changes["until"] = format_instant(value)
            elif name.startswith("reviewer"):
                changes[f"reviewers:{str(value).strip().lstrip('@')}"] = not name.endswith("-")
            else:
                changes[name] = str(value).strip()
        with self._store.transaction(incident) as unit:
            unit.label = f"changed the review: {', '.join(fields)}"
            unit.put("reviews", held, changes)
        return unit.label

    def close(self, incident: str, reason: str) -> str:
        """End the open round without completing. Raises RefusedError without a reason."""
        held = self._open_round(incident)
        if not reason.strip():
            raise RefusedError("A review is closed with a reason. Nothing was changed. Say why it ends.")
        with self._store.transaction(incident) as unit:
            unit.label = "closed the review"
            unit.put("reviews", held, {"closed": reason.strip()})
        return unit.label

    def _open_round(self, incident: str) -> str:
        view = self.view(incident)
        if not view.is_open or view.round is None:
            raise RefusedError(
                "No review is open. Nothing was changed. `oncall review open --until WHEN` opens one."
            )
        return view.round.id

    # -- comments ----------------------------------------------------------------------------------------------------

    def comment(
        self,
        incident: str,
        target: Target,
        kind: str,
        text: str,
        *,
        proposal: str | None = None,
        quote: str | None = None,
    ) -> str:
        """Write a comment. `quote` has to be in the target's text exactly once. Returns its id."""
        view = self.view(incident)
        if kind not in KINDS:
            raise RefusedError(
                f"“{kind}” is not a kind of comment. Nothing was changed. Use one of: {', '.join(KINDS)}."
            )
        if not text.strip():
            raise RefusedError("A comment needs some words. Nothing was changed. Say what you mean.")
        if proposal is not None and (kind != CHANGE or not editable_field(target)):
            raise RefusedError(
                "Only a change of a text that somebody types can have a proposal. Nothing was changed. "
                "Say in the comment what should be different."
            )
        fields: dict[str, Any] = {
            "kind": kind,
            "target": target._asdict(),
            "seen": view.seen(target),
            "text": text.strip(),
            "quote": _quote(view.text(target), quote) if quote else None,
        }
        if proposal is not None:
            fields["proposal"] = proposal
        with self._store.transaction(incident) as unit:
            id = unit.new_id()
            unit.label = f"commented on {view.title(target)[:LONGEST_LABEL]}: {kind}"
            unit.put("comments", id, fields)
        return id

    def reword(self, incident: str, comment: str, text: str) -> str:
        """Replace the words of one's own open comment. Raises RefusedError for another's, an ended one, and no
        words.
        """
        thread = self._thread(incident, comment)
        if fold_name(thread.comment.by) != fold_name(self.author):
            raise RefusedError(f"It is {thread.comment.by}'s comment. Nothing was changed. Reply to it.")
        if not thread.is_open:
            raise RefusedError("It has ended. Nothing was changed. Reply to it, or write another comment.")
        if not text.strip():
            raise RefusedError("A comment needs some words. Nothing was changed. Withdraw it if it is over.")
        with self._store.transaction(incident) as unit:
            unit.label = f"reworded a comment: {text.strip()[:LONGEST_LABEL]}"
            unit.put("comments", comment, {"text": text.strip()})
        return unit.label

    def reply(self, incident: str, comment: str, text: str) -> str:
        """Write a reply in a comment's thread. Returns its id."""
        self._thread(incident, comment)
        if not text.strip():
            raise RefusedError("A reply needs some words. Nothing was changed. Say what you mean.")
        with self._store.transaction(incident) as unit:
            id = unit.new_id()
            unit.label = f"replied: {text.strip()[:LONGEST_LABEL]}"
            unit.put("replies", id, {"comment": comment, "text": text.strip()})
        return id

    def end(
        self,
        incident: str,
        comment: str,
        ending: str,
        text: str = "",
        fields: Mapping[str, str] | None = None,
    ) -> str:
        """End a comment as its kind and this author may. `fields`: of a dissent. Returns the ending's id."""
        thread = self._thread(incident, comment)
        self._check_ending(incident, thread, ending)
        unknown = set(fields or {}) - set(DISSENT_FIELDS)
        if unknown:
            raise RefusedError(
                f"An ending has no field {unknown.pop()!r}. Nothing was changed. Use: {', '.join(DISSENT_FIELDS)}."
            )
        with self._store.transaction(incident) as unit:
            unit.label = f"ended a comment: {ending}"
            id = self._put_ending(unit, comment, ending, text, fields or {})
            if ending == UNANSWERABLE:
                self._ask(unit, thread.comment)
        return id

    def apply(self, incident: str, comment: str, *, anyway: bool = False) -> str:
        """Apply a proposed change and end its comment, in one unit. Raises RefusedError on a moved base unless
        `anyway`.
        """
        view = self.view(incident)
        thread = self._thread(incident, comment)
        held = thread.comment
        if held.kind != CHANGE or held.proposal is None:
            raise RefusedError(
                "That comment proposes no text. Nothing was changed. Edit the text, then end it as applied."
            )
        self._check_ending(incident, thread, APPLIED)
        moved = moved_base(view, held)
        if moved and not anyway:
            raise RefusedError(
                f"The text has changed since it was commented on. Nothing was changed.\n{moved}"
            )
        zone = view.writeup.zone or view.writeup.view.incident.zone
        table, id, fields, base = proposed_fields(view, held, zone, self._clock())
        with self._store.transaction(incident) as unit:
            credited = "" if fold_name(held.by) == fold_name(self.author) else f", proposed by {held.by}"
            unit.label = f"applied a change of {view.title(held.target)[:LONGEST_LABEL]}{credited}"
            unit.put(table, id, fields, base)
            unit.put("endings", unit.new_id(), {"comment": comment, "as": APPLIED, "text": ""})
        return unit.label

    def summarise(self, incident: str, comment: str, text: str) -> str:
        """Write the line that a thread has on the agenda."""
        self._thread(incident, comment)
        with self._store.transaction(incident) as unit:
            unit.label = f"summarised a thread: {text.strip()[:LONGEST_LABEL]}"
            unit.put("comments", comment, {"summary": text.strip()})
        return unit.label

    def _thread(self, incident: str, comment: str) -> Thread:
        thread = self.view(incident).thread(comment)
        if thread is None:
            raise NotFoundError(
                f"There is no comment {comment!r} here. Nothing was changed. `oncall review show` lists them."
            )
        return thread

    def _check_ending(self, incident: str, thread: Thread, ending: str) -> None:
        comment = thread.comment
        if ending not in ENDINGS.get(comment.kind, ()):
            allowed = ", ".join(ENDINGS.get(comment.kind, ())) or "nothing that this program knows"
            raise RefusedError(f"A {comment.kind} ends as {allowed}. Nothing was changed.")
        if not thread.is_open and thread.ending is not None:
            raise RefusedError(
                f"It has ended already: {thread.ending.kind}, by {thread.ending.by}. Nothing was changed."
            )
        who = who_may(comment, ending, self.author, self._clock(), self.view(incident).deciders)
        if who:
            raise RefusedError(f"You can't end it as {ending}: {who}. Nothing was changed.")

    def _put_ending(
        self, unit: "Transaction", comment: str, ending: str, text: str, fields: Mapping[str, str]
    ) -> str:
        id = unit.new_id()
        values = {"comment": comment, "as": ending, "text": text.strip(), **fields}
        unit.put("endings", id, values, silent=True)  # undo passes over endings
        return id

    def _ask(self, unit: "Transaction", comment: Comment) -> None:
        """Raise a clarification that nobody can give as an open question of the analysis."""
        about = {f"about:{comment.target.id}": True} if comment.target.table != "incident" else {}
        id = derived_id("clarify", comment.id)  # one question, also when two people end it so
        unit.put("questions", id, {"text": comment.text, "state": "unanswerable", **about})

    # -- reading and signing -----------------------------------------------------------------------------------------

    def read(self, incident: str, target: Target | None = None, again: Sequence[Target] = ()) -> str:
        """Mark as read up to a target (None: everything, once more). Only forward. Returns the title of the last item
        read.

        What was read before and changed since is read again only where it is the target, or in `again`.
        """
        view = self.view(incident)
        if not view.items:
            raise RefusedError("There is nothing to read yet. Nothing was changed.")
        place = len(view.items) - 1 if target is None else view.place(target)
        if place is None:
            raise NotFoundError(
                "That is no item of the write-up. Nothing was changed. `oncall review show` lists them."
            )
        mark = view.reading_mark(self.author)
        before = view.place(mark.target) if mark else None
        reached = -1 if before is None else before
        first = 0 if target is None else min(place, reached + 1)
        passed = {*range(first, place + 1)} if place > reached or target is None else {place}
        passed |= {known for each in again if (known := view.place(each)) is not None}
        item = view.items[max(place, reached)]
        with self._store.transaction(incident) as unit:
            heads = view.heads_read(mark.heads if mark else {}, (view.items[each] for each in passed))
            fields = {"target": item.target._asdict(), "heads": heads}
            unit.put("readings", view.id_of("reading", self.author), fields, silent=True)
        return item.title

    def sign(self, incident: str, answers: Mapping[str, str]) -> None:
        """Sign the write-up as it is now, answering the three questions; again replaces one's own."""
        view = self.view(incident)
        for name, value in answers.items():
            if name not in (*SIGN_QUESTIONS, "word"):
                fields = ", ".join((*SIGN_QUESTIONS, "word"))
                raise RefusedError(f"A sign-off has no field {name!r}. Nothing was changed. Use: {fields}.")
            if name != "word" and value not in SIGN_ANSWERS:
                raise RefusedError(
                    f"“{value}” is not an answer. Nothing was changed. Use one of: {', '.join(SIGN_ANSWERS)}."
                )
        with self._store.transaction(incident) as unit:
            values = {**dict.fromkeys((*SIGN_QUESTIONS, "word"), ""), **answers, "heads": view.heads}
            unit.put("signoffs", view.id_of("signoff", self.author), values, silent=True)


def _quote(text: str, quote: str) -> dict[str, str]:
    """Return a quote with what is around it. Raises RefusedError unless it is in the text exactly once."""
    count = text.count(quote)
    if count != 1:
        found = "not there" if not count else f"there {count} times"
        raise RefusedError(
            f"“{quote}” is {found}. Nothing was changed. Quote words that are there exactly once."
        )
    start = text.index(quote)
    end = start + len(quote)
    return {
        "exact": quote,
        "before": text[max(0, start - CONTEXT) : start],
        "after": text[end : end + CONTEXT],
    }
