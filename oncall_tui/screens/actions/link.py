"""`o`: the links of a row. Over ssh the server has no browser: they are shown and copied."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.links import split_link
from oncall_tui.screens.clipboard import copy
from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.live import Read
from oncall_tui.screens.view import View
from oncall_tui.widgets.choices import Option


class LinkActions(View[Read], Generic[Read]):
    """For views whose rows refer to something."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open_link", "Links", show=False, id="view.open",
                tooltip="Show and copy the row's links"),
    ]  # fmt: skip

    def references(self) -> Sequence[str]:
        """Return the references of the row under the cursor. Raises Refused where there is no row."""
        raise NotImplementedError

    @conversation
    async def action_open_link(self) -> None:
        links = [link for link in self.references() if split_link(link)[0]]
        link = await self.pick_link("Copy which link?", links)
        if link is not None:
            address = split_link(link)[0]
            copy(self.app, address)
            self.say(f"Copied {address}")

    async def pick_link(self, question: str, links: Sequence[str]) -> str | None:
        """Return the only one, else the one that is chosen. Raises Refused where there is none."""
        if not links:
            raise Refused("This row has no link. Nothing was changed. l adds one.")
        if len(links) == 1:
            return links[0]
        return await self.pick(question, *(Option(link, link) for link in links))
