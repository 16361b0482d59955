"""The keys that act in every view: to the other views, to what stands beside them, to help, to the way out."""

from functools import partial
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from oncall_tui.screens.messages import (
    CommandsRequested,
    ConflictsRequested,
    HelpRequested,
    OtherIncidentRequested,
    QuitRequested,
    SyncRequested,
    TimelineRequested,
    ViewRequested,
)
from oncall_tui.screens.polling_screen import Data, PollingScreen
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.services import Services
from oncall_tui.screens.tabs import TABS, adjacent_tab, tab_of


class ViewKeys(PollingScreen[Data], Generic[Data]):
    """Nearly all of them ask the app for something by a message: no view knows another."""

    KEY: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(tab.key, f"view('{tab.key}')", f"View {tab.key}", show=False, id=f"view.{tab.key}",
                    tooltip=tab.tooltip)
            for tab in TABS
        ),
        Binding("left_square_bracket", "step(-1)", "Previous view", show=False, id="view.previous"),
        Binding("right_square_bracket", "step(1)", "Next view", show=False, id="view.next"),
        Binding("exclamation_mark", "queue", "Needs a look", show=False, id="view.queue",
                tooltip="The queue of rows that need a look, conflicts included"),
        Binding("C", "conflicts", "Conflicts", show=False, id="view.conflicts",
                tooltip="What people wrote without seeing each other, word by word: mine, theirs or both"),
        Binding("apostrophe", "other_incident", "Other incident", show=False, id="view.other-incident",
                tooltip="Back to the incident that was open before this one; once more returns"),
        Binding("v", "detail", "Detail pane", show=False, id="view.detail", tooltip="Show or hide the detail pane"),
        Binding("i", "idea", "Idea", show=False, id="view.idea",
                tooltip="Write down an idea from here; it becomes a recommendation to decide on later"),
        Binding("S", "sync", "Sync screen", show=False, id="view.sync",
                tooltip="The share: who publishes, what waits, what was skipped and why"),
        Binding("ctrl+r", "sync_now", "Sync now", show=False, id="view.sync-now", tooltip="Sync with the share now"),
        Binding("colon,ctrl+p", "commands", "Commands", show=False, id="view.commands",
                tooltip="Find any command, incident or text by its words"),
        Binding("question_mark,f1", "help", "help", id="view.help", tooltip="All keys and words of this view"),
        Binding("q", "quit", "Quit", show=False, id="view.quit", tooltip="Leave; everything is saved"),
    ]  # fmt: skip

    services: Services
    incident_id: str | None

    def action_view(self, key: str) -> None:
        tab = tab_of(key)
        if not tab.exists:
            self.show_message(f"{tab.label} comes in a later version. Nothing was changed.")
        elif key != self.KEY:
            self.post_message(ViewRequested(key))

    def action_step(self, step: int) -> None:
        self.post_message(ViewRequested(adjacent_tab(self.KEY, step)))

    def action_queue(self) -> None:
        self.post_message(TimelineRequested(self.incident_id, queue=True))

    def action_other_incident(self) -> None:
        self.post_message(OtherIncidentRequested())

    def action_conflicts(self) -> None:
        self.post_message(ConflictsRequested(self.incident_id))

    def action_detail(self) -> None:
        """Show the pane beside the list, or hide it."""
        raise NotImplementedError

    @prompting_action
    async def action_idea(self) -> None:
        """Capture an idea where it occurs to somebody (N5); what becomes of it is decided later."""
        row = self.idea_row()
        text = await self.ask("Idea:", consequence=lambda text: "a recommendation in state idea, from here")
        if text and text.strip():
            take = partial(self.services.capture.take, text, self.incident_id, kind="idea", about=row)
            await self.in_thread(take)
            await self.refresh_soon()
            self.show_message("Idea kept. It is in Recommendations, to be decided on later.")

    def idea_row(self) -> str | None:
        """Return the row that an idea written here is about; None where it is a row of its own."""
        return None

    def action_sync(self) -> None:
        self.post_message(SyncRequested())

    def action_sync_now(self) -> None:
        self.post_message(SyncRequested(now=True))

    def action_commands(self) -> None:
        self.post_message(CommandsRequested())

    def action_help(self) -> None:
        self.post_message(HelpRequested())

    def action_quit(self) -> None:
        self.post_message(QuitRequested())
