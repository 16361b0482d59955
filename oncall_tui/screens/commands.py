"""Every command of the view in front, every incident and every text, found by their words: `:` or ctrl+p."""

import re
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.visible import visible_line
from oncall_tui.screens.messages import NotesRequested
from oncall_tui.screens.search_commands import SearchCommands
from oncall_tui.screens.services import Services
from oncall_tui.screens.view import View
from oncall_tui.widgets.bound_keys import bindings_of
from oncall_tui.widgets.key_names import key_name

TIME = re.compile(r"(?:go\s+to\s+)?@?(\d{1,2}:\d\d(?::\d\d)?)", re.IGNORECASE)


class KeyCommands(Provider):
    """What the keys do, for those who know the word and not the key."""

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        for node, binding in self._bindings():
            yield DiscoveryHit(
                Content(_title(binding)), partial(self._run, node, binding), help=_help(binding)
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for node, binding in self._bindings():
            if (score := matcher.match(_title(binding))) > 0:
                yield Hit(
                    score, Content(_title(binding)), partial(self._run, node, binding), help=_help(binding)
                )

    def _bindings(self) -> Iterator[tuple[DOMNode, Binding]]:
        named = {
            binding.id: (node, binding) for node in (self.app, self.screen) for binding in bindings_of(node)
        }
        return (found for id, found in named.items() if id and found[1].description)

    async def _run(self, node: DOMNode, binding: Binding) -> None:
        await self.app.run_action(binding.action, node)


class TimeCommands(Provider):
    """`14:02`, `go to 14:02`: to that time in the view in front."""

    async def search(self, query: str) -> Hits:
        if match := TIME.fullmatch(query.strip()):
            typed = match[1]
            yield Hit(1.0, Content(f"Go to {typed}"), partial(self._go, typed), help="key '")

    def _go(self, typed: str) -> None:
        if isinstance(view := self.screen, View):
            try:
                view.go_to_time(typed)
            except OncallError as error:
                view.refuse(error)


class IncidentCommands(Provider):
    """`Go to checkout-5xx`: every incident by its handle and title."""

    services: Services

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for listed in self.services.listings.rows():
            title = visible_line(f"Go to {listed.handle}  {listed.title}")
            if (score := matcher.match(title)) > 0:
                yield Hit(score, Content(title), partial(self._open, listed.id))

    def _open(self, incident_id: str) -> None:
        self.app.post_message(NotesRequested(incident_id))


def open_commands(app: App[Any], services: Services) -> None:
    """Show the commands of the view in front."""
    incidents = type("Incidents", (IncidentCommands,), {"services": services})
    texts = type("Texts", (SearchCommands,), {"services": services})
    app.push_screen(
        CommandPalette(
            providers=[KeyCommands, TimeCommands, incidents, texts],
            placeholder="What do you want to do? Or any words to find",
        )
    )


def _title(binding: Binding) -> str:
    return visible_line(binding.tooltip or binding.description.capitalize())


def _help(binding: Binding) -> str:
    return f"key {key_name(binding.key)}"
