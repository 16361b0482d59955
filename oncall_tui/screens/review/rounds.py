"""The review as a whole: opened with a deadline, signed, closed, completed, opened again; its texts and its people."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.deadlines import read_deadline
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.review.records import SIGN_QUESTIONS
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.review_text import deadline_words, review_facts
from oncall_tui.screens.actions.copy_texts import CopyTextActions
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.review.chosen import ChosenLine
from oncall_tui.timestamps.zones import parse_zone
from oncall_tui.widgets.prompt_options import Choice, Option

SIGN, OPEN, UNTIL, CLOSE, COMPLETE, REOPEN, VOTE = (
    "sign",
    "open",
    "until",
    "close",
    "complete",
    "reopen",
    "vote",
)
STATES = (
    Choice("g", "sign", SIGN),
    Choice("o", "open", OPEN),
    Choice("u", "until", UNTIL),
    Choice("x", "close", CLOSE),
    Choice("c", "complete", COMPLETE),
    Choice("r", "reopen", REOPEN),
    Choice("v", "useful?", VOTE),
)
ANSWERS = (Option("yes", "yes"), Option("no", "no"), Option("not-yet", "not yet"))
INVITE, AGENDA, ANNOUNCEMENT = "invite", "agenda", "announcement"
ROLES = (
    Option("presenter", "presenter     who tells what happened"),
    Option("moderator", "moderator     who leads the meeting"),
    Option("note_taker", "note-taker    who writes what is agreed"),
    Option("reviewer", "reviewer      one more who is asked to read"),
    Option("reviewer-", "not asked     one of them is not asked any more"),
)
DEFAULT_UNTIL = "+5d"


class RoundActions(ChosenLine):
    """`s` and `t`: each answer is one durable change."""

    TEXTS: ClassVar[tuple[Choice, ...]] = (
        Choice("i", "invite", INVITE),
        Choice("g", "agenda", AGENDA),
        Choice("n", "announcement", ANNOUNCEMENT),
        *CopyTextActions.TEXTS,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "state", "sign…", id="review.state",
                tooltip="g sign, o open, u until, x close, c complete, r reopen, v was it useful"),
        Binding("t", "until", "Until", show=False, id="review.until", tooltip="Until when comments are wanted"),
        Binding("at", "people", "People", show=False, id="review.people",
                tooltip="Who presents, moderates, takes notes, and who is asked to read"),
        Binding("Y", "texts", "Texts", show=False, id="view.texts",
                tooltip="Copy: i the invite, g the agenda, n the announcement, h handover, u update"),
    ]  # fmt: skip

    @prompting_action
    async def action_state(self) -> None:
        self.incident()
        word = await self.choose("Review:", *STATES)
        acts = {
            SIGN: self._sign, OPEN: self._open, UNTIL: self._until, CLOSE: self._close,
            COMPLETE: self._complete, REOPEN: self._reopen, VOTE: self._vote,
        }  # fmt: skip
        if word is not None:
            await acts[word]()

    @prompting_action
    async def action_until(self) -> None:
        await self._until()

    async def _sign(self) -> None:
        incident, answers = self.incident(), {}
        for name, question in SIGN_QUESTIONS.items():
            answer = await self.pick(question, *ANSWERS)
            if answer is None:
                self.show_message("Not signed. Nothing was changed.")
                return
            answers[name] = answer
        word = await self.ask("A word with it (may stay empty):")
        if word is not None:
            signed: Mapping[str, str] = {**answers, **({"word": word} if word.strip() else {})}
            work = partial(self.services.reviews.sign, incident, signed)
            await self.told(work, "Signed as it is now. A later edit marks it; signing again replaces it.")

    async def _open(self) -> None:
        incident, view = self.incident(), self.now_read().view
        if view.is_open:
            raise RefusedError(
                "A review is open already. Nothing was changed. s u gives it another deadline."
            )
        rotation = await self.in_thread(lambda: self.services.team.read().rotation)
        until = await self._ask_deadline(DEFAULT_UNTIL)
        if until is None:
            return
        names = await self.ask(
            "Who is asked to read (may stay empty):", ", ".join(rotation), _asked_words, amends=True
        )
        if names is not None:
            people = [name.strip() for name in names.split(",") if name.strip()]
            work = partial(self.services.reviews.open, incident, until, people)
            await self.told(work, "The review is open. Y i is the invite to send.")

    async def _ask_deadline(self, initial: str) -> int | None:
        zone = self.now_read().view.writeup.view.incident.zone
        typed = await self.ask("Until:", initial, partial(self._deadline_words, zone))
        return None if typed is None else self._deadline(zone, typed)

    def _deadline(self, zone: str, typed: str) -> int:
        return read_deadline(typed, self.services.clock(), parse_zone(zone).info)

    def _deadline_words(self, zone: str, typed: str) -> str:
        return f"comments are wanted until {deadline_words(self._deadline(zone, typed), zone)}"

    async def _until(self) -> None:
        incident, held = self.incident(), self.now_read().view.round
        if held is None or not self.now_read().view.is_open:
            raise RefusedError("No review is open. Nothing was changed. s o opens one.")
        until = await self._ask_deadline(DEFAULT_UNTIL)
        if until is None:
            return
        fields: dict[str, object] = {"until": until}
        if held.until is not None and until > held.until:
            reason = await self.ask("Why is it extended? (may stay empty)")
            if reason is None:
                return
            fields |= {"extended": reason} if reason.strip() else {}
        work = partial(self.services.reviews.set, incident, fields)
        await self.told(work, "The review has another deadline.")

    async def _close(self) -> None:
        incident = self.incident()
        reason = await self.ask(
            "Closed because:", consequence=lambda text: "ends the review, completes nothing"
        )
        if reason is not None:
            await self.told(partial(self.services.reviews.close, incident, reason), "The review is closed.")

    async def _complete(self) -> None:
        """Complete the write-up, or name every reason against it."""
        incident = self.incident()

        def work() -> str:
            self.services.completing.complete(incident)
            read = ", ".join(self.services.reviews.view(incident).read_by) or "nobody"
            return f"Complete. Read by {read}. What changes from now on is an amendment."

        await self.run_and_refresh(work)

    async def _reopen(self) -> None:
        incident = self.incident()
        reason = await self.ask("Opened again because:")
        if reason is not None:
            await self.told(partial(self.services.completing.reopen, incident, reason), "It is open again.")

    async def _vote(self) -> None:
        incident = self.incident()
        options = (Option("yes", "yes"), Option("partly", "partly"), Option("no", "no"))
        useful = await self.pick("Was this write-up useful?", *options)
        word = await self.ask("A word with it (may stay empty):") if useful else None
        if useful and word is not None:
            await self.told(
                partial(self.services.completing.vote, incident, useful, word), "Noted. Thank you."
            )

    @prompting_action
    async def action_people(self) -> None:
        incident = self.incident()
        role = await self.pick("Who is what in this review?", *ROLES)
        name = await self.ask("Who:") if role else None
        if role and name and name.strip():
            fields = {role: name}
            work = partial(self.services.reviews.set, incident, fields)
            await self.told(work, f"{role.strip('-').replace('_', '-')}: {name.strip()}.")

    def text(self, name: str, view: IncidentView) -> str:
        from oncall_tui.formats.writers.review_texts import agenda_text, announcement_text, invite_text

        writers = {INVITE: invite_text, AGENDA: agenda_text, ANNOUNCEMENT: announcement_text}
        if name not in writers:
            return super().text(name, view)
        return writers[name](review_facts(self.now_read().view))


def _asked_words(typed: str) -> str:
    return "they are asked to read it; anyone may" if typed.strip() else "nobody is asked; anyone may read it"
