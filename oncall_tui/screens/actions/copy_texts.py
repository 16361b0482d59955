"""`Y`: the texts of an incident that write themselves, shown on a page and copied."""

from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.screens.clipboard import copy_to_clipboard
from oncall_tui.screens.incident_screen import IncidentScreen
from oncall_tui.screens.polling_screen import Data
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.widgets.prompt_options import Choice

HANDOVER, UPDATE = Choice("h", "handover", "handover"), Choice("u", "status update", "update")


class CopyTextActions(IncidentScreen[Data], Generic[Data]):
    """The handover and the status update; a view may have more."""

    TEXTS: ClassVar[tuple[Choice, ...]] = (HANDOVER, UPDATE)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("Y", "texts", "Texts", show=False, id="view.texts", tooltip="Y h the handover, Y u the status update"),
    ]  # fmt: skip

    @prompting_action
    async def action_texts(self) -> None:
        self.incident()
        name = await self.choose("Text", *self.TEXTS)
        if name is not None:
            self._show_text(name)

    @prompting_action
    async def action_show_text(self, name: str) -> None:
        """Show and copy the text of that name."""
        self.incident()
        self._show_text(name)

    def _show_text(self, name: str) -> None:
        from oncall_tui.screens.text_page import TextPage

        if self.incident_view is not None:
            text = self.text(name, self.incident_view)
            copy_to_clipboard(self.app, text)
            self.app.push_screen(TextPage(f"The {name}, copied", text))

    def text(self, name: str, view: IncidentView) -> str:
        """Return the text of that name. What writes it is loaded when it is asked for."""
        from oncall_tui.read_models.handover import handover_text, update_text

        write = handover_text if name == HANDOVER.value else update_text
        return write(view, self.services.clock())
