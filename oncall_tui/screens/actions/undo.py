"""Undo and redo of a person's own changes, the same on every screen (T7)."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from oncall_tui.screens.polling_screen import Data, PollingScreen
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.services import Services


class UndoActions(PollingScreen[Data], Generic[Data]):
    """For screens that say in which incidents a change is taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "undo", id="view.undo", tooltip="Undo my last change"),
        Binding("U", "redo", "Redo", show=False, id="view.redo", tooltip="Redo what I undid"),
    ]

    services: Services

    def changed_incidents(self) -> Sequence[str]:
        """Return the ids of the incidents whose last change is meant. Raises RefusedError where the screen
        shows none.
        """
        raise NotImplementedError

    @prompting_action
    async def action_undo(self) -> None:
        incidents = self.changed_incidents()
        await self.run_and_refresh(
            lambda: self.services.history.undo(*incidents) or "Nothing of yours to undo here."
        )

    @prompting_action
    async def action_redo(self) -> None:
        incidents = self.changed_incidents()
        await self.run_and_refresh(lambda: self.services.history.redo(*incidents) or "Nothing to do again.")
