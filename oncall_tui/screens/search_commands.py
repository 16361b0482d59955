"""Any text that stands anywhere, found from where one is: what `oncall search` finds, a row for each (R6)."""

import asyncio
from functools import partial
from itertools import islice

from textual.command import Hit, Hits, Provider
from textual.content import Content
from textual.message import Message

from oncall_tui.domain.folding import fold
from oncall_tui.domain.visible import visible_line
from oncall_tui.screens.messages import NotesRequested, RecommendationsRequested, TimelineRequested
from oncall_tui.screens.services import Services
from oncall_tui.services.search.passages import Hit as Found

FEWEST_LETTERS = 3
FIRST = 40
# Behind every command and every name that matches, however badly.
LOWEST = 0.001


class SearchCommands(Provider):
    """`redis pool`: the first rows of all incidents that hold these words."""

    services: Services

    async def startup(self) -> None:
        await asyncio.to_thread(self.services.searching.look)

    async def search(self, query: str) -> Hits:
        text = query.strip()
        if len(text) >= FEWEST_LETTERS:
            for place, found in enumerate(islice(self.services.searching.hits(text), FIRST)):
                words = visible_line(f"{found.handle or 'unfiled'}  {line_with(found.text, text)}")
                show = partial(self.app.post_message, request_for(found))
                yield Hit(LOWEST / (1 + place), Content(words), show, help=f"in {found.table}")


def line_with(text: str, wanted: str) -> str:
    """The line in which the words begin: a paste is found by one of its lines."""
    folded = fold(wanted.partition("\n")[0])
    return next((line.strip() for line in text.splitlines() if folded in fold(line)), text)


def request_for(found: Found) -> Message:
    """Where that stands."""
    if found.table == "events":
        return TimelineRequested(found.incident, found.id)
    if found.table == "recommendations":
        return RecommendationsRequested(found.incident, found.id)
    return NotesRequested(found.incident, found.id if found.table == "notes" else None)
