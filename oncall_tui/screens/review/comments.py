"""Add a comment on an item; reword or withdraw your own."""

import re
from functools import partial
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.review.records import CHANGE, CLARIFY, DISAGREE, WITHDRAWN, Target
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.review.chosen import ChosenLine
from oncall_tui.screens.review.talks import line_name
from oncall_tui.services.review.proposals import editable_field
from oncall_tui.widgets.prompt_options import Choice

KINDS = (
    Choice("c", "change, other words", CHANGE),
    Choice("f", "clarify, I don't follow", CLARIFY),
    Choice("d", "disagree", DISAGREE),
)
QUOTED = re.compile(r"\s*(?:“([^”]+)”|\"([^\"]+)\")\s*(\S.*)", re.DOTALL)


class Said(NamedTuple):
    """A typed comment: the quoted words (None for none) and its text."""

    quote: str | None
    text: str


class CommentActions(ChosenLine):
    """A comment begins with words in quotes from the text to be about just these."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "comment", "comment", id="review.comment",
                tooltip="Comment: c change, f clarify, d disagree; “words” of the text first make it about these"),
        Binding("e", "reword", "Edit", show=False, id="review.reword", tooltip="Say my comment in other words"),
        Binding("x", "withdraw", "Withdraw", show=False, id="review.withdraw", tooltip="Withdraw my comment"),
    ]  # fmt: skip

    @prompting_action
    async def action_comment(self) -> None:
        incident, line = self.incident(), self.under_cursor()
        if line is None or line.target is None:
            raise RefusedError(self.NO_ROW)
        target, name, text_now = line.target, line_name(line), self.now_read().view.text(line.target)
        kind = await self.choose(f"Comment on {name[:30]}:", *KINDS)
        if kind is None:
            return
        typed = await self.ask(f"{kind.capitalize()}:", consequence=partial(_said_words, name, text_now))
        if typed is None:
            return
        said, proposal = read_said(typed, text_now), None
        if kind == CHANGE and editable_field(target):
            proposal = await self._ask_proposal(text_now)
        await self.run_and_refresh(partial(self._comment, incident, target, kind, said, proposal))

    async def _ask_proposal(self, text_now: str) -> str | None:
        """Return the whole text as it should be; as it is, or taken back, there is no proposal."""
        proposed = await self.ask_report_text(
            self.incident(), "As it should be:", text_now, partial(_proposal_words, text_now), amends=True
        )
        return proposed if proposed is not None and proposed.strip() not in ("", text_now.strip()) else None

    def _comment(self, incident: str, target: Target, kind: str, said: Said, proposal: str | None) -> str:
        self.services.reviews.comment(incident, target, kind, said.text, proposal=proposal, quote=said.quote)
        return f"Said: {kind}{', with a proposal' if proposal is not None else ''}. u takes it back."

    @prompting_action
    async def action_reword(self) -> None:
        incident, thread = self.incident(), await self.chosen_thread()
        if thread is None:
            return
        text = await self.ask("My comment:", thread.comment.text, amends=True)
        if text is not None and text.strip() != thread.comment.text:
            work = partial(self.services.reviews.reword, incident, thread.comment.id, text)
            await self.told(work, "Said in other words. u takes it back.")

    @prompting_action
    async def action_withdraw(self) -> None:
        thread = await self.chosen_thread()
        if thread is not None:
            await self.end_as(thread, WITHDRAWN)


def read_said(typed: str, text: str) -> Said:
    """Read a comment; words in quotes at its start that are in the text exactly once are what it is about."""
    match = QUOTED.fullmatch(typed)
    quote = (match[1] or match[2]) if match else ""
    if match is None or text.count(quote) != 1:
        return Said(None, typed.strip())
    return Said(quote, match[3].strip())


def _said_words(name: str, text: str, typed: str) -> str:
    quote = read_said(typed, text).quote
    if quote is not None:
        return f"on {name}, about “{quote}”"
    return f"on {name}; your name and the day are kept with it. “words” of the text first: about these"


def _proposal_words(text: str, typed: str) -> str:
    if typed.strip() in ("", text.strip()):
        return "as it is: no proposal, the comment stands by itself"
    return "a proposal: whoever applies it is credited beside you"
