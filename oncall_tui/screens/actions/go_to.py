"""`-`: to a time that one types, in views whose rows stand in the order of time."""

from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from oncall_tui.screens.polling_screen import Data
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.tab_screen import TabScreen


class GoToActions(TabScreen[Data], Generic[Data]):
    """The view says how it goes there (`go_to_time`)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("minus", "go_to", "Go to", show=False, id="view.go-to", tooltip="Go to a time: 14:02"),
    ]

    @prompting_action
    async def action_go_to(self) -> None:
        words = f"14:02 in {self.zone_name()}, with a date for another day"
        typed = await self.ask("Go to:", consequence=lambda _: words)
        if typed:
            self.go_to_time(typed)
