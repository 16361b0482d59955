"""Doing what was taken in the palette, in the view that it belongs to."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.app import App
from textual.message import Message

from oncall_tui.domain.errors import OncallError
from oncall_tui.screens.messages import NotesRequested
from oncall_tui.screens.prompting import PromptingScreen
from oncall_tui.screens.tab_screen import TabScreen

TIMELINE = "2"


class Runner:
    """Knows the views. `go` brings one to the front; `incident` is the one that is open."""

    def __init__(self, app: Any, views: Sequence[TabScreen[Any]], incident: str | None) -> None:
        self.app: App[Any] = app
        self.services: Any = app.services
        self.incident = incident
        self._views = views
        self._go = app.go

    def views(self) -> Sequence[TabScreen[Any]]:
        """Return the view in front, then the others."""
        return self._views

    def post(self, message: Message) -> None:
        """Ask for a place, as a key would."""
        self._views[0].post_message(message)

    async def run_in(self, view: TabScreen[Any], action: str) -> None:
        """Bring a view to the front and run one of its actions."""
        await self._bring(view)
        await self.app.run_action(action, view)

    async def show_row_key(self, view: TabScreen[Any], key: str, title: str) -> None:
        """Bring a view to the front and say which key does it there: it acts on a row that a person has to see."""
        await self._bring(view)
        view.set_focus(view.row_list)
        view.show_message(f"{key} on a row: {title}")

    async def run_app_action(self, action: str) -> None:
        """Run an action of the app itself."""
        await self.app.run_action(action, self.app)

    async def go_to_time(self, typed: str) -> None:
        """Go to a time in the view in front, else in the timeline. What can't be read is said."""
        view = self._views[0]
        if view.KEY not in ("1", TIMELINE):
            view = next(other for other in self._views if other.KEY == TIMELINE)
            await self._bring(view)
        try:
            view.go_to_time(typed)
        except OncallError as error:
            view.show_error(error)

    async def new_incident(self, title: str) -> None:
        """Open a new incident and go to its notes."""
        view = self._views[0]
        if isinstance(view, PromptingScreen):
            view.run_in_background(partial(self._create, view, title), "conversation")

    async def _create(self, view: TabScreen[Any], title: str) -> None:
        made = await view.in_thread(partial(self.services.incidents.create, title))
        view.post_message(NotesRequested(made.id))

    async def _bring(self, view: TabScreen[Any]) -> None:
        if view is not self._views[0]:
            await self._go(view.mode, self.incident)
