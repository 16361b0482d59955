"""`r`: answer a talk, or end it as its kind ends and this person may (V2)."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.review.records import (
    ANSWERED,
    APPLIED,
    DECLINED,
    DISSENT,
    ENDINGS,
    RESOLVED,
    UNANSWERABLE,
    WITHDRAWN,
    fold_name,
)
from oncall_tui.domain.review.threads import Thread, who_may
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.review.chosen import ChosenLine
from oncall_tui.services.review.proposals import moved_base
from oncall_tui.widgets.prompt_options import Choice, Option

REPLY, SUMMARISE = "reply", "summarise"
# Each ending by its key, with its word in the menu.
ENDING_KEYS = {
    APPLIED: Choice("a", "apply", APPLIED),
    DECLINED: Choice("d", "decline", DECLINED),
    ANSWERED: Choice("y", "answered", ANSWERED),
    UNANSWERABLE: Choice("n", "unanswerable", UNANSWERABLE),
    RESOLVED: Choice("s", "resolved", RESOLVED),
    DISSENT: Choice("p", "dissent", DISSENT),
    WITHDRAWN: Choice("w", "withdraw", WITHDRAWN),
}


class AnswerActions(ChosenLine):
    """Only what the kind of the talk and this person may is offered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "answer", "answer", id="review.answer",
                tooltip="Reply; apply, decline, answered, unanswerable, resolved, dissent, withdraw"),
    ]  # fmt: skip

    @prompting_action
    async def action_answer(self) -> None:
        thread = await self.chosen_thread()
        if thread is None:
            return
        word = await self.choose(f"{thread.comment.by}, {thread.comment.kind}:", *self._choices(thread))
        if word == REPLY:
            await self._reply(thread)
        elif word == SUMMARISE:
            await self._summarise(thread)
        elif word == APPLIED:
            await self._apply(thread)
        elif word == DISSENT:
            await self._dissent(thread)
        elif word == DECLINED:
            reason = await self.ask("Declined because:")
            if reason and reason.strip():
                await self.end_as(thread, DECLINED, reason)
        elif word is not None:
            await self.end_as(thread, word)

    def _choices(self, thread: Thread) -> Iterator[Choice]:
        yield Choice("r", "reply", REPLY)
        if not thread.is_open:
            return
        me, now, deciders = (
            self.services.settings.author,
            self.services.clock(),
            self.now_read().view.deciders,
        )
        for ending in ENDINGS.get(thread.comment.kind, ()):
            if not who_may(thread.comment, ending, me, now, deciders):
                yield ENDING_KEYS[ending]
        yield Choice("m", "a line for the agenda", SUMMARISE)

    async def _reply(self, thread: Thread) -> None:
        incident = self.incident()
        text = await self.ask("Reply:")
        if text and text.strip():
            await self.told(
                partial(self.services.reviews.reply, incident, thread.comment.id, text), "Replied."
            )

    async def _summarise(self, thread: Thread) -> None:
        incident = self.incident()
        text = await self.ask("One line for the agenda:", thread.comment.summary, amends=True)
        if text and text.strip():
            work = partial(self.services.reviews.summarise, incident, thread.comment.id, text)
            await self.told(work, "It is on the agenda. Y g shows it.")

    async def _apply(self, thread: Thread) -> None:
        """Write the proposal; where its text moved on, both differences are shown and it is asked first.

        A comment without a proposal was applied by hand, in Timeline or Write-up.
        """
        incident, comment = self.incident(), thread.comment
        if comment.proposal is None:
            await self.end_as(thread, APPLIED)
            return
        moved = moved_base(self.now_read().view, comment)
        if moved:
            proposed, since = sorted(moved.splitlines(), key=lambda line: not line.startswith("proposed"))[:2]
            answer = await self.pick(
                "The text has changed since this was proposed. Apply it?",
                Option("", "no, leave the text as it is", since),
                Option("anyway", "yes, it replaces the text of now", proposed),
            )
            if not answer:
                return
        work = partial(self.services.reviews.apply, incident, comment.id, anyway=bool(moved))
        await self.told(work, f"Applied, credited to {comment.by} and you. u takes back text and ending.")

    async def _dissent(self, thread: Thread) -> None:
        """Both positions and what would change either are asked, and printed with the write-up (V2)."""
        comment, author = thread.comment, fold_name(thread.comment.by)
        other = next((each.text for each in reversed(thread.replies) if fold_name(each.by) != author), "")
        position = await self.ask(f"What {comment.by} holds:", comment.text, amends=True)
        if position is None:
            return
        standing = await self.ask("What the write-up says, and why:", other, amends=True)
        if standing is None:
            return
        change = await self.ask("What would change either mind:")
        if change is not None:
            await self.end_as(
                thread, DISSENT, "", {"position": position, "standing": standing, "would_change": change}
            )
