"""Actions that ask something: written top to bottom, run beside the screen, their refusals shown as words.

@conversation
async def action_zone(self) -> None:
    zone = await self.ask("Shown in which zone?")
    ...
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.screen import Screen

from oncall_tui.domain.errors import OncallError
from oncall_tui.widgets.foot import Foot

if TYPE_CHECKING:
    from oncall_tui.widgets.choices import Choice, Consequence, Option
    from oncall_tui.widgets.menu import Menu
    from oncall_tui.widgets.prompt import ChoicePrompt, TextPrompt

Result = TypeVar("Result")


class Conversing(Screen[None]):
    """A screen that can ask. It has a `#questions` container and a `Foot`."""

    _asking = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a question is open, the screen's own keys rest."""
        return not self._asking

    async def ask(
        self, question: str, initial: str = "", consequence: Consequence | None = None
    ) -> str | None:
        """One line of text; None if taken back. `consequence` says before Enter what the text would do."""
        from oncall_tui.widgets.prompt import TextPrompt

        return await self._hold(TextPrompt(question, initial, consequence))

    async def pick(self, question: str, *options: Option) -> str | None:
        """One of several, by arrows and Enter; None if taken back."""
        from oncall_tui.widgets.prompt import ChoicePrompt

        return await self._hold(ChoicePrompt(question, options))

    async def choose(self, title: str, *choices: Choice) -> str | None:
        """One of several by a second key, shown where the footer is; None for any other key."""
        from oncall_tui.widgets.menu import Menu

        return await self._hold(Menu(title, choices))

    def begin(self, work: Callable[[], Awaitable[None]], group: str, *, exclusive: bool = False) -> None:
        """Starts work beside the screen's messages; an OncallError becomes words at the foot.

        `exclusive`: in place of what the group still does.
        """

        async def told() -> None:
            try:
                await work()
            except OncallError as error:
                self.refuse(error)

        async def beside() -> None:
            try:
                await told()
            except NoMatches:
                if self.is_attached and self.app.is_running:
                    raise
                # The program is being left: what was to be shown has no place any more.

        # Given as a function: a coroutine that is never begun would be complained about.
        started: Any = beside
        self.run_worker(started, group=group, exclusive=exclusive)

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """Does what may take a moment without holding up the keys."""
        return await asyncio.to_thread(work)

    def say(self, text: str) -> None:
        """Tell an effect, at the foot, for a few seconds."""
        self.query_one(Foot).say(text)

    def refuse(self, error: OncallError) -> None:
        """Tell what did not work, what is safe, and what to do next."""
        self.query_one(Foot).say(f"! {error}", "warn")

    async def _hold(self, question: TextPrompt | ChoicePrompt | Menu) -> str | None:
        before, foot = self.focused, self.query_one(Foot)
        self._asking = True
        foot.display = not question.REPLACES_KEYS
        await self.query_one("#questions", Vertical).mount(question)
        question.take_focus()
        try:
            return await question.answer
        finally:
            self._asking = False
            if self.is_attached:
                await question.remove()
                foot.display = True
                if before is not None and before.is_attached:
                    self.set_focus(before)


def conversation(action: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Runs an action beside the screen's messages (`Conversing.begin`)."""

    @wraps(action)
    def start(self: Conversing, *arguments: Any) -> None:
        self.begin(partial(action, self, *arguments), "conversation")

    return start
