"""Keys of the timeline for what a row refers to: links and tickets, people, labels; and for copying it (T5)."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.local_time import local_text
from oncall_tui.screens.clipboard import copy
from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.timeline_actions import TimelineActions
from oncall_tui.widgets.choices import Option


class LinkActions(TimelineActions):
    """Over ssh the server has no browser: links are shown and copied."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "link", "Link", show=False, id="timeline.link", tooltip="Add a link or a ticket"),
        Binding("L", "unlink", "Take a link away", show=False, id="timeline.unlink",
                tooltip="Take a link from the row"),
        Binding("o", "open_link", "Links", show=False, id="timeline.open", tooltip="Show and copy the row's links"),
        Binding("y", "copy", "Copy", show=False, id="timeline.copy", tooltip="Copy the row"),
        Binding("at", "add_to('people', 'Who')", "People", show=False, id="timeline.people", tooltip="Name people"),
        Binding("number_sign", "add_to('tags', 'Label')", "Labels", show=False, id="timeline.tags",
                tooltip="Add labels"),
    ]  # fmt: skip

    @conversation
    async def action_link(self) -> None:
        self.chosen()
        link = await self.ask("Link or ticket:")
        if link:
            await self.act(lambda incident, rows: self.services.curate.add_reference(incident, rows, link))

    @conversation
    async def action_unlink(self) -> None:
        event, incident = self.one_chosen(), self.incident()
        link = await self._pick_link("Take which link from the row?", event.references)
        if link is not None:
            await self.change(partial(self.services.curate.remove_reference, incident, [event.id], link))

    @conversation
    async def action_add_to(self, field: str, title: str) -> None:
        self.chosen()
        word = await self.ask(f"{title}:")
        if word and (name := word.strip().lstrip("#@")):
            fields = {f"{field}:{name}": True}
            await self.act(
                lambda incident, rows: self.services.curate.put(incident, rows, fields, f"{title} {name}:")
            )

    @conversation
    async def action_open_link(self) -> None:
        """Over ssh the server has no browser: links are shown and copied."""
        links = [link for link in self.one_chosen().references if link.startswith(("http://", "https://"))]
        link = await self._pick_link("Copy which link?", links)
        if link is not None:
            copy(self.app, link)
            self.say(f"Copied {link}")

    async def _pick_link(self, question: str, links: Sequence[str]) -> str | None:
        if not links:
            raise Refused("This row has no link. Nothing was changed. l adds one.")
        return (
            links[0]
            if len(links) == 1
            else await self.pick(question, *(Option(link, link) for link in links))
        )

    def action_copy(self) -> None:
        event = self.event_of(self.listed.cursor_id)
        if event is not None and self.data is not None:
            at = event.occurred_at
            shown = (
                ""
                if at is None
                else local_text(at, self.data.zone, event.precision) + f" {self.zone_name()}  "
            )
            copy(self.app, shown + event.text)
            self.say("Copied the row.")
