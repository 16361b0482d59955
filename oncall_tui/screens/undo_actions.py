"""Undo and redo of a person's own changes, the same in every view of one incident (T7)."""

from typing import Generic

from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.view import Read, View


class UndoActions(View[Read], Generic[Read]):
    """For views that say which incident they are about."""

    def incident(self) -> str:
        """The incident's id. Raises Refused where the view shows none."""
        raise NotImplementedError

    @conversation
    async def action_undo(self) -> None:
        incident = self.incident()
        await self.change(lambda: self.services.history.undo(incident) or "Nothing of yours to undo here.")

    @conversation
    async def action_redo(self) -> None:
        incident = self.incident()
        await self.change(lambda: self.services.history.redo(incident) or "Nothing to do again.")
