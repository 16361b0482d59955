"""`K` and `m`: what kind of row it is, and which milestone. A kind has the key of its mark in the capture line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, Protocol

from oncall_tui.domain.capture_line import KIND_MARKS
from oncall_tui.domain.note import KIND_NAMES
from oncall_tui.screens.polling_screen import Data
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.selection import RowSelection
from oncall_tui.screens.services import Services
from oncall_tui.widgets.prompt_options import Choice

if TYPE_CHECKING:
    from oncall_tui.services.timeline.timeline_editor import TimelineEditor

MILESTONE_KEYS = "sdcamr"
NONE = Choice("-", "none", "")
KINDS = (*(Choice(mark, KIND_NAMES[word], word) for mark, word in KIND_MARKS.items()), NONE)


class MilestoneServices(Services, Protocol):
    """Services for setting a milestone."""

    @property
    def curate(self) -> "TimelineEditor": ...


class KindActions(RowSelection[Data], Generic[Data]):
    """The chosen rows are given a kind; the row under the cursor is made a milestone."""

    services: MilestoneServices

    def set_kind(self, incident: str, rows: Sequence[str], kind: str | None) -> str:
        """Give the rows a kind, or none; say what it did."""
        raise NotImplementedError

    def selected_id(self) -> str:
        """Return the id of the record under the cursor. Raises RefusedError where there is none."""
        raise NotImplementedError

    @prompting_action
    async def action_kind(self) -> None:
        self.selected_ids()
        kind = await self.choose("Kind", *KINDS)
        if kind is not None:
            await self.apply_to_selection(lambda incident, rows: self.set_kind(incident, rows, kind or None))

    @prompting_action
    async def action_milestone(self) -> None:
        from oncall_tui.domain.timeline.milestones import MILESTONES

        incident, row = self.incident(), self.selected_id()
        choices = (Choice(key, name, name) for key, name in zip(MILESTONE_KEYS, MILESTONES, strict=True))
        name = await self.choose("Milestone", *choices, NONE)
        if name is not None:
            await self.run_and_refresh(
                lambda: self.services.curate.set_milestone(incident, row, name or None)
            )
