"""`o`: the links of a row. Over ssh the server has no browser: they are shown and copied."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.links import split_link
from oncall_tui.screens.clipboard import copy_to_clipboard
from oncall_tui.screens.polling_screen import Data
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.tab_screen import TabScreen
from oncall_tui.widgets.prompt_options import Option


class LinkActions(TabScreen[Data], Generic[Data]):
    """For views whose rows refer to something."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open_link", "Links", show=False, id="view.open",
                tooltip="Show and copy the row's links"),
    ]  # fmt: skip

    def references(self) -> Sequence[str]:
        """Return the references of the row under the cursor. Raises RefusedError where there is no row."""
        raise NotImplementedError

    @prompting_action
    async def action_open_link(self) -> None:
        links = [link for link in self.references() if split_link(link)[0]]
        link = await self.pick_link("Copy which link?", links)
        if link is not None:
            address = split_link(link)[0]
            copy_to_clipboard(self.app, address)
            self.show_message(f"Copied {address}")

    async def pick_link(self, question: str, links: Sequence[str]) -> str | None:
        """Return the only one, else the one that is chosen. Raises RefusedError where there is none."""
        if not links:
            raise RefusedError("This row has no link. Nothing was changed. l adds one.")
        if len(links) == 1:
            return links[0]
        return await self.pick(question, *(Option(link, link) for link in links))
