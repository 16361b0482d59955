"""Actions that ask something: written top to bottom, run beside the screen, their refusals shown as words.

@conversation
async def action_zone(self) -> None:
    zone = await self.ask("Shown in which zone?")
    ...
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.events import DescendantFocus
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from oncall_tui.domain.errors import OncallError
from oncall_tui.screens.unforeseen import is_survived
from oncall_tui.widgets.footer import StatusFooter

if TYPE_CHECKING:
    from oncall_tui.widgets.menu import Menu
    from oncall_tui.widgets.prompt import Find, Prompt
    from oncall_tui.widgets.prompt_options import Choice, Option, PreviewText

Result = TypeVar("Result")


class PromptingScreen(Screen[None]):
    """A screen that can ask. It has a `#questions` container and a `StatusFooter`."""

    _asking = False
    _question: Prompt | Menu | None = None
    # Conversations that are at work: they may still ask something.
    _at_work = 0
    refusals = 0

    @property
    def is_opening(self) -> bool:
        """Return whether a conversation may be about to ask: keys wait until it does, or until it has ended."""
        return self._at_work > 0 or (self._question is not None and self._question.answer.done())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a question is open, the screen's own keys rest."""
        return not self._asking

    async def ask(
        self,
        question: str,
        initial: str = "",
        consequence: PreviewText | None = None,
        *,
        amends: bool = False,
    ) -> str | None:
        """One line of text; None if taken back. `consequence` says before Enter what the text would do.

        Typing replaces `initial`, unless the answer `amends` it.
        """
        from oncall_tui.widgets.prompt import TextPrompt

        return await self._show_prompt(TextPrompt(question, initial, consequence, amends=amends))

    async def pick(self, question: str, *options: Option, find: Find | None = None) -> str | None:
        """One of several, by arrows, typed letters and Enter; None if taken back. `find`: others by what is typed."""
        from oncall_tui.widgets.prompt import ChoicePrompt

        return await self._show_prompt(ChoicePrompt(question, options, find))

    async def choose(self, title: str, *choices: Choice) -> str | None:
        """One of several by a second key, shown where the footer is; None for any other key."""
        from oncall_tui.widgets.menu import Menu

        return await self._show_prompt(Menu(title, choices))

    def run_in_background(
        self, work: Callable[[], Awaitable[None]], group: str, *, exclusive: bool = False
    ) -> None:
        """Start work beside the screen's messages; an OncallError becomes words at the foot.

        `exclusive`: in place of what the group still does.
        """

        async def told() -> None:
            try:
                await work()
            except OncallError as error:
                self.show_error(error)

        async def beside() -> None:
            try:
                await told()
            except Exception as error:
                if isinstance(error, NoMatches) and not (self.is_attached and self.app.is_running):
                    return  # The program is being left: what was to be shown has no place any more.
                if not is_survived(self.app, error):
                    raise

        # Given as a function: a coroutine that is never begun would be complained about.
        started: Any = beside
        self.run_worker(started, group=group, exclusive=exclusive)

    async def _dispatch_message(self, message: Message) -> None:
        """Report an unexpected error; end what was asked for, and not the program."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not (self.is_mounted and is_survived(self.app, error)):
                raise

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """Do what may take a moment without holding up the keys."""
        return await asyncio.to_thread(work)

    def show_message(self, text: str) -> None:
        """Tell an effect, at the foot, for a few seconds."""
        self.query_one(StatusFooter).show_message(text)

    def show_error(self, error: OncallError) -> None:
        """Tell what did not work, what is safe, and what to do next."""
        self.refusals += 1
        self.query_one(StatusFooter).show_message(f"! {error}", "warn")

    async def _show_prompt(self, question: Prompt | Menu) -> str | None:
        before, foot = self.focused, self.query_one(StatusFooter)
        self._asking = True
        foot.clear_message()
        foot.keep_keys(True)
        foot.display = not question.REPLACES_KEYS
        await self.query_one("#questions", Vertical).mount(question)
        question.take_focus()
        self._question, self._at_work = question, self._at_work - 1
        try:
            return await question.answer
        finally:
            self._asking, self._question, self._at_work = False, None, self._at_work + 1
            if self.is_attached:
                went_elsewhere = self._has_other_focus(question)
                await question.remove()
                foot.display = True
                foot.keep_keys(False)
                if before is not None and before.is_attached and not went_elsewhere:
                    self.set_focus(before)

    def _has_other_focus(self, question: Widget) -> bool:
        """Return whether a person has gone elsewhere meanwhile, by a click."""
        focused = self.focused
        return focused is not None and focused.is_attached and question not in focused.ancestors_with_self

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Cancel a question that is left by a click beside it: it would wait unseen for ever."""
        if self._question is not None and self._has_other_focus(self._question):
            self._question.cancel()


def prompting_action(action: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run an action beside the screen's messages (`PromptingScreen.run_in_background`); the next key waits for
    what it asks.
    """

    @wraps(action)
    def start(self: PromptingScreen, *arguments: Any) -> None:
        async def converse() -> None:
            try:
                await action(self, *arguments)
            finally:
                self._at_work -= 1

        self._at_work += 1
        self.run_in_background(converse, "conversation")

    return start
